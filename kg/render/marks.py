"""The sign and colour that a document stands under in a list, by what holds for it when it was relied on, and now."""

from __future__ import annotations

from kg.law.verdicts import ENDED_AT_SIGNING, ENDED_LATER, OUTDATED, RuleCode, Value
from kg.render.blocks import Tone

MARKS = "✗!·?✓"
"""The marks, in the order in which a reader wants to see them."""


def own_mark(status: Value, *, by_itself: bool) -> tuple[str, Tone]:
    """For the document itself, today: ✓ in force, ✗ ended, but by its own time alone, ? not known, · all else."""
    if status in OUTDATED:
        return ("·", "plain") if by_itself else ("✗", "bad")
    return ("✓", "plain") if status == "in_force" else ("?", "faint") if status == "unknown" else ("·", "plain")


def marked(rule: RuleCode | None, as_of: Value) -> tuple[str, Tone]:
    """✗ had ended when it was relied on, ! ended since (or perhaps before), ? not known, · all else."""
    if rule in ENDED_AT_SIGNING:
        return "✗", "bad"
    if rule in ENDED_LATER:
        return "!", "doubt"
    return ("?", "faint") if as_of == "unknown" else ("·", "plain")
