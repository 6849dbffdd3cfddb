"""The objects behind the verb of a change clause, and who is told to do it: half of the grammar."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extract.clauses import ends_with_type
from extract.records import Scope
from extract.roles.agents import by_which, goes_on, it_does, names_another
from extract.roles.changes import LABEL, PARTIAL, Change, Clause
from extract.roles.exchanged import (
    JOINT,
    exchanges,
    headed,
    holders,
    located,
    of_words,
    put_into,
)
from extract.roles.items import Item, Items
from extract.roles.kept import left_alone
from extract.roles.outcome import Outcome
from extract.roles.reach import (
    FOLLOWS,
    INTO,
    alike,
    aside,
    begins,
    ends,
    in_exception,
    in_note,
    in_title_cell,
    noted_in_part,
    opens_with_day,
)
from extract.roles.sentences import Seen
from extract.roles.titled import Title
from extract.roles.verbs import relation_of
from extract.words import key

_AND_DOES = frozenset({"", "và", "đồng thời", "và đồng thời"})  # between an object and the next verb of its actor
_JOINS = "và"
_SHORT_GAP = 18  # between items of a list that nothing parts, in characters
_GUIDES = "link-guide"  # a cue
_UNTIL = "đến "
_CITY = " thành phố"
_AND_THOSE = " và các "


class Objects(Outcome):
    """What the verbs of one sentence do to what stands behind them, by the place of the mention that is changed.

    ``pinned`` have a pinpoint, ``absorbed`` may belong to the title of the one before; those ``named_after`` what
    another act suffers do not suffer it themselves; those ``replaced``, which are said to have given way, not what
    other acts do.
    """

    def __init__(
        self,
        text: str,
        seen: Seen,
        pinned: frozenset[int] = frozenset(),
        absorbed: Mapping[int, Title] | None = None,
        named_after: frozenset[int] = frozenset(),
        *,
        replaced: Iterable[int] = (),
    ) -> None:
        super().__init__(Items(text, seen.sentence, seen.all()), seen.quoted)
        self._text, self._drafts, self._pinned = text, seen.drafts, pinned
        self._in_body, self._titled, self._acts_itself = seen.in_body, seen.titled, seen.acts
        self._absorbed, self._named_after = absorbed or {}, named_after
        self._all = self._items.all
        self._used: set[int] = set()  # verbs that were read
        self._others: set[int] = set()  # the places of what others ended
        self._replaced = frozenset(replaced)
        self._parts = False  # whether the list that goes on is one of parts
        self._corrects = False  # whether the sentence before leads in what is corrected
        self._actor: int | None = None  # the draft that did what the verb before says
        self._spoken = False  # whether the verb before is only spoken of: asked of others, named, to come

    def _active(self, group: list[int]) -> None:
        at, last = group[0], group[-1]
        verb = self._all[last]
        assert verb.cue is not None
        relation = relation_of(self._items, group)
        before = next((one for one in reversed(self._all[:at]) if one.cue is None), None)
        if before is not None and (earlier := self._of_those_amending(before, at, last)) is not None:
            self._objects(last + 1, earlier)
            return
        actor = None
        goes_on = before is not None and self._goes_on(before, at)
        if before and self._acts(before, at):
            actor = self._drafts[before.place]
        elif before and goes_on and any(place == before.place for place, _ in self.told):
            actor = self._actor  # "Nghị định A thay thế B và bãi bỏ Điều 5 C"
        elif self._items.modified(at, "done"):
            by = by_which(self._items, last, relation)
            if by is not None:
                self._agents[by], actor = verb, self._drafts[by]
        own = at == 0 and self._titled  # "Nghị định sửa đổi ..." under a heading "Trích yếu"
        other = actor is None and not own and names_another(self._items, at, in_body=self._in_body)
        other = other or (actor is None and before is not None and self._goes_on_titled(before, self._all[at]))
        denied = other or self._items.denied(at, self._items.first(at), acts=actor is not None)
        denied = denied or (actor is None and goes_on and self._spoken)  # "Tiếp tục sửa đổi A; bãi bỏ B"
        clause = Clause(
            relation, verb.cue, self._words(verb), actor, not denied, relation in PARTIAL, (0, 0),
            (self._items.start, verb.start), self._own,
        )  # fmt: skip
        self._actor, self._spoken = actor, denied and not self._items.modified(at, "not")
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
        """Whether who did something to ``act``, or is told to do it, also does what the verb at ``at`` says."""
        return self._text[act.end : self._all[at].start].strip(" ,;") in _AND_DOES

    def _of_those_amending(self, act: Item, at: int, last: int) -> Clause | None:
        """The clause of an act whose amenders are listed behind it: "thay thế A và các Thông tư sửa đổi: số B"."""
        change, verb = self.of.get(act.place), self._all[last]
        words = self._text[act.end : self._all[at].start]
        those = change is not None and verb.meaning == "amends" and self._text.startswith(":", verb.end)
        named = those and words.startswith(_AND_THOSE) and ends_with_type(key(words))
        return change.clause if change is not None and named else None

    def _goes_on_titled(self, act: Item, verb: Item) -> bool:
        """Whether a verb that stands in the title of an act goes on with it: "thay thế A sửa đổi B và sửa đổi C"."""
        joined = verb.meaning == "amends" and self._text[act.end : verb.start].strip() == _JOINS
        return joined and act.place in self.of and self._words(verb) in self._text[act.start : act.end]

    def _acts(self, act: Item, at: int) -> bool:
        """Whether an act does what the verb at ``at`` says, and this document did nothing to it before."""
        verb, place = self._all[at], self._all.index(act)
        if self._items.lends_its_day(place):
            return False
        heads = self._in_body and verb.meaning == "amends" and self._text.endswith(":", 0, self._items.end)
        if heads and self._items.said(self._items.first(place), place, "based_on"):
            return False  # "Điều 37. Căn cứ Điều 112 Luật A sửa đổi Nghị định B như sau:"
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
            if (
                in_exception(self._items, at)
                or in_note(self._items, at)
                or (not found and aside(self._items, at, clause))
            ):
                pass  # "khoản 1 Điều 4 (đã được sửa đổi tại Nghị định B), Điều 5 Nghị định A"
            elif until and item.cue is None:
                pass  # what ends the time of a change: "tạm ngưng hiệu lực cho đến khi Luật ... có hiệu lực"
            elif item.cue is None:
                apart = self._others if clause.actor is None else self._others | self._replaced
                if item.place in self.of or item.place in self._quoted or (found and item.place in apart):
                    break
                if not (
                    self._lists(at, heir=heir) if found else begins(self._items, at, clause, self._pinned)
                ) or left_alone(self._items, at, alone=not found):
                    break
                there = located(self._text, item.start)
                parts = parts or (there and not found)
                part = there or item.place in self._pinned or own == "part" or (parts and own != "whole")
                part = (
                    part
                    or self._items.excepted(at, self._pinned)
                    or self._items.excepted_behind(at, len(self._all), self._pinned)
                    or (heir and self._items.parted_behind(at))
                    or noted_in_part(self._items, at)
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
                own = "whole" if not found and alike(self._items, at, clause) else item.meaning
                parts = own == "part" or (parts and clause.relation == "amends") if not found else parts
            at += 1
        if found:
            self._enter(found, clause, end)
        elif at == len(self._all) and (first or self._text.endswith(":", 0, self._items.end)):
            self.last = clause._replace(parts=parts)  # it may lead in a list, unless it is of an item's title
        return bool(found)

    def _enter(self, found: list[tuple[int, Scope]], clause: Clause, end: int) -> None:
        """Enter the objects found, of which the last is item ``end``."""
        day = self._items.day(end)
        own = clause.opening[1] < self._items.start and opens_with_day(self._text, *day)  # "b) B (từ ngày 01/6/2026)"
        dated = clause._replace(day=day) if own or clause.day == (0, 0) else clause
        if self._items.conditional(end, 2) and not self._items.own_day(end):
            dated = dated._replace(holds=False)  # "Bãi bỏ A nếu không còn phù hợp"
        for place, scope in found:
            if clause.verb.id != LABEL or not self._items.noted(place):  # "Văn bản thay thế | A (được sửa đổi)"
                self.enter(place, Change(dated, scope))
        if clause.actor is None:  # the day in an item of a list is not that of the next
            self.last = clause if clause.opening[1] < self._items.start else dated

    def _words(self, item: Item) -> str:
        return self._text[item.start : item.end]

    def _of_title(self, at: int, *kinds: Title) -> bool:
        """Whether a mention stands in the title of the act before it: "a) Nghị định A sửa đổi Nghị định B và C"."""
        return self._absorbed.get(self._all[at].place) in kinds or in_title_cell(self._items, at, self._pinned)

    def _lists(self, at: int, *, heir: bool) -> bool:
        """Whether a mention goes on with the list of the one before, and not with that of the acts in its title."""
        gap = self._items.gap(at)
        if self._of_title(at, "sure", "title", *(("item",) if heir else ())):
            return False
        if (word := self._all[at - 1].cue) is not None and word.id == _GUIDES:
            return False  # "thay thế A và hướng dẫn B"
        since = self._text[self._items.mentioned(at) : self._all[at].start]
        becomes = INTO in since.replace(_CITY, "") or FOLLOWS in since  # "Sửa đổi mẫu 1 của A thành mẫu số 2"
        return not becomes and (JOINT.search(gap) is not None or len(gap) < _SHORT_GAP)
