"""The catalogue of rules: what each one is called, how grave it is, and how it is explained in both languages.

Rules are data (``catalogue/*.toml``, one file a family); the functions that find things carry the same codes, in
:mod:`kg.check.status_rules` and its sisters. Every rule has an example that the tests run.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from extract.errors import UsageError
from kg.severity import Severity
from kg.wording import Language

FAMILIES = {"S": "status", "I": "identity", "F": "form", "C": "coherence"}


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages."""

    en: str
    vi: str

    def in_language(self, language: Language) -> str:
        """The text in that language."""
        return self.vi if language == "vi" else self.en


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``message`` has {places} for what a finding fills in.

    ``bad`` raises the rule and ``good`` does not; both are whole documents. ``excerpt`` is the part of each that
    matters, ``signed`` the day of each in words where the excerpt does not hold it. ``also`` are documents that stand
    beside them in the run, by name; ``as_of`` is the ISO day of the run.
    """

    code: str
    name: str
    severity: Severity
    title: Text
    message: Text
    what: Text
    why: Text
    todo: Text
    bad: str
    good: str
    excerpt: tuple[str, str]
    signed: tuple[str, str]
    as_of: str
    also: tuple[tuple[str, str], ...] = ()


@cache
def rules() -> dict[str, Rule]:
    """All rules by code, in the order of the families and codes."""
    found: list[Rule] = []
    for family in FAMILIES.values():
        text = files("kg.check").joinpath("catalogue", f"{family}.toml").read_text(encoding="utf-8")
        found.extend(_rule(code, row) for code, row in tomllib.loads(text).items())
    return {rule.code: rule for rule in sorted(found, key=lambda rule: ([*FAMILIES].index(rule.code[0]), rule.code))}


def rule_named(reference: str) -> Rule:
    """The rule by its code or name, in any case. Raises UsageError for an unknown one."""
    for rule in rules().values():
        if reference.strip().lower() in (rule.code.lower(), rule.name):
            return rule
    raise UsageError(
        "There is no rule '{reference}'; the codes are {codes}.", reference=reference, codes=", ".join(rules())
    )


@lru_cache(maxsize=256)
def selected(select: tuple[str, ...], ignore: tuple[str, ...]) -> frozenset[str]:
    """The codes that ``select`` (all, where empty) leaves after ``ignore``; each is a code, a prefix or a name.

    Where both hit, the longer wins. Raises UsageError for one that means no rule.
    """
    chosen = set()
    for rule in rules().values():
        wanted = max((len(part) for part in select if _means(part, rule)), default=0 if not select else -1)
        unwanted = max((len(part) for part in ignore if _means(part, rule)), default=-1)
        if wanted > unwanted:
            chosen.add(rule.code)
    for part in (*select, *ignore):
        if not any(_means(part, rule) for rule in rules().values()):
            raise UsageError(
                "'{part}' is neither a rule nor a family of rules; the codes are {codes}.",
                part=part,
                codes=", ".join(rules()),
            )
    return frozenset(chosen)


def _means(part: str, rule: Rule) -> bool:
    return part.upper() == "ALL" or rule.code.startswith(part.upper()) or rule.name == part.lower()


def _rule(code: str, row: dict[str, object]) -> Rule:
    def text(field: str) -> Text:
        both = row[field]
        assert isinstance(both, dict), f"{code}: {field} needs en and vi"
        return Text(both["en"].strip(), both["vi"].strip())

    severity = row["severity"]
    assert severity in ("error", "warning", "note"), f"{code}: unknown severity"
    also = row.get("also", {})
    assert isinstance(also, dict), f"{code}: also must be a table"
    bad, good = str(row["bad"]).strip(), str(row["good"]).strip()
    signed = str(row.get("signed", "")), str(row.get("good_signed", row.get("signed", "")))
    framed = _framed(bad, signed[0]), _framed(good, signed[1])
    return Rule(
        code=code,
        name=str(row["name"]),
        severity=severity,
        title=text("title"),
        message=text("message"),
        what=text("what"),
        why=text("why"),
        todo=text("todo"),
        bad=bad if row.get("whole") else framed[0],
        good=good if row.get("whole") else framed[1],
        excerpt=(bad, good),
        signed=signed,
        as_of=str(row.get("as_of", "2026-06-01")),
        also=tuple((str(name), str(content)) for name, content in also.items()),
    )


def _framed(passage: str, signed: str) -> str:
    """The passage in a plan of a commune, signed on the day given in the words of a letterhead."""
    frame = files("kg.check").joinpath("catalogue", "frame.txt").read_text(encoding="utf-8")
    return frame.format(passage=passage, signed=signed)
