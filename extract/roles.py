"""In which role a document cites another (quan hệ viện dẫn), and which words decided it.

The words that decide stand before the citation in its own clause, at the head of the list that holds it, or, for a
footnote, before its mark; ``triggers.csv`` says what they mean. A few stand behind ("hết hiệu lực kể từ ngày ..."). A
citation inside another's title or qualifier is only cited. Where nothing decides, the document is only cited, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from extract import dates
from extract.drafts import Draft
from extract.pieces import Reading
from extract.records import Relation, Stated
from extract.vocabulary import rows
from extract.words import UPPER, key, tolerant
from extract.zones import Zones

_NEAR = 160  # where it stands as a rule
_REACH = 900  # how far before a citation its trigger may stand, in characters
_SENTENCE = re.compile(rf'(?<=[^\W\d_”")\]])[.!?]\s(?=[“"{UPPER}])')
_ITEM = re.compile(r"[\s\-–+•*\"“(]*(?:(?:\d{1,2}|[a-zđ]|[A-H])(?:\.\d{1,2})*[.)]\s?)?(?:các\s)?[\s\-–+•*\"“]*(?:Điều\s\d+\.\s)?$")
_LINK = re.compile(r"(?i:(?P<by>(?<!kèm\s)(?<!tiếp\s)(?<!\w)theo)|(?P<at>(?<!\w)(?:tại|trong|ở)))\s(?=(?P<rest>[^,;.“”]{0,60})$)")
_LINK_WORDS = re.compile(
    r"(?i:(?:các|đúng|nội dung|tinh thần|yêu cầu|chỉ đạo|kế hoạch|hướng dẫn|chương trình|đề án)\s?(?:của\s[^,;.]{0,50})?(?:tại\s)?(?:các\s)?)?"
    r"(?:[^\W\d_]+\s[^\W\d_]+\s?(?:\snày\svà\s|:\s?(?:số\s)?))?"
)
_ANNEXED = frozenset({"kèm theo", "ban hành kèm theo"})
_PART = re.compile(
    r"(?i:\b(?:điểm\s[a-zđ]\b|khoản\s\d|điều\s\d|các điều|một phần|một số (?:điều|nội dung|khoản)|nội dung|cụm từ|phụ lục|mục\s[\dIVX]|chương\s[\dIVX]|kèm theo|biểu|bảng giá|điều lệ))"
)
_PASSIVE = re.compile(r"(?i:\b(?:được|bị)\s[^;.]{0,24}$)")
_OTHERS_DO = re.compile(
    r"(?i:(?:rà soát|kịp thời|nghiên cứu|đề xuất|kiến nghị|tham mưu|trình|xem xét|lãnh đạo|chỉ đạo|giao|đề nghị|dự thảo|soạn thảo|chuẩn bị|để)\b[^.;\n]{0,80}$)"
)
_SELF = re.compile(r"\b(?:này)\b[^.;\n]{0,160}$")
_ENDS = re.compile(r"[^.;\n]{0,260}?\s(?P<words>hết hiệu lực|chấm dứt hiệu lực|không còn hiệu lực|bị bãi bỏ|được bãi bỏ)(?!\w)")
_EFFECTIVE = re.compile(r"(?:kể )?từ ngày\s")
_CHANGE = re.compile(r"(?i:(?P<verb>sửa đổi|bổ sung|thay thế|bãi bỏ)[^;.\n]{0,120}$)")
_CHANGED = re.compile(r"(?i:được[^;.\n]{0,20}?(?P<verb>sửa đổi|bổ sung|thay thế|bãi bỏ))")


@dataclass(frozen=True, slots=True)
class Role:
    """The relation of the citing document to the cited one, and the words that decided it (None: the place did)."""

    relation: Relation
    trigger: str | None


_CITED = Role("cites", None)


@cache
def _triggers() -> tuple[re.Pattern[str], dict[str, str]]:
    meaning = {key(row["pattern"]): row["relation"] for row in rows("triggers")}
    forms = [_opening_either(phrase) for phrase in sorted(meaning, key=len, reverse=True)]
    return re.compile(f"(?:{'|'.join(forms)})(?!\\w)"), meaning


def _opening_either(phrase: str) -> str:
    """A pattern for a phrase with a small or capital first letter, or in capitals; it opens with a letter, for speed."""
    first, rest = phrase[0], phrase[1:]
    small = f"[{first}{first.upper()}](?<!\\w.){tolerant(rest)}"
    return f"{small}|{first.upper()}(?<!\\w.){tolerant(rest.upper())}"


def find_roles(reading: Reading, drafts: list[Draft], zones: Zones) -> list[Role]:
    """The role of every draft, in order. Linear: what is looked at before a citation is bounded."""
    text = reading.text
    hanging = {note.start: _hanging(text, note.mark) for note in reading.notes}
    roles: list[Role] = []
    carried: Role | None = None  # of the citation before, in the same sentence or list
    item: tuple[int, Role | None] = (-1, None)  # the line and role of the list item before
    end = 0  # where the citation before ends, with its title and qualifiers
    for index, draft in enumerate(drafts):
        if draft.within is not None:
            roles.append(_CITED)
            end = max(end, draft.reach)
            continue
        line = text.rfind("\n", 0, draft.start) + 1
        begin = max(line, min(end, draft.start), draft.start - _REACH)
        clause = _last_sentence(text[begin : draft.start])
        whole = len(clause) == draft.start - begin  # no sentence ends between
        role = _before(text, clause, draft)
        if role is None and whole and begin > line and carried is not None:
            role = carried
        elif role is None and begin == line and whole:
            pin = draft.pinpoint
            if _ITEM.match(text[line : pin[0] if pin else draft.start]):
                role = _of_list(text, line, draft, item, carried)
                item = (line, role)
        if role is None and zones.of(draft.start) == "footnote":
            role = hanging.get(max((n for n in hanging if n <= draft.start), default=-1))
        role = _behind(text, drafts, index) or role
        roles.append(role or _CITED)
        carried, end = role, max(end, draft.reach)
    return roles


def _last_sentence(stretch: str) -> str:
    cut = 0
    for match in _SENTENCE.finditer(stretch):
        cut = match.end()
    return stretch[cut:]


def _before(text: str, clause: str, draft: Draft) -> Role | None:
    """The role by the words before a citation in its own clause: a direct link ("theo ..."), else the nearest trigger."""
    pin = draft.pinpoint
    left = clause if pin is None else clause[: max(0, len(clause) - (draft.start - pin[0]))]
    pattern, meaning = _triggers()
    near = max(0, len(clause) - _NEAR)
    found = list(pattern.finditer(clause, near)) or list(pattern.finditer(clause, 0, near + 30))
    last = found[-1] if found else None
    if len(found) > 1 and key(found[-1][0]) in _ANNEXED and meaning[key(found[-2][0])] in {"supersedes", "amends"}:
        last = found[-2]  # "bãi bỏ Điều 4 của Quy định ban hành kèm theo ..."
    relation = meaning[key(last[0])] if last else None
    if last and relation in {"supersedes", "amends"}:
        return _change(clause, last, cast(Relation, relation))
    link = None
    for match in _LINK.finditer(left if left.endswith(" ") else f"{left} "):
        link = match
    quoted = _inside_quotation(clause)
    if link and link["by"] and not quoted and _LINK_WORDS.fullmatch(link["rest"]) and (last is None or last.start() <= link.start() or relation == "implements"):
        close = last is not None and relation == "cites" and last.end() > link.start() - 12
        return Role("cites" if close else "implements", link[0].strip())
    if link and link["at"] and pin and relation != "based_on":
        return Role("cites", link["at"])
    if last is None or relation == "none":
        return None
    return Role("cites" if quoted else cast(Relation, relation), last[0])


def _inside_quotation(clause: str) -> bool:
    """Whether a quotation is still open at the end of the clause."""
    return clause.count("“") > clause.count("”")


def _change(clause: str, match: re.Match[str], relation: Relation) -> Role:
    """"thay thế", "bãi bỏ", "sửa đổi, bổ sung" before a citation: by this document, whole or in part, or by others."""
    before, between = clause[: match.start()], clause[match.end() :]
    if _PASSIVE.search(before):
        follows = _LINK.search(between)
        return Role("implements" if follows and follows["by"] else "cites", match[0])
    if _OTHERS_DO.search(before) and not _SELF.search(before):
        return Role("cites", match[0])
    if relation == "supersedes" and _PART.search(between):
        return Role("amends", match[0])
    return Role(relation, match[0])


def _of_list(text: str, line: int, draft: Draft, item: tuple[int, Role | None], carried: Role | None) -> Role | None:
    """The role of a list item that opens with the citation: that of the item before, or of the line that leads in."""
    previous = text.rfind("\n", 0, max(0, line - 1)) + 1
    if line == 0:
        return None
    lead = text[previous : line - 1]
    if item[0] == previous:
        role = item[1]
    elif lead.rstrip()[-1:] in {";", ","}:
        role = carried
    else:
        pattern, meaning = _triggers()
        found = [m for m in pattern.finditer(lead[-400:])]
        if not found or (lead.rstrip()[-1:] not in {":"} and len(lead) > 140):
            return None
        role = Role(cast(Relation, meaning[key(found[-1][0])]), found[-1][0]) if meaning[key(found[-1][0])] != "none" else None
        if role and role.relation == "supersedes" and re.search(r"(?i:một phần)", lead):
            role = Role("amends", role.trigger)
    if role and role.relation == "supersedes" and _PART.search(text[line : draft.start]):
        return Role("amends", role.trigger)
    return role


def _behind(text: str, drafts: list[Draft], index: int) -> Role | None:
    """"... hết hiệu lực kể từ ngày Luật này có hiệu lực" behind a citation, or behind the list that holds it."""
    draft = drafts[index]
    match = _ENDS.match(text, draft.reach)
    if match is None:
        return None
    for other in drafts[index + 1 : index + 12]:
        if other.start >= match.end():
            break
        lead = text[max(draft.reach, other.start - 16) : other.start]
        if other.within is None and not re.search(r"(?:,|và|hoặc)\s(?:các\s)?(?:[Ss]ố\s)?$", lead):
            return None
    passage = text[draft.reach : match.end()]
    if re.search(r"\b(?:này|thì|nếu|khi)\b", passage):
        return None
    pin = draft.pinpoint
    return Role("amends" if pin else "supersedes", match["words"])


def _hanging(text: str, mark: int | None) -> Role | None:
    """The role of what a footnote lists, by the verb that its mark hangs on."""
    if mark is None:
        return None
    line = text.rfind("\n", 0, mark) + 1
    clause = _last_sentence(text[max(line, mark - 400) : mark])
    pattern, meaning = _triggers()
    best: Role | None = None
    for match in pattern.finditer(clause):
        relation = meaning[key(match[0])]
        if relation == "implements" or (relation == "cites" and best is None):
            best = Role(cast(Relation, relation), match[0])
    return best


def find_stated(text: str, drafts: list[Draft], roles: list[Role]) -> tuple[Stated, ...]:
    """What the text itself states: this document's own replacements and amendments, and those between cited ones."""
    found: list[Stated] = []
    for index, (draft, role) in enumerate(zip(drafts, roles, strict=True)):
        if role.relation == "supersedes":
            found.append(Stated(None, "supersedes", index, "whole", _effective(text, draft)))
        elif role.relation == "amends":
            found.append(Stated(None, "amends", index, "part", _effective(text, draft)))
        if draft.within is None:
            continue
        holder = drafts[draft.within]
        if draft.start < holder.end:  # inside an amending law's name
            lead, pattern, subject, thing = text[holder.start : draft.start], _CHANGE, draft.within, index
        elif draft.start < holder.reach:
            lead, pattern, subject, thing = text[holder.end : draft.start], _CHANGE, draft.within, index
        else:
            lead, pattern, subject, thing = text[holder.reach : draft.start], _CHANGED, index, draft.within
        if match := pattern.search(lead):
            whole = match["verb"].lower() in {"thay thế", "bãi bỏ"} and not _PART.search(lead)
            found.append(Stated(subject, "supersedes" if whole else "amends", thing, "whole" if whole else "part"))
    return tuple(found)


def _effective(text: str, draft: Draft) -> str | None:
    match = _EFFECTIVE.search(text, draft.reach, min(len(text), draft.reach + 200))
    if match is None:
        return None
    found = dates.find_date(text[match.end() : match.end() + 40])
    return found[2] if found and found[0] < 4 else None
