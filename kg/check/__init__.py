"""The check before signing: a linter for plans, by rules with stable codes (``cancu check``, ``cancu rule CODE``)."""

from importlib import import_module
from typing import TYPE_CHECKING

from kg.check.records import Checked, Finding, Judgement, Report, Suggestion, Verdicts
from kg.check.rules import Rule, rule_named, rules
from kg.check.settings import Settings, load_settings
from kg.severity import Severity

if TYPE_CHECKING:
    from kg.check.linter import check

__all__ = [
    "Checked",
    "Finding",
    "Judgement",
    "Report",
    "Rule",
    "Settings",
    "Severity",
    "Suggestion",
    "Verdicts",
    "check",
    "load_settings",
    "rule_named",
    "rules",
]


def __getattr__(name: str) -> object:
    """What checks brings the extractor along; it is imported when it is first used."""
    if name == "check":
        return import_module("kg.check.linter").check
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
