"""S104, S105, S113: what was amended, partly repealed or suspended before the signing, and is cited as it had been."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from kg.check.case import Case, Subject, points
from kg.check.records import Finding
from kg.check.rules import Rule
from kg.check.status_rules import LONGEST_RECITAL, RECITAL, is_amender, telling
from kg.identity.keys import NAMED_TYPES, Key, is_day
from kg.identity.law_names import amends
from kg.law.register import could_be
from kg.law.verdicts import Reason, Value, Verdict
from kg.law.words import any_of, says

_ENDS = re.compile(rf"(?i)[;.](?=\s)|\n\s*\n|{any_of('recital', folded=False)}")
_DAY = re.compile(r"(?<!\d)(\d{1,2})\s*(?:[/.-]|tháng)\s*(\d{1,2})\s*(?:[/.-]|năm)\s*(\d{4})(?!\d)")
_DETAILS = re.compile(r"quy định|hướng dẫn|chi tiết")
_CHANGES: Mapping[Value, frozenset[str]] = {
    "amended": frozenset({"amended_by", "amended_some_day"}),
    "partly_repealed": frozenset({"partly_repealed_by", "partly_repealed_some_day"}),
    "suspended": frozenset({"suspended_by", "partly_suspended_by", "suspended_some_day"}),
}
"""The sentences that tell of each kind of change."""


def _changed(value: Value) -> Callable[[Case, Rule], Iterator[Finding]]:
    """A law named without number and date means the law as it stands; a cited amendment is known to the author, and so
    is one of which the words behind speak, or what the document itself changes."""

    def find(case: Case, rule: Rule) -> Iterator[Finding]:
        cited: _Cited | None = None
        for subject in case.relied_on:
            verdict = subject.at_signing
            if verdict.value != value or not points(subject.key) or verdict.document is None:
                continue
            if subject.block in case.changed or case.speaks_of_changes(subject) or case.looks_back(subject):
                continue
            if _ends_a_title(case, subject):
                continue
            cited = cited or _Cited(case)
            reasons = _not_named(case, cited, subject, verdict, verdict.document)
            if any(one.phrase in _CHANGES[value] for one in reasons) and not is_amender(case, subject):
                aside = not case.applies(subject) or case.tells_of_then(subject, reasons)
                severity = "note" if aside else rule.severity
                yield case.finding(rule, subject, severity=severity, reasons=reasons, document=subject.line)

    return find


def _ends_a_title(case: Case, subject: Subject) -> bool:
    """Whether a citation is the last of several within another's title: "Thông tư A sửa đổi Thông tư B ... và Thông tư
    C", of which the one before is known to be within; each basis of the document's own has a recital of its own."""
    if subject.index == 0 or case.subjects[subject.index - 1].counted:
        return False
    between = case.text[case.subjects[subject.index - 1].citation.end : subject.citation.start]
    page = says("gazette", folded=False).search(between)
    between = between[: page.start()] if page is not None else between  # a page ends within it
    return len(between) < LONGEST_RECITAL and _ENDS.search(between) is None


