"""The grammar of change clauses (điều khoản thay thế, bãi bỏ, sửa đổi ...).

    clause  = [actor] [mood] verb objects [day]           Quyết định này thay thế A và Điều 5 B kể từ ngày ...
            | objects [mood] predicate [agent] [day]      A và Điều 5 B hết hiệu lực; A được thay thế bởi B
            | "các ... sau" predicate ":" objects         Các Quyết định sau hết hiệu lực: a) A; b) B
    objects = object {("," | ";" | "và") object}          each with a scope of its own

Verbs, moods, agents and words of scope are rows of ``cues.csv``. What is denied, conditional, to come or asked of
others changes nothing; what a named third act does ("bởi", "do", "theo", "tại") is not done by this document.
"""

from __future__ import annotations

from typing import cast

from extract.clauses import CELL, FIRST_ITEM, ends_with_type, opens_item
from extract.records import Changing
from extract.roles.agents import Agent, find_agent, of_row, others, parted_from, rests_on
from extract.roles.changes import ENDS, Change, Clause
from extract.roles.cues import CHANGES, ROLES
from extract.roles.exchanged import (
    JOINT,
    exchanged_by,
    gives_way,
    located,
    of_words,
    suffer,
    suffering,
)
from extract.roles.items import PASSIVE_REACH, in_bracket
from extract.roles.objects import Objects
from extract.roles.reach import FROM, noted_in_part
from extract.roles.verbs import groups_of, is_predicate, labels, relation_of, thus
from extract.words import key

_AT = " tại "
_EACH, _THEN, _THIS = "các ", " thì ", " này "
_OR = "/ "  # before a heading's last verb, whose "một phần" is not said of the others: "THAY THẾ / BÃI BỎ MỘT PHẦN"


_IN_TITLES = ROLES - {"none"} | {
    "amends", "part", "whole", "link", "listed", "agent", "asked", "own", "named", "measured", "except",
}  # fmt: skip
"""What words of a title may mean that stand behind an act; no condition, and nothing that somebody did."""


def _opens(opening: str) -> bool:
    """Whether a sentence opens with the act behind these words: "2. Các thông tư: ", "Kể từ ngày ... có hiệu lực, "."""
    words = opening.rpartition(", ")[2] if FROM.search(opening) else opening
    return opens_item(words) or (words.endswith(": ") and ends_with_type(key(words.strip(" :"))))


