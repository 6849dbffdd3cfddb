"""The cues and mentions of a sentence in their order, and what stands around one of them."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.clauses import Sentence, behind_own_part, opens_item
from extract.roles.cues import CHANGES, Cue, Token, forms_of
from extract.words import any_of, spelled

MOODS = frozenset({"not", "will", "done", "if"})
_NAMING = frozenset({"part", "whole", "link"})
_LOCATING = _NAMING | {"agent"}
_AND = frozenset(spelled("(và|hoặc) [các]"))
_EACH = frozenset({"các", "những", "-", "–", "+", "*"})
_UNTIL = ("đến", "cho đến")
_DAY = "ngày"  # what a day is the end of is no condition: "kéo dài thời gian thực hiện A đến ngày ..."
_BESIDE = "acts-and-parts"  # a cue
_HAVING = "có"  # between an act and a part of it: "A có nội dung bị bãi bỏ"
_THIS, _THEN, _OF = " này", " thì ", " của "
_PARTED = frozenset(";.)")  # between a word of scope and the object of another
_PART_BEHIND = re.compile(rf"\s?[(:]\s?(?:[^();:.\n]{{0,30}}\s)?(?i:{any_of(forms_of('part'))})\s?(?:[\dIVX]|[):;.]|$)")
_ALONE, _ONCE, _FROM_DAY = "except-alone", "once-done", "from-day"  # cues
_LONGEST_LABEL = 30  # of a line, in characters
_CHANGED = 12  # between a verb and the word that says of it how much, in characters
PASSIVE_REACH = 26  # between "được" and what is done, in characters
_ADVERBS = 18  # the characters that may stand between a modifier and what it modifies
_ASKS_REACH, _SELF_REACH = 110, 170  # how far before a verb the words stand that say who is to do it, in characters


class Item(NamedTuple):
    """A cue with its ``meaning``, or a mention by its place in the sentence, with its pinpoint and title."""

    start: int
    end: int
    cue: Cue | None
    place: int
    meaning: str = ""


def in_bracket(text: str, item: Item) -> bool:
    """Whether a bracket opens with a cue."""
    return text.startswith("(", item.start - 1)


def _whole_alone(words: list[Item]) -> list[Item]:
    """The same without acts that are named beside parts only as where others stand, which are told of before:
    "Bãi bỏ một số điều của các nghị định, quy định sau đây"."""
    kept = list[Item]()
    for word in words:
        beside = word.cue is not None and word.cue.id == _BESIDE
        if not (beside and any(one.meaning == "part" for one in kept)):
            kept.append(word)
    return kept


class Items:
    """The cues of a sentence, and the places of its mentions; ``all`` in the order of the text."""

    def __init__(self, text: str, sentence: Sentence, tokens: list[list[Token]]) -> None:
        self.all: list[Item] = []
        self.text, self.start, self.end = text, sentence.start, sentence.end
        self.asks = "?" in text[max(sentence.start, sentence.end - 2) : sentence.end + 1]
        self._pinned = {place for place, (lead, start, _) in enumerate(sentence.mentions) if lead < start}
        words = behind_own_part(text, sentence.start)  # its number names no part of another act
        for place, gap in enumerate(tokens):
            own = (Item(start, end, cue, -1, cue.meaning) for start, end, cue in gap if start >= words)
            self.all += _whole_alone([one for one in own if not self._only_named(one)])
            if place < len(sentence.mentions):
                lead, _, reach = sentence.mentions[place]
                self.all.append(Item(lead, reach, None, place))
        starts = {one.start for one in self.all}
        self.all = [one for one in self.all if one.cue is None or not one.cue.at_once or one.end + 1 in starts]

    def _only_named(self, verb: Item) -> bool:
        """Whether a verb alone stands in brackets behind what is no act: "Định mức địa chất (bổ sung)"."""
        if verb.meaning not in CHANGES or verb.cue is None or verb.cue.side != "before":
            return False
        alone = in_bracket(self.text, verb) and self.text.startswith(")", verb.end)
        return alone and not any(item.cue is None and verb.start - item.end <= 2 for item in self.all)

    def gap(self, at: int) -> str:
        """The text before an item, from the one before on."""
        return self.text[self.all[at - 1].end : self.all[at].start] if at else ""

    def mentioned(self, at: int) -> int:
        """Where the mention before an item ends."""
        return next((item.end for item in reversed(self.all[:at]) if item.cue is None), self.start)

    def first(self, at: int) -> int:
        """The first item of the clause that holds item ``at``."""
        while at > 0 and ";" not in self.gap(at):
            at -= 1
        return at

    def first_subject(self, at: int) -> int:
        """The first item of the clause whose predicate is item ``at``: "A; Điều 5 B; C hết hiệu lực" is one."""
        first = self.first(at)
        while first > 0:
            before = self.first(first - 1)
            acts = [item for item in self.all[before:first] if item.cue is None]
            bare = all(item.cue is None or item.meaning in _NAMING for item in self.all[before:first])
            opening = self.text[self.all[before - 1].end if before else self.start : acts[0].start] if acts else ""
            alike = bare and (opens_item(opening.lstrip("; ")) or self._untyped(first))
            if not acts or not (alike or self._locates(before, first)):
                break
            first = before
        return first

    def _locates(self, start: int, end: int) -> bool:
        """Whether these items only say where rules stand: "Quy định về chợ tại A; B; C hết hiệu lực"."""
        words = [place for place in range(start, end) if self.all[place].cue is not None]
        act = next(item for item in self.all[start:end] if item.cue is None)
        naming = all(self.all[place].meaning in _LOCATING or self.weak(place) for place in words)
        part = next((place for place in words if self.all[place].meaning == "part"), words[0] if words else start)
        opening = self.text[self.all[start - 1].end if start else self.start : self.all[part].start]
        bare = all(word.lower() in _EACH or word[-1] in ".);" for word in opening.split())  # not "Các hộ quy định tại"
        return bare and naming and self.said(start, end, "part") and self.text.endswith(" tại ", 0, act.start)

    def bracketed(self, place: int, at: int) -> bool:
        """Whether an item stands in a bracket behind an act, closed before item ``at``: "A (theo B) hết hiệu lực"."""
        end, stop = self.all[place].end, self.all[at].start
        if self.text.count(")", end, stop) <= self.text.count("(", end, stop):
            return False
        opens = self.text.rfind("(", self.start, self.all[place].start)
        return any(item.cue is None and item.end <= opens for item in self.all[:place])

    def _untyped(self, first: int) -> bool:
        """Whether the first mention from item ``first`` on is a number alone, whose type stands before."""
        named = next((item for item in self.all[first:] if item.cue is None), None)
        return named is not None and self.text[named.start].isdecimal()

    def opens_with_passive(self, at: int) -> bool:
        """Whether a predicate opens a line, of what stands above: "Được thay thế bởi Thông tư B", "Lý do: được ..."."""
        label, _, words = self.text[self.start : self.all[at].start].strip().lower().rpartition(": ")
        return words in forms_of("passive") and len(label) <= _LONGEST_LABEL

    def noted(self, place: int) -> bool:
        """Whether a note in brackets stands behind a mention, which is not its day: "A (cần đối chiếu)"."""
        end = next(item.end for item in self.all if item.cue is None and item.place == place)
        behind = self.text[end : end + 3].lstrip()
        return behind.startswith("(") and not behind[1:2].isdecimal()

    def parted_behind(self, at: int) -> bool:
        """Whether what stands behind an act of a list says that it is about a part: "A (một phần)", "B: Điều 2, 3"."""
        return _PART_BEHIND.match(self.text, self.all[at].end) is not None

    def shares_part(self, at: int) -> bool:
        """Whether a part is of an act as of the one before: "Điều 5 các Nghị định số A và số B", "của A và của B"."""
        return self._untyped(at) or self.gap(at).endswith(_OF)

    def next(self, at: int) -> Item | None:
        """The item behind ``at``, another meaning of the same words left out."""
        at += 1
        while at < len(self.all) and self.all[at].start < self.all[at - 1].end:
            at += 1
        return self.all[at] if at < len(self.all) else None

    def modified(self, at: int, meaning: str, reach: int = _ADVERBS) -> bool:
        """Whether a modifier stands right before an item, or before another modifier of it."""
        position = self.all[at].start
        while at > 0:
            at -= 1
            item = self.all[at]
            if item.cue is None or item.meaning in CHANGES or position - item.end > reach:
                return False
            if not set(",:").isdisjoint(self.text[item.end : position]):
                return False
            if meaning == "passive" and self.text[item.start : item.end] == "và":
                return False  # "từ khi được Quốc hội thông qua và thay thế A"
            if item.meaning == meaning:
                return True
            position = min(position, item.start)
        return False

    def said(self, start: int, end: int, meaning: str) -> bool:
        return any(item.meaning == meaning for item in self.all[start:end])

    def weak(self, at: int, first: int | None = None) -> bool:
        """Whether the words of a cue also name a part: "Quy chế ban hành kèm theo", "quy định tại".

        Those that only link need one named from item ``first`` on: "thủ tục hành chính được công bố tại", no permit.
        """
        cue = self.all[at].cue
        if first is not None and cue is not None and cue.reach == "link" and not self.said(first, at, "part"):
            return False
        return any(
            other.meaning == "part" and other.start == self.all[at].start for other in self.all[max(0, at - 2) : at + 3]
        )

    def locates(self, at: int, first: int) -> bool:
        """Whether a cue only says where the part before it stands: "Quy định về phí tại khoản 3 Điều 5 A"."""
        cue, before = self.all[at].cue, [one for one in self.all[first:at] if one.meaning != "link"]
        part = bool(before) and before[0].meaning == "part" and not any(one.meaning in CHANGES for one in before)
        pinned = part and cue is not None and cue.cited == "pinpoint"
        return pinned or self.weak(at, first)

    def rules_at(self, first: int, act: int) -> bool:
        """Whether a clause is about rules that stand in an act: "Các quy định về thực hiện việc nhà tại A"."""
        opens = next(one for one in self.all[first:] if one.meaning != "link")
        start = self.all[first - 1].end if first else self.start
        opening = self.text[start : opens.start].lstrip("; ")
        return opens.meaning == "part" and opens_item(opening) and self.weak(act - 1) and not self.gap(act).strip()

    def own(self, at: int, meaning: str) -> bool:
        """Whether a word of scope stands between an object and the one before; "Điều 3." only numbers the article."""
        start = self.all[at].start
        place = at - 1
        while place >= 0 and (item := self.all[place]).cue is not None:
            between = self.text[item.end : start]
            if not _PARTED.isdisjoint(between):
                return False
            if item.meaning == meaning:
                return True
            place -= 1
        return False

    def drop_joined(self, found: list[int]) -> None:
        """Takes away the first of these items, which stand from the last to the first, and what "và" joins to it."""
        joined = True
        while found and joined:
            end = self.all[found.pop()].end
            joined = bool(found) and self.text[end : self.all[found[-1]].start].strip(" ,") in _AND

    def partly(self, at: int, pinned: frozenset[int]) -> bool:
        """Whether what stands behind a predicate says that it is about a part: "một phần", "trừ Điều 5"."""
        end = self.all[at].end
        for place in range(at + 1, len(self.all)):
            item = self.all[place]
            if item.meaning == "part" and item.start - end <= _CHANGED and "," not in self.text[end : item.start]:
                return True
            if item.meaning == "except":
                of_this = in_bracket(self.text, item) and self.said(at, place, "self")
                return not of_this and self._keeps(place, pinned)  # "từ ngày Nghị định này có hiệu lực (trừ Điều 14)"
            parted = item.meaning == "agent" or ";" in self.text[end : item.start]
            if item.cue is None or item.meaning in CHANGES or parted:
                break
        return False

    def told_partly(self, act: int, at: int) -> bool:
        """Whether what an act suffers before item ``at`` is told of a part: "hết hiệu lực một phần do bị thay thế"."""
        for before, item in zip(self.all[act:at], self.all[act + 1 : at], strict=False):
            between = self.text[before.end : item.start]
            ends = before.cue is not None and before.meaning in CHANGES and before.cue.side == "behind"
            has = before.cue is None and between.strip(" ,(") == _HAVING
            if item.meaning == "part" and (has or (ends and len(between) <= _CHANGED)):
                return True
        return False

    def wholly(self, at: int) -> bool:
        """Whether a predicate says of itself that it is about all: "hết hiệu lực toàn bộ"."""
        following = self.next(at)
        return following is not None and following.meaning == "whole" and following.start - self.all[at].end <= _CHANGED

    def conditional(self, at: int, reach: int | None = None) -> bool:
        """Whether a condition stands behind a predicate, or within ``reach`` characters behind an act.

        "mất hiệu lực nếu không công bố trước ngày ...", "Bãi bỏ A nếu không còn phù hợp".
        """
        end = self.all[at].end
        for item in self.all[at + 1 :]:
            between = self.text[end : item.start].strip()
            if item.cue is None or item.meaning in CHANGES or ";" in between or "," in between[1:]:
                return False
            if reach is not None and item.start - end > reach:
                return False
            if between == "," and _THEN in self.text[item.end : self.end]:
                return False  # "Quyết định này thay thế A, nếu có vướng mắc thì ..."
            towards = item.meaning == "asked" and item.cue.reach == "clause"  # "Sửa đổi A theo hướng ..."
            until = self.text.startswith(_UNTIL, item.start) or self.text.endswith(_DAY, item.start, item.end)
            if towards or item.cue.id == _ONCE or (item.meaning == "if" and not until):
                return True
        return False

    def excepted(self, at: int, pinned: frozenset[int]) -> bool:
        """Whether an object is named with an exception: "A, trừ Điều 5"."""
        following = self.next(at)
        if following is None or following.meaning != "except" or following.start - self.all[at].end > 2:
            return False
        return self._keeps(self.all.index(following), pinned)

    def excepted_behind(self, at: int, stop: int, pinned: frozenset[int]) -> bool:
        """Whether a bracket behind an object's title, before item ``stop``, excepts a part: "A về chợ (trừ Điều 5)"."""
        for place in range(at + 1, stop):
            if self.all[place].cue is None:
                break
            if self.all[place].meaning == "except" and in_bracket(self.text, self.all[place]):
                return self._keeps(place, pinned)
        return False

    def _keeps(self, at: int, pinned: frozenset[int]) -> bool:
        """Whether an exception names a part of the other act: "trừ các quy định tại Điều 3", not "Điều 3 Luật này"."""
        end = self.all[at].end
        first = next((item.start for item in self.all[at + 1 :] if item.meaning != "link"), self.end)
        kept = [item for item in self.all[at + 1 :] if item.start == first]
        if first - end > _CHANGED or not any(item.meaning == "part" or item.place in pinned for item in kept):
            return False
        word, behind = self.all[at].cue, self.all[at + 1 :]
        if word and word.id == _ALONE and not any(item.cue and item.cue.stays for item in behind):
            return False  # "riêng quy định về phí thực hiện theo ..." keeps nothing
        stop = next((item.start for item in self.all[at + 1 :] if item.cue is None), self.end)
        return _THIS not in self.text[end:stop].partition(";")[0].partition(")")[0]

    def lends_its_day(self, at: int) -> bool:
        """Whether this document takes its day from an act: "Thông tư này có hiệu lực kể từ ngày Luật A có hiệu lực"."""
        before = self.all[at - 1] if at else None
        lends = (
            before is not None and before.cue is not None and before.cue.id == _FROM_DAY and not self.gap(at).strip()
        )
        return lends and self.said(self.first(at), at, "self")

    def own_day(self, at: int) -> bool:
        """Whether what stands behind a verb names this document: "... kể từ ngày Nghị định này có hiệu lực"."""
        following = self.next(at)
        while following is not None and following.cue is not None and following.meaning not in CHANGES:
            if following.meaning == "self":
                return True
            at = self.all.index(following)
            following = self.next(at)
        return False

    def leaves_out(self, at: int) -> bool:
        """Whether an exception names a whole act right behind its words, which then goes on: "trừ A", "không gồm A"."""
        item = self.all[at]
        kept = next((one for one in self.all[at + 1 :] if one.meaning != "link"), None)
        opens = item.cue is not None and item.meaning == "except" and not self.text.startswith("(", item.start - 1)
        if not opens or kept is None or kept.cue is not None or kept.place in self._pinned:
            return False
        return not self.text[item.end : kept.start].strip(" csáố")

    def denied(self, at: int, first: int, *, acts: bool) -> bool:
        """Whether the clause that begins with item ``first`` only speaks of a change; ``acts``: an actor is named."""
        verb = self.all[at].start
        behind = not acts and self.own_day(at)
        moods = ("not", "named", *(() if behind else ("will",)))
        if self.asks or any(self.modified(at, mood) for mood in moods):
            return True
        if not acts and self.modified(at, "done", PASSIVE_REACH):
            return True  # "đã được Ủy ban nhân dân tỉnh bãi bỏ"
        own = [item for item in self.all[first:at] if item.meaning == "self"]
        for item in self.all[first:at]:
            if not acts and not own and item.meaning == "named" and item.cue and item.cue.reach == "clause":
                return True  # "Như vậy, Nghị định A hết hiệu lực"
            if item.meaning == "if" and not any(0 <= one.start - item.end <= 1 for one in own):
                return True
            bound = item.cue is not None and item.cue.reach == "phrase"
            if item.meaning == "asked" and not behind and verb - item.end <= (1 if bound else _ASKS_REACH):
                near = any(verb - one.end <= _SELF_REACH for one in own)
                if not near and "." not in self.text[item.end : verb]:
                    return True
        return False

    def day(self, at: int) -> tuple[int, int]:
        """Where the words behind an item stand that may say since when: before the next mention and a semicolon."""
        end = self.all[at].end
        stop = next((item.start for item in self.all[at + 1 :] if item.cue is None), self.end)
        close = self.text.find(";", end, stop)
        return end, stop if close < 0 else close
