"""The addresses of pages, in Vietnamese and in English, and links to them.

A page in Vietnamese has a Vietnamese path, in English an English one; who follows a link stays in his language and on
his day. The id of a document stands in the path as it is; what follows the last of the listed suffixes is the form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from urllib.parse import quote, urlencode

from kg.wording import OTHER, Language
from kg.workspace.addresses import address_of

PATHS: Mapping[str, Mapping[Language, str]] = {
    "home": {"vi": "/", "en": "/en"},
    "search": {"vi": "/tim", "en": "/search"},
    "list": {"vi": "/danh-sach", "en": "/list"},
    "document": {"vi": "/van-ban/{id}", "en": "/documents/{id}"},
    "lineage": {"vi": "/van-ban/{id}/chuoi", "en": "/documents/{id}/lineage"},
    "picture": {"vi": "/van-ban/{id}/hinh", "en": "/documents/{id}/picture"},
    "source": {"vi": "/nguon/{sha256}", "en": "/sources/{sha256}"},
    "outdated": {"vi": "/het-hieu-luc", "en": "/outdated"},
    "check": {"vi": "/kiem-tra", "en": "/check"},
    "figures": {"vi": "/so-lieu", "en": "/figures"},
    "queries": {"vi": "/truy-van", "en": "/queries"},
    "query": {"vi": "/truy-van/{name}", "en": "/queries/{name}"},
    "api": {"vi": "/api", "en": "/api/en"},
}
"""The path of each page in each language."""

FORMS: Mapping[str, str] = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "jsonld": "application/ld+json",
    "gexf": "application/gexf+xml",
    "mmd": "text/plain; charset=utf-8",
    "svg": "image/svg+xml",
    "atom": "application/atom+xml; charset=utf-8",
}
"""The forms of an answer by the suffix that asks for them, with their media types."""

_AROUND: Mapping[tuple[str, Language], tuple[str, str]] = {
    (name, language): (path.partition("{")[0], path.partition("}")[2])
    for name, paths in PATHS.items()
    for language, path in paths.items()
}
"""What stands before and behind the part of a path that names something."""

_SUFFIX = re.compile(rf"\.(?:{'|'.join(FORMS)})$")
_PLAIN = ":;,+~@!$'()*-._"


@dataclass(frozen=True, slots=True)
class Links:
    """Links for one who asks: below ``root``, in his language, for the day that he chose (None: today)."""

    root: str
    language: Language
    as_of: date | None = None

    @property
    def still(self) -> bool:
        """Whether pages stand still: nothing answers what a form would ask."""
        return False

    def page(self, name: str, form: str = "html", /, **query: object) -> str:
        """A page that is about no one document."""
        return self._to(name, form, query)

    def document(self, document: str, form: str = "html", /, **query: object) -> str:
        """The card of a document (its id)."""
        return self._to("document", form, query, address_of(document))

    def lineage(self, document: str, form: str = "html", /, **query: object) -> str:
        """What derives from a document, or what it derives from."""
        return self._to("lineage", form, query, address_of(document))

    def picture(self, document: str) -> str:
        """The picture that one can move about in."""
        return self._to("picture", "html", {}, address_of(document))

    def source(self, sha256: str, start: int | None = None, form: str = "html", /) -> str:
        """A source, at the citation that begins at this character."""
        at = "" if start is None else f"#{mark_at(start)}"
        return self._to("source", form, {}, sha256) + at

    def query(self, name: str, form: str = "html", /, **query: object) -> str:
        """A named question."""
        return self._to("query", form, query, name)

    def static(self, name: str, edition: str) -> str:
        """A file that comes along; ``edition`` tells it from that of another version."""
        return f"{self.root}/static/{name}?v={edition}"

    def translated(self) -> Links:
        """The same in the other language."""
        return replace(self, language=OTHER[self.language])

    def _to(self, name: str, form: str, query: Mapping[str, object], part: str = "") -> str:
        before, behind = _AROUND[name, self.language]
        piece, is_like_a_form = _piece(part)
        path = f"{self.root}{before}{piece}{behind}"
        if form != "html" or is_like_a_form:
            path = f"{path}.{form}"
        if not query and self.as_of is None:  # as nearly all are
            return path
        asked = {key: value for key, value in query.items() if value not in (None, "", (), [], False)}
        if self.as_of is not None:
            asked["as_of"] = self.as_of.isoformat()
        return f"{path}?{urlencode(asked, doseq=True)}" if asked else path


@lru_cache(maxsize=4_096)
def _piece(value: str) -> tuple[str, bool]:
    """The part of a path that names something, as it stands there, and whether it ends as if it asked for a form."""
    return quote(value, safe=_PLAIN), _SUFFIX.search(value) is not None


def mark_at(start: int) -> str:
    """The name of a citation's place on the page of its source."""
    return f"c{start}"
