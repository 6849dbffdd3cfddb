"""How Căn Cứ and what it stands on fare at 10^5, 10^6 and 10^7 statements, side by side in one run.

    python -m benchmarks.scale            1e5, 1e6, 3.18e6 (10,000 plans) and 1e7, into docs/scale.md and its plot
    python -m benchmarks.scale 1e5        another size, printed only

rdflib loads everything only up to its size; its property path is asked over the deriving links alone, which is in its
favour.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import rdflib
import rustworkx as rx

from benchmarks.corpus import plans, write
from extract.records import DERIVING
from kg.answers.index import Index, by_level, index_of
from kg.answers.lineage import lineage
from kg.building.build import build
from kg.drawing.exporting import Format, export
from kg.graph.terms import NAMESPACES, RELATIONS
from kg.storage.backup import backup, restore
from kg.storage.opening import open_store
from kg.storage.store import Store

PAGE = Path(__file__).parents[1] / "docs" / "scale.md"
SIZES = [1e5, 1e6, 3.18e6, 1e7]  # of the page, in statements
PLAN = 318
"""Statements of one abridged plan."""

RDFLIB_MOST = 1_500_000
FORMS: tuple[Format, ...] = ("nquads", "gexf")
PATH = "(eli:based_on|cancu:implements)+"
WHO = ("cancu", "pyoxigraph", "rdflib", "networkx", "rustworkx")


@dataclass(slots=True)
class Run:
    """The figures of one size: seconds by what was done and by whom."""

    files: int
    statements: int = 0
    results: int = 0
    seconds: dict[str, dict[str, float]] = field(default_factory=dict)

    def take(self, what: str, who: str, work: Callable[[], object], times: int = 1) -> None:
        """Does a piece of work and keeps the median of its times."""
        taken = []
        for _ in range(times):
            gc.collect()
            started = time.perf_counter()
            work()
            taken.append(time.perf_counter() - started)
        self.seconds.setdefault(what, {})[who] = statistics.median(taken)
        print(f"{self.files:>8} files  {what:<46} {who:<11} {statistics.median(taken):10.4f} s", flush=True)


def measure(files: int, place: Path) -> Run:
    """All figures for a corpus of so many plans."""
    run = Run(files)
    write(files, place / "plans")
    folder, changed = place / "store", place / "plans" / "0000" / "000001.txt"
    with open_store(folder, write=True) as store:
        run.take("build from files", "cancu", lambda: build([place / "plans"], store, workers=os.cpu_count() or 1))
        run.take("build again, nothing changed", "cancu", lambda: build([place / "plans"], store))
        changed.write_text(next(plans(1)).replace("II. NỘI DUNG", "II. NHIỆM VỤ"), encoding="utf-8")
        run.take("build again, one file changed", "cancu", lambda: build([place / "plans"], store))
        run.statements = len(store)
    with open_store(folder) as store:
        _load(run, store, place)
    with open_store(folder) as store:
        run.take("first question after opening (index made)", "cancu", lambda: index_of(store))
        _ask(run, store, place)
        for form in FORMS:
            run.take(f"export {form}", "cancu", partial(export, store, form, place / f"graph.{form}"))
    return run


def _load(run: Run, store: Store, place: Path) -> None:
    run.take("backup to one file", "cancu", lambda: backup(store, place / "all.nq.gz"))
    with gzip.open(place / "all.nq.gz") as packed, (place / "all.nq").open("wb") as plain:
        shutil.copyfileobj(packed, plain)
    run.take("bulk load into a folder", "cancu", lambda: restore(place / "all.nq.gz", place / "restored"))
    run.take("bulk load into a folder", "pyoxigraph", lambda: _load_raw(place))


def _load_raw(place: Path) -> None:
    raw = ox.Store(str(place / "raw"))
    raw.bulk_load(path=str(place / "all.nq"))
    raw.flush()


def _ask(run: Run, store: Store, place: Path) -> None:
    index = Index.of(store)
    ids = sorted({row["d"].value for row in store.select("SELECT ?d WHERE { ?d cancu:readFrom ?file }")})
    root = max({base for one in ids[:50] for base in index.reach(one, "up")}, key=lambda iri: len(index.reach(iri)))
    run.results = len(index.reach(root))
    what = "lineage, documents"
    run.take(what, "cancu", lambda: index_of(store).reach(root), 9)
    graph = index._onward["down"]
    run.take(what, "rustworkx", lambda: rx.descendants(graph, index._places[root]), 9)
    network: nx.DiGraph[str] = nx.DiGraph((graph[one], graph[other]) for one, other in graph.edge_list())
    run.take(what, "networkx", lambda: nx.descendants(network, root), 9)
    query = f"SELECT DISTINCT ?d WHERE {{ ?d {PATH} <{root}> }}"
    run.take(what, "pyoxigraph", lambda: store.select(query), 3)
    run.take("lineage with words, dates, issuers, chains", "cancu", lambda: lineage(store, root))
    run.take("first question, as a command", "cancu", lambda: _first_question(ids[0], place / "store"))
    run.take("counts by level", "cancu", lambda: by_level(store, root))
    if run.statements <= RDFLIB_MOST:
        levels = f"""SELECT ?level (COUNT(DISTINCT ?d) AS ?n) WHERE {{
            {{ SELECT DISTINCT ?d WHERE {{ ?d {PATH} <{root}> }} }}
            ?d eli:passed_by/cancu:level ?level }} GROUP BY ?level"""
        run.take("counts by level", "pyoxigraph", lambda: store.select(levels))
    links = rdflib.Graph()
    for relation in DERIVING:
        property_ = rdflib.URIRef(RELATIONS[relation].value)
        for row in store.select(f"SELECT DISTINCT ?a ?b WHERE {{ ?a {RELATIONS[relation]} ?b }}"):
            links.add((rdflib.URIRef(row["a"].value), property_, rdflib.URIRef(row["b"].value)))
    spaces = {name: rdflib.Namespace(iri) for name, iri in NAMESPACES.items()}
    run.take(what, "rdflib", lambda: list(links.query(query, initNs=spaces)), 3)
    if run.statements <= RDFLIB_MOST:
        data = rdflib.Dataset(default_union=True)
        run.take("load into memory", "rdflib", lambda: data.parse(str(place / "all.nq"), format="nquads"))
        memory = ox.Store()
        run.take("load into memory", "pyoxigraph", lambda: memory.bulk_load(path=str(place / "all.nq")))


def _first_question(document: str, folder: Path) -> None:
    """What one plan stands on, asked by a process of its own."""
    asking = "from kg.cli import main; main()"
    command = [sys.executable, "-c", asking, "lineage", document, "--up", "--store", str(folder)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def table(runs: list[Run]) -> str:
    """The figures as Markdown."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    lines = [
        f"{os.cpu_count()} cores, Python {platform.python_version()}, pyoxigraph {ox.__version__}; seconds; "
        f"the whole run took at most {peak:.1f} GB.",
        "",
        f"| statements | | {' | '.join(WHO)} |",
        f"|---:|---|{'---:|' * len(WHO)}",
    ]
    for run in runs:
        for what, by in run.seconds.items():
            shown = f"{what} ({run.results:,} found)" if what.startswith("lineage, ") else what
            cells = (f"{by[who]:.4g}" if who in by else "" for who in WHO)
            lines.append(f"| {run.statements:,} | {shown} | {' | '.join(cells)} |")
    return "\n".join(lines)


