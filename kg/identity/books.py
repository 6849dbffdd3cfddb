"""Whose book of numbers (sổ đăng ký văn bản) a body writes in: a minister's is the ministry's.

Two names of one issuer are no two issuers: the head and the body (``books.csv``), a standing committee and its whole
committee, a ministry and the one that took it over (``organisations.csv``).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from extract.records import Body
from kg.identity.naming import dotted
from ontology import table


@lru_cache(maxsize=8_192)
def book_of(kind: str, *, persons_only: bool = False) -> str:
    """The kind of the body in whose book a body of this kind writes: "bo-truong-bo-y-te" -> "bo-y-te".

    ``persons_only``: who heads a body writes in its book, its standing committee has one of its own.
    """
    for head, body, person in _rows():
        if kind.startswith(head) and (person or not persons_only):
            return body + kind[len(head) :]
    return kind


def writers_in(book: str) -> tuple[str, ...]:
    """The kinds of all who write in the book of a body of this kind, itself and whoever may head it: "bo-y-te" ->
    "bo-y-te", "bo-truong-bo-y-te", "bo-truong-y-te" and others that no body may bear."""
    heads = (head + book[len(body) :] for head, body, person in _rows() if person and book.startswith(body))
    return tuple(dict.fromkeys((book, *(head for head in heads if book_of(head, persons_only=True) == book))))


def one_book(one: Body, other: Body) -> bool:
    """Whether two bodies can be one issuer by their kinds: they write in one book, one name is the beginning of the
    other ("Bộ trưởng", "Bộ Lao động"), or one took the other over."""
    first, second = sorted((book_of(one.kind), book_of(other.kind)), key=len)
    return second.startswith(first) or took_over(one, other) is not None or took_over(other, one) is not None


def is_known(body: Body) -> bool:
    """Whether the tables have a central body, or the one that he heads: such a name is written whole."""
    return book_of(body.kind) in _known()


def is_misread_for(written: Body, other: Body) -> bool:
    """Whether the name of a central body is none that the tables have, and begins like another's: a layout put other
    words behind its first, "Bộ Tài Cột 5"."""
    if written.level != "central" or is_known(written):
        return False
    return written.name.split(" ", 1)[0] == other.name.split(" ", 1)[0]


@cache
def _known() -> frozenset[str]:
    named = {row["body"] for row in table("symbols")} | {row["body"] for row in table("organisations")}
    return frozenset(book_of(_kind(name)) for name in named)


def took_over(later: Body, earlier: Body) -> str | None:
    """The last day (ISO, maybe partial) of a body that another one took over; None where it did not."""
    successor, ended = _successors().get(book_of(earlier.kind), ("", ""))
    return ended if successor == book_of(later.kind) else None


@cache
def _successors() -> Mapping[str, tuple[str, str]]:
    """Who took over a body that ended, with its last day, by kind."""
    return {_kind(row["body"]): (_kind(row["successor"]), row["ended"]) for row in table("organisations")}


def _kind(name: str) -> str:
    return dotted(name).replace(".", "-")


@cache
def _rows() -> tuple[tuple[str, str, bool], ...]:
    """What kinds begin with, the longest first, what stands in its place, and whether it is a person."""
    text = files("kg.identity").joinpath("books.csv").read_text(encoding="utf-8")
    rows = [(row["kind"], row["body"], row["person"] == "yes") for row in csv.DictReader(text.splitlines())]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))
