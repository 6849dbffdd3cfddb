"""The number of a document (số, ký hiệu văn bản) and what noise does to it.

::

     66.13 / 2026 / NQ - CP            43 - KL / TW            01 - ĐA / BDVTU - UBND
     serial  year   type issuer        serial type issuer      serial type issuers (joint)

A serial with a letter must follow; dates ("26/11/2021"), periods ("2025/2026") and fractions have none. Repairs are
named, and only certain ones are made: the author's own mistakes stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ontology import table

_UPPER = "A-ZĐƯƠÂÊÔĂ"
_LOWER = "a-zđư"
_PART = rf"[{_UPPER}](?:(?!ngày)[{_UPPER}{_LOWER}&]|\.(?=[{_UPPER}]))*\d{{0,3}}(?=ngày|\W|_|$)"
_NUMBER = re.compile(
    rf"""(?P<serial>\d(?<![\d/:.]\d)(?:(?<!\w\d)|(?<=[sS]ố\d))\d{{0,4}}(?:\.\d{{1,3}})?[a-zđ]?)
    (?P<year>\s?/\s?(?:19|20)\d\d(?!\d))?
    (?P<symbol>
        (?:\s?/\s?|\s?[-–—](?!\s)|[-–—]\s?)
        (?:{_PART}(?:(?:[-–—/]\s?(?=\S)|\s[-–—/])(?:(?<=[-–—/]){_PART}|(?<=\s)[{_UPPER}]{{2}}[{_UPPER}{_LOWER}]*|(?<=\s)TTg(?!\w)))*
          |(?:qđ|nđ|ct|nq|tt|ttlt|kh|nd|qd|hd|tb)\s?-\s?(?:ttg|cp|ubnd|hđnd|b[a-zđ]{{1,8}})(?!\w)))
    """,
    re.VERBOSE,
)
_SPACE = re.compile(r"\s+")
_TERM = re.compile(r"(QH|UBTVQH)(1[0-9]|[1-9])(\d?)$")
_DASHES = str.maketrans("–—", "--")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as found in the repaired text at ``start:end``; ``text`` is its repaired form."""

    start: int
    end: int
    serial: str
    year: str | None
    symbol: str
    text: str
    as_written: str
    repairs: tuple[str, ...]

    @property
    def parts(self) -> tuple[str, ...]:
        """The symbol's parts: ("QĐ", "TW"), ("ĐA", "BDVTU", "UBND")."""
        return tuple(re.split(r"[/-]", self.symbol))


@cache
def type_codes() -> dict[str, tuple[str, ...]]:
    """Type symbol, as written and in capitals -> codes of the types that use it ("QĐ" -> QĐ, QyĐ)."""
    found: dict[str, list[str]] = {}
    for row in table("types"):
        for symbol in filter(None, row["symbols"].split("|")):
            for form in {symbol, symbol.upper()}:
                found.setdefault(form, []).append(row["code"])
    return {symbol: tuple(codes) for symbol, codes in found.items()}


@cache
def _issuer_symbols() -> dict[str, str]:
    """Issuer symbol in capitals -> its proper form: {"TTG": "TTg", "CP": "CP"}."""
    return {row["symbol"].upper(): row["symbol"] for row in table("symbols")}


def _proper(part: str, first: bool, repairs: list[str]) -> str:
    """One part of a symbol in its proper letters: "Cp" is CP, "TTG" is TTg, "ND" (as a type) is NĐ."""
    issuers, types = _issuer_symbols(), type_codes()
    if first and part.upper() in {"ND", "QD"}:
        repairs.append("dấu của chữ Đ")
        return part.upper().replace("D", "Đ")
    if part in types or part in issuers.values():
        return part
    better = issuers.get(part.upper())
    if better is None and first and part.upper() in types:
        better = next(row for code in types[part.upper()] for row in _symbols_of(code) if row.upper() == part.upper())
    if better is not None and better != part:
        repairs.append("chữ hoa, chữ thường")
        return better
    return part


@cache
def _symbols_of(code: str) -> tuple[str, ...]:
    return next(tuple(row["symbols"].split("|")) for row in table("types") if row["code"] == code)


def _split_lost_hyphen(symbol: str) -> str | None:
    """"CTTTg" -> "CT-TTg": only where type and issuer are both known and one split fits."""
    if symbol in type_codes() or symbol in _issuer_symbols().values() or len(symbol) < 4:
        return None
    issuers = _issuer_symbols()
    fits = [
        f"{symbol[:cut]}-{issuers[symbol[cut:].upper()]}"
        for cut in range(2, min(5, len(symbol) - 1))
        if symbol[:cut] in type_codes() and symbol[cut:].upper() in issuers
    ]
    return fits[0] if len(fits) == 1 else None


def _repaired(match: re.Match[str]) -> Number:
    written = match[0]
    repairs: list[str] = []
    if _SPACE.search(written):
        repairs.append("khoảng trắng")
    year = _SPACE.sub("", match["year"] or "").lstrip("/") or None
    symbol = _SPACE.sub("", match["symbol"])
    if "–" in symbol or "—" in symbol:
        symbol = symbol.translate(_DASHES)
        repairs.append("gạch ngang")
    separator, symbol = symbol[0], symbol[1:]
    term = _TERM.search(symbol)
    if term and (term[3] or int(term[2]) > 17):  # the National Assembly is in its 16th term: QH112 is QH11 and note 2
        symbol = symbol[: term.start(3)] if term[3] else symbol[:-1]
        repairs.append("số chú thích dính liền")
    elif not term and (glued := re.search(r"(?<=[^\W\d])\d{1,2}$", symbol)) and _known(symbol[: glued.start()]):
        symbol = symbol[: glued.start()]
        repairs.append("số chú thích dính liền")
    if symbol[:1].islower():
        symbol = symbol.upper()
        repairs.append("chữ hoa, chữ thường")
    if "/" not in symbol and "-" not in symbol and (split := _split_lost_hyphen(symbol)):
        symbol = split
        repairs.append("gạch nối bị mất")
    pieces = re.split(r"([/-])", symbol)
    for index in range(0, len(pieces), 2):
        pieces[index] = _proper(pieces[index], index == 0, repairs)
    symbol = "".join(pieces)
    head = match["serial"] + (f"/{year}" if year else "")
    return Number(
        match.start(), match.end(), match["serial"], year, symbol, f"{head}{separator}{symbol}", written,
        tuple(dict.fromkeys(repairs)),
    )  # fmt: skip


def _known(symbol: str) -> bool:
    return symbol.rsplit("-", 1)[-1].rsplit("/", 1)[-1].upper() in _issuer_symbols()


def find_numbers(text: str) -> Iterator[Number]:
    """All numbers of documents in the repaired ``text``, in order. Linear in its length."""
    for match in _NUMBER.finditer(text):
        yield _repaired(match)


def parse_number(text: str) -> Number | None:
    """The number that ``text`` starts with, or None."""
    match = _NUMBER.match(text.strip())
    return _repaired(match) if match else None
