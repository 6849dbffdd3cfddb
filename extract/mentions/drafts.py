"""A citation as it grows, in positions of the repaired text."""

from __future__ import annotations

from dataclasses import dataclass

from extract.bodies.named import Named
from extract.mentions.named import NamedDocument
from extract.mentions.numbers import Number


@dataclass(slots=True)
class Draft:
    """One mention; ``title`` is a span, None where none follows.

    ``within`` is the index of the draft whose title or qualifier holds this one; ``reach`` where the mention ends with
    its title; ``pinpoint`` where the words "khoản 2 Điều 5" before it start, and the words; ``recalled``: the issuer is
    written elsewhere in the document, not here.
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
    title: tuple[int, int] | None = None
    pinpoint: tuple[int, str] | None = None
    within: int | None = None
    recalled: bool = False
    reach: int = 0
    repairs: tuple[str, ...] = ()

    @property
    def titled(self) -> bool:
        """Whether words behind the citation can be its title: not behind a law's or a congress's name."""
        return self.named is None or self.named.titled

    def undate(self) -> None:
        """Give the date back to the citation that holds this one."""
        end = self.named.name_end if self.named else self.number.end if self.number else self.end
        self.date, self.dated, self.end = None, False, end
