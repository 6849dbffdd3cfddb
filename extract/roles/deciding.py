"""In which role a document cites another (quan hệ viện dẫn), and which words decided it.

The words that decide stand before the citation in its own clause, at the head of the list that holds it, or, for a
footnote, before its mark; ``triggers.csv`` says what they mean. A few stand behind ("hết hiệu lực kể từ ngày ..."). A
citation inside another's title or qualifier is only cited. Where nothing decides, the document is only cited, too.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from extract.mentions.drafts import Draft
from extract.records import Relation
from extract.repair.pieces import Reading
from extract.roles.triggers import Trigger, find_triggers, nearest_triggers
from extract.roles.wordings import find_wordings
from extract.roles.zones import Zones
from extract.words import UPPER, key, last_match

_REACH = 900  # how far before a citation its trigger may stand, in characters
_LEAD = 400  # how much of a line may lead in a list, in characters
_MOST_ITEMS = 12  # of a list above an item
_NUMBERED = re.compile(r"\s?(?:\d{1,2}|[a-zđ])[.)]\s")
_SHORT_LEAD = 140  # a line that may lead in a list without a colon, in characters
_SENTENCE = re.compile(rf'[.!?]\s(?<=[^\W\d_”")\]]..)(?=[“"{UPPER}])')
_ITEM = re.compile(
    r"[\s\-–+•*\"“(]*(?:(?:\d{1,2}|[a-zđ]|[A-H])(?:\.\d{1,2})*[.)]\s?)?(?:các\s)?[\s\-–+•*\"“]*(?:Điều\s\d+\.\s)?$"
)
_LINK_REACH = 66  # a linking word and what may stand between it and a citation, in characters
_LINK = re.compile(
    r"[tTởỞ](?<!\w.)(?:(?<=[tT])(?:(?P<by>(?i:heo)(?<!(?i:kèm)\s....)(?<!(?i:tiếp)\s....)(?<!(?i:ban\shành)\s....))|(?i:ại|rong))|(?<=[ởỞ]))"
    r"\s(?=(?P<rest>[^,;.“”]{0,60})$)"
)
_LINK_WORDS = re.compile(
    r"""(?i:(?:các|đúng|nội\ dung|tinh\ thần|yêu\ cầu|chỉ\ đạo|kế\ hoạch|hướng\ dẫn|chương\ trình|đề\ án)\s?
        (?:của\s[^,;.]{0,50})?(?:tại\s)?(?:các\s)?)?
    (?:[^\W\d_]+\s[^\W\d_]+\s?(?:\snày\svà\s|:\s?(?:số\s)?))?""",
    re.VERBOSE,
)
#: Between "Nghị định A" and "thay thế Nghị định B": it is A that does.
_IT_IS_THAT = re.compile(r"(?:\s?,?\scó hiệu lực[^;.]{0,80}?,?\s(?:và\s)?|\s?)(?:đã\s)?")
_EXCEPT = re.compile(r"\s?,?\s(?:ngoại )?trừ\s")
_OF_ITS_RULES = re.compile(r"(?: một số| các| những)? quy định (?:tại|của|trong)")
_ANNEXED = frozenset({"kèm theo", "ban hành kèm theo"})
#: Words that make a change partial: "bãi bỏ khoản 2 Điều 5 của ..."
PART_ONLY = re.compile(
    r"""(?i:\b(?:điểm\s[a-zđ]\b|khoản\s\d|điều\s\d|các\ điều|một\ phần|một\ số\ (?:điều|nội\ dung|khoản|điểm)|nội\ dung
    |cụm\ từ|phụ\ lục|mục\s[\dIVX]|chương\s[\dIVX]|kèm\ theo|biểu|bảng\ giá|điều\ lệ))""",
    re.VERBOSE,
)
_PASSIVE = re.compile(r"(?i:\b(?:được|bị|sau)\s(?:khi\s)?[^;.]{0,24}$)")
_OTHERS_DO = re.compile(
    r"""(?i:(?:rà\ soát|kịp\ thời|nghiên\ cứu|đề\ xuất|kiến\ nghị|tham\ mưu|trình|xem\ xét|lãnh\ đạo|chỉ\ đạo|giao
    |đề\ nghị|dự\ thảo|soạn\ thảo|chuẩn\ bị|để)\b[^.;\n]{0,80}$)""",
    re.VERBOSE,
)
_NORMATIVE = frozenset({"HP", "BLUAT", "LUAT", "PL", "NĐ", "TT", "TTLT"})
_PARTY_RULES = frozenset({"QyĐ", "QC", "ĐL", "HD"})
_MAKES_RULES = _NORMATIVE | _PARTY_RULES  # types of documents that lay down rules themselves
_DONE = re.compile(r"\bđã\s(?:được|bị)\s[^,;.]{0,80}$")  # "đã được công bố theo Quyết định ..."
_NAMES_ANOTHER = re.compile(  # "Nghị định quy định chi tiết ... của Luật ..."
    r"(?:Nghị định|Thông tư|Nghị quyết|văn bản)\s(?!này)(?:[^\d,;.]{0,30}\s)?(?:quy định chi tiết|hướng dẫn)"
    r"[^,;.(]{0,60}$"
)
_ISSUED = re.compile(r"\bđã\s(?:xây dựng, )?ban hành\s[^.;\n]{0,60}$")  # what others or earlier ones issued
_DETAILS = re.compile(  # "Nghị định này quy định chi tiết ... tại Mục 4 Chương II", "ban hành Thông tư hướng dẫn ..."
    r"(?:(?:Nghị định|Thông tư|Quyết định) này|(?<!đã )ban hành (?:Nghị định|Thông tư))\s"
    r"(?P<words>quy định chi tiết|hướng dẫn)(?!\w)[^.;”]{0,200}$"
)
#: What a clause ends with that only names the document: what issued it, and the day from which it holds.
_ONLY_NAMES = ("Ban Chỉ đạo ", " ban hành ", "trước ngày ", "từ ngày ", "đến ngày ", "sau ngày ", " so với ")
_RULED_AT = frozenset({"hướng dẫn tại"})  # what is done as a rule guides only cites it, as "theo quy định tại" does
_TOLD_AT = frozenset({"chỉ đạo tại", "yêu cầu tại", "giao tại", "hướng dẫn tại"})
_OWN_NAME = re.compile(r"ban hành [^“”.;]{0,40}“[^“”]*$")  # what this document calls itself
_SELF = re.compile(r"\bnày\b[^.;\n]{0,160}$")
_ENDS = re.compile(
    r"[^.;\n]{0,260}?\s"
    r"(?P<words>(?<!đã )(?<!ngày )hết hiệu lực|chấm dứt hiệu lực|không còn hiệu lực|bị bãi bỏ|được bãi bỏ)(?!\w)"
)
_ENDS_REACH = 290  # how far behind a citation those words stand, in characters
_CONDITION = re.compile(r"\b(?:này|thì|nếu|khi)\b")
_NEXT_ITEM = re.compile(r"(?:,|và|hoặc)\s(?:các\s)?(?:[Ss]ố\s)?$")
_BY_OTHERS = re.compile(r"\s(?:bởi|bằng|của|một số)\s")
_QUOTED = re.compile(r"“[^“”]*”")  # what a quotation says decides nothing


class Role(NamedTuple):
    """The relation of the citing document to the cited one, and the words that decided it (None: the place did)."""

    relation: Relation
    trigger: str | None


_CITED = Role("cites", None)


class _Roles:
    """The roles of one document's citations, one after the other, with what the next one may inherit."""

    def __init__(self, reading: Reading, drafts: list[Draft], zones: Zones, *, makes_rules: bool) -> None:
        self._makes_rules = makes_rules
        self._text, self._drafts, self._zones = reading.text, drafts, zones
        self._wordings = find_wordings(reading.text)
        self._notes = [note.start for note in reading.notes]
        self._hanging = [_hanging(reading.text, note.mark) for note in reading.notes]
        self._carried: Role | None = None  # of the citation before, in the same sentence or list
        self._item: tuple[int, Role | None] = (-1, None)  # the line and role of the list item before
        self._end = 0  # where the citation before ends, with its title and qualifiers

    def next(self, index: int) -> Role:
        """The role of the draft at ``index``."""
        draft = self._drafts[index]
        role = None
        if draft.within is None and not self._wordings.hold(draft.start):
            before = self._before(draft)
            role = _behind(self._text, self._drafts, index) or before
            if role and role.relation == "supersedes" and _EXCEPT.match(self._text, draft.reach):
                role = Role("amends", role.trigger)
            self._carried = role
        self._end = max(self._end, draft.reach)
        return role or _CITED

    def _before(self, draft: Draft) -> Role | None:
        """The role by what stands before: the clause, the citation before, the list, the footnote's mark."""
        text = self._text
        line = _line_start(text, draft.start)
        begin = max(line, min(self._end, draft.start), draft.start - _REACH)
        clause = _last_sentence(text, begin, draft.start)
        whole = len(clause) == draft.start - begin  # no sentence ends between
        role = _by_clause(clause, draft, follows=whole and begin > line, rule=self._is_rule(draft))
        if role is None and whole and begin > line:
            role = self._carried
            if role and role.trigger and role.trigger.lower() == "theo":  # "theo Kế hoạch A và Nghị định B"
                role = Role("cites" if self._is_rule(draft) else "implements", role.trigger)
        elif role is None and whole and begin == line:
            opening = text[line : draft.pinpoint[0] if draft.pinpoint else draft.start]
            if _ITEM.match(opening):
                role = self._of_list(line, draft)
                if role is None and opening.strip() and self._zones.of(draft.start) == "preamble":
                    role = Role("based_on", None)  # an item of a list of recitals
                self._item = (line, role)
        if role is None and self._zones.of(draft.start) == "footnote":
            note = bisect_right(self._notes, draft.start) - 1
            role = self._hanging[note] if note >= 0 else None
        return role

    def _is_rule(self, draft: Draft) -> bool:
        """Whether a draft is a rule: what is done "theo" one only cites it, as "theo quy định của" does."""
        by_year = draft.number is not None and draft.number.year is not None
        return by_year or draft.type in _NORMATIVE or (self._makes_rules and draft.type in _PARTY_RULES)

    def _of_list(self, line: int, draft: Draft) -> Role | None:
        """The role of a list item that opens with the citation: that of the item before, or of the lead-in."""
        if line == 0:
            return None
        text = self._text
        previous = text.rfind("\n", 0, line - 1) + 1
        for _ in range(_MOST_ITEMS):  # over the items before, to what leads in the list
            item = _NUMBERED.match(text, previous) and text[previous : line - 1].rstrip().endswith((".", ";"))
            if self._item[0] == previous or previous == 0 or not item:
                break
            line, previous = previous, text.rfind("\n", 0, previous - 1) + 1
        ending = text[previous : line - 1].rstrip()[-1:]
        if self._item[0] == previous:
            role = self._item[1]
        elif ending in {";", ","}:
            role = self._carried
        else:
            role = _by_lead(text[previous : line - 1], ending)
        if role and role.relation == "supersedes" and PART_ONLY.search(text, line, draft.start):
            return Role("amends", role.trigger)
        return role


