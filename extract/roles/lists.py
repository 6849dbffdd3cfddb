"""What the items of a list inherit: from the line that leads in, over what divides it, or from the item before."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple, cast

from extract.clauses import (
    COUNTS,
    FIRST_ITEM,
    Sentence,
    follows,
    heads_article,
    line_before,
    line_start,
    mark_of,
    same_list,
)
from extract.mentions.drafts import Draft
from extract.records import Changing, Relation
from extract.roles.agents import IT_DOES
from extract.roles.changes import ENDS, LABEL, Clause
from extract.roles.cues import CHANGES, ROLES, Cue, Token, Vocabulary
from extract.roles.grammar import Changes
from extract.roles.sentences import Seen, Sentences
from extract.vocabulary import labels_of
from extract.words import any_of

_LEAD = 400  # how much of a line may lead in a list, in characters
_SHORT_LEAD = 140  # a line that may lead in a list without a colon, in characters
_MOST_HEADINGS = 3  # between an item and what leads in its list
_DIVIDES = re.compile(
    r"\s*(?:(?:[\s*_]*(?:[IVXLC]+|[A-H])[.)]\s[^:;]*|\([^()]*\))[\s.*_]*|(?:\d{1,2}(?:\.\d{1,2})?|[a-zđ])[.)]\s[^:;.]*:)$"
)
_MARKUP = " *_"  # around the words of a line
_JOINS = frozenset({"và", "trừ"})  # between parts: "Điều 13 (trừ khoản 1 Điều 13) và Điều 16"
SCOPES = frozenset({"part", "whole"})
_OTHER_KEY = re.compile(
    r"(?:[a-z]+[_-])*(?:thay|bai|sua|lien|cited|replaces|repeals|amends|related)(?:[_-][a-z]+)*:|Văn bản liên quan:?"
)
_LABELS = labels_of(CHANGES)
_LABELLED = re.compile(rf"[\s|*#\"-]{{0,8}}(?P<label>(?i:{any_of(_LABELS)}))[\s|*:\"'–-]{{0,12}}")
_MOST_VALUES, _LONGEST_KEY = 60, 40  # of a key of a page's data, in lines; the key, in characters


def under_other_key(text: str, line: int) -> bool:
    """Whether an item stands in a list of a page's data, of what is replaced, changed or akin: "thay_the:"."""
    for _ in range(_MOST_VALUES):
        start = text.rfind("\n", 0, max(line - 1, 0)) + 1
        above = text[start : max(line - 1, 0)].strip()
        if not above.startswith("-") or start == 0:
            return len(above) <= _LONGEST_KEY and _OTHER_KEY.fullmatch(above) is not None
        line = start
    return False


def labelled(text: str, start: int, end: int) -> Clause | None:
    """What a label says of the acts beside or under it, in a page's data over the document: "Văn bản thay thế |"."""
    label = _LABELLED.fullmatch(text, start, end) if end - start <= _LONGEST_KEY else None
    if label is None:
        return None
    words, relation = label["label"], cast(Changing, _LABELS[label["label"].lower()])
    opening = (start, label.start("label"))
    return Clause(
        relation, Cue(LABEL, words, relation, "behind"), words, None, True, relation == "amends", (0, 0), opening
    )


def numbers_part(word: str) -> bool:
    """Whether a word only numbers a part: "12a", "XIV", "b"."""
    return len(word) <= 1 or "." in word[1:2] or word[0].isdecimal() or word.isupper() or word in _JOINS


def _goes_on(line: str) -> bool:
    """Whether a list goes on behind a line."""
    return line.rstrip().endswith((";", ","))


class Role(NamedTuple):
    """The relation of the citing document to the cited one, the words that decided it, None: the place did; the cue."""

    relation: Relation
    trigger: str | None = None
    cue: Cue | None = None

    @classmethod
    def by(cls, text: str, token: Token, relation: Relation | None = None) -> Role:
        """What a cue decides."""
        return cls(relation or cast(Relation, token.cue.meaning), text[token.start : token.end], token.cue)


