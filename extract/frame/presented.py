"""A document whose letterhead does not tell it, but other words do: number, type, day, issuer and title.

These are a portal's heading over its table or its text ("Kế hoạch số 12-KH/HU ngày 01/9/2025 của Huyện ủy A về ..."),
an editor who gives the whole of it ("Huyện ủy A đã ban hành Kế hoạch số 12-KH/HU ... . Xin đăng toàn văn."), and the
line over an annex. They cite the document, and are read as citations are.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from extract.bodies.canonical import Standpoint
from extract.frame.cells import type_of
from extract.frame.ending import SIGNED
from extract.frame.heading import Heading, read_heading
from extract.frame.kinds import is_operative
from extract.frame.lines import COMES_WITH, leads_in
from extract.mentions.citations import find_issued
from extract.mentions.drafts import Draft
from extract.mentions.titles import with_titles
from extract.vocabulary import pattern_of, words_of
from extract.words import key, old_tones
from ontology import table

#: What stands over an annex: "(Ban hành kèm theo Quyết định số ...".
ISSUED_WITH = re.compile(
    rf"(?:\(|(?<=\n)(?:Mẫu|Biểu|Phụ lục)[^():\n]{{0,20}}:\s?){COMES_WITH} (?P<label>[^\d()\n]{{4,30}}?) số:?\s?(?=\d)"
)
_REACH = 2_000  # how far down the presenting words may stand, in characters
_LINES = 3  # among the first of which a portal's heading stands
_LONGEST = 600  # of a line that names the document, in characters
_WHOLE_BEHIND = 400  # how far behind the title an editor says that the whole text follows, in characters
_BEGINS_BEHIND = 3_000  # how far behind a portal's heading the document says that it begins, in characters
_GIVES_WHOLE = pattern_of("lines", "gives_whole", before=r"\b", behind=r"\b")
_WHOLE_ENDS = tuple({" ".join(words.split()[-2:]) for words in words_of("lines", "gives_whole")})
_WHOLE = pattern_of("lines", "whole", before=r"\W{0,4}", behind=r":?\s", any_case=True)
_RECITES = pattern_of("lines", "basis", "recital", before=r"\s*", behind=r"\s")
_WITH = "èm theo "  # what such a line holds
_LONGEST_TYPE = 40  # in characters
_TELLING = 20  # how much of a title tells which document it is, in characters
_DAY = len("2026-01-31")


def as_presented(heading: Heading, text: str, *, listed: bool) -> Heading:
    """The heading with what other words say, where it has no number; ``listed``: a portal's table has told it."""
    if heading.symbol is None and heading.label:
        heading = _by_annex(heading, text)
    if heading.symbol is None and heading.label:
        heading = _by_page(heading, text)
    if heading.symbol is None and not listed:
        heading = _by_editor(heading, text) or _by_portal(heading, text) or _by_headline(heading, text) or heading
    return heading


def _by_editor(heading: Heading, text: str) -> Heading | None:
    """By an editor's words: of the documents that they name, the one that is told to have been issued."""
    ends = any(text.find(words, 0, _REACH) >= 0 for words in _WHOLE_ENDS)  # told much faster than where it begins
    whole = _GIVES_WHOLE.search(text, 0, _REACH) if ends else None
    if whole is None:
        return None
    told = text[: whole.start()]
    for draft in _drafts(told):
        issued = draft.body is not None and draft.body.end <= draft.start
        if issued and draft.reach + _WHOLE_BEHIND > whole.start():
            title = " ".join(told[slice(*draft.title)].split()) if draft.title else None
            return _with(heading, draft, title, draft.reach)
    return None


def _by_portal(heading: Heading, text: str) -> Heading | None:
    """By the line over the text, where bases follow and what they lead to, or somebody signs."""
    at = 0
    for _ in range(_LINES):
        stop = text.find("\n", at, at + _REACH)
        if stop < 0 or (heading.code is not None and at >= heading.end):
            return None
        draft = _named_by(text[at:stop])
        begins = draft and (
            (_RECITES.match(text, stop) and _leads_in(text, stop)) or SIGNED.search(text, stop) is not None
        )
        if draft and begins:
            return _with(heading, draft, text[at + draft.end : stop], stop)
        at = stop + 1
    return None


def _leads_in(text: str, start: int) -> bool:
    return any(leads_in(line.rstrip()) for line in text[start : start + _BEGINS_BEHIND].split("\n"))


