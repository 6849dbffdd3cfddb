"""Web archives (.mht): the page in them, as Word, Internet Explorer and Chrome write it; pictures are left out."""

from __future__ import annotations

import base64
import binascii
import quopri
import re

from extract.errors import InputError

_HEADER = re.compile(rb"^([\w-]{1,40}):[ \t]*((?:[^\r\n]|\r?\n[ \t])*)", re.MULTILINE)
_BOUNDARY = re.compile(rb"boundary=(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)
_CHARSET = re.compile(rb"charset=\"?([\w-]{1,40})", re.IGNORECASE)
_PARTS = 1_000


def page_of(data: bytes, name: str) -> tuple[bytes, str | None]:
    """The bytes of the first HTML part and the encoding it declares. Raises InputError if there is none."""
    headers, body = _split(data)
    boundary = _BOUNDARY.search(headers.get("content-type", b""))
    parts = [(headers, body)]
    if boundary:
        pieces = body.split(b"--" + (boundary[1] or boundary[2]), _PARTS)[1:]
        parts = [_split(piece.lstrip(b"\r\n")) for piece in pieces]
    for part_headers, part in parts:
        kind = part_headers.get("content-type", b"").lower()
        if b"text/html" in kind:
            charset = _CHARSET.search(kind)
            return _decoded(part, part_headers, name), charset[1].decode("ascii") if charset else None
    raise InputError(f"{name} is a web archive without a page in it; save the page again.")


def _split(data: bytes) -> tuple[dict[str, bytes], bytes]:
    """Headers by small names, and what follows the first empty line."""
    end = re.compile(rb"\r?\n\r?\n").search(data)
    head, body = (data[: end.start()], data[end.end() :]) if end else (data, b"")
    return {key.decode("ascii").lower(): value for key, value in _HEADER.findall(head[:20_000])}, body


def _decoded(part: bytes, headers: dict[str, bytes], name: str) -> bytes:
    encoding = headers.get("content-transfer-encoding", b"").strip().lower()
    if encoding == b"quoted-printable":
        return quopri.decodestring(part)
    if encoding == b"base64":
        try:
            return base64.b64decode(part)
        except binascii.Error as error:
            raise InputError(f"{name} is damaged ({error}); save the page again.") from None
    return part
