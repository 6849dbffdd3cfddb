"""Lists that write once what their numbers share: "số 12, 13, 14/QĐ-UBND", "số 78/2025/NĐ-CP, 79/2025, 80/2025"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from extract.mentions.numbers import Number
from extract.mentions.type_words import abbreviations, types_by_label
from extract.vocabulary import repair
from extract.words import any_of
from ontology.numbers import numbering

_JOIN = r"\s?(?:[,;&]|[,;]?\svà)\s(?:[Ss]ố\s)?"
_GLUED = r",(?=\d\d?(?!\d))"  # "15,16,17/KH-UBND", not "1,234/QĐ-UBND"
_ITEM = r"\d{1,4}(?:/20\d\d)?"
_BEFORE = re.compile(
    rf"(?<!\w)(?:[Ss]ố|(?P<sign>{any_of(abbreviations())})(?=\s)|(?i:{any_of(types_by_label())}))\s?:?\s?"
    rf"(?P<list>{_ITEM}(?:(?:{_JOIN}|{_GLUED}){_ITEM}){{0,19}})"
    rf"(?:{_JOIN}|{_GLUED}?)\Z"
)
_BEHIND = re.compile(rf"{_JOIN}(?P<number>(?P<serial>\d{{1,4}})\s?/\s?(?P<year>20\d\d))(?![\d/-]|\s?[/-])")
_JOINS = frozenset(",;&à")  # how what joins the last of such a list ends
_SO = (" số", " Số")
_SERIAL = re.compile(r"(?P<serial>\d+)(?:/(?P<year>\d+))?")
_REACH = 160  # how far before a number such a list may begin, in characters
_MOST = 20  # of one list
_LAST_MONTH = 12  # "5/2025" may be a month


def with_elided(text: str, numbers: Iterable[Number]) -> Iterator[Number]:
    """The ``numbers`` with those that share the symbol written with one of them, in order."""
    end = 0
    for number in numbers:
        joined = number.start - 1
        if text.endswith(_SO, 0, joined):
            joined -= len(" số")
        if text[joined - 1 : joined] in _JOINS or text[joined : joined + 1] == ",":
            yield from _before(text, number, end)
        yield number
        end = number.end
        if number.value.year:
            for following in _behind(text, number):
                yield following
                end = following.end


def _before(text: str, number: Number, since: int) -> Iterator[Number]:
    """The serials of the list that ends with ``number``."""
    begin = max(since, number.start - _REACH)
    if (shared := _BEFORE.search(text, begin, number.start)) and shared["sign"] in (None, number.value.type):
        for serial in _SERIAL.finditer(text, *shared.span("list")):
            yield _like(text, number, serial.span(), serial["serial"], serial["year"] or number.value.year)


def _behind(text: str, number: Number) -> Iterator[Number]:
    """The numbers behind ``number`` that have a year and no symbol."""
    end = number.end
    for _ in range(_MOST):
        item = _BEHIND.match(text, end)
        if item is None or (int(item["serial"]) <= _LAST_MONTH and "ố" not in item[0]):
            return
        yield _like(text, number, item.span("number"), item["serial"], item["year"])
        end = item.end()


def _like(text: str, number: Number, span: tuple[int, int], serial: str, year: str | None) -> Number:
    """The number at ``span`` that shares the symbol of another one."""
    own = number.value
    value = numbering(serial, year, own.separator, own.symbol)
    return Number(*span, str(value), text[slice(*span)], value, (*number.repairs, repair("shared-symbol")))
