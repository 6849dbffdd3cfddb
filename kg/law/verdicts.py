"""What is said of a document on a day: a value, and the reasons that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kg.identity.keys import Key, is_day
from kg.law.facts import Mark
from kg.wording import Language, day_in, say

Value = Literal[
    "in_force",
    "not_yet_in_force",
    "amended",
    "partly_repealed",
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
    "period_summed_up": "period_over",
    "looks_ahead": "period_over",
    "depends_on_day": "day_unknown",
    "signing_day_unknown": "day_unknown",
    "no_force": "no_force",
}
"""The kind by the sentence of the deciding reason."""

OUTDATED: frozenset[Value] = frozenset({"superseded", "repealed", "lapsed"})
"""The verdicts that make a document unfit as a basis."""


RELIED_ON = frozenset({"relied_on", "seen_basis"})
SEEN = frozenset({"named_here", "seen_named", "seen_codified"})
"""Sentences that tell of evidence: a basis of others, or only seen."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that a verdict rests on: a sentence of ``phrases.csv`` with its values, and where it is known from.

    Values that are days are ISO; they are written as the language writes them. ``source`` is "" for what the citation
    itself says.
    """

    phrase: str
    values: tuple[tuple[str, str], ...] = ()
    source: str = ""
    mark: Mark = "V"

    def text(self, language: Language = "en") -> str:
        """The sentence, with its source."""
        values = {name: _written(name, value, language) for name, value in self.values}
        sentence = say(self.phrase, language, **values)
        if not self.source:
            return sentence
        return f"{sentence} ({say('source' if self.mark == 'V' else 'secondary', language, source=self.source)})"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What holds for a document on a day. ``reasons`` come with the deciding one first.

    ``document`` is the register's own key for it, None where it has none; ``successors`` are the documents that stand
    in its place on that day. ``mark`` is that of the deciding reason: only "V" may raise an error.
    """

    value: Value
    day: date
    reasons: tuple[Reason, ...]
    document: Key | None = None
    successors: tuple[Key, ...] = ()

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


def worded(value: Value, kind: Kind | None, language: Language) -> str:
    """A verdict as people read it, with the kind of what is not known."""
    return say(f"kind.{kind}" if kind else f"value.{value}", language)


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