def plot(runs: list[Run], path: Path) -> None:
    """Lineage by size, each way of asking a line."""
    from matplotlib import pyplot as plt  # noqa: PLC0415 - only the plot needs it

    figure, axes = plt.subplots(figsize=(7, 4.2))
    for who, colour, dash in zip(
        WHO,
        ("#0072B2", "#009E73", "#D55E00", "#CC79A7", "#666666"),
        ("-", "--", "-.", ":", (0, (6, 2, 1, 2))),
        strict=True,
    ):
        points = [(run.statements, by[who]) for run in runs if who in (by := run.seconds["lineage, documents"])]
        axes.plot(*zip(*points, strict=True), color=colour, linestyle=dash, marker="o", label=who)
    axes.set(xscale="log", yscale="log", xlabel="statements", ylabel="seconds", title="All that derives from one law")
    axes.legend()
    axes.grid(alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Measures each size; the run of all the usual ones rewrites the page, one of others prints its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=float, default=SIZES, help="statements, other than the page's")
    sizes: list[float] = parser.parse_args().sizes
    runs = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            runs.append(measure(round(size / PLAN), Path(place)))
    if sizes != SIZES:
        print(table(runs))
        return
    before, _, rest = PAGE.read_text(encoding="utf-8").partition("<!-- figures -->\n")
    _, _, after = rest.partition("<!-- end of figures -->")
    PAGE.write_text(f"{before}<!-- figures -->\n{table(runs)}\n<!-- end of figures -->{after}", encoding="utf-8")
    plot(runs, PAGE.with_suffix(".svg"))


if __name__ == "__main__":
    main()
