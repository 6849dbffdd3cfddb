"""Web archives (.mht) and saved mails: the page or text in them, as programs write it; pictures are left out."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extract.errors import InputError

_HEADER = re.compile(rb"^([\w-]{1,40}):[ \t]*((?:[^\r\n]|\r?\n[ \t])*)", re.MULTILINE)
_BOUNDARY = re.compile(rb"boundary=(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)
_CHARSET = re.compile(rb"charset=\"?([\w-]{1,40})", re.IGNORECASE)
_PARTS = 1_000  # of one part
_DEEPEST = 5  # parts in parts
_LONGEST_HEAD = 20_000


@dataclass(frozen=True, slots=True)
class Body:
    """What is to be read of an archive: a page or a plain text, and the encoding that it declares."""

    data: bytes
    is_page: bool
    declared: str | None


@dataclass(frozen=True, slots=True)
class _Part:
    headers: dict[str, bytes]
    body: bytes

    @property
    def kind(self) -> bytes:
        """Its media type with what describes it: the headers of a text without a type say nothing of its kind."""
        return self.headers.get("content-type", b"")


def body_of(data: bytes, name: str) -> Body:
    """The first page, else the first text. Raises InputError if there is none.

    A text that only looks like a mail, for it says nothing of its kind, is itself the body.
    """
    whole = _split(data)
    if not whole.kind:
        return Body(data, False, None)
    texts = [part for part in _parts(whole, 0) if part.kind.lower().lstrip().startswith((b"text/html", b"text/plain"))]
    if not texts:
        raise InputError(
            "{name} is a mail or web archive without a page or text in it; save the page again.", name=name
        )
    part = next((part for part in texts if b"text/html" in part.kind.lower()), texts[0])
    charset = _CHARSET.search(part.kind)
    is_page = b"text/html" in part.kind.lower()
    return Body(_decoded(part, name), is_page, charset[1].decode("ascii") if charset else None)


def _parts(part: _Part, depth: int) -> Iterator[_Part]:
    """The parts that hold no other parts, in order."""
    boundary = _BOUNDARY.search(part.kind) if depth < _DEEPEST else None
    if boundary is None:
        yield part
        return
    for piece in part.body.split(b"--" + (boundary[1] or boundary[2]), _PARTS)[1:]:
        yield from _parts(_split(piece.lstrip(b"\r\n")), depth + 1)


def _split(data: bytes) -> _Part:
    """Headers by small names, and what follows the first empty line."""
    end = re.compile(rb"\r?\n\r?\n").search(data)
    head, body = (data[: end.start()], data[end.end() :]) if end else (data, b"")
    return _Part({key.decode("ascii").lower(): value for key, value in _HEADER.findall(head[:_LONGEST_HEAD])}, body)


def _decoded(part: _Part, name: str) -> bytes:
    encoding = part.headers.get("content-transfer-encoding", b"").strip().lower()
    if encoding == b"quoted-printable":
        return quopri.decodestring(part.body)
    if encoding == b"base64":
        try:
            return base64.b64decode(part.body)
        except binascii.Error as error:
            raise InputError("{name} is damaged ({error}); save the page again.", name=name, error=error) from None
    return part.body
