"""The forms that names and numbers take when they are compared or stand in an identifier. Pure text, no meaning."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files

from extract.records import Body
from ontology import table
from ontology.numbers import numbering_of
from ontology.spelling import fold
from ontology.symbols import endings_of, symbols_of

_WORD = re.compile(r"[a-z0-9]+")
_SEGMENT = re.compile(r"[0-9]+(?:\.[0-9]+)*|[a-z0-9]+")
_FIGURES = re.compile(r"[0-9.]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEGISLATURE = re.compile(r"^(ubtv)?q(?:h|i1)[il]?\d{0,2}$")  # read from a scan, QH13 becomes QI113, QH15 QHI15
_TYPELESS = re.compile(r"(?:^|\.)(?:ubtv)?q(?:h|i1)[il]?\d{0,2}$")


@lru_cache(maxsize=65_536)
def dotted(text: str) -> str:
    """The form of a name inside a URN: "Thủ tướng Chính phủ" -> "thu.tuong.chinh.phu"."""
    return ".".join(_WORD.findall(fold(text)))


@cache
def measure_of(type_code: str) -> str:
    """The measure name of a document type: "CT" -> "chi.thi"; an unknown code stands for itself."""
    labels = {row["code"]: row["label"] for row in table("types")}
    return dotted(labels.get(type_code, type_code)) or "van.ban"


@lru_cache(maxsize=65_536)
def number_slug(number: str) -> str:
    """A number inside a URN: "33/CT-TTg" -> "33-ct-ttg", "66.13/2026/NQ-CP" -> "66.13-2026-nq-cp"."""
    return "-".join(re.findall(r"[a-z0-9]+(?:\.[a-z0-9]+)*", fold(number)))


@lru_cache(maxsize=65_536)
def number_block(number: str) -> str:
    """A number without its writing: no leading zeros, separators, accents or case, and QĐ for QĐi and QyĐ.

    "05-CT/TW" -> "5.cttw", "14/CTTTg" -> "14.ctttg", "59/2023/NĐ-CP" -> "59.2023.ndcp". The year tells the legislature,
    which is often mistaken: "21/2017/QH14" and "21/2017/QH12" -> "21.2017.qh".
    """
    segments = _SEGMENT.findall(fold(number))
    figures = []
    while segments and _FIGURES.fullmatch(segments[0]):
        figures.append(segments.pop(0).lstrip("0") or "0")
    letters = "".join("qd" if segment in {"qdi", "qyd"} else segment for segment in segments)
    if figures and _YEAR.fullmatch(figures[-1].rpartition(".")[2]):
        letters = _LEGISLATURE.sub(r"\1qh", letters)
    return ".".join((*figures, letters))


def has_symbol(number: str) -> bool:
    """Whether a number goes on after its figures: "33/CT-TTg" does, the short "66.13" does not."""
    return bool(numbering_of(number).symbol)


def with_symbol(number: str, type_code: str | None) -> str:
    """A number of a year that stands without its symbol, with the one that all such numbers of its type bear
    (``symbols.csv``): "30/2020" of a decree is "30/2020/NĐ-CP"; a circular's may be any ministry's and stays."""
    symbol = _only_symbols().get(type_code or "")
    return f"{number}/{symbol}" if symbol and year_in(number) and not has_symbol(number) else number


@cache
def _only_symbols() -> dict[str, str]:
    text = files("kg.identity").joinpath("symbols.csv").read_text(encoding="utf-8")
    return {row["type"]: row["symbol"] for row in csv.DictReader(text.splitlines())}


def figures(number: str) -> str:
    """The figures that a number begins with: "66.13" in "66.13/2026/NQ-CP"; "" if it begins with none."""
    serial = numbering_of(number).serial
    return serial[: -1 if serial[-1:].isalpha() else None].lstrip("0")


def year_in(number: str | None) -> str | None:
    """The year that a normative number carries: "59/2023/NĐ-CP" -> "2023"; None for "33/CT-TTg"."""
    return numbering_of(number).year if number else None


@lru_cache(maxsize=65_536)
def leaves_type_open(number: str) -> bool:
    """Whether the symbol does not tell the type, as in 88/2019/QH14: a law or a resolution."""
    return _TYPELESS.search(fold(numbering_of(number).symbol)) is not None


@lru_cache(maxsize=65_536)
def is_central(number: str) -> bool:
    """Whether the symbol alone tells that a central body issued the document, as in 33/CT-TTg or 23-QĐ/TW."""
    issuers = numbering_of(number).issuers
    last = fold(issuers[-1]) if issuers else ""
    return last in _central_symbols() or _central_ending().search(last) is not None


@cache
def _central_symbols() -> frozenset[str]:
    return frozenset(map(fold, symbols_of("central")))


@cache
def _central_ending() -> re.Pattern[str]:
    return re.compile(f"{fold(endings_of('central', 'party'))}$")


@lru_cache(maxsize=65_536)
def units_of(body: Body) -> tuple[str, ...]:
    """The body's units as they stand in a URN: ("tinh.lang.son", "xa.dinh.lap"), () for a central body."""
    return tuple(dict.fromkeys(dotted(unit) for unit in (body.province, body.unit) if unit))


def body_path(body: Body) -> str:
    """What identifies a body: its units and its name without them, "vn;tinh.lang.son:uy.ban.nhan.dan".

    A local body whose unit is not known shows its level instead: "vn;tinh.lang.son;-commune:uy.ban.nhan.dan".
    """
    open_end = (f"-{body.level}",) if body.unit is None and body.level != "central" else ()
    return f"{';'.join(('vn', *units_of(body), *open_end))}:{dotted(body.kind) or dotted(body.name) or '-'}"
