"""A citation from what is found first to all that the text says of it, in positions of the repaired text.

========================= ====================================================================================
:class:`Cited`            a number or a name, with its type: ``citations.py``, ``short.py``
:class:`Issued`           when, by whom, and which part of it is cited: ``issuing.py``, ``lists.py``
:class:`Draft`            its title, and the citation that holds it: ``titles.py``; what other parts of the
                          document say of it: ``attribution.py``, ``frame/enclosed.py``
========================= ====================================================================================

Each stage makes new values of those before it. They are tuples, since a frozen dataclass takes five times as long to
be made, and of every citation all three are.
"""

from __future__ import annotations

from typing import NamedTuple

from extract.bodies.named import Named
from extract.mentions.named import NamedDocument
from extract.mentions.numbers import Number


class Cited(NamedTuple):
    """A document cited by ``number`` or by name; ``body`` is an issuer that stands between its type and its number."""

    start: int
    end: int
    type: str | None
    label: str | None
    number: Number | None = None
    named: NamedDocument | None = None
    body: Named | None = None
    repairs: tuple[str, ...] = ()


class Issued(NamedTuple):
    """A cited document with the ``date`` and the issuers beside it, which ``start:end`` holds.

    ``pinpoint`` is where the words "khoản 2 Điều 5" before it start, and the words; ``dated``: a date stands there,
    even where it is no day of the calendar; ``recalled``: the issuer is written elsewhere in the document, not here.
    """

    start: int
    end: int
    type: str | None
    label: str | None
    number: Number | None = None
    named: NamedDocument | None = None
    date: str | None = None
    dated: bool = False
    body: Named | None = None
    co_bodies: tuple[Named, ...] = ()
    pinpoint: tuple[int, str] | None = None
    recalled: bool = False
    repairs: tuple[str, ...] = ()

    @property
    def titled(self) -> bool:
        """Whether words behind the citation can be its title: not behind a law's or a congress's name."""
        return self.named is None or self.named.titled

    def undated(self) -> Issued:
        """Without the date, which is that of the citation that holds this one."""
        end = self.named.name_end if self.named else self.number.end if self.number else self.end
        return self._replace(date=None, dated=False, end=end)


class Draft(NamedTuple):
    """A mention with all that the text says of it; ``title`` is a span, None where none follows.

    ``within`` is the index of the draft whose title or qualifier holds this one; ``reach`` where the mention ends with
    its title. The other fields are those of :class:`Issued`.
    """

    start: int
    end: int
    type: str | None
    label: str | None
    number: Number | None
    named: NamedDocument | None
    date: str | None
    dated: bool
    body: Named | None
    co_bodies: tuple[Named, ...]
    pinpoint: tuple[int, str] | None
    recalled: bool
    repairs: tuple[str, ...]
    title: tuple[int, int] | None
    within: int | None
    reach: int
