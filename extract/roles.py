"""In which role a document cites another (quan hệ viện dẫn), and which words decided it.

The words that decide stand before the citation, in its own clause or at the head of the list that holds it; the table
``triggers.csv`` says what they mean. A few stand behind ("hết hiệu lực kể từ ngày ..."). A citation inside another's
title or qualifier is only cited.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract import dates
from extract.citations import Draft
from extract.clean import Reading
from extract.records import Relation, Stated
from extract.vocabulary import rows
from extract.words import key
from extract.zones import Zones

_REACH = 900  # how far before a citation its trigger may stand, in characters
_SENTENCE = re.compile(r"(?<=[^\W\d_”\")\]])[.!?]\s(?=[“\"A-ZĐÀÁẢÃẠĂÂÊÔƠƯỦÝ])|\n")
_THEO = re.compile(r"(?i:\btheo)\s(?:các\s|đúng\s|nội dung\s|tinh thần\s|yêu cầu\s(?:của\s|tại\s)?|chỉ đạo\s(?:của\s[^,;.]{0,60}\s)?(?:tại\s)?|kế hoạch\s|hướng dẫn\s(?:của\s[^,;.]{0,60}\s)?(?:tại\s)?)?$")
_TAI = re.compile(r"(?i:\b(?:tại|trong|ở))\s(?:các\s)?$")
_PART = re.compile(r"(?i:\b(?:điểm|khoản|điều \d|một phần|một số|nội dung|cụm từ|phụ lục|mục|chương|đoạn|tên))\b")
_ENDS = re.compile(r"[^.;\n]{0,260}?\s(?:hết hiệu lực|chấm dứt hiệu lực|không còn hiệu lực|bị bãi bỏ|được bãi bỏ)(?!\w)")
_ENDS_PARTLY = re.compile(r"hết hiệu lực một phần|trừ (?:các )?(?:khoản|điểm|điều|quy định)")
_PASSIVE = re.compile(r"(?i:\bđược\s(?:[^\s,;.]{1,8}\s){0,2}?(?:sửa đổi|bổ sung|thay thế|bãi bỏ|hợp nhất))[^;.\n]{0,80}$")
_SELF = re.compile(r"(?:Quyết định|Nghị định|Thông tư|Nghị quyết|Luật|Quy định|Quy chế|Chỉ thị|Kế hoạch|Pháp lệnh|Hướng dẫn|Bộ luật|Thông tư liên tịch|Chương trình|Đề án) này\b[^.;\n]{0,160}$")
_ACTIVE_TITLE = re.compile(r"(?i)^\s?(?:về việc |về )?(?:sửa đổi|bổ sung|bãi bỏ|thay thế|hủy bỏ)")
_EFFECTIVE = re.compile(r"(?:kể )?từ ngày\s")
_BY = re.compile(r"(?:bởi|bằng|theo|tại)\s(?:[^;.\n]{0,60}\s)?$")


@dataclass(frozen=True, slots=True)
class Role:
    """The relation of the citing document to the cited one, and the words that decided it (None: the place did)."""

    relation: Relation
    trigger: str | None


@cache
def _triggers() -> tuple[re.Pattern[str], dict[str, str]]:
    meaning = {key(row["pattern"]): row["relation"] for row in rows("triggers")}
    longest = sorted(meaning, key=len, reverse=True)
    alternatives = "|".join(re.escape(p).replace(r"\ ", r"\s") for p in longest)
    return re.compile(rf"(?i:(?<!\w)(?:{alternatives})(?!\w))"), meaning


@cache
def _variants() -> re.Pattern[str]:
    return re.compile(r"hoá\b")


def find_roles(reading: Reading, drafts: list[Draft], zones: Zones) -> list[Role]:
    """The role of every draft, in order. Each stretch of text is searched once."""
    text = reading.text
    roles: list[Role] = []
    carried: Role | None = None
    marks = {note.start: note.mark for note in reading.notes}
    starts = sorted(marks)
    done = 0
    for index, draft in enumerate(drafts):
        zone = zones.of(draft.start)
        if draft.within is not None:
            roles.append(Role("cites", None))
            continue
        previous = _outer_end(drafts, index)
        begin = max(previous, draft.start - _REACH, 0)
        fresh = text.rfind("\n", begin, draft.start) + 1
        gap = text[max(begin, fresh) : draft.start]
        role, anchored = _role_before(text, max(begin, fresh), draft, gap)
        crossed = fresh > begin or (index > 0 and fresh > previous)
        if zone == "footnote":
            note = max((s for s in starts if s <= draft.start), default=None)
            if note is not None and note != done:
                done = note
                carried = _hanging(text, marks[note])
            if role is None:
                role = carried
        elif role is None and not crossed and carried is not None and not _SENTENCE.search(gap):
            role = carried
        elif role is None and zone == "preamble" and crossed:
            role = carried if text[fresh : fresh + 1].islower() or _is_list_item(text, fresh, draft.start) else None
        if role is None and crossed and zone == "body" and carried is not None and _is_list_item(text, fresh, draft.start) and _continues(text, fresh):
            role = carried
        after = _role_after(text, draft, drafts, index)
        if after is not None:
            role = after
        roles.append(role or Role("cites", None))
        del anchored
        carried = role if role is not None else (carried if not crossed and not _SENTENCE.search(gap) else None)
    return roles


def _outer_end(drafts: list[Draft], index: int) -> int:
    """Where the last citation outside any title, with its title and qualifiers, ends before this one."""
    end = 0
    for other in drafts[max(0, index - 12) : index]:
        end = max(end, other.title[1] if other.title else other.end)
    return min(end, drafts[index].start)


def _is_list_item(text: str, line: int, position: int) -> bool:
    """Whether the line before a citation is only a bullet or nothing."""
    return not text[line:position].strip(" -–+•*\"“0123456789.)abcdđeghi")


def _continues(text: str, line: int) -> bool:
    """Whether the line before ``line`` ended as a list does, with a semicolon, colon or comma."""
    return text[max(0, line - 2) : line].strip()[-1:] in {";", ":", ","}


def _role_before(text: str, begin: int, draft: Draft, gap: str) -> tuple[Role | None, bool]:
    """The role by the nearest trigger in ``gap``, the stretch before the citation in its own paragraph."""
    pattern, meaning = _triggers()
    cut = 0
    for match in _SENTENCE.finditer(gap):
        cut = match.end()
    clause = gap[cut:]
    last: re.Match[str] | None = None
    for match in pattern.finditer(clause):
        last = match
    if last is None:
        if _THEO.search(clause):
            return Role("implements", "theo"), False
        return None, False
    words = clause[last.start() : last.end()]
    relation = meaning[key(words)]
    rest = clause[last.end() :]
    if _THEO.search(clause) and relation not in {"supersedes", "amends"}:
        return Role("implements", clause[_THEO.search(clause).start() :].strip()), True  # type: ignore[union-attr]
    if relation in {"supersedes", "amends"}:
        return _change(text, begin + cut, clause, last, relation, draft), True
    if relation == "none":
        return None, False
    if relation == "based_on" and not clause[: last.start()].strip(" -–+•*\"“0123456789.)") and rest is not None:
        return Role("based_on", words), True
    if relation == "based_on" and last.start() > 0 and text[: begin + cut].endswith("\n") is False and "ăn cứ" not in words:
        return Role("based_on", words), True
    return Role(relation, words), True  # type: ignore[arg-type]


def _change(text: str, begin: int, clause: str, match: re.Match[str], relation: str, draft: Draft) -> Role | None:
    """"thay thế", "bãi bỏ", "sửa đổi, bổ sung" before a citation: whole or part, and whether this document does it."""
    words = clause[match.start() : match.end()]
    if _PASSIVE.search(clause[: match.end()] + " ") and not _SELF.search(clause[: match.start()]):
        return None
    between = clause[match.end() :]
    if relation == "supersedes" and _PART.search(between):
        return Role("amends", words)
    head = clause[: match.start()].strip(" -–+•*\"“0123456789.)Điềuabcdđ:")
    if relation == "amends" and head and not _SELF.search(clause[: match.start()]) and not re.search(r"(?:kịp thời|rà soát|việc|để|các)\s?$", head):
        pass
    if re.search(r"(?:rà soát|kịp thời|nghiên cứu|đề xuất|kiến nghị|tham mưu|trình|xem xét)[^.;\n]{0,60}$", clause[: match.start()]):
        return Role("cites", None)
    del text, begin, draft
    return Role("supersedes" if relation == "supersedes" else "amends", words)


def _role_after(text: str, draft: Draft, drafts: list[Draft], index: int) -> Role | None:
    """"... hết hiệu lực kể từ ngày Luật này có hiệu lực" behind a citation or behind the list that holds it."""
    end = draft.title[1] if draft.title else draft.end
    following = drafts[index + 1].start if index + 1 < len(drafts) else len(text)
    stop = min(len(text), end + 320)
    sentence = text.find("\n", end, stop)
    stop = sentence if sentence >= 0 else stop
    match = _ENDS.match(text, end, stop)
    if match is None:
        return None
    passage = text[end : match.end()]
    if match.end() > following and not re.match(r"\s?(?:,|và|;)", passage):
        inner = [d for d in drafts[index + 1 : index + 9] if d.start < match.end()]
        if not all(d.within is not None or re.search(r"(?:,|và|đổi|bổ sung|bởi|theo|tại|của)\s(?:các\s)?(?:số\s)?$", text[max(0, d.start - 14) : d.start]) for d in inner):
            return None
    if re.search(r"\b(?:này)\s(?:có|hết)?", passage) and not passage.rstrip().endswith("hiệu lực"):
        return None
    before = text[max(0, draft.start - 60) : draft.start]
    part = _PART.search(before.rsplit("\n", 1)[-1].rsplit(";", 1)[-1]) and not re.search(r"(?:Điều|khoản) \d+[.:]?\s[^.]*[.:]", before)
    return Role("amends" if part else "supersedes", text[match.end() - len("hết hiệu lực") : match.end()].strip())


def _hanging(text: str, mark: int | None) -> Role | None:
    """The role of what a footnote lists, by the verb that its mark hangs on."""
    if mark is None:
        return None
    start = max(0, mark - 400)
    line = text.rfind("\n", start, mark) + 1
    clause = text[max(start, line) : mark]
    cut = 0
    for match in _SENTENCE.finditer(clause):
        cut = match.end()
    pattern, meaning = _triggers()
    best: Role | None = None
    for match in pattern.finditer(clause, cut):
        relation = meaning[key(match[0])]
        if relation in {"implements", "based_on"} or (relation == "cites" and best is None):
            best = Role(relation, match[0])  # type: ignore[arg-type]
    return best


def find_stated(text: str, drafts: list[Draft], roles: list[Role]) -> tuple[Stated, ...]:
    """What the text itself states: this document's own replacements and amendments, and those between cited ones."""
    found: list[Stated] = []
    for index, (draft, role) in enumerate(zip(drafts, roles, strict=True)):
        if role.relation == "supersedes":
            found.append(Stated(None, "supersedes", index, "whole", _effective(text, draft)))
        elif role.relation == "amends":
            found.append(Stated(None, "amends", index, "part", _effective(text, draft)))
        holder = draft.within
        if holder is None:
            continue
        outer = drafts[holder]
        if outer.title and outer.title[0] <= draft.start < outer.title[1]:
            lead = text[outer.title[0] : draft.start]
            if match := re.search(r"(?i)(sửa đổi|bổ sung|thay thế|bãi bỏ)[^;.\n]{0,120}$", lead):
                whole = match[1].lower() in {"thay thế", "bãi bỏ"} and not _PART.search(lead)
                found.append(Stated(holder, "supersedes" if whole else "amends", index, "whole" if whole else "part"))
        elif outer.end <= draft.start:
            lead = text[outer.end : draft.start]
            if match := re.search(r"(?i)được[^;.\n]{0,20}?(sửa đổi|bổ sung|thay thế|bãi bỏ)", lead):
                whole = match[1].lower() in {"thay thế", "bãi bỏ"}
                found.append(Stated(index, "supersedes" if whole else "amends", holder, "whole" if whole else "part"))
    return tuple(found)


def _effective(text: str, draft: Draft) -> str | None:
    end = draft.title[1] if draft.title else draft.end
    match = _EFFECTIVE.search(text, end, min(len(text), end + 200))
    if match is None:
        return None
    found = dates.find_date(text[match.end() : match.end() + 40])
    return found[2] if found and found[0] < 4 else None
