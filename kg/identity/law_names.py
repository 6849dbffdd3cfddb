"""Names of laws: the words under which all their ways of writing meet, and the name that stands beside a number.

"Luật BHXH", "Luật Bảo hiểm xã hội" meet, "Bộ luật Lao động", "Luật Lao động", and "Luật Bầu cử" and its whole name.
What tells no law from another is left out: "và", "của", "Việt Nam" at the end. The words are data, ``law_names.csv``,
folded as they are compared.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from extract.records import Citation
from kg.identity.naming import dotted
from kg.identity.titles import likeness
from ontology import table, types_with

_END = re.compile(
    r"[\s,:;]*(?:\b(?:ngày|năm)\s+\d|\b(?:19|20)\d\d\s+số\b|"
    r"\((?:\d|(?:bộ\s+)?luật|pháp\s+lệnh|số|sửa\s+đổi|sau\s+đây|gọi)|\bsố\s*:?\s*$|\($|$)",
    re.IGNORECASE,
)
"""Where a name ends that a number follows: at the number, a day, or an aside."""

_NUMBERED = re.compile(r" so \d{1,4} \d{4} (?:ubtv)?qh\d{1,2}(?= )")
"""The number of a law within the name of one that amends it: "Luật sửa đổi Luật Nhà ở số 27/2023/QH15"."""

_AMENDING = ".sua.doi."

_REVISED = re.compile(r"\bsửa\s+đổi(?:\s*\)?|\s+(?P<then>(?:\d{1,4}/)?\d{4}))\s*$", re.IGNORECASE)

_OTHER = 0.5
"""The share of the shorter name's words below which two names are two laws'."""

_INITIALS = re.compile(r"\b[A-ZĐ]{2,}\b")

_IN_A_ROW = 5
"""Characters between names in one row: a comma, "và"."""

_ROW = 3
"""Words for laws that the name of one that amends another may have: its own, the other's, "pháp luật" within that."""

_MOST_LETTERS = 300
"""Longer names are sentences that a reader took for one."""


def is_law_name(name: str) -> bool:
    """Whether it begins as the names of laws do: Luật, Bộ luật, Pháp lệnh, Hiến pháp."""
    slug = dotted(name)
    return any(slug == label or slug.startswith(f"{label}.") for label in _labels())


@lru_cache(maxsize=65_536)
def law_slug(name: str) -> str:
    """The words by which a law's name is compared, joined by full stops; "" where it tells no law from others.

    "Luật Phòng cháy và chữa cháy", "Luật phòng cháy, chữa cháy" -> "luat.phong.chay.chua.chay"; "Luật Việt Nam" -> "".
    """
    words = f" {dotted(name).replace('.', ' ')} "
    for short, meaning in _rows("short").items():
        words = words.replace(f" {short} ", f" {meaning} ")
    words = _NUMBERED.sub(" ", words)
    words = f" {_rows('whole').get(words.strip(), words.strip())} "
    for head, meaning in _rows("head").items():
        words = re.sub(rf"^ {head} ", f" {meaning} ", words)
    before = ""
    while before != words:
        before = words
        for tail in _rows("tail"):
            words = words.removesuffix(f"{tail} ")
    left = [word for word in words.split() if word not in _rows("silent")]
    return "" if " ".join(left) in _rows("nothing") else ".".join(left)


def amends(name: str) -> bool:
    """Whether a law of that name, as written or as it is compared, amends others: then many laws bear it.

    "Luật sửa đổi, bổ sung một số điều của Luật Giá" does; "Luật Giá (sửa đổi)" is a law made anew.
    """
    return _AMENDING in f".{law_slug(name)}."


def amends_several(name: str) -> bool:
    """Whether a law of that name amends three others or more, which hardly another one names in the same row."""
    slug = f".{law_slug(name)}."
    return amends(name) and sum(slug.count(f".{label}.") for label in _labels()) > _ROW