def find_roles(reading: Reading, drafts: list[Draft], zones: Zones, type_: str | None = None) -> list[Role]:
    """The role of every draft in a document of that type, in order. Linear: what is looked at before one is bounded."""
    roles = _Roles(reading, drafts, zones, makes_rules=type_ in _MAKES_RULES)
    return [roles.next(index) for index in range(len(drafts))]


def _line_start(text: str, position: int) -> int:
    """Where the line of a position starts; a title in capitals runs over several."""
    first = max(0, position - _REACH)
    line = text.rfind("\n", first, position) + 1
    while line > first and text[line:position].isupper():
        before = text.rfind("\n", first, line - 1) + 1
        if not text[before : line - 1].isupper():
            break
        line = before
    return line


def _last_sentence(text: str, start: int, end: int) -> str:
    stretch = text[start:end]
    last = last_match(_SENTENCE, stretch)
    return stretch[last.end() :] if last else stretch


def _by_clause(clause: str, draft: Draft, *, follows: bool, rule: bool) -> Role | None:
    """The role by the words before a citation in its clause: a direct link ("theo ..."), else the nearest trigger.

    ``follows``: the clause goes on behind another citation. ``rule``: the cited document lays down rules.
    """
    if role := _by_form(clause):
        return role
    unquoted = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), clause) if "“" in clause else clause
    last = _deciding(unquoted)
    if last and last.changes and follows and _IT_IS_THAT.fullmatch(clause, 0, last.start):
        return Role("cites", last.words)  # "Nghị định A thay thế Nghị định B": it is A that does
    link = _link(clause, draft)
    if last and last.changes and not (rule and _done_by(link, clause, last)):
        return None if ";" in clause[last.end :] else _change(clause, last)
    quoted = clause.count("“") > clause.count("”") and not _OWN_NAME.search(clause)
    if link and link["by"] and not quoted and _links(link, last):
        close = last is not None and last.relation == "cites" and last.end > link.start() - 12
        done = not rule and _DONE.search(clause, 0, link.start()) is not None
        return Role("cites" if close or rule or done else "implements", link[0].strip())
    told = last is not None and (last.relation == "based_on" or key(last.words) in _TOLD_AT)
    if link and not link["by"] and draft.pinpoint and not told:
        return Role("cites", link[0].strip())
    only_cited = quoted or (rule and last is not None and key(last.words) in _RULED_AT)
    return Role("cites" if only_cited else last.relation, last.words) if last and last.relation else None


