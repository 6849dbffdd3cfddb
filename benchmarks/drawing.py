"""How soon a picture stands in a real browser, beside plain pyvis in the same run.

    python benchmarks/drawing.py               about two minutes
    python benchmarks/drawing.py --rounds 9    quieter figures

Needs Chromium and chromedriver. "First picture" is the time from opening the file to the frame that shows the boxes,
as the page marks it, the median of the rounds; "the rest" is the table and the lists. Plain pyvis has its first picture
when its loading bar is full. It is opened once, and given up after a minute.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/kg")]

from drawing_browser import Reader, missing, reader  # noqa: E402
from drawing_samples import made_sample  # noqa: E402
from pyvis.network import Network  # noqa: E402
from selenium.common.exceptions import TimeoutException  # noqa: E402
from urllib3.exceptions import HTTPError  # noqa: E402

from kg.drawing import Picture, page  # noqa: E402

SIZES = (300, 3000)
PATIENCE = 60.0
"""Seconds after which plain pyvis is given up."""


def main() -> None:
    """Print a table with one line a size."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--rounds", type=int, default=5, help="how often each page is opened (default: 5)")
    rounds = cli.parse_args().rounds
    if why := missing():
        sys.exit(why)
    print("| documents | written, s | MB | first picture, s | the rest, s | plain pyvis, s | ratio |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    page(made_sample(10), title="a")  # what is read once is not counted
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, reader(Path(folder)) as someone:
        for size in SIZES:
            row(someone, made_sample(size), rounds)


def row(someone: Reader, picture: Picture, rounds: int) -> None:
    """Measure one picture and print it."""
    begun = time.perf_counter()
    size = len(page(picture, title="a").encode()) / 1e6
    written = time.perf_counter() - begun
    drawn, ready = [], []
    for _ in range(rounds):
        someone.open(picture)
        drawn.append(mark(someone, "drawn"))
        ready.append(mark(someone, "ready"))
    ours, pyvis = median(drawn), first_of_plain(someone, plain_page(someone, picture))
    more = ">" if pyvis >= PATIENCE else ""
    print(
        f"| {len(picture.nodes):,} | {written:.2f} | {size:.1f} | {ours:.2f} | {median(ready) - ours:.2f} "
        f"| {more}{pyvis:.1f} | {more}{pyvis / ours:.0f} |"
    )


def mark(someone: Reader, name: str) -> float:
    """Seconds from opening the page to a mark that it set."""
    return float(str(someone.run("return performance.getEntriesByName(arguments[0])[0].startTime", name))) / 1000


def plain_page(someone: Reader, picture: Picture) -> Path:
    """The same documents and citations as pyvis draws them when nothing is said."""
    drawing = Network(directed=True, cdn_resources="in_line")
    for node in picture.nodes:
        drawing.add_node(node.id, node.label)
    for edge in picture.edges:
        drawing.add_edge(edge.source, edge.target)
    path = someone.folder / "plain.html"
    path.write_bytes(drawing.generate_html().encode())
    return path


def first_of_plain(someone: Reader, path: Path) -> float:
    """Seconds until the loading bar of plain pyvis is full, at most :data:`PATIENCE`."""
    begun = time.perf_counter()
    someone.driver.set_page_load_timeout(PATIENCE)
    someone.driver.set_script_timeout(PATIENCE)
    someone.driver.command_executor.client_config.timeout = PATIENCE
    try:
        someone.driver.get(path.as_uri())
        someone.wait(
            lambda: someone.run("return document.getElementById('text')?.textContent") == "100%",
            seconds=PATIENCE - (time.perf_counter() - begun),
        )
    except (AssertionError, TimeoutException, HTTPError):  # the page may hold up the browser itself
        return PATIENCE
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
