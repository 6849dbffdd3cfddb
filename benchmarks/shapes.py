"""How building grows with the folder, on the shapes of folders that invite quadratic work.

    python -m benchmarks.shapes                    500 to 4,000 files a shape, and what one file more costs
    python -m benchmarks.shapes --files 16000      up to so many
    python -m benchmarks.shapes --shape copies     one of them

Each shape is linked in batches as a build does it, into memory; extraction is not counted. What counts is the last
column: how often the time grows when the files double. 2 is linear; what a batch must look at again because it stands
beside it (a number of one unit, a shelf of files without number) makes it a little more.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Iterator, Mapping

from extract import extract
from extract.records import Extraction
from kg.building.build import BATCH
from kg.building.linking import link
from kg.graph.terms import source_iri
from kg.storage.opening import open_store

SUBJECTS = ("chợ", "đường", "trường học", "y tế", "thủy lợi", "rừng", "du lịch", "nghề", "văn hóa", "an ninh")


def plan(
    number: str, title: str, bases: str, *, day: int = 1, issuer: str = "TỈNH LẠNG SƠN", place: str = "Lạng Sơn"
) -> str:
    """A plan of a committee; without a number it has no line for one."""
    line = f"Số: {number}\n\n" if number else ""
    return (
        f"ỦY BAN NHÂN DÂN\n{issuer}\n\n{line}{place}, ngày {1 + day % 28} tháng {1 + day // 28 % 12} năm 2025\n\n"
        f"KẾ HOẠCH\n{title}\n\n{bases}\n\nI. MỤC ĐÍCH\nKhông.\n"
    )


def title(turn: int) -> str:
    """A title that no other turn has, and that shares some words with many."""
    one, two, three = (SUBJECTS[turn // size % len(SUBJECTS)] for size in (1, 10, 100))
    return f"Phát triển {one}, {two} và {three} đợt {turn} trên địa bàn"


def unknown_unit(turn: int) -> str:
    """All of one number, of a commune without its province, citing that number of a province without its name."""
    cited = "Căn cứ Kế hoạch số 01/KH-UBND của UBND tỉnh;"
    return plan("01/KH-UBND", title(turn), cited, day=turn, issuer="XÃ AN", place="An")


def one_law(turn: int) -> str:
    """One law cited by all, each in its own words."""
    cited = f"Căn cứ Luật Đất đai số 31/2024/QH15 ngày 18/01/2024 {title(turn).lower()};"
    return plan(f"{turn + 1}/KH-UBND", title(turn), cited, day=turn)


def one_number(turn: int) -> str:
    """One decision cited by all on two days, each with its own title."""
    day = "05" if turn % 2 else "06"
    cited = f"Căn cứ Quyết định số 7/QĐ-UBND ngày {day}/3/2024 của Ủy ban nhân dân tỉnh Lạng Sơn về {title(turn)};"
    return plan(f"{turn + 1}/KH-UBND", title(turn), cited, day=turn)


def one_body(turn: int) -> str:
    """One body named in all, by decisions of their own."""
    cited = f"Căn cứ Quyết định số {turn + 1}/QĐ-UBND ngày 05/3/2024 của Ủy ban nhân dân tỉnh Lạng Sơn;"
    return plan(f"{turn + 1}/KH-UBND", title(turn), cited, day=turn)


def lost(turn: int) -> str:
    """Files without number of one type and issuer, each citing the plan of its own title and day of another's."""
    cited = (
        f"Căn cứ Kế hoạch số {turn + 1}/KH-UBND ngày 05/01/2024 của Ủy ban nhân dân tỉnh Lạng Sơn về {title(turn + 1)};"
    )
    return plan("", title(turn), cited, day=turn)


def copies(turn: int) -> str:
    """One file without number, with other bytes each time."""
    return plan("", title(0), "Căn cứ Luật Đất đai ngày 18/01/2024;") + "\n" * (turn + 1)


SHAPES: Mapping[str, Callable[[int], str]] = {
    shape.__name__: shape for shape in (unknown_unit, one_law, one_number, one_body, lost, copies)
}


def records(shape: Callable[[int], str], count: int) -> Iterator[list[Extraction]]:
    """The files of a shape in batches."""
    for start in range(0, count, BATCH):
        yield [extract(shape(turn)) for turn in range(start, min(count, start + BATCH))]


def run(shape: Callable[[int], str], count: int) -> tuple[float, float, float]:
    """CPU seconds for all files, for one file more, and for its leaving again."""
    store = open_store(None)
    batches = list(records(shape, count))
    more = extract(shape(count))
    gc.collect()
    started = time.process_time()
    for batch in batches:
        store.apply(link(store, new=batch))
    linked = time.process_time()
    store.apply(link(store, new=[more]))
    added = time.process_time()
    store.apply(link(store, gone={source_iri(more.source.sha256)}))
    return linked - started, added - linked, time.process_time() - added


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=4000)
    parser.add_argument("--shape", choices=SHAPES, action="append")
    options = parser.parse_args()
    print("shape           files   seconds  one more   gone   growth")
    for name in options.shape or SHAPES:
        before = None
        for share in (8, 4, 2, 1):
            count = options.files // share
            whole, more, gone = run(SHAPES[name], count)
            growth = f"{whole / before:.1f}" if before else ""
            print(f"{name:<13} {count:>7,} {whole:>9.2f} {more:>9.3f} {gone:>6.3f} {growth:>8}", flush=True)
            before = whole


if __name__ == "__main__":
    main()