def _by_form(clause: str) -> Role | None:
    """The role in clauses of a fixed form: what details a law, "Ban Chỉ đạo Nghị quyết số ..."."""
    if clause.endswith(_ONLY_NAMES):
        return _CITED
    if "hướng dẫn" not in clause and "quy định chi tiết" not in clause:
        return None
    if details := _DETAILS.search(clause):
        return Role("implements", details["words"])
    return _CITED if _NAMES_ANOTHER.search(clause) else None


def _deciding(clause: str) -> Trigger | None:
    """The nearest trigger; but "bãi bỏ Điều 4 của Quy định ban hành kèm theo ..." repeals, whatever stands nearer."""
    triggers = nearest_triggers(clause)
    if len(triggers) > 1 and key(triggers[-1].words) == "hiệu lực thi hành":
        triggers.pop()  # "... sau đây hết hiệu lực kể từ ngày Nghị quyết này có hiệu lực thi hành: ..."
    own = triggers[-2] if len(triggers) > 1 else None
    if own and own.changes and _OF_ITS_RULES.fullmatch(clause, own.end, triggers[-1].end):
        return own  # "sửa đổi, bổ sung một số quy định tại ..."
    if triggers and key(triggers[-1].words) in _ANNEXED:
        return _of_annexed(find_triggers(clause), clause)
    return triggers[-1] if triggers else None


