"""The encodings of the nineties: TCVN3 (ABC fonts), TCVN 5712, VNI and Windows-1258, known by their letters.

The letters of TCVN3 and VNI live in files as bytes, and in Word, RTF, PDF and web pages as the Latin letters and signs
that a Western computer shows for these bytes ("Céng hßa x· héi"). Both are converted here, from the same table.
TCVN3 has no capitals with tones: texts write "CéNG HßA" or trust a font of capitals, so capitals are restored by the
letters around.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Literal

from extract.reading.composing import composed
from extract.reading.syllables import plausibility

Encoding = Literal["TCVN3", "TCVN 5712", "VNI", "Windows-1258"]

_SAMPLE = 100_000  # characters that decide about the encoding of a text
_FOREIGN = re.compile(r"[\x80-\x9f¡-¬®-¿ÄÅÆÇËÏÑÖ×ØÛÜÞßäåæçëïñö÷øûüþÿ]")  # what Unicode Vietnamese hardly ever writes
_FOREIGN_BYTES = bytes(code for code in range(0x100) if _FOREIGN.match(chr(code)))
_UNICODE = re.compile(r"[ăĂđĐơƠưƯ\u1ea0-\u1ef9\u0300-\u0323]")  # letters that no old encoding shows as such
_WORD = re.compile(r"[^\W\d_]+")
_WESTERN: dict[int, str] = {  # the characters that Windows shows for bytes 80-9F
    byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


def from_bytes(data: bytes) -> tuple[str, Encoding] | None:
    """The text of 8-bit ``data`` and its encoding, normalised to NFC; None if it is none of the known ones."""
    western = data.decode("latin-1").translate(_WESTERN)
    best = _best(western)
    vietnamese = composed(data.decode("cp1258", "replace"))
    good, total = plausibility(vietnamese[:_SAMPLE])
    if total == 0 or (good >= 0.7 * total and (best is None or good / total >= best[1])):
        return (vietnamese, "Windows-1258") if "\ufffd" not in vietnamese else None
    return (convert(western, best[0]), best[0]) if best else None


def modernise(text: str) -> tuple[str, Encoding | None]:
    """``text`` with every line that is TCVN3 or VNI in disguise converted, and which of them it was; mostly None."""
    sample = text[:_SAMPLE]
    western = sample.encode("latin-1", "ignore")  # bytes are told much faster
    if (len(western) - len(western.translate(None, _FOREIGN_BYTES))) * 100 < len(sample):
        return text, None
    best = _best(sample)
    if best is None:
        return text, None
    lines = text.splitlines(keepends=True)
    mixed = sum(_UNICODE.search(line) is not None for line in lines) * 5 > len(lines)
    return "".join(_better(line, best[0], mixed) for line in lines), best[0]


def convert(text: str, encoding: Encoding) -> str:
    """``text``, which shows ``encoding`` as Western letters, in Unicode."""
    if encoding == "VNI":
        pattern, pairs = _vni()
        return pattern.sub(lambda match: pairs[match[0]], text)
    if encoding == "Windows-1258":
        return composed(text.encode("cp1252", "replace").decode("cp1258", "replace"))
    letters = composed(text.translate(_tcvn(whole=encoding == "TCVN 5712")))
    return _with_capitals(letters) if encoding == "TCVN3" else letters


def of_font(name: str) -> Callable[[str], str] | None:
    """How text in a font of this name is converted: ".VnTime" and "VNI-Times" carry the old letters; else None.

    Fonts of capitals (".VnTimeH") show every letter as one.
    """
    lowered = name.strip("'\" ").lower()
    if lowered.startswith(".vn"):
        capitals = lowered.endswith("h")
        return lambda text: convert(text, "TCVN3").upper() if capitals else convert(text, "TCVN3")
    if lowered.startswith("vni-"):
        return lambda text: convert(text, "VNI")
    return None


def _best(sample: str) -> tuple[Encoding, float] | None:
    """The encoding that turns most words of ``sample`` into syllables, if it beats the text as it stands by far."""
    sample = sample[:_SAMPLE]
    good, total = plausibility(composed(sample))
    if total < 2:
        return None
    as_it_is = good / total
    shares: dict[Encoding, float] = {}
    for encoding in ("TCVN3", "VNI", "TCVN 5712"):
        good, total = plausibility(convert(sample, encoding))
        shares[encoding] = good / total if total else 0.0
    encoding = max(shares, key=lambda e: shares[e])  # the first of equals: TCVN3 is far more common than TCVN 5712
    return (encoding, shares[encoding]) if shares[encoding] >= max(0.7, as_it_is + 0.2) else None


def _better(line: str, encoding: Encoding, mixed: bool) -> str:
    """``line`` converted, unless it is Unicode already; where either could be, a ``mixed`` text keeps it."""
    if _UNICODE.search(line):
        return line
    converted = convert(line, encoding)
    good, total = plausibility(composed(line))
    good_after, total_after = plausibility(converted)
    before, after = good * max(total_after, 1), good_after * max(total, 1)
    return converted if after > before or (after == before and not mixed) else line


@cache
def _rows() -> list[dict[str, str]]:
    with files("extract.reading").joinpath("vietnamese.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@cache
def _tcvn(whole: bool) -> dict[int, str]:
    """Western character -> letter; ``whole`` with the capitals of TCVN 5712 that lie among controls and quotes."""
    marks = {0xB0: "\u0300", 0xB1: "\u0309", 0xB2: "\u0303", 0xB3: "\u0301", 0xB4: "\u0323"}
    table: dict[int, str] = dict(marks) if whole else {}
    for row in _rows():
        byte = int(row["tcvn"], 16)
        if byte >= 0xA0:
            table[byte] = row["letter"]
        elif whole:
            table[byte] = row["letter"]
            table[ord(_WESTERN.get(byte, chr(byte)))] = row["letter"]
    return table


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    letters = {row["vni"]: row["letter"] for row in _rows()}
    for pair, letter in list(letters.items()):  # "Aùp", "COÄNG" typed with the mark of the other case
        if len(pair) == 2:
            letters[pair[0] + pair[1].swapcase()] = letter
    longest_first = sorted(letters, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), letters


def _with_capitals(text: str) -> str:
    """Capitals where TCVN3 could not write them: in words, and lines, whose other letters are capitals."""
    return "".join(_line_with_capitals(line) for line in text.splitlines(keepends=True))


def _line_with_capitals(line: str) -> str:
    words = [word for token in line.split() if "/" not in token for word in _WORD.findall(token)]
    long = {word for word in words if sum(char.isascii() for char in word) > 1}
    if long and all(_shouts(word) for word in words if word in long or any(c.isascii() and c.islower() for c in word)):
        return " ".join(t if "/" in t else t.upper() for t in line.split(" "))
    return _WORD.sub(lambda match: match[0].upper() if _shouts(match[0]) else match[0], line)


def _shouts(word: str) -> bool:
    ascii_letters = [char for char in word if char.isascii()]
    return len(ascii_letters) > 1 and all(char.isupper() for char in ascii_letters)
