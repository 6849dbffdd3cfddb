"""Findings on one cited document become one, with all places where it is cited so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.check.records import Finding
from kg.identity.keys import compatible
from kg.identity.together import telling_day
from kg.identity.together import together as said_once
from kg.severity import SEVERITIES

_EACH = "F"
"""The family whose findings are each mended where they stand."""


def together(found: Iterable[Finding]) -> list[Finding]:
    """The findings of one document in the order of the text, those that say the same of one cited document as one.

    Of these the gravest is shown, and of several of them the first.
    """
    order = sorted(found, key=lambda one: (SEVERITIES.index(one.severity), one.start, one.code))
    whole = map(_as_one, said_once(order, _said, _meant_alike, _day))
    return sorted(whole, key=lambda one: (one.start, one.code))


def _said(one: Finding) -> tuple[object, ...]:
    if one.about is None or one.code.startswith(_EACH):
        return one.code, one.start, one.end, one.values  # never one with another
    return one.code, one.about.block, *(pair for pair in one.values if pair[0] != "document")


def _meant_alike(one: Finding, other: Finding) -> bool:
    if one.about is None or other.about is None or one.code.startswith(_EACH):
        return False
    return one.about == other.about or compatible(one.about, other.about)


def _day(one: Finding) -> str:
    return telling_day(one.about) if one.about is not None else ""


def _as_one(group: list[Finding]) -> Finding:
    first, *others = group
    if not others:
        return first
    return replace(first, also=tuple(sorted((one.spot for one in others), key=lambda spot: spot.start)))
