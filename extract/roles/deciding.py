"""In which role a document cites another (quan hệ viện dẫn), and which words decided it.

Sentence by sentence: change clauses first (:mod:`extract.roles.grammar`), then the cues before each citation. Of these
the nearest decides that fits the cited document, unless one farther off beats it; a modifier may block it, and then the
document is only cited. Where no cue stands, a citation takes the role of the one before it in its sentence, or of the
list that holds it, or of the verb that its footnote's mark hangs on. Where nothing decides, it is only cited, as it is
inside another's title, in new wording and in quotations.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from extract.clauses import CELL, Sentence, mark_of, opens_item
from extract.mentions.drafts import Draft
from extract.mentions.qualifiers import gave_way
from extract.records import Document, Relation
from extract.repair.pieces import Reading
from extract.roles.ages import in_order
from extract.roles.changes import Change, Clause, Told
from extract.roles.codes import Codes
from extract.roles.cues import CHANGES, ROLES, SHORTEST, Token, Vocabulary
from extract.roles.exchanged import located
from extract.roles.forms import in_annexed_form, in_form, may_hold_forms
from extract.roles.grammar import Changes
from extract.roles.kept import in_part, keeps_part, led_in_as_kept, stays_in_part
from extract.roles.lists import SCOPES, Heir, Lists, Role, labelled, numbers_part, under_other_key
from extract.roles.noted import Noted
from extract.roles.sentences import Seen, Sentences, joined
from extract.roles.titled import absorbed, act_above, named_after
from extract.roles.voices import Voice, Voices
from extract.roles.zones import Zones

_NEAR = 80  # how far a modifier reaches that is not bound to the next word, in characters
_PHRASE = 18  # between a modifier that is bound to the next word and that word, in characters
_BLOCKS_REACH = 120  # how far before a cue a modifier may stand that blocks it, in characters
_LONGEST_OPENING, _SHORT_OPENING = 400, 60  # of an item with words of scope, and of one without a mark, in characters
_LAYS_DOWN = " quy định như sau"
_LONGEST_JOIN = 12  # between two mentions of a list, in characters
_PLACING = SCOPES | {"link"}
_PARTS = SCOPES | {"words"}
_ENDS_CLAUSE = frozenset(";.")
_FOLLOWED = frozenset({"implements", "based_on"})
_CITED = Role("cites")


class Roles:
    """The roles of one document's citations, one sentence after the other, with what the next one may inherit.

    Linear: what is looked at around a citation is bounded.
    """

    def __init__(
        self,
        reading: Reading,
        drafts: list[Draft],
        zones: Zones,
        document: Document,
        vocabulary: Vocabulary,
        *,
        voices: Voices,
    ) -> None:
        self._text, self._drafts, self._zones = reading.text, drafts, zones
        self._vocabulary = vocabulary
        self._blank = may_hold_forms(reading.text)
        self.sentences = Sentences(
            reading.text,
            drafts,
            document,
            vocabulary,
            zones.operative,
            subjects=voices.subjects,
            wordings=voices.wordings,
        )
        self._voices = voices
        self._before = Heir()  # of the citation before, wherever it stands
        self._lists = Lists(reading.text, drafts, self.sentences, vocabulary)
        self._noted = Noted(reading, zones, vocabulary)
        self._kept: dict[str, set[str | None]] = {}  # of acts of which a part is said to go on, the days by number
        self._codes = Codes(reading.text, drafts)
        self.roles = [_CITED] * len(drafts)
        self.told: list[Told] = []

    def all(self, watch: Callable[[Seen], object] | None = None) -> tuple[list[Role], list[Told]]:
        """The role of every draft in the document, in order, and the changes that its text tells.

        ``watch`` is given each sentence as it is read: what it comes to may hang on later ones.
        """
        for seen in self.sentences:
            self.decide(seen)
            if watch is not None:
                watch(seen)
        for at, told in enumerate(self.told) if self._kept else ():
            ended = self._drafts[told.object]
            days = self._kept.get(ended.number.text, ()) if ended.number is not None else ()
            if any(ended.date is None or day is None or day == ended.date for day in days):
                self._end_in_part(at)
        return self.roles, self.told

    def decide(self, seen: Seen) -> None:
        """Decide for the drafts of the next sentence."""
        line, before = seen.sentence.line, len(self.told)
        opens = self._opens(seen)
        heir = self._inherited(seen, opens=opens)
        pinned = frozenset(place for place, index in enumerate(seen.drafts) if self._drafts[index].pinpoint)
        changes = self._changes(seen, heir.clause, pinned)
        role: Role | None = None
        for place, index in enumerate(seen.drafts):
            role = self._role(seen, place, changes, role, heir)
            if place == 0 and opens:
                own = changes is not None and changes.role(0) is not None  # what a predicate says is of this item alone
                self._lists.item = (line, Heir(heir.role if own else role, heir.clause))
            if place == 0 and role is None:
                role = self._noted.of(self._drafts[index])
            self.roles[index] = self._of_the_document(role or _CITED, self._drafts[index], seen.sentence)
        if changes is not None and changes.ends and keeps_part(self._text, seen.sentence, self._vocabulary):
            for at in range(before, len(self.told)):  # of which act the part is, nothing tells
                self._end_in_part(at)
        if 0 in pinned or seen.deciding[1] or seen.deciding[-1]:
            for index in seen.drafts[: self._goes_on(seen, pinned=0 in pinned)]:
                if (number := self._drafts[index].number) is not None:
                    self._kept.setdefault(number.text, set()).add(self._drafts[index].date)
        self._before, self._lists.read = Heir(role, changes.last if changes else None), seen.sentence.end
        if opens and changes and changes.last:
            self._lists.item = (line, Heir(self.roles[seen.drafts[0]], changes.last))

    def _goes_on(self, seen: Seen, *, pinned: bool) -> int:
        """Of how many of the acts with which a sentence opens a part is said to go on."""
        if kept := stays_in_part(self._text, seen, self._vocabulary, pinned=pinned):
            return kept
        return int(pinned and bool(self.told) and led_in_as_kept(self._text, seen.sentence.line, self._vocabulary))

    def _end_in_part(self, at: int) -> None:
        """Let the change told at ``at``, if this document ends an act by it, end but a part of it."""
        told = self.told[at]
        if told.change.ends and told.change.clause.actor is None:
            self.told[at] = in_part(told)
            by = self.roles[told.object]
            self.roles[told.object] = by._replace(relation=self.told[at].change.role)

    def _of_the_document(self, role: Role, draft: Draft, sentence: Sentence) -> Role:
        """The role as the document's own: its forms recite what it does not stand on, a page tells what others do.

        What opens a line, "Thực hiện Quyết định ...", is an order or a recital, whose frame a page may have lost.
        Where rules are laid down, others and what people got by some decision are only named, and what is annexed
        to them are forms.
        """
        formal = (
            self._blank and role.relation == "based_on" and in_form(self._text, draft.start, draft.end, self._zones)
        )
        verb = role.trigger if role.cue and role.cue.reach == "clause" else None
        opens = verb is not None and self._text.startswith(verb, sentence.line)
        told = role.relation in _FOLLOWED and not opens and self._voices.of(sentence, draft) is Voice.PAGE
        laid_down = self.sentences.lays_down and (
            (draft.start >= self.sentences.operative and not opens) or self.sentences.is_rule(draft)
        )
        named = role.relation == "implements" and laid_down
        if role.relation in _FOLLOWED and not self.sentences.acts:
            named = self._codes.codified  # whose articles and their headings are others'
        annexed = self.sentences.lays_down and role.relation == "based_on" and draft.start >= self._zones.annex
        return role._replace(relation="cites") if formal or told or named or annexed else role

    def _opens(self, seen: Seen) -> bool:
        """Whether the first mention of a sentence opens its line, but for a number, cells and parts."""
        sentence = seen.sentence
        if sentence.start != sentence.line:
            return False
        opening = self._text[sentence.line : sentence.mentions[0].lead]
        if opens_item(opening):
            return True
        if len(opening) > _LONGEST_OPENING:
            return False
        lead = sentence.mentions[0].lead
        scopes = self._vocabulary.modifying(self._text, sentence.line, lead, ())
        if not any(one.cue.meaning in _PARTS for one in scopes):
            return False
        tokens = self._vocabulary.all(self._text, sentence.line, lead)
        for token in reversed(tokens):
            if token.cue.meaning in _PLACING:
                at = token.start - sentence.line
                opening = opening[:at] + opening[at + token.end - token.start :].lstrip()
        if mark_of(self._text, sentence.line) is None:
            return opens_item(opening) and len(opening) <= _SHORT_OPENING
        named = all(numbers_part(word.strip(",;.()")) for word in opening.split())
        return opens_item(opening) or named or self._part_in_list(sentence.line, lead, tokens)

    def _part_in_list(self, line: int, lead: int, tokens: list[Token]) -> bool:
        """Whether an item of a list of what changes names a part at length: "c) Quy định về giá tại Điều 5 A"."""
        parts = [(one.start, one.end) for one in tokens if one.cue.meaning in _PARTS]
        others = [one for one in tokens if one.cue.meaning in ROLES | CHANGES and (one.start, one.end) not in parts]
        if parts and parts[0][0] == tokens[0].start and opens_item(self._text[line : parts[0][0]]):
            others = [one for one in others if one.cue.meaning != "cites" or self._text[one.end : lead].strip()]
        if any(one.cue.cited != "pinpoint" for one in others):
            return False  # something is said of it
        annexed = bool(parts) and self._text[tokens[-1].end : lead].strip() in ("", "của")
        return (located(self._text, lead) or annexed) and self._lists.heir(line, self._before).clause is not None

    def _inherited(self, seen: Seen, *, opens: bool) -> Heir:
        """What the first mention of a sentence inherits."""
        sentence = seen.sentence
        if sentence.goes_on:
            return self._before
        if (clause := labelled(self._text, sentence.line, sentence.mentions[0].lead)) is not None:
            return Heir(None, clause)
        if not opens:
            return Heir()
        mention = sentence.mentions[0]
        line_end = self._text.find("\n", mention.start)
        if self._text.find(_LAYS_DOWN, mention.start, line_end if line_end >= 0 else len(self._text)) >= 0:
            return Heir()  # what it says follows, and no item of a list
        heir = self._lists.heir(sentence.line, self._before)
        if heir == Heir() and self._zones.of(mention.start) == "preamble":
            itemised = self._text[sentence.line : mention.lead].strip()
            recited = itemised and not itemised.isupper() and not under_other_key(self._text, sentence.line)
            return Heir(Role("based_on")) if recited else heir  # an item of a list of recitals
        return heir

    def _changes(self, seen: Seen, heir: Clause | None, pinned: frozenset[int]) -> Changes | None:
        """The changes of a sentence; None where it speaks of none."""
        if heir is not None and self._lists.row_tells(seen.drafts[0]):
            heir = None
        if heir is None and not seen.changes:
            return None
        among = absorbed(self._text, self._drafts, seen)
        after = named_after(self._text, self._drafts, seen, self._vocabulary)
        changes = Changes(
            self._text, seen, pinned, among, after, replaced=self._replaced(seen) if seen.drafts[1:] else ()
        )
        changes.read(heir, self._before.clause)
        self._heard(seen, changes)
        found = [(seen.drafts[place], change) for place, change in [*changes.of.items(), *changes.told]]
        if changes.above is not None and (above := act_above(self._text, self._drafts, seen)) is not None:
            act, parts = above
            found = [(act, Change(changes.above, "part" if parts or changes.above.partial else "whole")), *found]
        self.told += [told for act, change in found if change.clause.holds and (told := self._by(act, change))]
        return changes

    def _replaced(self, seen: Seen) -> list[int]:
        """The places of acts that are said to have given way themselves: C in "A thay thế B; C được thay thế bởi D"."""
        found: list[int] = []
        for place, act in enumerate(seen.drafts):
            inner = self._drafts[act + 1 : act + 2]
            if inner and inner[0].within == act and gave_way(self._text, self._drafts[act]):
                found += [place]
        return found

    def _by(self, act: int, change: Change) -> Told | None:
        """What is told of an act; None where who is named cannot have done it."""
        if (actor := change.clause.actor) is None:
            return Told(act, change)
        ordered = in_order(self._text, self._drafts, actor, act)
        return ordered and Told(ordered[1], change._replace(clause=change.clause._replace(actor=ordered[0])))

    def _heard(self, seen: Seen, changes: Changes) -> None:
        """Take from the changes of a sentence those that the document does not make, by who speaks."""
        if changes.of and self._codes.codified:
            code = self._codes.act_of(seen.sentence.start)
            noted = self._codes.in_note(seen.sentence.line)
            if code is not None and not noted:
                changes.done_by(*code)
            elif noted or not self.sentences.acts:  # it is of an act that no note tells
                changes.quoted_only(changes.of)
                changes.last = None
        voice = self._voices.of(seen.sentence)
        if voice is Voice.RECITAL:
            changes.told_only()
        elif voice is not Voice.OWN:
            changes.quoted_only(changes.of)
            changes.last = None
        elif changes.of:
            told = []
            for at, change in changes.of.items():
                act = self._drafts[seen.drafts[at]]
                of = self._voices.of(seen.sentence, act, change.clause)
                if of is not Voice.OWN or (
                    self._blank and change.clause.own and in_annexed_form(self._text, act, self._zones)
                ):
                    told.append(at)
            changes.quoted_only(told)

    def _role(self, seen: Seen, place: int, changes: Changes | None, before: Role | None, heir: Heir) -> Role | None:
        """The role of the mention at ``place``; ``before``: that of the one before it in the sentence."""
        if changes and (by := changes.role(place)):
            return Role(*by)
        if place in seen.quoted:
            return _CITED
        if found := self._by_cues(seen, place):
            return found if found.cue is None or found.cue.meaning != "none" else None
        if self._voices.of(seen.sentence, self._drafts[seen.drafts[place]]) is Voice.BASIS:
            return Role("based_on")
        if place and before is not None and before.relation == "implements" and self._told_since(seen, place):
            return None
        return self._carried(before, self._drafts[seen.drafts[place]]) if place else heir.role

    def _told_since(self, seen: Seen, place: int) -> bool:
        """Whether a clause of its own stands before a mention: "Triển khai Luật A, Bộ Tài chính đã có công văn B"."""
        start, end = seen.sentence.gap(place)
        words = self._vocabulary.modifying(self._text, start, end, ()) if end - start > _LONGEST_JOIN else ()
        return any(one.cue.meaning == "done" for one in words)

    def _by_cues(self, seen: Seen, place: int) -> Role | None:
        """The role by the cues in the gap before a mention, or right behind it."""
        text = self._text
        fitting = [one for one in seen.deciding[place] if one.cue.meaning in ROLES and one.cue.side == "before"]
        for token in seen.deciding[place + 1]:
            if token.cue.side == "behind" and token.cue.meaning in ROLES and not (fitting and token.cue.stays):
                reach = seen.sentence.mentions[place].reach
                if not text[reach : token.start].strip(" ,"):
                    return Role.by(text, token)
        if not fitting:
            return None
        winner, nearer = fitting[-1], {fitting[-1].cue.id}
        for other in reversed(fitting[:-1]):
            beats = nearer <= other.cue.beats or "*" in other.cue.beats
            if beats and _ENDS_CLAUSE.isdisjoint(text[other.end : winner.start]):
                winner = other
            nearer.add(other.cue.id)
        lead = seen.sentence.mentions[place].lead
        apart = winner.cue.meaning == "implements" and CELL in text[winner.end : lead]  # they stand in two cells
        return Role.by(text, winner, "cites" if apart or self._blocked(seen, place, winner) else None)

    def _blocked(self, seen: Seen, place: int, cue: Token) -> bool:
        """Whether a modifier in the gap before a mention blocks a cue."""
        start = max(seen.sentence.gap(place)[0], cue.start - _BLOCKS_REACH)
        if (
            not cue.cue.blocked
            or cue.start - start < SHORTEST
            or not self._vocabulary.may_block(self._text, start, cue.start)
        ):
            return False
        found = self._vocabulary.modifying(self._text, start, cue.start, seen.deciding[place])
        return any(_blocks(self._text, one, cue) for one in found)

    def _carried(self, before: Role | None, draft: Draft) -> Role | None:
        """The role of the mention before, as the same words mean it here: "theo Kế hoạch A và Nghị định B"."""
        if before is None or before.cue is None:
            return before
        if before.cue.meaning in CHANGES:
            return None  # the clause itself says how far its list goes
        if not self.sentences.speaks_of(before.cue, draft):
            for cue in self._vocabulary.cues:
                if cue.words == before.cue.words and cue.cited and self.sentences.speaks_of(cue, draft):
                    return Role(cast(Relation, cue.meaning), before.trigger, cue)
        return before


def _blocks(text: str, modifier: Token, cue: Token) -> bool:
    """Whether a modifier that stands before a cue reaches it, and the cue is one that it blocks."""
    if modifier.cue.meaning not in cue.cue.blocked or modifier.end > cue.start:
        return False
    between = text[modifier.end : cue.start]
    if modifier.cue.reach == "clause":
        return _ENDS_CLAUSE.isdisjoint(between)
    return joined(between, _PHRASE if modifier.cue.reach == "phrase" else _NEAR)
