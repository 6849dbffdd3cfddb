"""What a portal sets over a document, a table ("Số hiệu | 12/KH-UBND") or YAML: what it says, and where it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.vocabulary import rows
from extract.words import any_of, slug

_CELL = re.compile(r"[^|\n\t]+")
_AROUND = " *#_>:-\r"
_REACH = 3_000  # how far the table may reach, in characters
_NEAR = 120  # how far behind a list of particulars the table of them begins, in characters
_FEWEST = 3  # rows of a table
_GAP = 3  # cells between one label and the next at most
_FIELDS = {row["label"]: row["field"] for row in rows("portals")}
_KEYS = {slug(label).replace("-", "_"): field for label, field in _FIELDS.items() if field}  # of YAML
_SPELLED = (*_KEYS, *(key.replace("_", "-") for key in _KEYS))
_KEY = re.compile(
    rf"(?<![\w-])(?P<key>{any_of(_SPELLED)}):[ \"']{{0,3}}(?P<value>[^\"'\n]*?)[ \"']{{0,3}}(?=\n|$|\s\w+:\s)"
)
_TELLING = ("so_hieu:", "so-hieu:", "so_ky_hieu:", "so-ky-hieu:")
_UNKNOWN = frozenset({"", "đã biết", "đang cập nhật", "không số", "khongso", "***", "dữ liệu đang cập nhật"})


@dataclass(frozen=True, slots=True)
class Portal:
    """What the table says by field ("number", "type", "date", "title"), and where it starts and ends.

    It ends at 0 if there is none; the document's own heading may stand above it.
    """

    values: dict[str, str] = field(default_factory=dict)
    start: int = 0
    end: int = 0


def read_portal(text: str) -> Portal:
    """The table at the head of ``text``, whose cells stand on lines or between bars, and the YAML there."""
    if any(key in text[:_REACH] for key in _TELLING):
        listed = _read_yaml(text)
        table = _read_tables(text[listed.end : listed.end + 2 * _REACH])
        if not table.end:
            return listed
        return Portal(table.values | listed.values, listed.end + table.start, listed.end + table.end)
    return _read_tables(text)


def _read_tables(text: str) -> Portal:
    """The table at the head of ``text``, with a second one close below: a page's own list over it."""
    table = _read_table(text)
    again = _read_table(text[table.end : table.end + _REACH]) if table.end else table
    near = table.end and again.end and again.start < _NEAR
    return Portal(again.values | table.values, table.start, table.end + again.end) if near else table


def _read_table(text: str) -> Portal:
    """The table at the head of ``text``; few rows are none."""
    if text.find("Ngày ban hành", 0, _REACH) < 0 and text.find("Ngày ký", 0, _REACH) < 0:
        return Portal()
    cells = list(_cells(text))
    values: dict[str, str] = {}
    counted = start = end = since = 0
    for (label, begin, label_end), (value, _, value_end) in zip(cells, [*cells[1:], ("", 0, 0)], strict=True):
        name = _FIELDS.get(_compared(label))
        since += 1
        if name is None:
            if counted and since > _GAP:
                break
            continue
        start = start if counted else begin
        counted, since = counted + 1, 0
        labelled = _compared(value) in _FIELDS
        end = label_end if labelled else max(value_end, label_end)
        if name and not labelled and value.lower() not in _UNKNOWN:
            values.setdefault(name, value)
    return Portal(values, start, end) if counted >= _FEWEST else Portal()


def _cells(text: str) -> Iterator[tuple[str, int, int]]:
    """The cells at the head of ``text`` that say something, with start and end; "Số hiệu: 12/KH-UBND" is two."""
    for cell in _CELL.finditer(text, 0, _REACH):
        label, colon, value = cell[0].partition(":")
        if colon and _compared(label) in _FIELDS and value.strip(_AROUND):
            yield label.strip(_AROUND), cell.start(), cell.start() + len(label)
            yield value.strip(_AROUND), cell.start() + len(label) + 1, cell.end()
        elif words := cell[0].strip(_AROUND):
            yield words, cell.start(), cell.end()


def _compared(label: str) -> str:
    return " ".join(label.strip(_AROUND).lower().split())


def _read_yaml(text: str) -> Portal:
    """The particulars in the YAML at the head of ``text``, be its lines run together."""
    found = list(_KEY.finditer(text, 0, _REACH))
    if len(found) < _FEWEST:
        return Portal()
    values: dict[str, str] = {}
    for pair in found:
        if pair["value"].strip():
            values.setdefault(_KEYS[pair["key"].replace("-", "_")], pair["value"].strip())
    ends = text.find("\n---", found[-1].end(), _REACH)
    return Portal(values, found[0].start(), ends + len("\n---") if ends >= 0 else found[-1].end())
