"""The grammar of change clauses (điều khoản thay thế, bãi bỏ, sửa đổi ...).

    clause  = [actor] [mood] verb objects [day]           Quyết định này thay thế A và Điều 5 B kể từ ngày ...
            | objects [mood] predicate [agent] [day]      A và Điều 5 B hết hiệu lực; A được thay thế bởi B
            | "các ... sau" predicate ":" objects         Các Quyết định sau hết hiệu lực: a) A; b) B
    objects = object {("," | ";" | "và") object}          each with a scope of its own

Verbs, moods, agents and words of scope are rows of ``cues.csv``. What is denied, conditional, to come or asked of
others changes nothing; what a named third act does ("bởi", "do", "theo", "tại") is not done by this document.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from extract.clauses import CELL, ends_with_type
from extract.records import Changing, Scope
from extract.roles.agents import by_which, find_agent, goes_on, in_bracket, it_does, names_another, rests_on
from extract.roles.changes import LABEL, Change, Clause
from extract.roles.cues import CHANGES, ROLES
from extract.roles.exchanged import (
    JOINT,
    exchanged_by,
    exchanges,
    gives_way,
    headed,
    holders,
    located,
    of_words,
    put_into,
    suffer,
    suffering,
)
from extract.roles.items import PASSIVE_REACH, Item, Items
from extract.roles.outcome import Outcome
from extract.roles.reach import FROM, aside, begins, ends, in_exception, in_title_cell
from extract.roles.sentences import Seen
from extract.roles.verbs import groups_of, is_predicate, labels, relation_of, thus
from extract.words import key

PARTIAL = frozenset({"amends", "corrects"})
_AND_DOES = frozenset({"", "và", "đồng thời", "và đồng thời"})  # between an object and the next verb of its actor
_SHORT_GAP = 18  # between items of a list that nothing parts, in characters
_GUIDES = "link-guide"  # a cue
_UNTIL, _EACH, _THEN = "đến ", "các ", " thì "


class Changes(Outcome):
    """The changes of one sentence, by the place of the mention that is changed; ``pinned`` have a pinpoint,
    ``absorbed`` may belong to the title of the one before, and do so everywhere (True) or in an item of a list; those
    ``named_after`` what another act suffers do not suffer it themselves."""

    def __init__(
        self,
        text: str,
        seen: Seen,
        pinned: frozenset[int] = frozenset(),
        absorbed: Mapping[int, bool] | None = None,
        named_after: frozenset[int] = frozenset(),
    ) -> None:
        super().__init__(Items(text, seen.sentence, seen.all()), seen.quoted)
        self._text, self._drafts, self._pinned = text, seen.drafts, pinned
        self._in_body, self._titled = seen.in_body, seen.titled
        self._absorbed, self._named_after = absorbed or {}, named_after
        self._all = self._items.all
        self._used: set[int] = set()  # verbs that were read
        self._parts = False  # whether the list that goes on is one of parts
        self._corrects = False  # whether the sentence before leads in what is corrected
        self._actor: int | None = None  # the draft that did what the verb before says

    def read(self, heir: Clause | None = None, before: Clause | None = None) -> Changes:
        """Predicates first, since they take their objects from the verbs before.

        ``heir`` is the clause of the list that goes on, ``before`` that of the sentence before.
        """
        groups = groups_of(self._items)
        self._parts = heir is not None and heir.parts
        self._corrects = before is not None and before.relation == "corrects"
        for group in groups:
            if group[0] not in self._used and is_predicate(self._items, group[0]):
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
        subjects, first = self._subjects(at)
        if suffer(self._items, first, at):
            self._words_suffer(group, first)
            return
        agent = find_agent(self._items, group[-1], relation_of(self._items, group))
        if agent.place is not None and (subjects or agent.sure):
            self._agents[agent.place] = self._all[group[-1]]
            self._used.add(agent.end)
        yields = self._in_body and bool(subjects) and gives_way(self._items, agent.end, subjects[-1])
        if agent.named and agent.place is None and not yields:
            return  # by somebody who is no act
        if not subjects:
            if agent.place is not None and self._items.opens_with_passive(at):
                self.above = Clause(
                    agent.relation, item.cue, self._words(item), self._drafts[agent.place], True, False,
                    self._items.day(agent.end), (self._items.start, item.start),
                )  # fmt: skip
            if not agent.named and self._announces(at, first):
                self._announce(at, first)
            return
        actor, relation = None if agent.place is None else self._drafts[agent.place], agent.relation
        passive = self._items.modified(at, "passive", PASSIVE_REACH)
        own = agent.own or self._items.said(first, at, "self") or self._items.own_day(at)
        here = own or yields or relation == "repeals" or thus(self._text, self._all[group[-1]].end)
        if actor is None and passive and (not here or (relation == "amends" and self._items.modified(at, "done"))):
            return  # changed, but not here
        in_brackets = in_bracket(self._text, item)  # "A (hết hiệu lực từ ngày ...)" tells of A, and not who ended it
        partly = self._items.partly(group[-1], self._pinned)
        led = in_brackets and any(one.meaning == "supersedes" for one in self._all[first : subjects[-1]])
        told = actor is None and not own and not led
        if (led and not partly) or (told and (in_brackets or rests_on(self._items, first, subjects[-1]))):
            return  # "Thay thế: A (hết hiệu lực từ ngày ...)"
        holds = own or not self._items.conditional(group[-1])
        clause = Clause(
            relation, item.cue, self._words(item), actor,
            holds and not self._items.denied(at, first, acts=actor is not None), False, self._items.day(agent.end),
            (self._items.start, item.start), self._own,
        )  # fmt: skip
        all_located = located(self._text, self._all[subjects[-1]].start) and not self._items.wholly(group[-1])
        for subject in subjects:
            place = self._all[subject].place
            part = (
                all_located
                or place in self._pinned
                or (self._items.own(subject, "part") and not self._items.own(subject, "whole"))
                or self._items.excepted(subject, self._pinned)
            )
            part = part or self._items.said(at, agent.end if agent.word < 0 else agent.word, "part") or partly
            part = part or located(self._text, self._all[subject].start)
            self.enter(place, Change(clause, "part" if part or self._parts or relation == "amends" else "whole"))

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

    def _subjects(self, at: int) -> tuple[list[int], int]:
        """The items that a predicate is about, from the last to the first, and the first item of their clause."""
        first = self._items.first_subject(at)
        found: list[int] = []
        position = self._all[at].start
        place = at
        while place > first:
            place -= 1
            item = self._all[place]
            between = self._text[item.end : position]
            agent = item.cue is None and item.place in self._agents and not found
            if agent or self._items.bracketed(place, at):
                position = position if found else item.start
            elif item.cue is None:
                if (
                    any(not part[:1].isdecimal() for part in between.split(":")[1:])  # not that of a standard's number
                    or (found and not JOINT.search(between))
                    or item.place in self._quoted | self._named_after | set(self.of)
                ):
                    break
                if found and CELL in between:
                    break
                if in_title_cell(self._items, place, self._pinned):
                    position = item.start
                    continue
                found.append(place)
                position = item.start
            elif item.meaning in CHANGES and place not in self._used and CELL not in between:
                break
            elif item.meaning in ROLES and not self._items.locates(place, first) and CELL not in between:
                if item.meaning != "none":
                    self._items.drop_joined(found)  # "Giấy phép cấp theo Nghị định A và Nghị định B hết hiệu lực"
                break
        return found, first

    def _announces(self, at: int, first: int) -> bool:
        """Whether "các Quyết định sau hết hiệu lực ...:" announces a list, or "các Quyết định hết hiệu lực ...:"."""
        following = next((item.start for item in self._all[at:] if item.cue is None), self._items.end)
        behind = self._text[self._all[at].end : min(following, self._items.end)]
        beside = labels(behind)
        words = key(self._text[self._items.start : self._all[at].start])
        listed = self._items.said(first, at, "listed") or (_EACH in words and ends_with_type(words))
        if _THEN in behind.partition(":")[0]:
            return False  # "Các Quyết định hết hiệu lực thì rà soát: A"
        return listed and (":" in behind or beside or following == self._items.end)

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

    # OBJECTS BEHIND A VERB

    def _active(self, group: list[int]) -> None:
        at, last = group[0], group[-1]
        verb = self._all[last]
        assert verb.cue is not None
        relation = relation_of(self._items, group)
        before = next((one for one in reversed(self._all[:at]) if one.cue is None), None)
        actor = None
        if before and self._acts(before, at):
            actor = self._drafts[before.place]
        elif before and self._goes_on(before, at):
            actor = self._actor  # "Nghị định A thay thế B và bãi bỏ Điều 5 C"
        elif self._items.modified(at, "done"):
            by = by_which(self._items, last, relation)
            if by is not None:
                self._agents[by], actor = verb, self._drafts[by]
        own = at == 0 and self._titled  # "Nghị định sửa đổi ..." under a heading "Trích yếu"
        other = actor is None and not own and names_another(self._items, at, in_body=self._in_body)
        denied = other or self._items.denied(at, self._items.first(at), acts=actor is not None)
        clause = Clause(
            relation, verb.cue, self._words(verb), actor, not denied, relation in PARTIAL, (0, 0),
            (self._items.start, verb.start), self._own,
        )  # fmt: skip
        self._actor = actor
        words = verb.cue.reach == "words" or exchanges(self._items, last)
        found = not words and self._objects(last + 1, clause)
        words = words or (not found and "“" in self._text[verb.end : verb.end + 2])
        if words or (found and self._items.said(last + 1, len(self._all), "words")):
            exchanged = Change(clause._replace(relation=of_words(clause.relation)), "part")
            for place in holders(self._items, at, last + 1, self._quoted):
                self.enter(place, exchanged)
        elif not found and (head := headed(self._items, at, last)) is not None:
            self.enter(head, Change(clause, "part"))
        elif not found and (into := put_into(self._items, last)) is not None:
            self.enter(into, Change(clause, "part"))

    def _goes_on(self, act: Item, at: int) -> bool:
        """Whether the act that did something to ``act`` also does what the verb at ``at`` says."""
        told = self._actor is not None and any(place == act.place for place, _ in self.told)
        return told and self._text[act.end : self._all[at].start].strip(" ,;") in _AND_DOES

    def _acts(self, act: Item, at: int) -> bool:
        """Whether an act does what the verb at ``at`` says, and this document did nothing to it before."""
        verb = self._all[at]
        if self._items.lends_its_day(self._all.index(act)):
            return False
        if it_does(self._items, act, verb):
            return True
        change = self.of.get(act.place)
        own = change is not None and change.clause.opening[1] >= self._items.start  # "Bãi bỏ A, thay thế B"
        return not own and goes_on(self._items, act, verb) and not self._items.said(self._items.first(at), at, "self")

    def _objects(self, at: int, clause: Clause, stop: int | None = None) -> bool:
        """Enter the objects of a clause from item ``at`` on, until other words take over; whether there are any."""
        found: list[tuple[int, Scope]] = []
        parts, own, first = clause.parts, "", not any(one.cue is None for one in self._all[:at])
        end, until, heir = at, False, clause.opening[1] < self._items.start
        while at < len(self._all):
            item = self._all[at]
            if stop is not None and item.start >= stop:
                break
            if in_exception(self._items, at) or (not found and aside(self._items, at, clause)):
                pass  # "khoản 1 Điều 4 (đã được sửa đổi tại Nghị định B), Điều 5 Nghị định A"
            elif until and item.cue is None:
                pass  # what ends the time of a change: "tạm ngưng hiệu lực cho đến khi Luật ... có hiệu lực"
            elif item.cue is None:
                if item.place in self.of or item.place in self._quoted:
                    break
                if not (
                    self._lists(at, heir=heir) if found else begins(self._items, at, clause, self._pinned)
                ) or self._items.stays(at):
                    break
                there = located(self._text, item.start)
                parts = parts or (there and not found)
                part = there or item.place in self._pinned or own == "part" or (parts and own != "whole")
                part = (
                    part
                    or self._items.excepted(at, self._pinned)
                    or (heir and self._items.parted_behind(at))
                    or (bool(found) and found[-1][1] == "part" and own != "whole" and self._items.shares_part(at))
                )
                found.append((item.place, "part" if part else "whole"))
                own, end = "", at
            elif ends(self._items, at, clause, listed=bool(found)):
                break
            elif item.meaning == "if" and not found:
                act = at + 1 < len(self._all) and self._all[at + 1].cue is None and not self._items.gap(at + 1).strip()
                until = until or act or own != "part" or self._text.endswith(_UNTIL, 0, item.start)
            elif item.meaning == "whole" or (item.meaning == "part" and own != "whole"):
                own = item.meaning
                parts = item.meaning == "part" or (parts and clause.relation == "amends") if not found else parts
            at += 1
        if found:
            self._enter(found, clause, end)
        elif at == len(self._all) and (first or self._text.endswith(":", 0, self._items.end)):
            self.last = clause._replace(parts=parts)  # it may lead in a list, unless it is of an item's title
        return bool(found)

    def _enter(self, found: list[tuple[int, Scope]], clause: Clause, end: int) -> None:
        """Enter the objects found, of which the last is item ``end``."""
        dated = clause._replace(day=self._items.day(end)) if clause.day == (0, 0) else clause
        if self._items.conditional(end, 2) and not self._items.own_day(end):
            dated = dated._replace(holds=False)  # "Bãi bỏ A nếu không còn phù hợp"
        for place, scope in found:
            if clause.verb.id != LABEL or not self._items.noted(place):  # "Văn bản thay thế | A (được sửa đổi)"
                self.enter(place, Change(dated, scope))
        if clause.actor is None:  # the day in an item of a list is not that of the next
            self.last = clause if clause.opening[1] < self._items.start else dated

    def _words(self, item: Item) -> str:
        return self._text[item.start : item.end]

    def _lists(self, at: int, *, heir: bool) -> bool:
        """Whether a mention goes on with the list of the one before, and not with that of the acts in its title."""
        gap = self._items.gap(at)
        absorbed = self._absorbed.get(self._all[at].place)
        if absorbed or (heir and (absorbed is not None or in_title_cell(self._items, at, self._pinned))):
            return False  # "a) Nghị định A sửa đổi Nghị định B và Nghị định C;"
        if (word := self._all[at - 1].cue) is not None and word.id == _GUIDES:
            return False  # "thay thế A và hướng dẫn B"
        return JOINT.search(gap) is not None or len(gap) < _SHORT_GAP
