"""The texts of a draw that were taken out of data: a field of a JSON file, "FILE.json#/31/content", or a plain page.

Who drew them made text of them before anybody read them, in the ways below, so that offsets count in that text.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

_SCRIPTS = re.compile(r"(?is)<(script|style|svg)[^>]*>.*?</\1>")
_BREAKS = re.compile(r"(?i)<(br|/p|/div|/tr|/h\d|/li)[^>]*>")
_TAGS = re.compile(r"<[^>]*>")
_BLANKS, _AROUND_BREAKS, _EMPTY_LINES = re.compile(r"[ \t\xa0]+"), re.compile(r"\s*\n\s*"), re.compile(r"\n\s*\n+")
_PORTAL = ("Hiển thị chi tiết cập nhật", "CƠ SỞ DỮ LIỆU QUỐC GIA")
"""What stands right above, and right below, the text of an act on the national portal."""


def parted(path: str) -> tuple[str, str]:
    """The file of a path, and the field of it, "" where the whole file is meant."""
    file, mark, field = path.partition("#")
    return file, mark + field


def texts_of(file: str, field: str, data: bytes) -> Iterator[str]:
    """The texts that may have been made of a file, or of a field of it."""
    written = data.decode(errors="replace")
    if field:
        lines = written.splitlines() if file.endswith(".jsonl") else [written]
        found = (text for at, line in enumerate(lines) for text in _fields(json.loads(line), file, at, field))
        text = next(found, "")
        yield unicodedata.normalize("NFC", text)
        yield _of_portal(unicodedata.normalize("NFC", _plain(text)))
    elif file.endswith((".html", ".htm")):
        broken = _BREAKS.sub("\n", written)
        page = _EMPTY_LINES.sub("\n", _TAGS.sub(" ", _SCRIPTS.sub(" ", broken)))
        yield unicodedata.normalize("NFC", html.unescape(page))
    else:
        yield written  # with the mark of its encoding


def _fields(value: Any, file: str, line: int, field: str) -> Iterator[str]:
    start = f"#/{line}" if file.endswith(".jsonl") else "#"
    waiting = [(start, value)]
    while waiting:
        path, one = waiting.pop()
        if isinstance(one, str):
            if path == field:
                yield one
        elif isinstance(one, list | dict):
            held = one.items() if isinstance(one, dict) else enumerate(one)
            waiting += [(f"{path}/{name}", inner) for name, inner in held if field.startswith(f"{path}/{name}")]


def _plain(page: str) -> str:
    """A page without its marks, a line a paragraph."""
    text = _TAGS.sub(" ", _BREAKS.sub("\n", _SCRIPTS.sub(" ", page)))
    return _AROUND_BREAKS.sub("\n", _BLANKS.sub(" ", html.unescape(text))).strip()


def _of_portal(text: str) -> str:
    """The act alone of a page of the national portal."""
    above = text.find(_PORTAL[0])
    start = text.find("\n", above) + 1 if above >= 0 else 0
    below = text.find(_PORTAL[1], start)
    return text[start : below if below > start else len(text)]
