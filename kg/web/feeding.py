"""What a reader of news follows (Atom): the latest documents, and the citations whose bases ended last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.answers.outdated import Reliance
from kg.web.addressing import address
from kg.web.asked import Asked
from kg.web.templates import rendered, words
from kg.workspace.addresses import place_iri
from kg.workspace.finding import Holding

ENTRIES = 100
"""How many stand in a feed."""

_SINCE = "1900-01-01"  # where no day is told


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news: ``id`` is the same for ever, ``day`` ISO, partial where no source tells more."""

    id: str
    title: str
    link: str
    day: str
    summary: str

    @property
    def updated(self) -> str:
        """The day as Atom writes it, a missing month or day as the first, in Vietnam's time."""
        year, month, day = (*self.day.split("-"), "01", "01")[:3]
        return f"{year}-{month}-{day}T00:00:00+07:00"


def of_documents(asked: Asked, documents: Iterable[Holding]) -> list[Entry]:
    """The documents, as they come."""
    found = []
    for one in documents:
        view = one.document
        said = " · ".join(filter(None, (view.title, view.issuer, view.province)))
        found.append(Entry(view.id, view.label, asked.links.document(view.id), view.date or _SINCE, said))
    return found


def of_ended(asked: Asked, rows: Iterable[Reliance]) -> list[Entry]:
    """The citations of what had ended, that first which last came to rest on nothing: by the end of the one, or by the
    signing of the other."""
    found = []
    for row in rows:
        day = max(str(row.since or ""), row.signed or "") or _SINCE
        link, title = asked.links.source(row.sha256, row.start), f"{row.name}: {row.cited}"
        found.append(Entry(place_iri(row.sha256, row.start), title, link, day, f"{row.reason} “{row.quote}”"))
    return sorted(found, key=lambda one: one.updated, reverse=True)[:ENTRIES]


def atom(asked: Asked, name: str, entries: Sequence[Entry]) -> bytes:
    """The feed, called by a word of the pages."""
    latest = max((one.updated for one in entries), default=f"{_SINCE}T00:00:00+07:00")
    named = f"{words(name, asked.language)} · {words('name', asked.language)}"
    feed = rendered(
        "feed.xml",
        asked.language,
        asked.links,
        named=named,
        own=address(asked, "atom"),
        page=address(asked),
        entries=entries,
        updated=latest,
        limits=asked.work.holdings().limits,
    )
    return feed.encode("utf-8", "replace")
