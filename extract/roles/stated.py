"""What the text itself states: this document's own changes, and those between cited documents."""

from __future__ import annotations

from typing import cast

from extract.clauses import opens_item, sentence_start
from extract.mentions.drafts import Draft
from extract.records import Changing, Stated
from extract.roles.agents import MAKES, UNSURE
from extract.roles.ages import in_order
from extract.roles.changes import ENDS, Told
from extract.roles.cues import CHANGES, Token, Vocabulary
from extract.roles.effect import Effect
from extract.roles.kept import RULES
from extract.words import key
from ontology import types_with

_NUMBER = " số "
_REACH = 120  # between the verb of a title and what it changes, in characters
_ASKS_REACH = 40  # between what only asks for a change and its verb, in characters
_READ = 1_000  # behind an act, in which it is said that others changed it, however many are listed, in characters
_PART_REACH = 30  # between a word for a part and its act, in characters
_MOODS = frozenset({"not", "if", "will", "asked"})


def find_stated(
    text: str, drafts: list[Draft], told: list[Told], effect: Effect, words: Vocabulary
) -> tuple[Stated, ...]:
    """What the text states, in the order of the citations; indexes are those of ``drafts``."""
    found = [
        Stated(one.change.clause.actor, one.change.relation, one.object, one.change.scope, effect.of(one.change.clause))
        for one in told
    ]
    for index, draft in enumerate(drafts):
        if draft.within is not None and (stated := _between(text, drafts, index, words, effect)):
            found.append(stated)
    found = _once(text, drafts, found)
    return tuple(sorted(found, key=lambda one: one.object if one.subject is None else max(one.object, one.subject)))


def _once(text: str, drafts: list[Draft], found: list[Stated]) -> list[Stated]:
    """The same, what this document does to a law told once: a heading names it, and the article its number, too."""
    told = {(one.relation, _name(text, drafts[one.object])) for one in found if one.subject is None}
    numbered = {
        (one.relation, _name(text, drafts[one.object]))
        for one in found
        if one.subject is None and drafts[one.object].number is not None
    }
    kept = list[Stated]()
    for one in found:
        draft = drafts[one.object]
        said = (one.relation, _name(text, draft))
        if one.subject is None and draft.number is None and draft.type in types_with("known_by_name"):
            if said in numbered or said not in told:
                continue
            told.discard(said)
        kept.append(one)
    return kept


def _name(text: str, draft: Draft) -> str:
    """The words of a citation before its number."""
    return key(text[draft.start : draft.end]).partition(_NUMBER)[0]


def _between(text: str, drafts: list[Draft], index: int, words: Vocabulary, effect: Effect) -> Stated | None:
    """What a title or a qualifier states of the citation it belongs to and the one at ``index``, which it holds.

    "Nghị định A sửa đổi Nghị định B", or both in an amending law's name; "Nghị định B được sửa đổi bởi Nghị định A".
    """
    inner = drafts[index]
    holder = inner.within
    assert holder is not None
    outer = drafts[holder]
    titled = inner.start < outer.reach
    if titled and outer.type is not None and outer.type not in types_with("changes_acts"):
        return None  # "Tờ trình A về việc ban hành Nghị quyết bãi bỏ B"
    start = outer.reach if not titled else outer.start if inner.start < outer.end else outer.end
    read = [(start, inner.start)]
    if not titled and inner.start > start + _READ:
        read = [(start, start + _READ), (max(start + _READ, drafts[index - 1].end), inner.start)]
    found = [one for stretch in read for one in words.deciding(text, *stretch)]
    verbs = [one for one in found if one.cue.meaning in CHANGES]
    if titled and verbs and _of_the_sentence(text, outer, verbs[0]) and not _made(text, outer.start, words):
        return None
    if titled:
        verbs = [one for one in verbs if inner.start - one.end <= _REACH and not _parted(text, one.end, inner.start)]
    behind = [one for one in verbs if one.start >= drafts[index - 1].end] if drafts[index - 1].within == holder else []
    verbs = behind or verbs  # "A sửa đổi B và bãi bỏ C"
    if not verbs or (not titled and verbs[0].cue.meaning in ENDS and "," in text[verbs[-1].end : inner.start]):
        return None  # "Kể từ khi A được thay thế, người dân nộp hồ sơ theo B"
    modifiers = [one for stretch in read for one in words.modifying(text, *stretch, found)]
    if not titled and not any(_says_it_suffered(one) for one in modifiers):
        return None
    if titled and any(_only_speaks(text, one, verbs[0]) for one in modifiers):
        return None
    relation = cast(Changing, verbs[0].cue.meaning)
    part = relation == "amends" or any(one.cue.meaning == "part" for one in modifiers)
    part = part or (
        not titled and not text[start : inner.start].lstrip().startswith("(") and _of_a_part(text, outer, words)
    )
    if relation == "supersedes" and part:
        relation = "amends"
    since = None if titled else effect.of_row(start, verbs[0].start)
    acts = in_order(text, drafts, *((holder, index) if titled else (index, holder)))
    return acts and Stated(acts[0], relation, acts[1], "part" if part else "whole", since)


def _says_it_suffered(mood: Token) -> bool:
    """Whether a word says that the act before the verb was changed, by the one behind: "được", "bởi"."""
    return mood.cue.meaning == "passive" or (mood.cue.meaning == "agent" and mood.cue.reach == "phrase")


def _of_a_part(text: str, act: Draft, words: Vocabulary) -> bool:
    """Whether it is a part of an act that suffers what stands behind it: "Phụ lục I kèm theo A được thay thế bởi B".

    Rules do where a sentence opens with them: "Quy định tại A được thay thế bởi B", but not "theo quy định tại A ...".
    """
    if act.pinpoint is not None:
        return True
    opens = sentence_start(text, act.start)
    said = [one for one in words.modifying(text, opens, act.start, ()) if one.cue.meaning != "link"]
    if not said or said[-1].cue.meaning != "part" or act.start - said[-1].end > _PART_REACH:
        return False
    return said[-1].cue.id not in RULES or opens_item(text[opens : said[0].start])


def _of_the_sentence(text: str, act: Draft, verb: Token) -> bool:
    """Whether a verb may go on with the sentence that cites an act: "Rà soát A, bãi bỏ B", "... A¶Bãi bỏ B"."""
    between = text[act.end : verb.start]
    return between.strip() == "," or (between.isspace() and text[verb.start].isupper())


def _made(text: str, start: int, words: Vocabulary) -> bool:
    """Whether the act named at ``start`` was made by what its sentence says: "Chính phủ ban hành Nghị định A"."""
    opens = sentence_start(text, start)
    if MAKES.search(text, opens, start) is None:
        return False  # as of most
    return UNSURE.isdisjoint(one.cue.meaning for one in words.modifying(text, opens, start, ()))


def _only_speaks(text: str, mood: Token, verb: Token) -> bool:
    """Whether a title names a change that it does not make: "Công văn A về việc đề nghị bãi bỏ B"."""
    between = text[mood.end : max(mood.end, verb.start)]
    near = mood.end <= verb.start and len(between) <= _ASKS_REACH
    return mood.cue.meaning in _MOODS and near and "," not in between and " và " not in between


def _parted(text: str, start: int, end: int) -> bool:
    return not set(";.\n").isdisjoint(text[start:end])
