"""How well extraction does, against annotations made by hand (gold).

``evaluate`` gives figures and every difference; ``compare`` what was gained and lost against an earlier run.

A citation found matches an expected one when they share at least half of the shorter one's characters and have the same
number (or both none); pairs are made one to one, the largest overlap first. What gold calls borderline counts neither
way. A field agrees when it says the same: bodies and types without regard to accents, case, abbreviations and the words
that a body's name may leave out; titles when most of their words are shared; all else to the letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any, Literal

from extract.gold import Gold, load_gold
from extract.records import CHANGING, Body, Citation, Document, Extraction
from extract.words import fold

Kind = Literal["all", "numbered", "unnumbered"]
KINDS: tuple[Kind, ...] = ("all", "numbered", "unnumbered")
#: Compared only where gold names them.
FIELDS = ("type", "date", "issuer", "co_issuers", "zone", "relation", "within", "title", "pinpoint")
HEADER = ("number", "type", "date", "place", "issuer", "co_issuers", "title", "signer")
_GOLD_NAMES = {"type": "doc_type", "zone": "in"}  # where gold calls a field of the record otherwise
_SPELLED = {
    "ubnd": "uy ban nhan dan", "hđnd": "hoi dong nhan dan", "mttq": "mat tran to quoc", "ttg": "thu tuong chinh phu",
    "btv": "ban thuong vu", "bch": "ban chap hanh",
}  # fmt: skip
_LEFT_OUT = re.compile(r"\b(?:khoa [ivxlc]+|(?:cua )?dang(?: cong san viet nam)?|dai bieu|viet nam)\b")
_CITED_TITLE, _OWN_TITLE = 0.8, 0.9  # the share of words (F1) from which titles agree


@dataclass(slots=True)
class Mentions:
    """Citations matched, found and expected."""

    matched: int = 0
    found: int = 0
    expected: int = 0

    def __bool__(self) -> bool:
        return bool(self.found or self.expected)

    @property
    def precision(self) -> float:
        return self.matched / max(1, self.found)

    @property
    def recall(self) -> float:
        return self.matched / max(1, self.expected)

    @property
    def f1(self) -> float:
        return 2 * self.matched / max(1, self.found + self.expected)


@dataclass(slots=True)
class Agreement:
    """In how many of the cases looked at a field says the same as gold."""

    agreed: int = 0
    looked_at: int = 0

    @property
    def rate(self) -> float:
        return self.agreed / max(1, self.looked_at)


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where extraction and gold differ.

    ``what`` is "missed", "spurious", a name of :data:`FIELDS`, or "header:" with a name of :data:`HEADER`; ``start`` is
    where the citation begins (0 for the header).
    """

    document: str
    what: str
    start: int
    quote: str
    expected: str | None = None
    found: str | None = None


@dataclass(slots=True)
class Evaluation:
    """Figures, and what they are made of; ``missing`` names the gold documents without a record.

    ``changes`` are the citations in a role that changes law, matched where the role is the same, too; ``stated`` is
    what the document itself is stated to do, once an act, matched where act, effect and day are the same.
    """

    mentions: dict[Kind, Mentions] = field(default_factory=lambda: {kind: Mentions() for kind in KINDS})
    changes: Mentions = field(default_factory=Mentions)
    stated: Mentions = field(default_factory=Mentions)
    fields: dict[str, Agreement] = field(default_factory=lambda: {name: Agreement() for name in FIELDS})
    header: Agreement = field(default_factory=Agreement)
    differences: list[Difference] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Every figure by name, all in 0..1; of fields, header and changes only where gold has one."""
        every = self.mentions["all"]
        return {
            "mention_p": every.precision,
            "mention_r": every.recall,
            "mention_f1": every.f1,
            "numbered_f1": self.mentions["numbered"].f1,
            "unnumbered_f1": self.mentions["unnumbered"].f1,
            **{name: one.rate for name, one in self.fields.items() if one.looked_at},
            **({"header": self.header.rate} if self.header.looked_at else {}),
            **({"change_p": self.changes.precision, "change_r": self.changes.recall} if self.changes else {}),
            **({"stated_f1": self.stated.f1} if self.stated else {}),
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a change did: differences that went away, those that came, and by how much each figure moved."""

    gains: tuple[Difference, ...]
    losses: tuple[Difference, ...]
    moved: Mapping[str, float]


