"""The words in which answers are given: documents in the proper form of a citation, sentences in two languages.

Phrases of answers are data (``phrases.csv``: a key, and the phrase in English and Vietnamese with {places} to fill).
Refusals and warnings stand in English where they are raised; ``sentences.vi.csv`` says each in Vietnamese.
"""

from __future__ import annotations

import csv
import re
import string
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from extract.errors import CancuError, Sentence
from extract.records import Period
from kg.identity.keys import NAMED_TYPES, Key
from ontology import table
from ontology.units import KIND

Language = Literal["en", "vi"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
OTHER: Mapping[Language, Language] = {"vi": "en", "en": "vi"}
"""The language that one can change to."""


@cache
def _phrases() -> dict[str, dict[str, str]]:
    text = files("kg").joinpath("phrases.csv").read_text(encoding="utf-8")
    return {row["key"]: row for row in csv.DictReader(text.splitlines())}


def say(key: str, language: Language = "en", **values: str) -> str:
    """The sentence ``key`` with its places filled. Raises KeyError for an unknown sentence or a missing value."""
    return _phrases()[key][language].format(**values) if values else _alone(key, language)


@cache
def _alone(key: str, language: Language) -> str:
    """A sentence that has no places."""
    return _phrases()[key][language].format()


@cache
def _sentences() -> dict[str, str]:
    text = files("kg").joinpath("sentences.vi.csv").read_text(encoding="utf-8")
    return {row["en"]: row["vi"] for row in csv.DictReader(text.splitlines())}


def in_language(said: str | CancuError, language: Language) -> str:
    """A sentence for the user, or that of an error, in the language; in English where nobody has said it otherwise."""
    sentence = Sentence(said.sentence if isinstance(said, CancuError) else said)
    if language == "en":
        return str(sentence)
    template = _sentences().get(sentence.template, sentence.template)
    if not sentence.values:
        return template
    values = {
        name: in_language(value, language) if isinstance(value, Sentence) else value
        for name, value in sentence.values.items()
    }
    return _Vietnamese().vformat(template, (), values)


class _Vietnamese(string.Formatter):
    """Writes numbers as Vietnamese does: 1.000, 0,5."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        """A value in its place."""
        written = super().format_field(value, format_spec)
        return written.translate({44: 46, 46: 44}) if isinstance(value, (int, float)) else written


def number_in(number: int, language: Language = "en") -> str:
    """A whole number as the language writes it: 1,000 or 1.000."""
    return f"{number:,}" if language == "en" else f"{number:,}".replace(",", ".")


def so_many(what: str, count: int, language: Language = "en") -> str:
    """So many of what the phrase ``counted.`` names: "1 document", "2 documents"."""
    return say(f"counted.{what}{'.one' if count == 1 else ''}", language, count=number_in(count, language))


@lru_cache(maxsize=4096)
def day_in(day: date | str, language: Language = "en") -> str:
    """A day as the language writes it: 2025-06-30, 30/6/2025; a partial date stays partial: 2025-06, 6/2025.

    Vietnamese days and months follow Nghị định 30/2020/NĐ-CP: of the months only 1 and 2 take a nought.
    """
    text = str(day)
    if language == "en":
        return text
    year, *rest = text.split("-")
    if not rest:
        return year
    month = rest[0] if int(rest[0]) < 3 else rest[0].lstrip("0")
    return "/".join([*rest[1:], month, year])


def place_in(page: int | None, paragraph: int | None, language: Language, start: int | None = None) -> str:
    """Page and paragraph as far as they are known: "trang 3, đoạn 12"; where neither is, the character at which it
    begins, if that is: "ký tự 1024"."""
    known = (("page", page), ("paragraph", paragraph))
    told = ", ".join(say(f"place.{name}", language, number=str(n)) for name, n in known if n is not None)
    return told or ("" if start is None else say("place.start", language, at=str(start)))


@cache
def type_label(code: str | None) -> str:
    """The Vietnamese name of a type: "NĐ" -> "Nghị định"; "Văn bản" where the type is not known."""
    return next((row["label"] for row in table("types") if row["code"] == code), "Văn bản")


def citation_line(key: Key, title: str | None = None) -> str:
    """The document as an official cites it: type, number, day, issuer and title, as far as they are known.

    "Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ"; a law takes its name instead of issuer and title.
    """
    named = key.name if key.name and (not key.number or key.name.startswith(type_label(key.type))) else None
    parts = [named or type_label(key.type)]
    if key.number:
        parts.append(f"số {key.number}")
    if key.date:
        written = day_in(key.date, "vi")
        parts.append({2: "ngày", 1: "tháng", 0: "năm"}[key.date.count("-")] + f" {written}")
    if key.issuer is not None and not named:
        parts.append("của " + " và ".join(body.name for body in (key.issuer, *key.co_issuers)))
    if title and not named:
        parts.append(title)
    return " ".join(parts)


_PLACE = re.compile(rf"\b(?:{KIND}|(?:Tỉnh|Thành|Quận|Huyện|Thị) ủy) (?=(\w)).*")


def place_of(issuer: str | None, province: str | None = None) -> str | None:
    """The unit that a local body is of: "xã Tú Xuyên" for "Ủy ban nhân dân xã Tú Xuyên", "Huyện ủy Chi Lăng" for its
    standing committee; else the province."""
    found = (match[0] for match in _PLACE.finditer(issuer or "") if match[1].isupper() or match[1].isdecimal())
    return next(found, province)


@cache
def _type_code(label: str) -> str:
    return next((row["code"] for row in table("types") if row["label"] == label), label)


def shortened(
    label: str | None,
    number: str | None,
    day: str | None,
    *,
    place: str | None,
    name: str | None,
    language: Language,
) -> str:
    """A document as a list calls it: "Chỉ thị 33/CT-TTg", "16/KH-UBND (31/7/2025) · xã Đại Sơn", "KH 2024 · xã Y".

    Numbers of local documents come again each year and in every place, so these stand with them. ``name`` is that of a
    law, or what a document without number is called; ``day`` ISO, partial where the date is.
    """
    if number is None and name:
        return f"{name} ({day[:4]})" if day and day[:4] not in name else name
    if not place:
        return " ".join(filter(None, (label or type_label(None), number or (day and day_in(day, language)))))
    if number is None:
        head = " ".join(filter(None, (_type_code(label or type_label(None)), day and day[:4])))
    else:
        head = f"{number} ({day_in(day, language)})" if day else number
    return f"{head} · {place}"


def short_name(key: Key, language: Language = "en", *, year: str | None = None, period: Period | None = None) -> str:
    """The short name of a document; ``year`` or ``period``: when it is made for, where it has no day."""
    if period is not None and period.start:
        year = year or period.start[:4]
    issuer = key.issuer
    place = place_of(issuer.name, issuer.province) if issuer is not None and issuer.level != "central" else None
    day = key.date or key.year or year
    return shortened(type_label(key.type), key.number, day, place=place, name=key.name, language=language)


def box_name(key: Key, number: str | None, label: str, year: str | None) -> str:
    """What a box calls a document, whose issuer and day stand in it as well: a law by its name, others by number, and
    "Kế hoạch năm 2024" where that is lost."""
    if key.name and (key.type in NAMED_TYPES or not number):
        return key.name
    return number or " ".join([label, *(("năm", year) if year else ())])
