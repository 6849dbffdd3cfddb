"""What every request passes and every answer carries: who may ask, how much, and what a browser may do with it."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

import anyio
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from extract.errors import Sentence
from kg.web.failures import RefusedError, failure
from kg.web.settings import Settings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Nothing but what this server has; no script and no style within a page."""

_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
_UNLISTED = (b"x-robots-tag", b"noindex, nofollow")
_ASKING = frozenset(("GET", "HEAD", "POST"))
_HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([^:\[\]\s]+))(?::\d{1,5})?")
_LONGEST = 8_000  # characters of a path with what is asked


class Guard:
    """Around the application: refuses what must not come in, and says to browsers what they may do with the answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def sent(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = self._marked(message["headers"])
            await send(message)

        try:
            self._check(scope)
            await self._app(scope, self._bounded(receive), sent)
        except RefusedError as refused:
            if not started:
                await failure(scope, refused.status, refused.sentence, close=True)(scope, receive, sent)

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        if _host(headers.get("host", "")) not in self._settings.hosts or len(headers.getlist("host")) != 1:
            raise RefusedError(421, Sentence("This server does not answer under that name."))
        if len(scope["path"]) + len(scope["query_string"]) > _LONGEST:
            raise RefusedError(414, Sentence("The address is too long."))
        if scope["method"] not in _ASKING:
            raise RefusedError(405, Sentence("This server is only asked: GET, HEAD or POST."))
        if scope["method"] == "POST":
            _check_origin(headers)
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or int(length[:18]) > self._settings.bounds.body:
            raise RefusedError(413, Sentence("That is more than this server takes."))

    def _bounded(self, receive: Receive) -> Receive:
        """The body comes within its size and its time, or not at all."""
        size, end = 0, time.monotonic() + self._settings.bounds.seconds
        whole = False

        async def received() -> Message:
            nonlocal size, whole
            if whole:
                return await receive()
            with anyio.move_on_after(max(0.0, end - time.monotonic())) as waiting:
                message = await receive()
            if waiting.cancelled_caught:
                raise RefusedError(408, Sentence("The request took too long to arrive."))
            size += len(message.get("body", b""))
            if size > self._settings.bounds.body:
                raise RefusedError(413, Sentence("That is more than this server takes."))
            whole = not message.get("more_body", False)
            return message

        return received

    def _marked(self, headers: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        """The headers of an answer, with what it does not say itself."""
        found = dict(headers)
        more = _HEADERS if self._settings.listed else (*_HEADERS, _UNLISTED)
        return [*headers, *(one for one in more if one[0] not in found)]


def _host(named: str) -> str:
    """The name in a Host header, without its port: "[::1]:8000" -> "::1"; what is none names nothing."""
    found = _HOST.fullmatch(named)
    return (found[1] or found[2]).lower() if found else ""


def _check_origin(headers: Headers) -> None:
    """A form of another site cannot be sent here by a browser; a program has no site."""
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    own = origin is None or origin.partition("://")[2] == headers.get("host", "")
    if site not in (None, "same-origin", "none") or not own:
        raise RefusedError(403, Sentence("Another site sent this; open the page here and send it from there."))
