"""What the next cells of a table's row say of the document that one names: its day, its type, its title.

::

    | 3 | 15/2030/QĐ-UBND | 26/04/2030 | Quyết định | Ban hành Quy định về quản lý chợ |
"""

from __future__ import annotations

from collections.abc import Sequence

from extract import dates
from extract.mentions.drafts import Draft
from extract.mentions.openings import opened
from extract.mentions.type_words import types_by_label
from extract.words import key

_BAR = "|"
_PADS = " *_)"  # what may stand beside a cell's words
_LONGEST_PAD = 4  # of such, in characters
_SO = ("", "số")
_MOST_CELLS = 3  # behind the number's
_LONGEST_CELL = 400  # in characters
_FEWEST_BLANKS = 2  # in a title


def with_cells(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts; those that fill a cell with the day and the title of the cells behind, which hold what these cite."""
    found = [*drafts]
    holder, reach = -1, 0
    for index, draft in enumerate(drafts):
        if draft.start < reach and draft.within is None:
            found[index] = draft._replace(within=holder)
        elif draft.number and _BAR in text[draft.end : draft.end + _LONGEST_PAD] and _opens_cell(text, draft.start):
            found[index] = _with_cells(text, draft, draft.number.value.year)
            if title := found[index].title:
                holder, reach = index, title[1]
    return found


def _with_cells(text: str, draft: Draft, year: str | None) -> Draft:
    """The draft, whose number has that ``year``, with the day and the title in the cells behind it."""
    end = draft.end
    row = text[end : end + _MOST_CELLS * _LONGEST_CELL].partition("\n")[0]
    before, *cells = row.split(_BAR)
    at = end + len(before) + 1
    for cell in cells[:_MOST_CELLS] if not before.strip(_PADS) else ():
        words = cell.strip(_PADS)
        first = at + cell.find(words)
        at += len(cell) + 1
        if words[:1].isdigit() and (day := dates.find_date(words)) and day[:2] == (0, len(words)):
            if draft.date is None and day[2] and (year is None or day[2].startswith(year)):  # else it is that of effect
                draft = draft._replace(date=day[2], dated=True)
        elif key(words) not in types_by_label():
            told = draft.title is None and words.count(" ") >= _FEWEST_BLANKS and opened(text, first - 1)
            return draft._replace(title=(first, first + len(words))) if told else draft
    return draft


def _opens_cell(text: str, start: int) -> bool:
    """Whether what starts there is the first of its cell: what a reason names is another document than the row's."""
    before = text[max(0, start - _LONGEST_PAD - len("số ")) : start].replace("\n", _BAR)
    return _BAR in before and before.rpartition(_BAR)[2].strip(_PADS).lower() in _SO