def evaluate(gold: str | Path | Iterable[Gold], records: Iterable[Extraction]) -> Evaluation:
    """How well ``records`` agree with ``gold``, a folder of annotations or what :func:`load_gold` gave.

    A record belongs to the annotation of the same stem as its ``source.path``; records without one are left aside.
    """
    known = {PurePath(record.source.path).stem: record for record in records}
    evaluation = Evaluation()
    for expected in load_gold(gold) if isinstance(gold, str | Path) else gold:
        record = known.get(expected.name)
        if record is None:
            evaluation.missing.append(expected.name)
        _header(evaluation, expected, record.document if record else Document())
        found = record.citations if record else ()
        partner = _pairs(expected.citations, found)
        _citations(evaluation, expected, found, partner)
        _stated(evaluation, expected, record, partner)
    return evaluation


def compare(earlier: Evaluation, now: Evaluation) -> Comparison:
    """What ``now`` gains and loses against ``earlier``, both against the same gold."""
    before = {_place(d): d for d in earlier.differences}
    after = {_place(d): d for d in now.differences}
    old, new = earlier.figures(), now.figures()
    return Comparison(
        gains=tuple(d for place, d in before.items() if place not in after),
        losses=tuple(d for place, d in after.items() if place not in before),
        moved={name: new[name] - old.get(name, 0.0) for name in new},
    )


def _place(difference: Difference) -> tuple[str, str, int, str]:
    return difference.document, difference.what, difference.start, difference.quote


def _header(evaluation: Evaluation, gold: Gold, document: Document) -> None:
    for name in HEADER:
        key = _GOLD_NAMES.get(name, name)
        if key not in gold.document:
            continue
        expected, found = gold.document[key], _header_value(document, name)
        evaluation.header.looked_at += 1
        if _agrees(name, expected, found, _OWN_TITLE):
            evaluation.header.agreed += 1
        else:
            difference = Difference(gold.name, f"header:{name}", 0, "", _shown(expected), _shown(found))
            evaluation.differences.append(difference)


def _header_value(document: Document, name: str) -> object:
    if name == "type":
        return document.type_label
    if name == "signer":
        return document.signer.name if document.signer else None
    value: object = getattr(document, name)
    return value


def _citations(evaluation: Evaluation, gold: Gold, found: tuple[Citation, ...], partner: Mapping[int, int]) -> None:
    matched = {theirs: ours for ours, theirs in partner.items()}
    optional = [g for g in gold.citations if g.get("borderline")]
    for index, expected in enumerate(gold.citations):
        if expected.get("borderline"):
            continue
        for kind in _kinds(expected["number"]):
            evaluation.mentions[kind].expected += 1
            evaluation.mentions[kind].matched += index in partner
        if expected["relation"] in CHANGING:
            evaluation.changes.expected += 1
            evaluation.changes.matched += index in partner and found[partner[index]].relation == expected["relation"]
        if index in partner:
            _fields(evaluation, gold, expected, found[partner[index]], partner)
        else:
            evaluation.differences.append(Difference(gold.name, "missed", expected["start"], expected.get("quote", "")))
    for index, citation in enumerate(found):
        if index in matched:
            if gold.citations[matched[index]].get("borderline"):
                continue
        elif any(_overlap(g, citation) >= 0.5 for g in optional):
            continue
        else:
            evaluation.differences.append(Difference(gold.name, "spurious", citation.start, citation.quote))
        evaluation.changes.found += citation.relation in CHANGING
        for kind in _kinds(citation.number):
            evaluation.mentions[kind].found += 1


def _stated(evaluation: Evaluation, gold: Gold, record: Extraction | None, partner: Mapping[int, int]) -> None:
    if gold.stated is None:
        return
    named = [one["number"] or f"#{index}" for index, one in enumerate(gold.citations)]
    index = {theirs: ours for ours, theirs in partner.items()}
    wanted = {
        (named[one["object"]], _effect(one["relation"], one["scope"]), one["effective"]): one["object"]
        for one in gold.stated
        if one["subject"] is None
    }
    given = {
        (
            named[index[one.object]] if one.object in index else record.citations[one.object].number or "",
            _effect(one.relation, one.scope),
            one.effective,
        ): index.get(one.object)
        for one in (record.stated if record else ())
        if record and one.subject is None
    }
    evaluation.stated.expected += len(wanted)
    evaluation.stated.found += len(given)
    evaluation.stated.matched += len(wanted.keys() & given.keys())
    for (number, effect, day), at in [*((wanted | given).items())]:
        said = (number, effect, day)
        if (said in wanted) != (said in given):
            place = gold.citations[at]["start"] if at is not None else 0
            told = f"{effect} {day or '-'}"
            expected, found = (told, None) if said in wanted else (None, told)
            evaluation.differences.append(Difference(gold.name, "stated", place, number, expected, found))


