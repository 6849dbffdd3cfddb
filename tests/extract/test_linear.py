"""Hostile text ends: in bounded time, and in time that grows with its length, not with the square of it."""

from __future__ import annotations

import functools
import gc
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import SupportsIndex

import pytest
from hostile import TEXTS

from extract import extract, words
from extract.mentions.dated import find_dated
from extract.mentions.laws import find_laws
from extract.roles.cues import Token, Vocabulary
from extract.words import lowered

SHORT, LONG = 15_000, 120_000  # characters
BOUND = 12  # eight times the text takes eight times the time; a square would take 64 times


def _seconds(text: str) -> float:
    """Of a text that was never read before: what is kept of others is bounded, and of this one goes."""
    for kept in gc.get_objects():
        if isinstance(kept, functools._lru_cache_wrapper) and kept.cache_parameters()["maxsize"]:
            kept.cache_clear()
    start = time.process_time()
    extract(text)
    return time.process_time() - start


def measure(make: Callable[[int], str], short: int = SHORT, long: int = LONG) -> tuple[float, float]:
    """The seconds for a short and a long text, the best of up to three where they are suspicious."""
    first = min(_seconds(make(short)) for _ in range(2))
    second = _seconds(make(long))
    for _ in range(2):
        if second > BOUND * first:
            second = min(second, _seconds(make(long)))
    return first, second


@pytest.fixture(scope="module")
def seconds() -> dict[str, tuple[float, float]]:
    """The seconds for a short and a long text of each kind, taken in a process that can be stopped."""
    try:
        output = subprocess.run([sys.executable, __file__], check=True, timeout=1800, capture_output=True).stdout
    except subprocess.TimeoutExpired as error:
        output = error.stdout or b""
    lines = [line.split("\t") for line in output.decode().splitlines()]
    return {name: (float(short), float(long)) for name, short, long in lines}


@pytest.mark.parametrize("name", [*TEXTS, "a million slashes"])
def test_the_time_grows_with_the_length(name: str, seconds: dict[str, tuple[float, float]]) -> None:
    """Below 0.1 s nothing is measured."""
    assert name in seconds, "no end within half an hour"
    short, long = seconds[name]
    assert long < max(0.1, BOUND * short), f"the short text took {short:.3f} s, the long one {long:.3f} s"


class _Incomparable(str):
    """A text that is as long as a document: to hash or to compare it takes time."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        raise AssertionError("a whole text was compared")

    def __hash__(self) -> int:
        raise AssertionError("a whole text was hashed")


def test_the_small_letters_of_a_text_are_found_without_comparing_it() -> None:
    """A second text that says the same took a comparison at every number, which is quadratic."""
    first, second = (_Incomparable("Căn cứ NGHỊ ĐỊNH số 30/2020/NĐ-CP;\n" * 100) for _ in range(2))
    assert lowered(first) is lowered(first)
    assert lowered(second) is not lowered(first)


class _Cut(str):
    """A text that knows how long the pieces are that were cut out of it, in characters."""

    __slots__ = ("pieces",)
    pieces: list[int]

    def __getitem__(self, key: SupportsIndex | slice) -> str:
        piece = super().__getitem__(key)
        self.pieces.append(len(piece))
        return piece


@pytest.mark.skipif(not words.__file__.endswith(".py"), reason="what compiled modules cut out cannot be watched")
@pytest.mark.parametrize("find", [find_laws, find_dated])
def test_no_more_is_cut_out_of_a_line_without_end_than_stands_near(find: Callable[[str], Iterable[object]]) -> None:
    """All before each law was, where no line broke near it: a document of twice the length took 2.5 times as long."""
    text = _Cut(f"{'x' * 9_000} theo Luật Chợ năm 2026, {'Quyếtđịnh' * 900} ngày 01/02/2026 của Chính phủ")
    text.pieces = []
    for _ in find(text):
        pass
    assert 0 < max(text.pieces) < 1_000


@pytest.mark.skipif(not words.__file__.endswith(".py"), reason="calls between compiled modules cannot be counted")
@pytest.mark.parametrize("name", ["acts repealed one after another", "acts issued one after another"])
def test_the_words_before_an_act_are_looked_for_near_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted in characters: in a sentence without end they were looked for from its beginning, at every act."""
    looked = 0
    plain = Vocabulary.modifying

    def modifying(self: Vocabulary, text: str, start: int, end: int, found: Sequence[Token]) -> list[Token]:
        nonlocal looked
        looked += end - start
        return plain(self, text, start, end, found)

    monkeypatch.setattr(Vocabulary, "modifying", modifying)
    extract(TEXTS[name](4_000))
    short, looked = looked, 0
    extract(TEXTS[name](16_000))
    assert looked < 6 * short, f"{short} characters of a short text, {looked} of one four times as long"


def main() -> None:
    """Print a line for each text: its name and the seconds for a short and a long one."""
    extract("Căn cứ Nghị định số 30/2020/NĐ-CP")  # loads the vocabularies
    for name, make in TEXTS.items():
        print(name, *measure(make), sep="\t", flush=True)
    print("a million slashes", *measure(lambda size: "/" * size, 125_000, 1_000_000), sep="\t", flush=True)


if __name__ == "__main__":
    main()
