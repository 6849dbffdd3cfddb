"""Words by which verdicts read texts, as data (``words.csv``): a row a way to say a thing, with an example of it.

The kinds: ``details`` and ``obeys``, what a document that lays down rules says of an act that it carries out, or bids
others to obey; ``was``, ``amended`` and ``amended_by``, what stands in this order between an act and those that amended
it; ``span``, what opens the time for which something held; ``ahead``, what the heading of a part on results says where
these are to come. They are compared folded, so that spoilt accents do no harm. As they are written: ``force``, what
stands behind an act, or behind an ``aux``, and tells until when it holds; ``until``, the same where something was
``issued`` under the act; ``recital``, what each recital opens with; ``field``, what the rows of a table are called in
which a page tells of a document, and ``beside``, how others begin that stand among them; ``lists``, how the parts of a
page are headed that list other documents.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from ontology.spelling import fold


def rows() -> list[dict[str, str]]:
    """The table."""
    text = files("kg.law").joinpath("words.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def rows_of(kind: str) -> list[dict[str, str]]:
    """The rows of one kind."""
    return [row for row in rows() if row["kind"] == kind]


@cache
def any_of(kind: str, *, folded: bool = True) -> str:
    """A pattern that any of the words of a kind fits, for text that is folded or as it is written."""
    said = (row["words"] for row in rows_of(kind))
    words = (re.escape(fold(one) if folded else one).replace(r"\ ", r"\s+") for one in said)
    return rf"(?<!\w)(?:{'|'.join(words)})(?!\w)"


@cache
def says(kind: str) -> re.Pattern[str]:
    """The same, ready to search with."""
    return re.compile(any_of(kind))