@lru_cache(maxsize=16_384)
def other_laws(one: str, other: str) -> bool:
    """Whether two names are those of two laws: "Luật Giáo dục" and "Luật Quốc phòng". Initials may be any law's, but
    for those that are known: "Luật Thuế TNCN" is not "Luật Giá"."""
    unknown = (set(_INITIALS.findall(name)) for name in (one, other) if not name.isupper())
    if any(dotted(initials) not in _rows("short") for some in unknown for initials in some):
        return False
    first, second = map(_without_label, (one, other))
    return bool(first and second) and likeness(first, second) < _OTHER


def _without_label(name: str) -> str:
    """What tells a law from others of its type: "giao duc" of "Luật Giáo dục"."""
    slug = law_slug(name)
    label = max((one for one in _labels() if f"{slug}.".startswith(f"{one}.")), key=len, default="")
    return slug[len(label) :].replace(".", " ").strip()


@cache
def law_kind(type_code: str | None) -> str | None:
    """A type by its folded name; a Bộ luật, which is often called Luật, is a law as all others are."""
    label = next((dotted(row["label"]).replace(".", " ") for row in table("types") if row["code"] == type_code), None)
    return _rows("head").get(label, label) if label else type_code


def name_beside_number(citation: Citation) -> str | None:
    """The law's name in the words of a mention by number, "Luật Tố cáo" in "Luật Tố cáo số 25/2018/QH14"; else None."""
    written = citation.number_as_written or citation.number
    if not written or not citation.type_label:
        return None
    before, found, _ = citation.quote.partition(written)
    if before.rstrip().endswith(","):  # a list of catchwords: "Luật Báo chí, 35/2018/QH14"
        return None
    before = " ".join(before.split())[: 2 * _MOST_LETTERS]
    end = _END.search(before)
    name = before[: end.start() if end else None]
    return name if found and len(name) <= _MOST_LETTERS and is_law_name(name) and law_slug(name) else None


def names_revision(citation: Citation) -> bool:
    """Whether a law without number or day is named as one that is being revised, "Luật Nhà ở (sửa đổi)", "Luật Nhà ở
    sửa đổi": such a law is to come, or has just been passed, and is none of those that bore the name before. "Luật Dầu
    khí sửa đổi 2008" is what amended one of them."""
    revised = _REVISED.search(citation.quote) if citation.number is None else None
    return revised is not None and (citation.date is None or revised["then"] is not None)


def revised(citations: Sequence[Citation]) -> frozenset[int]:
    """The places of laws that are being revised (:func:`names_revision`), and of those named bare behind one in a row:
    "các dự thảo Luật Đầu tư (sửa đổi), Luật Nhà ở"."""
    found, end = set[int](), -_IN_A_ROW - 1
    for place, citation in enumerate(citations):
        bare = citation.number is None and citation.date is None and is_law_name(citation.name or "")
        in_a_row = bare and 0 <= citation.start - end <= _IN_A_ROW
        if names_revision(citation) or in_a_row:
            found.add(place)
            end = citation.end if citation.date is None else end
    return frozenset(found)


def names_bill(citation: Citation, title: str | None) -> bool:
    """Whether a law is named, without number or day, among what a programme of lawmaking with this title holds, or one
    on what a law is to be: the bills that are to come, and none of the laws that bear the name. The law that amends
    others is one wherever it is named."""
    if citation.number is not None or citation.date is not None:
        return False
    told = amends(citation.name or "") or (citation.within is None and citation.zone != "preamble")
    return told and _is_programme(title or "")


@lru_cache(maxsize=1_024)
def _is_programme(title: str) -> bool:
    said = f" {dotted(title).replace('.', ' ')} "
    return any(f" {words} " in said for words in _rows("programme"))


@cache
def _labels() -> tuple[str, ...]:
    codes = types_with("known_by_name")
    return tuple(dotted(row["label"]) for row in table("types") if row["code"] in codes)


@cache
def _rows(kind: str) -> Mapping[str, str]:
    text = files("kg.identity").joinpath("law_names.csv").read_text(encoding="utf-8")
    return {row["words"]: row["meaning"] for row in csv.DictReader(text.splitlines()) if row["kind"] == kind}