class _Cited:
    """What a document cites, found by what asks for it: a text may name thousands, each of which has been amended."""

    def __init__(self, case: Case) -> None:
        self._keys: dict[str, dict[Key, None]] = defaultdict(dict)
        self._of_days: set[tuple[str | None, str | None]] = set()
        self._of_days_and_serials: set[tuple[str | None, str | None, str]] = set()
        self._of_laws: set[tuple[str | None, str | None, str]] = set()
        self._owners: list[Subject] = []
        self._starts: list[int] = []
        self._numbers = frozenset(one.key.number for one in case.subjects)
        said: list[str] = []
        end = 0
        for one in case.subjects:
            key = one.key
            if is_day(key.date) and (serial := _serial(key)):
                self._of_days_and_serials.add((key.type, key.date, serial))
            self._keys[key.block][key] = self._keys[key.name_block][key] = None
            if one.index in case.amended and is_day(key.date):  # behind the last of those that it amends
                self._of_days.add((key.type, key.date))
            if key.number is None and amends(key.name_block):
                parts = key.name_block.split(".")
                self._of_laws |= {(key.type, key.year, ".".join(parts[at:])) for at in range(len(parts))}
                self._of_days |= {(key.type, key.date)} if is_day(key.date) else set()
            for part in _amended_by_words(one):
                self._starts.append(end)
                self._owners.append(one)
                said.append(part)
                end += len(part) + 1
        self._said = "\n".join(said)

    def means(self, change: Key, changed: Key) -> bool:
        """Whether a citation means an act that changes another: by its number, or as an amending one of that day, or of
        that year and that law."""
        by_number = (one for block in {change.block, change.name_block} - {""} for one in self._keys.get(block, ()))
        if any(points(one) and could_be(one, change) for one in by_number):
            return True
        if is_day(change.date) and (change.type, change.date) in self._of_days:
            return True
        if (change.type, change.date, _serial(change)) in self._of_days_and_serials:  # but for the year: 15/2029/NĐ-CP
            return True
        law = (change.type, change.year, changed.name_block)
        return bool(changed.name_block) and change.year is not None and law in self._of_laws

    def is_misread(self, change: Key) -> bool:
        """Whether it cites an act by the number of another but for its first digit, which a file of a store may have
        read out of a mark."""
        return change.number is not None and change.number[1:] in self._numbers

    def saying_that_they_amend(self, subject: Subject, changed: Key) -> Iterator[Subject]:
        """The cited acts whose name or title says that they amend another, under whatever day: "Luật sửa đổi, bổ sung
        một số điều của Luật Quy hoạch, Luật Đầu tư ...", "Nghị định số 166/2025/NĐ-CP sửa đổi ... Nghị định số ..."."""
        law = (changed.name if changed.type in NAMED_TYPES else subject.key.number) or ""
        at = self._said.find(law.lower()) if law else -1
        while at >= 0:
            one = self._owners[bisect_right(self._starts, at) - 1]
            alike = one.key.type == changed.type or {one.key.type, changed.type} <= NAMED_TYPES
            if alike and one.block != subject.block:
                yield one
            at = self._said.find(law.lower(), at + 1)


def _serial(key: Key) -> str:
    """The number of a key without its year and symbol."""
    return (key.number or "").split("/")[0]


def _amended_by_words(one: Subject) -> list[str]:
    """What stands behind each "sửa đổi" in the name, title and words of a cited act, in small letters on one line."""
    named = " ".join(f"{one.citation.name or ''} {one.citation.title or ''} {one.citation.quote}".split()).lower()
    return [_DETAILS.split(part)[0] for part in named.split("sửa đổi")[1:]]


def _not_named(case: Case, cited: _Cited, subject: Subject, verdict: Verdict, act: Key) -> tuple[Reason, ...]:
    """What tells that an act had been changed, but for the changes by what the document cites: those it knows. None
    where it cites one by a name that no fact explains, or where all of them began on the very day of signing;
    nor those that may have begun after it, where only bounds of it are known."""
    known = [case.register.entry(change.later).key for change in case.register.entry(act).changed_by]
    amending = list(cited.saying_that_they_amend(subject, act))
    if any(not points(one.key) or not any(could_be(one.key, later) for later in known) for one in amending):
        return ()
    days = _days_behind(case, subject)
    if act.type not in NAMED_TYPES:  # of several laws of one day each may amend it
        days |= {str(one.key.date) for one in amending if is_day(one.key.date)}
    named = {key for key in known if str(key.date) in days or cited.means(key, act)}
    named |= {key for key in known if cited.is_misread(key)}
    reasons = _once(one for one in telling(verdict) if one.by not in named)
    if case.signing is None:
        return reasons
    first = str(case.signing.first)
    reasons = tuple(one for one in reasons if one.by is None or _begin(one) <= first)
    return () if {_begin(one) for one in reasons if one.by is not None} == {first} else reasons


def _begin(reason: Reason) -> str:
    """The ISO day on which a change began; empty where no source gives it."""
    return dict(reason.values).get("day", "")


def _once(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Each change once, though several sources tell of it."""
    return tuple({(one.phrase, one.by, one.values): one for one in reversed([*reasons])}.values())[::-1]


def _days_behind(case: Case, subject: Subject) -> set[str]:
    """The ISO days of what is named behind an act in its recital: "Căn cứ Luật A ngày ...; Luật sửa đổi, bổ sung một số
    điều của 11 luật ngày ...", be it that its name cannot be read."""
    end = subject.citation.end
    if subject.citation.relation != "based_on":
        return set()
    following = RECITAL.search(case.text, end, end + LONGEST_RECITAL)
    last = following.start() if following else end + LONGEST_RECITAL
    days = (day.groups() for day in _DAY.finditer(case.text, end, last))
    return {f"{year}-{int(month):02}-{int(day):02}" for day, month, year in days}


FINDERS: dict[str, Callable[[Case, Rule], Iterator[Finding]]] = {
    "S104": _changed("amended"),
    "S105": _changed("partly_repealed"),
    "S113": _changed("suspended"),
}
