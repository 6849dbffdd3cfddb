"""What went wrong, in one shape: a page for people, ``{"ok": false, "error", "status"}`` for programs."""

from __future__ import annotations

import json

from starlette.responses import Response
from starlette.types import Scope

from extract.errors import (
    AmbiguousReferenceError,
    CancuError,
    MissingExtraError,
    Sentence,
    StoreError,
    UnknownReferenceError,
    WorkerError,
)
from kg.harmless import clean, json_escaped
from kg.web.links import FORMS, Links
from kg.web.templates import rendered
from kg.wording import Language, in_language

_STATUSES: tuple[tuple[type[CancuError], int], ...] = (
    (AmbiguousReferenceError, 404),
    (UnknownReferenceError, 404),
    (StoreError, 503),
    (WorkerError, 503),
    (MissingExtraError, 501),
    (CancuError, 400),
)
STORE_LOST = Sentence("The store cannot be read just now; try again in a moment.")
"""What is said of a store in place of the sentence that names its folder."""

_LONGEST = 1_000
_FOR_PROGRAMS = tuple(f".{form}" for form in FORMS if form != "html")


class RefusedError(Exception):
    """A request that goes no further: with this status and sentence."""

    def __init__(self, status: int, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.status, self.sentence = status, sentence


def status_of(error: CancuError) -> int:
    """The status of a refusal: 404 what is not there, 503 what may be there again soon, 400 what was asked wrongly."""
    return next(status for kind, status in _STATUSES if isinstance(error, kind))


def sentence_of(error: CancuError) -> Sentence:
    """What is said of it: nothing of this machine."""
    return STORE_LOST if isinstance(error, (StoreError, WorkerError)) else error.sentence


def failure(
    scope: Scope, status: int, said: str, language: Language = "vi", *, links: Links | None = None, close: bool = False
) -> Response:
    """The answer: a page where a browser asks for one."""
    sentence = clean(in_language(said, language))[:_LONGEST]
    headers: dict[str, str] = {"cache-control": "no-store", "vary": "accept"}
    if status == 503:
        headers["retry-after"] = "5"
    if status == 405:
        headers["allow"] = "GET, HEAD, POST"
    if close:
        headers["connection"] = "close"
    if wants_page(scope):
        links = links or Links(scope.get("root_path", ""), language)
        page = rendered("error.html", language, links, status=status, sentence=sentence)
        return Response(page, status, headers, "text/html; charset=utf-8")
    return Response(json_bytes({"ok": False, "error": sentence, "status": status}), status, headers, FORMS["json"])


def json_bytes(said: object) -> bytes:
    """JSON with Vietnamese letters as they are."""
    return json_escaped(json.dumps(said, ensure_ascii=False)).encode()


def wants_page(scope: Scope) -> bool:
    """Whether a browser asks, for a page."""
    path = scope["path"].rpartition("/")[2]
    accept = next((value for name, value in scope["headers"] if name == b"accept"), b"")
    return b"text/html" in accept and not path.endswith(_FOR_PROGRAMS)
