"""Patterns of the extractor that no sentence of the tests needs: each finds nothing for once, and what it found is read
again.

    python -m benchmarks.unproven                          by what tests/extract reads
    python -m benchmarks.unproven tests/extract/test_X.py  by what these tests read

A line for each pattern without which no record changes: where it stands, in how many texts it found something, and how
it begins. One that found nothing is proven by no sentence; one that found something and changes nothing says what
another one says, too, or is asked for something beside the record, as extract/enacting.py is. What reads files, before
there is a text, is not looked at, nor what finds something only as tables are made.
"""

from __future__ import annotations

import argparse
import functools
import gc
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest

_ROOT = f"{Path(__file__).resolve().parents[1]}/"
_EXTRACTOR, _READING = f"{_ROOT}extract/", f"{_ROOT}extract/reading/"
_LONGEST = 60_000  # of a text, in characters
_MOST_READ = 3_000_000  # characters that are read again for a pattern
_SHOWN = 60  # characters of a pattern


@dataclass(eq=False)
class Place:
    """Where in the code a pattern is made, or several are; whether they find nothing, and have ``found`` something."""

    where: str
    begins: str
    muted: bool = False
    found: bool = False


class Muted:
    """A pattern that finds nothing where its place is muted."""

    def __init__(self, pattern: re.Pattern[str], place: Place) -> None:
        self._pattern, self._place = pattern, place

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pattern, name)

    def _asked(self, name: str, nothing: Any, *given: Any) -> Any:
        """What the method of that name finds, else what it gives where it finds nothing."""
        if self._place.muted:
            return nothing
        answer = getattr(self._pattern, name)(*given)
        self._place.found = self._place.found or (answer is not None and answer != nothing)
        return answer

    def match(self, *given: Any) -> Any:
        return self._asked("match", None, *given)

    def search(self, *given: Any) -> Any:
        return self._asked("search", None, *given)

    def fullmatch(self, *given: Any) -> Any:
        return self._asked("fullmatch", None, *given)

    def finditer(self, *given: Any) -> Iterator[re.Match[str]]:
        for match in () if self._place.muted else self._pattern.finditer(*given):
            self._place.found = True
            yield match

    def findall(self, *given: Any) -> Any:
        return self._asked("findall", [], *given)

    def split(self, text: str, *given: Any) -> Any:
        return self._asked("split", [text], text, *given)

    def subn(self, new: Any, text: str, *given: Any) -> Any:
        return self._asked("subn", (text, 0), new, text, *given)

    def sub(self, new: Any, text: str, *given: Any) -> Any:
        return self.subn(new, text, *given)[0]


def unproven(
    texts: Sequence[str], read: Callable[[str], object], places: Iterable[Place]
) -> Iterator[tuple[Place, int]]:
    """The places without whose patterns none of the texts is read otherwise, with how many they find something in."""
    first: list[object] = []
    finds: dict[Place, list[int]] = {place: [] for place in places}
    for index, text in enumerate(texts):
        for place in finds:
            place.found = False
        first.append(read(text))
        for place, found in finds.items():
            if place.found:
                found.append(index)
    for place, found in finds.items():
        place.muted = True
        reach = accumulate(len(texts[index]) for index in found)
        again = (index for index, read_by_then in zip(found, reach, strict=True) if read_by_then < _MOST_READ)
        if all(_without(read, texts[index]) == first[index] for index in again):
            yield place, len(found)
        place.muted = False


def _without(read: Callable[[str], object], text: str) -> object:
    """What is read of a text without a pattern; the error where that cannot be done."""
    try:
        return read(text)
    except Exception as error:  # noqa: BLE001 - any error proves it
        return error


def _read_by(tests: Sequence[str], extracting: Any) -> list[str]:
    """The texts that tests read, the shortest first."""
    texts: dict[str, None] = {}
    decide = extracting.decide

    def kept(source: Any, *given: Any, **named: Any) -> Any:
        if len(source.text) < _LONGEST:
            texts[source.text] = None
        return decide(source, *given, **named)

    extracting.decide = kept
    pytest.main(["-q", "-p", "no:xdist", "-o", "addopts=", *tests])
    extracting.decide = decide
    return sorted(texts, key=len)


def main() -> None:
    """Lets tests run, then says which patterns they need not."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("tests", nargs="*", default=["tests/extract"], metavar="TEST")
    given = cli.parse_args()
    places: dict[str, Place] = {}
    compiled: Callable[..., re.Pattern[str]] = re.compile

    def watched(pattern: Any, flags: int = 0) -> Any:
        one, caller = compiled(getattr(pattern, "_pattern", pattern), flags), sys._getframe(1)
        if caller.f_code.co_name == "pattern_of" and caller.f_back:  # whose words stand in a table
            caller = caller.f_back
        file = caller.f_code.co_filename
        if not file.startswith(_EXTRACTOR) or file.startswith(_READING):
            return one
        where = f"{file.removeprefix(_ROOT)}:{caller.f_lineno}"
        return Muted(one, places.setdefault(where, Place(where, " ".join(one.pattern.split())[:_SHOWN])))

    re.compile = watched
    from extract import extracting  # noqa: PLC0415 - once patterns are watched
    from extract.records import to_json  # noqa: PLC0415

    texts = _read_by(given.tests, extracting)
    known = (one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper))
    forgotten = [one for one in known if one.cache_parameters()["maxsize"] is not None]  # tables stay

    def read(text: str) -> str:
        for one in forgotten:
            one.cache_clear()
        return to_json(extracting.extract(text))

    elsewhere = {place for place in places.values() if place.found}
    for place, found in unproven(texts, read, places.values()):
        if found or place not in elsewhere:
            print(f"{place.where}  {found} texts  {place.begins}", flush=True)
    print(f"{len(places)} places, {len(texts)} texts")


if __name__ == "__main__":
    main()