def _of_annexed(triggers: list[Trigger], clause: str) -> Trigger:
    """Of triggers that end with "ban hành kèm theo", the one that decides.

    Words that only cite hide no change before them: "sửa đổi Quy chế Cuộc thi nghiên cứu ... ban hành kèm theo" amends.
    """
    *before, annexed = triggers
    deeper = before[-1] if before else annexed
    if deeper.relation == "cites":
        deeper = next((one for one in reversed(before) if one.changes), annexed)
    told = clause[: annexed.start].endswith("được ")
    return deeper if deeper.changes or (not told and deeper.relation in {"based_on", "implements"}) else annexed


def _link(clause: str, draft: Draft) -> re.Match[str] | None:
    """The last "theo", "tại", "trong", "ở" before a citation and its pinpoint, if no comma or stop stands between."""
    left = clause if draft.pinpoint is None else clause[: max(0, len(clause) - (draft.start - draft.pinpoint[0]))]
    if not left.endswith(" "):
        left += " "
    return last_match(_LINK, left, max(0, len(left) - _LINK_REACH))


def _links(link: re.Match[str], last: Trigger | None) -> bool:
    """Whether "theo" leads straight to the citation, and no trigger stands nearer."""
    nearest = last is None or last.start <= link.start() or last.relation == "implements"
    return nearest and _LINK_WORDS.fullmatch(link["rest"]) is not None


