"""From bytes to text: Unicode first, then the encodings of the nineties."""

from __future__ import annotations

import re

from extract.errors import InputError, Sentence
from extract.reading import legacy
from extract.reading.charsets import codec_of

_MARKS = (  # longest first: the mark of UTF-32 begins like that of UTF-16
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xff\xfe", "utf-16-le"),
)
_LONE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTES = bytes(code for code in range(0x80) if _CONTROL.match(chr(code)))


def decode(data: bytes, name: str, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of ``data``, newlines as they are, without byte-order mark, and sentences about what was done.

    ``name`` is what the file is called in messages; the encoding that it has ``declared`` is tried last, since such
    words are often wrong, and only if it is one of the web's. Raises InputError for what is no text or in no known
    encoding.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, name), ()
    wide = _wide(data)
    if wide:
        said = Sentence("{name} has no byte-order mark; it was read as {encoding}.", name=name, encoding=wide.upper())
        return _strict(data, wide, name), (said,)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        found = None if b"\0" in data[:100_000] else legacy.from_bytes(data)
        if found is None or is_binary(found[0]):
            believed = _as_declared(data, declared)
            if believed is None or is_binary(believed):
                raise _undecodable(data, error, name) from None
            return believed, ()
        return found[0], (converted(name, found[1]),)
    if len(data.translate(None, _CONTROL_BYTES)) < len(data) and is_binary(text):  # bytes are told much faster
        raise binary(name)
    return text, ()


def is_binary(text: str) -> bool:
    """Whether control characters show that this was never a text."""
    head = text[:100_000]
    return "\0" in head or len(_CONTROL.findall(head)) * 50 > len(head)


def converted(name: str, encoding: str) -> Sentence:
    return Sentence(
        "{name} is written in the old encoding {encoding}; it was converted to Unicode.", name=name, encoding=encoding
    )


def binary(name: str) -> InputError:
    return InputError(
        "{name} is not a text or a document that can be read; convert it to PDF, Word or plain text.", name=name
    )


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            "{name} says it is {encoding} but breaks off or is damaged at byte {start:,}; save it again.",
            name=name,
            encoding=encoding.upper(),
            start=error.start,
        ) from None
    if is_binary(text):
        raise binary(name)
    return text


def _as_declared(data: bytes, declared: str | None) -> str | None:
    codec = codec_of(declared) if declared else None
    try:
        return data.decode(codec) if codec else None
    except UnicodeDecodeError:
        return None


def encodable(text: str) -> str:
    """``text`` with U+FFFD for each half of a pair that stands alone (a lone surrogate), which no UTF-8 can hold."""
    try:
        text.encode("utf-16-le")  # faster than UTF-8, and as strict
    except UnicodeEncodeError:
        return _LONE.sub("\ufffd", text)
    return text


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: Vietnamese and ASCII letters have 0x00, 0x01 or 0x1E as their high byte."""
    head = data[: 4_000 & ~1]
    if len(head) < 8 or len(data) % 2:
        return None
    if head.count(0) * 8 < len(head):  # blanks and ASCII letters are more than a quarter of any Vietnamese text
        return None
    high = {0x00, 0x01, 0x03, 0x1E, 0x20}
    little = sum(byte in high for byte in head[1::2]) * 2
    big = sum(byte in high for byte in head[0::2]) * 2
    if little >= 0.95 * len(head) > big:
        return "utf-16-le"
    if big >= 0.95 * len(head) > little:
        return "utf-16-be"
    return None


def _undecodable(data: bytes, error: UnicodeDecodeError, name: str) -> InputError:
    if b"\0" in data[:100_000]:
        return binary(name)
    line = data.count(b"\n", 0, error.start) + 1
    return InputError(
        "{name}, line {line:,}: byte 0x{byte:02x} is no UTF-8, and the file is in no old Vietnamese encoding "
        "either (Windows-1258, TCVN3, VNI); save it as UTF-8.",
        name=name,
        line=line,
        byte=data[error.start],
    )
