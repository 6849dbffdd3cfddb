"""What is said of a document on a day: a value, and the reasons that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal, get_args

from kg.identity.keys import Key, is_day
from kg.law.facts import Mark
from kg.law.series import Coverage
from kg.wording import Language, day_in, say, short_name
from ontology import types_with

Value = Literal[
    "in_force",
    "not_yet_in_force",
    "amended",
    "partly_repealed",
    "suspended",
    "superseded",
    "repealed",
    "lapsed",
    "issuer_abolished",
    "unknown",
]
Kind = Literal[
    "no_end_known",
    "relied_on",
    "not_in_register",
    "several",
    "contradicted",
    "end_without_day",
    "period_over",
    "day_unknown",
    "no_force",
]
"""Why a status is "unknown"; ``no_force`` is that of what has none to judge, such as a report."""

_KIND_OF: Mapping[str, Kind] = {
    "no_effect_known": "no_end_known",
    "not_in_register": "not_in_register",
    "ambiguous": "several",
    "undated": "several",
    "contradiction": "contradicted",
    "cycle": "contradicted",
    "ending_some_day": "end_without_day",
    "later_namesake": "end_without_day",
    "told_to_end": "end_without_day",
    "ended_by_suspended": "end_without_day",
    "changed_by_suspended": "no_end_known",
    "extended_by": "no_end_known",
    "period_summed_up": "period_over",
    "looks_ahead": "period_over",
    "depends_on_day": "day_unknown",
    "signing_day_unknown": "day_unknown",
    "no_force": "no_force",
    "consolidated": "no_force",
}
"""The kind by the sentence of the deciding reason."""

WITHOUT_FORCE = dict.fromkeys(types_with("no_force"), "no_force") | dict.fromkeys(
    types_with("consolidates"), "consolidated"
)
"""Types of which nothing is in force that could be judged, each with the sentence that says why."""

Ending = Literal["superseded", "repealed", "lapsed"]
"""How a document ends."""

OUTDATED: frozenset[Value] = frozenset(get_args(Ending))
"""The verdicts that make a document unfit as a basis."""

CHANGED: frozenset[Value] = OUTDATED | {"amended", "partly_repealed", "suspended"}
"""The verdicts whose reason says what happened, so that it needs no other words."""

RuleCode = Literal["S101", "S102", "S103", "S107", "S111"]
"""The rules of ``check`` that find what had ended."""

ENDED_AT_SIGNING: frozenset[RuleCode] = frozenset({"S101", "S102", "S103"})
ENDED_LATER: frozenset[RuleCode] = frozenset({"S107", "S111"})
"""What ended after the signing, or before or after by a day that is not told."""


RELIED_ON = frozenset({"relied_on", "seen_basis"})
SEEN = frozenset({"named_here", "seen_named", "seen_codified"})
"""Sentences that tell of evidence: a basis of others, or only seen."""
EVIDENCE = RELIED_ON | SEEN


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that a verdict rests on: a sentence of ``phrases.csv`` with its values, and where it is known from.

    Values that are days are ISO; they are written as the language writes them. ``source`` is "" for what the citation
    itself says; ``by`` is the later document that it tells of, or that names this one. ``inferred``: no source gives
    the day, so that it is the one that the law gives such a document, that of its signing.
    """

    phrase: str
    values: tuple[tuple[str, str], ...] = ()
    source: str = ""
    mark: Mark = "V"
    by: Key | None = field(default=None, compare=False)
    inferred: bool = False

    def text(self, language: Language = "en") -> str:
        """The sentence, with its source."""
        values = {name: _written(name, value, language) for name, value in self.values}
        sentence = say(self.phrase, language, **values) + (say("day_inferred", language) if self.inferred else "")
        if not self.source:
            return sentence
        return f"{sentence} ({say('source' if self.mark == 'V' else 'secondary', language, source=self.source)})"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds for a document on a day. ``reasons`` come with the deciding one first.

    ``document`` is the register's own key for it, None where it has none; ``successors`` are the documents that stand
    in its place on that day. ``covered``: where no end is known, how many of the acts that could have made one were
    read. ``mark`` is that of the deciding reason: only "V" may raise an error.
    """

    value: Value
    day: date
    reasons: tuple[Reason, ...]
    document: Key | None = None
    successors: tuple[Key, ...] = ()
    covered: Coverage | None = None

    @property
    def mark(self) -> Mark:
        """How sure the deciding reason is."""
        return self.reasons[0].mark if self.reasons else "V"

    @property
    def kind(self) -> Kind | None:
        """Which kind of "unknown" this is; None for every other value."""
        if self.value != "unknown":
            return None
        kind = _KIND_OF[self.reasons[0].phrase]
        if kind in ("no_end_known", "not_in_register"):
            seen = {reason.phrase for reason in self.reasons}
            if not seen.isdisjoint(RELIED_ON):
                return "relied_on"
            if not seen.isdisjoint(SEEN):
                return "no_end_known"
        return kind

    @property
    def looked(self) -> Reason | None:
        """What "no end known" is worth; None where an end is known, or nothing of the document."""
        return next((reason for reason in self.reasons if reason.phrase in _LOOKED), None)

    @property
    def is_open(self) -> bool:
        """Whether all that is left to tell is who relies on the document."""
        return self.kind in ("no_end_known", "not_in_register", "relied_on")

    def on(self, day: date, *more: Reason) -> Verdict:
        """The same as of another day, with ``more`` reasons behind its own."""
        return Verdict(self.value, day, (*self.reasons, *more), self.document, self.successors, self.covered)

    def with_reliance(self, reason: Reason | None) -> Verdict:
        """The same with who relies on the document, right after the deciding reason; itself where that is settled."""
        if reason is None or not self.is_open:
            return self
        return replace(self, reasons=(self.reasons[0], reason, *self.reasons[1:]))

    @property
    def by_itself(self) -> bool:
        """Whether the document has lapsed only because its own period ran out."""
        return self.value == "lapsed" and not any(reason.phrase in _LAPSED_BY_OTHERS for reason in self.reasons)

    @property
    def since(self) -> date | None:
        """The first day of what the deciding reason tells; None where it names none."""
        reason = self.reasons[0] if self.reasons else None
        day = dict(reason.values).get("day") if reason is not None else None
        if reason is None or day is None or not is_day(day):
            return None
        return date.fromisoformat(day) + timedelta(days=reason.phrase in _LAST_DAYS)

    @property
    def since_inferred(self) -> bool:
        """Whether that day is inferred."""
        return bool(self.reasons) and self.reasons[0].inferred

    def brief(self, language: Language) -> str:
        """The verdict in a few words, with its day and what stands in its place: for a line among many."""
        reason = self.reasons[0] if self.reasons else None
        if reason is None or reason.phrase not in _BRIEF or (since := self.since) is None:
            return say(f"value.{self.value}", language)
        by = short_name(reason.by, language) if reason.by is not None else ""
        said = say(f"brief.{reason.phrase}", language, day=day_in(since, language), document=by)
        said += say("brief.inferred", language) if reason.inferred else ""
        now = [short_name(key, language) for key in self.successors if key != reason.by]
        return f"{said}; {say('brief.now', language, document=', '.join(now))}" if now else said


def end_may_be_missing(value: Value, reasons: tuple[Reason, ...]) -> bool:
    """Whether a document stands, but too few of the acts that could have ended it were read to say that none did."""
    return value != "unknown" and any(reason.phrase in _LOOKED_LITTLE for reason in reasons)


def worded(value: Value, kind: Kind | None, language: Language) -> str:
    """A verdict as people read it, with the kind of what is not known."""
    return say(f"kind.{kind}" if kind else f"value.{value}", language)


_LAPSED_BY_OTHERS = frozenset({"ended", "congress_followed"})

_LOOKED_LITTLE = frozenset({"looked_little", "looked_somewhere"})
_LOOKED = _LOOKED_LITTLE | {"looked_until"}

_LAST_DAYS = frozenset({"ended", "period_ended"})
"""Reasons whose day is the last one before."""

_BRIEF = frozenset(
    {
        "superseded_by",
        "repealed_by",
        "partly_repealed_by",
        "amended_by",
        "suspended_by",
        "partly_suspended_by",
        "ended",
        "period_ended",
        "congress_followed",
    }
)


def _written(name: str, value: str, language: Language) -> str:
    if name in {"day", "start", "written", "first", "last"}:
        return day_in(value, language)
    if name == "value" and is_day(value):
        return day_in(value, language)
    if name == "days":
        return ", ".join(day_in(day, language) for day in value.split(", "))
    if name == "successors":
        return say("successors", language, bodies=value) if value else ""
    if name == "kind" or name.endswith("_value"):
        return say(f"{'kind' if name == 'kind' else 'value'}.{value}", language)
    return value