def _effect(relation: str, scope: str) -> str:
    """What a change does to the act: what ends or takes the place of a part amends the whole."""
    return "amends" if scope != "whole" and relation in {"supersedes", "repeals"} else relation


def _kinds(number: str | None) -> tuple[Kind, Kind]:
    return ("all", "numbered") if number else ("all", "unnumbered")


def _pairs(gold: tuple[dict[str, Any], ...], found: tuple[Citation, ...]) -> dict[int, int]:
    """Which expected citation each found one matches, as {index in gold: index in found}."""
    candidates = [
        (-shared, abs((g["end"] - g["start"]) - (f.end - f.start)), i, k)
        for i, g in enumerate(gold)
        for k, f in enumerate(found)
        if (shared := _overlap(g, f)) >= 0.5 and _same_number(g["number"], f.number)
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, k in sorted(candidates):
        if i not in pairs and k not in taken:
            pairs[i] = k
            taken.add(k)
    return pairs


def _overlap(gold: dict[str, Any], found: Citation) -> float:
    shared = min(gold["end"], found.end) - max(gold["start"], found.start)
    return float(shared / max(1, min(gold["end"] - gold["start"], found.end - found.start)))


def _fields(
    evaluation: Evaluation, gold: Gold, expected: dict[str, Any], found: Citation, partner: Mapping[int, int]
) -> None:
    for name in FIELDS:
        if _GOLD_NAMES.get(name, name) not in expected:
            continue
        wanted = expected[_GOLD_NAMES.get(name, name)]
        given: object = found.type_label if name == "type" else getattr(found, name)
        if name == "within":
            agrees = given == (partner.get(wanted) if wanted is not None else None)
        else:
            agrees = _agrees(name, wanted, given, _CITED_TITLE)
        evaluation.fields[name].looked_at += 1
        evaluation.fields[name].agreed += agrees
        if not agrees:
            difference = Difference(
                gold.name, name, expected["start"], expected.get("quote", ""), _shown(wanted), _shown(given)
            )
            evaluation.differences.append(difference)


def _agrees(name: str, expected: Any, found: object, title_share: float) -> bool:
    if isinstance(found, tuple):  # bodies, in whatever order
        return sorted(map(_essence, expected or ())) == sorted(_essence(body.name) for body in found)
    if name == "title":
        return _shared_words(expected, found) >= title_share
    if expected is None or found is None:
        return expected is found
    if isinstance(found, Body):
        return _essence(expected) == _essence(found.name)
    if name == "number":
        return _same_number(expected, str(found))
    same = _words if name in {"type", "place", "signer", "pinpoint"} else str
    return same(expected) == same(str(found))


def _same_number(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return "".join(unicodedata.normalize("NFC", one).split()) == "".join(unicodedata.normalize("NFC", other).split())


def _words(text: str) -> list[str]:
    """The words of a name without accents and case, common abbreviations spelled out."""
    spelled = (_SPELLED.get(word, word) for word in re.findall(r"\w+", unicodedata.normalize("NFC", text).lower()))
    return fold(" ".join(spelled)).split()


def _essence(name: str) -> list[str]:
    return _LEFT_OUT.sub(" ", " ".join(_words(name))).split()


def _shared_words(expected: str | None, found: object) -> float:
    """The share of words (F1) that two titles have in common; 1 for two that are both not there."""
    ours, theirs = Counter(_words(expected or "")), Counter(_words(str(found or "")))
    if not ours or not theirs:
        return float(not ours and not theirs)
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())


def _shown(value: object) -> str | None:
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_shown, value))) or None
    return value.name if isinstance(value, Body) else None if value is None else str(value)
