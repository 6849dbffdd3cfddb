"""The check before signing: a linter for plans, by rules with stable codes (``cancu check``, ``cancu rule CODE``)."""

from kg.check.linter import check
from kg.check.records import Checked, Finding, Judgement, Report, Severity, Suggestion, Verdicts
from kg.check.rules import Rule, rule_named, rules
from kg.check.settings import Settings, load_settings

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
