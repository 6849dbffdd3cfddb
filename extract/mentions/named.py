"""A document cited by name instead of number."""

from __future__ import annotations

from typing import NamedTuple

from extract.records import Body


class NamedDocument(NamedTuple):
    """A document cited by name at ``start:end`` of the repaired text.

    ``name_end`` is where the name alone ends; ``titled``: words behind it can be its title; ``term`` a congress's
    period. ``issuer`` is None where the name leaves it open. ``holds``: numbers of others stand in the name. ``known``:
    the name is one of a table, or words beside it tell that it is a law of the State.
    """

    start: int
    end: int
    type: str
    type_label: str
    name: str
    date: str | None
    issuer: Body | None
    term: tuple[str, str] | None = None
    name_end: int = 0
    titled: bool = False
    holds: bool = False
    known: bool = True