def _done_by(link: re.Match[str] | None, clause: str, change: Trigger) -> bool:
    """Whether something else is changed "theo" the citation: "đính chính Giấy chứng nhận theo Luật Đất đai"."""
    by = link is not None and link["by"] is not None and change.end <= link.start()
    return by and not _PASSIVE.search(clause[: change.start][-40:])


def _change(clause: str, trigger: Trigger) -> Role | None:
    """The role by "thay thế", "bãi bỏ", "sửa đổi, bổ sung": done by this document, whole or in part, or by others."""
    before, between = clause[: trigger.start], clause[trigger.end :]
    if _PASSIVE.search(before[-40:]):
        follows = _LINK.search(between)
        if follows is None and not _BY_OTHERS.search(between):
            return None  # "Luật A được sửa đổi, bổ sung và Luật B": B stands with A
        return Role("implements" if follows and follows["by"] else "cites", trigger.words)
    if _OTHERS_DO.search(before[-110:]) and not _SELF.search(before[-170:]):
        return Role("cites", trigger.words)
    if trigger.relation == "supersedes" and PART_ONLY.search(between):
        return Role("amends", trigger.words)
    return Role(trigger.relation or "cites", trigger.words)


def _by_lead(lead: str, ending: str) -> Role | None:
    """The role by the line that leads in a list."""
    triggers = find_triggers(lead[-_LEAD:])
    if not triggers or (ending != ":" and len(lead) > _SHORT_LEAD):
        return None
    last = triggers[-1]
    if last.relation is None:
        return None
    partly = last.relation == "supersedes" and "một phần" in lead.lower()
    return Role("amends" if partly else last.relation, last.words)


def _behind(text: str, drafts: list[Draft], index: int) -> Role | None:
    """The role by "... hết hiệu lực kể từ ngày ..." behind a citation, or behind the list that holds it."""
    draft = drafts[index]
    far = draft.reach + _ENDS_REACH
    if text.find("hiệu lực", draft.reach, far) < 0 and text.find("bãi bỏ", draft.reach, far) < 0:
        return None  # nearly always; told faster than by the pattern
    match = _ENDS.match(text, draft.reach)
    if match is None:
        return None
    for other in drafts[index + 1 : index + 12]:
        if other.start >= match.end():
            break
        if other.within is None and not _NEXT_ITEM.search(text, max(draft.reach, other.start - 16), other.start):
            return None
    if _CONDITION.search(text, draft.reach, match.end()):
        return None
    return Role("amends" if draft.pinpoint else "supersedes", match["words"])


def _hanging(text: str, mark: int | None) -> Role | None:
    """The role of what a footnote lists, by the verb that its mark hangs on."""
    if mark is None:
        return None
    begin = max(0, mark - _LEAD)
    if _ISSUED.search(text, begin, mark):
        return Role("cites", "ban hành")
    triggers = find_triggers(_last_sentence(text, max(begin, text.rfind("\n", begin, mark) + 1), mark))
    verbs = [trigger for trigger in triggers if trigger.relation == "implements"]
    if verbs:
        return Role("implements", verbs[-1].words)
    cites = next((trigger for trigger in triggers if trigger.relation == "cites"), None)
    return Role("cites", cites.words) if cites else None
