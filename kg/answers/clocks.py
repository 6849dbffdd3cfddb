"""Two clocks: what held for a document when another that relies on it was signed, and what holds on the chosen day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kg.law.signing import Signing
from kg.law.verdicts import OUTDATED, RuleCode, Value, Verdict

_AT_SIGNING: dict[Value, RuleCode] = {"superseded": "S101", "repealed": "S102", "lapsed": "S103"}


@dataclass(frozen=True, slots=True)
class Clocks:
    """A verdict on both clocks. ``at_signing`` None: nothing tells when that was; ``by_day``: it goes by the day, which
    is not told.

    ``telling`` is the verdict that tells of the end, where there is one; ``rule`` the one by which ``check`` finds it,
    None where it finds nothing: an end by the document's own period after the signing is none.
    """

    at_signing: Value | None
    as_of: Verdict
    telling: Verdict
    rule: RuleCode | None
    by_day: bool = False


def clocks(judge: Callable[[date], Verdict], signing: Signing | None, as_of: date, *, sums_up: bool = False) -> Clocks:
    """What ``judge`` says on the days of a signing, and on the chosen day; ``sums_up``: who signed reports on what is
    over, so that no period that ran out is amiss."""
    now = judge(as_of)
    if signing is None:
        return Clocks(None, now, now, None)
    last = judge(signing.last)
    by_day = not signing.known and judge(signing.first).value != last.value
    value: Value = "unknown" if by_day else last.value
    rule = _AT_SIGNING.get(value)
    if rule == "S103" and sums_up:
        rule = None
    elif rule is None and now.value in OUTDATED and not now.by_itself:
        rule = "S111" if by_day else "S107"
    return Clocks(value, now, last if value in OUTDATED else now, rule, by_day)