def _by_headline(heading: Heading, text: str) -> Heading | None:
    """By a headline that promises the whole of it, without number: "TOÀN VĂN: Nghị quyết của Bộ Chính trị về ..."."""
    line = text[: max(0, text.find("\n", 0, _LONGEST))]
    whole = _WHOLE.match(line) if heading.code is None and is_operative(text, len(line), _REACH) else None
    typed = type_of(line[whole.end() :].upper()) if whole else None
    if typed is None:
        return None
    return replace(
        heading, code=typed[0], label=typed[1], title=line[len(line) - len(typed[2]) :].strip(), end=len(line)
    )


def by_heading(heading: Heading, above: str) -> Heading:
    """The heading with what stands ``above`` a portal's table: "Thông tư 5/2026/TT-BNV hướng dẫn xếp lương"."""
    for line in filter(None, map(str.strip, reversed(above.split("\n")))):
        draft = _named_by(line)
        if draft and draft.number and heading.number in {None, draft.number.text}:
            said = line[draft.end :].strip(" :-")
            wanted = None in {heading.label, heading.number} or len(said) >= _TELLING  # "Luật ... áp dụng 2024"
            title = said if wanted else None
            return _with(replace(heading, code=None), draft, title, heading.end)
    over = read_heading([], above)
    if heading.label is None:
        return replace(heading, code=over.code, label=over.label, title=over.title or heading.title)
    return replace(heading, title=heading.title or (over.title if over.code == heading.code else None))


def _by_annex(heading: Heading, text: str) -> Heading:
    """The heading with number, day and issuer from the line over an annex: "(Kèm theo Hướng dẫn số ... của ...)"."""
    for line in ISSUED_WITH.finditer(text, heading.end) if _WITH in text else ():
        if line["label"].lower() != (heading.label or "").lower():
            continue
        said = text[line.start("label") : line.start() + _LONGEST]
        if draft := _named_by(said):
            return _with(heading, draft, None, heading.end)
    return heading


def _by_page(heading: Heading, text: str) -> Heading:
    """The heading with the number from a page's own heading over the document, where it names its type and title."""
    title = key(heading.title or "")
    if len(title) < _TELLING:
        return heading
    for line in text[: min(heading.end, _REACH)].split("\n"):
        draft = _named_by(line)
        if draft is None or draft.number is None or draft.type != heading.code:
            continue
        rest = key(line[draft.end :]).lstrip(" :-")
        if rest.startswith(title) or title.startswith(rest[:_TELLING]):
            return replace(heading, number=draft.number.text, value=draft.number.value)
    return heading


def _drafts(text: str) -> list[Draft]:
    """What a stretch of text cites by number, with the titles."""
    drafts = with_titles(text, find_issued(text, Standpoint()))
    return [draft for draft in drafts if draft.number and draft.number.value.symbol and draft.label]


def _named_by(line: str) -> Draft | None:
    """The document that a line opens with: its type and number, be it "Toàn văn" before."""
    if len(line) > _LONGEST and "\n" not in line:
        line = line[:_LONGEST]
    whole = _WHOLE.match(line)
    opens = whole.end() if whole else len(line) - len(line.lstrip(" *#|"))
    if not (_may_name(line[opens:]) and any(map(str.isdigit, line))):
        return None
    first = next(iter(_drafts(line)), None)
    return first if first is not None and first.start == opens else None


def _may_name(words: str) -> bool:
    """Whether words may open with a document's type or number; most lines do not, which is told much faster than what
    they cite."""
    opening = words[:_LONGEST_TYPE].split(None, 1)
    return bool(opening) and (opening[0][0].isdigit() or opening[0].lower() in _first_words())


@cache
def _first_words() -> frozenset[str]:
    """The words with which types open, and their codes, in small letters."""
    forms = (
        form
        for row in table("types")
        for form in (row["label"].lower(), old_tones(key(row["label"])), row["code"].lower())
    )
    return frozenset(form.split()[0] for form in forms)


def _with(heading: Heading, draft: Draft, title: str | None, end: int) -> Heading:
    """The heading with what a citation of the document itself says."""
    assert draft.number is not None
    if heading.code not in {None, draft.type}:
        return heading
    return replace(
        heading,
        number=draft.number.text,
        value=draft.number.value,
        code=draft.type,
        label=draft.label,
        date=heading.date or (draft.date if draft.date and len(draft.date) == _DAY else None),
        body=draft.body or heading.body,
        title=heading.title or (title or "").strip(" ,.") or None,
        end=heading.end if heading.code else end,
    )
