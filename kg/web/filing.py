"""The names and links of pages that are files in folders: relative, and such as FAT takes.

An id holds colons and semicolons, and FAT tells no "a" from "A": a file is called by what can be read of the id, and by
a hash that tells it from all others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from kg.web.links import Links, mark_at

PAGES: Mapping[str, str] = {
    "home": "index.html",
    "search": "search.html",
    "list": "list.html",
    "outdated": "outdated.html",
    "figures": "figures.html",
}
"""The pages that are about no one document; the others need a server."""

_READABLE = 40
"""Characters of an id that a file's name keeps at most."""


@dataclass(frozen=True, slots=True)
class FileLinks(Links):
    """Links between files; ``root`` is the way up to the folder of them all: "" or "../".

    ``sources`` gathers the sources (their SHA-256) that links lead to: these are the ones to write.
    """

    sources: set[str] = field(default_factory=set, compare=False)

    @property
    def still(self) -> bool:
        """Whether pages stand still: nothing answers what a form would ask."""
        return True

    def page(self, name: str, form: str = "html", /, **query: object) -> str:
        """A page that is about no one document; of a list, the ``page`` that is asked for."""
        number = query.get("page", 1)
        return f"{self.root}{paged(PAGES[name], int(str(number)))}"

    def document(self, document: str, form: str = "html", /, **query: object) -> str:
        """The card of a document (its id)."""
        return f"{self.root}{file_of(document)}"

    def lineage(self, document: str, form: str = "html", /, **query: object) -> str:
        """What derives from a document, or what it derives from, as a page or as a picture."""
        return f"{self.root}{lineage_file_of(document, str(query.get('direction', 'down')), form)}"

    def source(self, sha256: str, start: int | None = None, form: str = "html", /) -> str:
        """A source, at the citation that begins at this character."""
        self.sources.add(sha256)
        return f"{self.root}{source_file_of(sha256)}{'' if start is None else f'#{mark_at(start)}'}"

    def static(self, name: str, edition: str) -> str:
        """A file that comes along."""
        return f"{self.root}static/{name}"


def paged(name: str, number: int) -> str:
    """The name of a page of a list: "list.html", then "list-2.html"."""
    return name.replace(".", f"-{number}.") if number > 1 else name


def file_of(document: str) -> str:
    """The file of a document's card, below the folder of all."""
    return f"documents/{_name(document)}.html"


def lineage_file_of(document: str, direction: str, form: str = "html") -> str:
    """The file of its lineage in one direction."""
    return f"lineage/{_name(document)}-{direction}.{form}"


def source_file_of(digest: str) -> str:
    """The file of a source's text."""
    return f"texts/{digest[:32]}.html"


def _name(document: str) -> str:
    """What can be read of an id, which is its last part, and what no other id has: lower case, and no sign but "-"."""
    readable = re.sub(r"[^a-z0-9]+", "-", document.rpartition(":")[2].lower()).strip("-")[:_READABLE].strip("-")
    return f"{readable or 'document'}-{sha256(document.encode()).hexdigest()[:12]}"