class Changes(Objects):
    """The changes of one sentence, by the place of the mention that is changed."""

    def read(self, heir: Clause | None = None, before: Clause | None = None) -> Changes:
        """Predicates first, since they take their objects from the verbs before.

        ``heir`` is the clause of the list that goes on, ``before`` that of the sentence before.
        """
        groups = groups_of(self._items)
        self._parts = heir is not None and heir.parts and not self._text.endswith(_OR, *heir.opening)
        self._corrects = before is not None and before.relation == "corrects"
        for group in groups:
            if group[0] not in self._used and is_predicate(self._items, group):
                self._used |= set(group)
                self._predicate(group)
        if heir and not (heir.verb.side == "behind" and any(told.ends for _, told in self.told)):
            self._objects(0, heir)  # a row of what has ended says itself who ended it
        for group in groups:
            if group[0] not in self._used:
                self._used |= set(group)
                self._active(group)
        return self

    # OBJECTS BEFORE A PREDICATE

    def _predicate(self, group: list[int]) -> None:
        at = group[0]
        item = self._all[at]
        assert item.cue is not None
        relation = relation_of(self._items, group)
        agent = find_agent(self._items, group[-1], relation, acts=self._acts_itself)
        amended = agent.place is not None and relation == "amends"
        subjects, first = self._subjects(at, told=amended, others=agent.named)
        if suffer(self._items, first, at):
            self._words_suffer(group, first)
            return
        if not subjects and amended:
            subjects = parted_from(self._items, first, at)
        if not agent.named and relation != "amends" and self._own:
            subjects += self._opening(subjects[-1] if subjects else at)
        if agent.place is not None and (subjects or agent.sure or amended):
            self._agents[agent.place] = self._all[group[-1]]
            self._used.add(agent.end)
        yields = self._in_body and bool(subjects) and gives_way(self._items, agent.end, subjects[-1])
        if agent.named and relation in ENDS and not yields:
            self._others |= {self._all[subject].place for subject in subjects}
        if agent.named and agent.place is None and not yields:
            return  # by somebody who is no act
        if not subjects:
            self._of_others(at, first, agent)
            return
        clause = self._suffered(group, subjects, first, agent, yields=yields)
        if clause is None:
            return
        outer = self._all[subjects[-1]]  # "Quy định tại A và B", but not "tại Điều 5 A và B"
        all_in_part = located(self._text, outer.start) and outer.place not in self._pinned
        all_in_part = all_in_part and not self._items.wholly(group[-1])
        behind = agent.end if agent.word < 0 else agent.word
        all_in_part = all_in_part or self._items.said(at, behind, "part") or self._items.partly(group[-1], self._pinned)
        all_in_part = all_in_part or self._parts or clause.relation == "amends"
        for subject in subjects:
            place = self._all[subject].place
            self.enter(place, Change(clause, "part" if all_in_part or self._in_part(subject, at) else "whole"))
            for other in others(self._items, agent.end) if amended else ():
                self._agents[other] = self._all[group[-1]]
                self.enter(place, Change(clause._replace(actor=self._drafts[other]), "part"))

    def _of_others(self, at: int, first: int, agent: Agent) -> None:
        """Enter what a predicate without a subject is about: the act of the line above, or a list that follows."""
        item = self._all[at]
        assert item.cue is not None
        if agent.place is not None and self._items.opens_with_passive(at):
            self.above = Clause(
                agent.relation, item.cue, self._words(item), self._drafts[agent.place], True, False,
                self._items.day(agent.end), (self._items.start, item.start),
            )  # fmt: skip
        if not agent.named and self._announces(at, first):
            self._announce(at, first)

    def _suffered(
        self, group: list[int], subjects: list[int], first: int, agent: Agent, *, yields: bool
    ) -> Clause | None:
        """The clause whose subjects suffer what a predicate says; None where this document does not do it, and nobody
        is named who does. ``yields``: they give way to its own rules."""
        at, relation = group[0], agent.relation
        item = self._all[at]
        assert item.cue is not None
        actor = None if agent.place is None else self._drafts[agent.place]
        passive = self._items.modified(at, "passive", PASSIVE_REACH)
        own = agent.own or self._items.said(first, at, "self") or self._items.own_day(at)
        here = own or yields or relation == "repeals" or thus(self._text, self._all[group[-1]].end)
        if actor is None and passive and (not here or (relation == "amends" and self._items.modified(at, "done"))):
            return None  # changed, but not here
        in_brackets = in_bracket(self._text, item)  # "A (hết hiệu lực từ ngày ...)" tells of A, and not who ended it
        led = in_brackets and any(one.meaning == "supersedes" for one in self._all[first : subjects[-1]])
        told = actor is None and not own and not led
        if (led and not self._items.partly(group[-1], self._pinned)) or (
            told and (in_brackets or rests_on(self._items, first, subjects[-1]))
        ):
            return None  # "Thay thế: A (hết hiệu lực từ ngày ...)"
        holds = own or not self._items.conditional(group[-1])
        return Clause(
            relation, item.cue, self._words(item), actor,
            holds and not self._items.denied(at, first, acts=actor is not None), False, self._items.day(agent.end),
            (self._items.start, item.start), self._own,
        )  # fmt: skip

    def _in_part(self, subject: int, at: int) -> bool:
        """Whether a predicate at ``at`` is said of a part of its subject, or of all but one."""
        return (
            self._all[subject].place in self._pinned
            or (self._items.own(subject, "part") and not self._items.own(subject, "whole"))
            or self._items.excepted(subject, self._pinned)
            or self._items.excepted_behind(subject, at, self._pinned)
            or self._items.told_partly(subject, at)
            or noted_in_part(self._items, subject)
            or located(self._text, self._all[subject].start)
        )

    def _words_suffer(self, group: list[int], first: int) -> None:
        """Enter the acts whose words a predicate is about; who did it may be named behind the new words."""
        at = group[0]
        verb = self._all[at]
        assert verb.cue is not None
        held = suffering(self._items, first, at, self._quoted)
        by = exchanged_by(self._items, group[-1], self._quoted) if held else None
        agent = None if by is None else self._all[by].place
        if agent is not None:
            self._agents[agent] = self._all[group[-1]]
        corrects = self._corrects or any(one.meaning == "corrects" for one in self._all[first:at])
        relation = "corrects" if corrects else of_words(relation_of(self._items, group))
        clause = Clause(
            relation, verb.cue, self._words(verb), None if agent is None else self._drafts[agent],
            not self._items.denied(at, first, acts=agent is not None), True, self._items.day(by or group[-1]),
            (self._items.start, verb.start), self._own,
        )  # fmt: skip
        for place in held:
            self.enter(place, Change(clause, "part"))

    def _subjects(self, at: int, *, told: bool, others: bool) -> tuple[list[int], int]:
        """The items that a predicate is about, from the last to the first, and the first item of their clause.

        ``told``: other acts amended them, whatever is done by them: "Căn cứ A được sửa đổi bởi B". Where ``others``
        do it, a clause of its own tells so: "A thay thế B, C bị bãi bỏ bởi D" tells of C alone.
        """
        first = self._items.first_subject(at)
        found: list[int] = []
        position = self._all[at].start
        place = at
        while place > first:
            place -= 1
            item = self._all[place]
            between = self._text[item.end : position]
            acted = item.cue is None and item.place in self._agents
            if (found and (acted or (others and item.cue is None and item.place in self._replaced))) or (
                told and (self._aside(item.end, self._all[at].start) or (found and ")" in between))
            ):
                break
            if acted or self._items.bracketed(place, at):
                position = position if found else item.start
            elif item.cue is None:
                if (
                    any(not one.lstrip()[:1].isdecimal() for one in between.split(":")[1:])  # not of a standard
                    or (found and (CELL in between or not JOINT.search(between)))
                    or item.place in self._quoted | self._named_after | set(self.of)
                ):
                    break
                if self._of_title(place, "sure"):
                    position = item.start
                    continue
                found.append(place)
                position = item.start
            elif item.meaning == "except" and found and found[-1] == place + 1:
                self._items.drop_joined(found)  # "Trừ A, các Thông tư sau hết hiệu lực: B"
            elif not found and item.meaning in ROLES and self._items.said(place, at, "self"):
                position = item.start  # "Quy định tại A trái với Thông tư này bị bãi bỏ"
            elif item.meaning in CHANGES and not found and self._names_in_title(place + 1):
                position = item.start
            elif item.meaning in CHANGES and place not in self._used and CELL not in between:
                return self._beside_objects(first, found, at, others=others), first
            elif item.meaning in ROLES and not self._laid_down(place, first, found) and CELL not in between:
                if item.meaning != "none" and not told and not (found and self._items.rules_at(first, found[-1])):
                    self._items.drop_joined(found)  # "Giấy phép cấp theo Nghị định A và Nghị định B hết hiệu lực"
                break
        return found, first

    def _names_in_title(self, place: int) -> bool:
        """Whether an item is an act in the title of the act before: B in "A | Về chợ, thay thế B | Hết hiệu lực"."""
        return self._all[place].cue is None and self._of_title(place, "sure")

    def _beside_objects(self, first: int, found: list[int], at: int, *, others: bool) -> list[int]:
        """What a predicate is about where a verb with objects of its own stands before it: the act that this verb is
        about, or what is ``found``; where ``others`` do what it says, without those objects but for the last item:
        "A thay thế B và C bị bãi bỏ bởi D"."""
        row = of_row(self._items, first, found, at)
        if row is found and others:
            nearest = found[:1]
            self._items.drop_joined(found)
            found += () if found else nearest
        return row

    def _laid_down(self, at: int, first: int, found: list[int]) -> bool:
        """Whether a cue only says where what a clause is about stands, or of what rule that tells which is ``found``:
        "Quy định về áp dụng mức phí tại Điều 5 A"."""
        opens = self._all[first]
        rule = opens.meaning == "part" and not any(one.meaning in CHANGES for one in self._all[first:at])
        rule = rule and opens_item(self._text[self._items.start : opens.start])
        act = self._all[found[-1]] if found and rule else None
        there = act is not None and act.place in self._pinned and self._text.endswith(_AT, 0, act.start)
        return there or self._items.locates(at, first)

    def _opening(self, stop: int) -> list[int]:
        """The items before ``stop`` with which a sentence opens, and goes on with but for titles, from the last to the
        first: they end by the day on which this document takes effect, whatever verbs stand in the titles.

        "2. Thông tư A quy định chi phí thực hiện lệnh huy động; khen thưởng hết hiệu lực từ ngày Thông tư này ...".
        """
        found: list[int] = []
        for place, item in enumerate(self._all[:stop]):
            if item.cue is not None:
                if found and (item.meaning not in _IN_TITLES or item.cue.stays):
                    return []
                continue
            if item.place in self._quoted | self._named_after | set(self.of):
                return []
            start = self._all[found[-1]].end if found else self._items.start
            between = self._text[start : item.start]
            if not found and not _opens(between):
                return []
            joint = JOINT.search(between) if found else None
            beside = joint and (self._all[place - 1].start < start + joint.start() or self._all[place - 1].cue is None)
            if not found or (beside and not self._of_title(place, "sure", "title")):
                found.append(place)  # "A và văn bản hướng dẫn B" ends A alone
        return found[::-1]

    def _aside(self, start: int, end: int) -> bool:
        """Whether a bracket that is open at ``end`` names what it tells of itself: "A (gọi tắt là B được sửa đổi"."""
        opens = self._text.rfind("(", start, end)
        words = self._text[opens:end] if opens >= 0 else ")"
        return ")" not in words and (_THIS in words or any(map(str.isdecimal, words)))

    def _announces(self, at: int, first: int) -> bool:
        """Whether "các Quyết định sau hết hiệu lực ...:" announces a list, or "các Quyết định hết hiệu lực ...:"."""
        following = next((item.start for item in self._all[at:] if item.cue is None), self._items.end)
        behind = self._text[self._all[at].end : min(following, self._items.end)]
        beside = labels(behind)
        words = key(self._text[self._items.start : self._all[at].start])
        listed = self._items.said(first, at, "listed") or (_EACH in words and ends_with_type(words))
        if _THEN in behind.partition(":")[0]:
            return False  # "Các Quyết định hết hiệu lực thì rà soát: A"
        opens = ":" in behind or FIRST_ITEM in behind  # whose colon is lost
        return listed and (opens or beside or following == self._items.end)

    def _announce(self, at: int, first: int) -> None:
        item = self._all[at]
        assert item.cue is not None
        opens = self._text.rfind(". ", self._items.start, item.start)  # a file may have run two sentences together
        first = next(place for place in range(first, at + 1) if self._all[place].start > opens)
        parts = self._items.said(first, at, "part") and not self._items.said(first, at + 2, "whole")
        parts = parts or self._items.partly(at, self._pinned)
        holds = not self._items.denied(at, first, acts=False)
        following = next((place for place in range(at, len(self._all)) if self._all[place].cue is None), None)
        stop = self._all[following].start if following is not None else self._items.end
        relation = cast(Changing, item.meaning)
        opening = (self._items.start, item.start)
        day = (item.end, stop) if FROM.search(self._text, item.end, stop) else (0, 0)
        clause = Clause(relation, item.cue, self._words(item), None, holds, parts, day, opening, self._own)
        self.last = clause
        if following is not None:
            for place in range(at + 1, following):
                self._used.add(place)
            beside = labels(self._text[item.end : stop])
            cell = self._text.find(CELL, stop, self._items.end) if beside else -1
            self._objects(following, clause, cell if cell >= 0 else None)
            if beside:
                self.last = None  # the next cells have labels of their own
