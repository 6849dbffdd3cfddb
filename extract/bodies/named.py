"""A body as running text names it, before the place of the document says which one it is."""

from __future__ import annotations

from typing import NamedTuple

from extract.vocabulary import known_body

MINISTRY, DEPARTMENT, DIVISION = map(known_body, ("ministry", "department", "division"))
CENTRE, COUNTRY = known_body("centre"), known_body("country")  # behind the names of bodies of the whole country


class Named(NamedTuple):
    """A body as written at ``start:end``: its generic ``head`` in canonical words, and the unit words after it.

    ``scope`` says what the head is: "central", "unit" (of an administrative unit), "party", "field" (a ministry,
    department or division), "other". ``kind`` and ``name`` are the unit's, as far as written.
    """

    start: int
    end: int
    head: str
    scope: str
    kind: str | None = None
    name: str | None = None
