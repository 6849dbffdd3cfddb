"""Words by which verdicts read texts, as data (``words.csv``): a row a way to say a thing, with an example of it.

"…" in the words stands for a few others of the same sentence. The kinds that are compared folded, so that spoilt
accents do no harm: ``details`` and ``obeys``, what a document that lays down rules says of an act that it carries
out, or bids others to obey; ``was``, ``amended`` and ``amended_by``, what stands in this order between an act and
those that amended it, ``joined``, ``writings`` and ``or_instead``, how amendments are spoken of that are not named;
``span``, what opens the time for which something held; ``ahead``, what the heading of a part on results says where
these are to come; ``carries_on``, that something goes on by what is over; ``told_bases``, how the part of a page is
headed that sums up the bases.

As they are written: whose words they are, ``into`` and ``term`` about words that an act exchanges, ``adds`` before
those that it adds, ``field``, what the rows of a table are called in which a page tells of a document, and
``beside``, how others begin that stand among them; ``lists``, how the parts of a page are headed that list other
documents; ``recital``, what each recital opens with; ``gazette``, the head of its pages. Until when an act holds:
``force``, what stands behind it, or behind an ``aux``; ``until``, the same where something was ``issued`` under it;
``before_force`` and ``in_force`` around it, and, with ``carried_out``, before the acts that a document ends.
``of_term``, what stands before the term of a Party committee.
``misread``, words that recognition of pictures gives and nobody writes.
``applies`` and ``denies``, how a clause leads to an act that a document applies, or says that it does not.

Of the past: ``sums_up`` and, in titles alone, ``of_then``, what a document does with a time that is over;
``looks_back`` in a clause; ``in_years``, what stands before the years in which something was done; ``begun_by``, and
``before_then``, ``takes_effect`` and ``goes_on`` one behind the other, how a clause leads to the act by which
something was begun, ``then_goes_on`` behind it, or ``which_was`` before a
day; ``results``, how a part on the past is headed, ``transition`` an
article, and what ``ends_articles``; ``asked`` and ``asked_by``, how a letter names what it answers. Ahead:
``horizon`` and ``up_to`` before a year, ``on_and_on`` for ever. Lists of acts by title: ``about``, ``publishes``,
``not_acts``, ``lists_acts``; ``published``, an act on such a list.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import cache
from importlib.resources import files

from ontology.spelling import fold


def rows() -> list[dict[str, str]]:
    """The table."""
    text = files("kg.law").joinpath("words.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _shelves() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows():
        found[row["kind"]].append(row)
    return dict(found)


def rows_of(kind: str) -> list[dict[str, str]]:
    """The rows of one kind."""
    return _shelves()[kind]


@cache
def any_of(*kinds: str, folded: bool = True) -> str:
    """A pattern that any of the words of some kinds fits, for text that is folded or as it is written; "…" in them
    stands for a few words of the same sentence."""
    said = (fold(row["words"]) if folded else row["words"] for kind in kinds for row in rows_of(kind))
    words = (_GAP.join(re.escape(part.strip()).replace(r"\ ", r"\s+") for part in one.split("…")) for one in said)
    return rf"(?<!\w)(?:{'|'.join(words)})(?!\w)"


_GAP = r"\b[^.;]{0,80}?\b"


@cache
def says(kind: str, *, folded: bool = True) -> re.Pattern[str]:
    """The same, ready to search with."""
    return re.compile(any_of(kind, folded=folded))