class Heir(NamedTuple):
    """What an item of a list inherits from the one before, or from the line that leads in."""

    role: Role | None = None
    clause: Clause | None = None


class Lists:
    """The lists of one document: ``item`` is the line of the item before, and what the next one inherits."""

    def __init__(self, text: str, drafts: list[Draft], sentences: Sentences, vocabulary: Vocabulary) -> None:
        self._text, self._drafts, self._sentences, self._vocabulary = text, drafts, sentences, vocabulary
        self.item: tuple[int, Heir] = (-1, Heir())
        self.read = 0  # where the sentence before ends
        self._under: tuple[str, int] | None = None  # the mark of the numbered line that divides its list

    def heir(self, line: int, before: Heir) -> Heir:
        """What an item inherits that begins at ``line``: from the item before, or from what leads in the list.

        ``before``: what the sentence before says, where a comma or semicolon ends the line above.
        """
        if line == 0:
            return Heir()
        text = self._text
        known, heir = self.item
        above = text.rfind("\n", 0, line - 1) + 1
        if before.clause and known < above < self.read and _goes_on(text[above:line]):
            second = mark_of(text, line) == ("a", 2) and FIRST_ITEM in text[above:line]
            if second or text[line].isupper():
                return before  # "2. Bãi bỏ A;¶B", whose items have no marks, or the first stands in the line above
        previous, under = line_before(text, line, known), self._under
        for _ in range(_MOST_HEADINGS):
            if previous in (known, 0):
                break
            above = line_before(text, previous, known)
            divides = self._divides(previous)
            bare = None if divides else self._bare_heading(previous, above, led=above != known)
            if not divides and bare is None:
                break
            if (mark := bare or mark_of(text, previous)) is not None:
                if above == known and mark != under and not follows(under, mark):
                    break  # it divides no list; one that is asked for again divides it as before
                under = mark
            previous = above
        if previous == known:
            found = heir
        elif follows(mark_of(text, previous), mark_of(text, line)):
            found = Heir()  # "3. Bãi bỏ các mẫu sau:" leads in no "4. ..."
        else:
            found = self._led_in(previous, before)
        if found == Heir() and same_list(text, known, line):
            return heir
        self._under = under if found != Heir() else None
        return found

    def row_tells(self, index: int) -> bool:
        """Whether the row of an act says itself which other ended it: "2 | A ... Được thay thế bởi B 01/7/2026"."""
        act = self._drafts[index]
        other = self._drafts[index + 1] if index + 1 < len(self._drafts) else None
        if other is None or other.within != index or other.start < act.reach:
            return False
        said = self._vocabulary.all(self._text, act.end, other.start)
        return {"passive", "agent"} <= {one.cue.meaning for one in said} and any(
            one.cue.meaning in ENDS for one in said
        )

    def _led_in(self, line: int, before: Heir) -> Heir:
        """What an item inherits from the line that leads in its list."""
        end = self._text.find("\n", line)
        if (clause := labelled(self._text, line, end)) is not None:
            return Heir(None, clause)
        lead = self._text[line:end].rstrip()
        if _goes_on(lead):
            return before if before.clause or line <= self.read else Heir()
        if lead.endswith(":") or end - line <= _SHORT_LEAD:
            return self._by_lead(max(line, end - _LEAD), end)
        return Heir()

    def _divides(self, line: int) -> bool:
        """Whether a line only divides a list, "II. Việc làm", "1. Của tỉnh:", or stands in brackets under a heading."""
        end = self._text.find("\n", line)
        if end - line > _SHORT_LEAD:
            return False
        if f"{self._text[line:end]} ".lstrip().lower().startswith(COUNTS):
            return True  # the heads of a table's columns, which ran together
        if _DIVIDES.match(self._text, line, end) is None:
            return False
        said = self._vocabulary.deciding(self._text, line, end)
        return self._text.startswith("(", line) or not any(one.cue.reach == "clause" for one in said)

    def _bare_heading(self, line: int, above: int, *, led: bool) -> tuple[str, int] | None:
        """The first word of a line without a mark that only divides a list, "Lĩnh vực thuế:", or None.

        ``led``: it stands below the line at ``above`` that leads in the list, which ends with a colon; else it must
        open with the word that opens the one before.
        """
        words = self._text[line : self._text.find("\n", line)].rstrip(_MARKUP)
        lead = self._text[above : line - 1].rstrip(_MARKUP)
        first = words.lstrip(_MARKUP)
        form = (f"{first.partition(' ')[0]} ", 0)
        if (form != self._under and not (led and lead.endswith(":"))) or len(words) > _SHORT_LEAD:
            return None
        if not first[:1].isupper() or mark_of(self._text, line) is not None or "/" in words:
            return None
        said = self._vocabulary.deciding(self._text, line, line + len(words))
        return None if any(one.cue.reach == "clause" for one in said) else form

    def _by_lead(self, start: int, end: int) -> Heir:
        """What the line that leads in a list says of its items."""
        tokens = self._vocabulary.deciding(self._text, start, end)
        if any(one.cue.meaning in CHANGES for one in tokens):
            lead = Sentence(start, start, end, 0, [])
            clause = Changes(self._text, Seen(self._sentences, lead, [])).read().last
            named = clause is not None and not clause.verb.cited  # "điều chỉnh lương hưu của:" is about no acts
            if clause and named and (self._text.endswith(":", start, end) or self._heads(clause, end)):
                return Heir(None, self._done_by(clause))
        before = [one for one in tokens if one.cue.meaning in ROLES and one.cue.side == "before"]
        roles = [one for one in before if one.cue.reach == "clause" or one.cue.meaning != "cites"]
        if not roles or roles[-1].cue.meaning == "none" or roles[-1].cue.reach != "clause":
            return Heir()
        if not self._text.endswith(":", start, end) and (
            heads_article(self._text, start) or self._text.endswith(".", start, end)
        ):
            return Heir()  # "Điều 3. Tổ chức thực hiện" is only what its article is called; a sentence is over
        return Heir(Role.by(self._text, roles[-1]))

    def _done_by(self, clause: Clause) -> Clause:
        """A clause that leads in a list, with its actor: "Quyết định số 44/2025/QĐ-TTg bãi bỏ các văn bản gồm:"."""
        start, verb = clause.opening
        before = bisect_left(self._drafts, verb, key=lambda draft: draft.start) - 1
        act = self._drafts[before] if before >= 0 else None
        if clause.verb.side != "before" or act is None or act.within is not None or act.start < start:
            return clause
        acts = IT_DOES.fullmatch(self._text, self._drafts[before].end, verb)
        return clause._replace(actor=before) if acts else clause

    def _heads(self, clause: Clause, end: int) -> bool:
        """Whether a line without a colon heads a list: "VĂN BẢN BÃI BỎ TOÀN BỘ", not "Hủy bỏ kết quả đấu giá"."""
        start, verb = clause.opening
        behind = verb + len(clause.words)
        rest = self._text[behind:end]
        led_in = any(one.cue.meaning == "listed" for one in self._vocabulary.all(self._text, start, verb))
        if clause.verb.side == "behind" and led_in and not rest.endswith((".", ";")):
            return clause.heads  # "Các văn bản sau đây hết hiệu lực kể từ ngày ...", whose colon is lost
        if led_in and self._text[start:end].isupper():
            return clause.heads  # "DANH MỤC VĂN BẢN HẾT HIỆU LỰC CỦA HỘI ĐỒNG NHÂN DÂN TỈNH NĂM 2025"
        if rest.endswith(".") and not self._text[line_start(self._text, end) : end].isupper():
            return False  # "Những quy định trái với Luật này đều bãi bỏ." is a sentence
        for token in reversed(self._vocabulary.all(self._text, behind, end)):
            if token.cue.meaning == "listed":
                return clause.heads
            if token.cue.meaning in SCOPES:
                rest = rest[: token.start - behind] + rest[token.end - behind :]
        return clause.heads and not rest.strip(" .*_|")
