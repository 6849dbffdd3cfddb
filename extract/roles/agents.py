"""Who does what a predicate says: "A bị bãi bỏ bởi B", "A hết hiệu lực do B thay thế"."""

from __future__ import annotations

import re
from typing import NamedTuple, cast

from extract.bodies.mentioned import find_body
from extract.clauses import CELL, ends_with_type, opens_item
from extract.records import Changing
from extract.roles.cues import CHANGES
from extract.roles.items import MOODS, Item, Items, in_bracket
from extract.roles.reach import FROM
from extract.roles.subjects import ENACTS, calls_itself_act
from extract.words import key

_REACH = 48  # between a predicate, an agent's word and its name, in characters
_TYPE_REACH = 40  # before a verb, in which the type stands that it qualifies, in characters
_AND = "và"
_CLOSES = frozenset(");")  # behind a list of agents
_AND_ACTS = frozenset({"", "số"})
_ABOUT = MOODS | {"passive", "link", "cites"}
_OF, _BODY_REACH = " của ", 90  # before a verb, in characters
_TELLS = "tells-of"  # a cue
_DOING = CHANGES | {"self"}
_NAMES_THING = frozenset({"link", "part", "whole"})  # what may stand between a verb and its objects
_FOLLOWS = frozenset({"cites", "implements", "agent"})
MAKES = re.compile(rf"(?<!\w)(?i:{ENACTS}|ký|thông qua)\s$")
"""Before an act that somebody makes."""
UNSURE = frozenset({"not", "if", "will", "asked", "named"})
"""What modifiers before such an act mean where it may not be made."""
_ENTITLED = r"(?:\scủa\s[^;.\n]{3,120}|,\s[^;.,\n]{2,30})\svề\sviệc\s"  # its issuers, or the last, and its title
_ASKED = re.compile(rf"{_ENTITLED}$")
IT_DOES = re.compile(
    r"(?:\s\(|\s?,?\s(?:có hiệu lực|được [^;.,]{0,60}thông qua)[^;.]{0,80}?,?\s(?:(?:và|để)\s)?|\s?(?:[–—]\s)?)"
    r"(?:đã\s)?(?:được\s)?|(?:[^|;\n]{0,60}\|){1,3}\s?(?:[Vv]ề\s(?:việc\s)?)?"  # a row with a cell for its title
    rf"|{_ENTITLED}"
)
"""Between an act and the verb of what it does, or suffers."""


class Agent(NamedTuple):
    """The place of the mention that acts, None where nobody or no act is ``named``; what it does; the last item."""

    named: bool
    place: int | None
    relation: Changing
    end: int
    sure: bool = False  # whether only an agent follows such a word: "bởi", not "theo"
    own: bool = False  # whether it is this document: "bãi bỏ bởi Quyết định này"
    word: int = -1  # the item that names it: "bởi"; -1 where none does


def it_does(items: Items, act: Item, verb: Item) -> bool:
    """Whether an act does what the verb behind it says; a capital opens a sentence of its own."""
    opens = items.text[verb.start].isupper() and items.text[act.end : verb.start].isspace()
    return not opens and IT_DOES.fullmatch(items.text, act.end, verb.start) is not None


def of_row(items: Items, first: int, found: list[int], at: int) -> list[int]:
    """The items that a predicate at ``at`` is about, where it opens the next cell of a row: not those ``found`` right
    before it, but the act that is told to change them, A in "A thay thế B | Bị thay thế bởi C".

    ``first``: the first item of the clause. A tab is no mark of a cell, but the capital that opens one is.
    """
    thing = found[0] if found else 0
    verb = thing - 1
    while verb > first and items.all[verb].meaning not in CHANGES:
        alone = items.all[verb].cue is None and items.gap(verb + 1).strip(" ,") not in _AND_ACTS
        if alone or (items.all[verb].cue is not None and items.all[verb].meaning not in _NAMES_THING):
            return found
        verb -= 1
    if verb <= first:
        return found
    act, apart = items.all[verb - 1], CELL in items.text[items.all[verb].end : items.all[thing].start]
    if apart or act.cue is not None:
        return found
    if goes_on(items, act, items.all[verb]) and items.text.startswith(",", items.all[thing].end):
        return [verb - 1]  # "1. A, thay thế B, bị bãi bỏ bởi C"
    return [verb - 1] if _opens_cell(items, thing, at) and it_does(items, act, items.all[verb]) else found


def _opens_cell(items: Items, before: int, at: int) -> bool:
    """Whether a predicate stands in a later cell than the act ``before`` it."""
    opens = items.all[before + 1].start  # the first word that says something
    capital = items.text[opens].isupper() and not items.gap(before + 1).strip()
    return capital or CELL in items.text[items.all[before].end : items.all[at].start]


def goes_on(items: Items, act: Item, verb: Item) -> bool:
    """Whether a verb behind a comma tells more of an act that is made or that opens an item: "1. A, thay thế B"."""
    at = items.all.index(act)
    told = items.text[act.end : verb.start].strip() == "," and _made_or_opens(items, act)
    return told and not any(item.meaning in UNSURE for item in items.all[items.first(at) : at])


def _made_or_opens(items: Items, act: Item) -> bool:
    """Whether someone makes an act, "Bộ Y tế ban hành Thông tư A", or it opens an item: "1. Thông tư A"."""
    made = MAKES.search(items.text, items.start, act.start) is not None
    return made or opens_item(items.text[items.start : act.start])


def _tells_of_it(items: Items, at: int) -> bool:
    """Whether a verb behind a comma may tell of the act before, which opens an item or is to be made or followed."""
    act = items.all[at - 1] if at else items.all[at]
    if act.cue is not None or items.text[act.end : items.all[at].start].strip() != ",":
        return False
    word = items.all[at - 2] if at > 1 else act
    follows = word.meaning in _FOLLOWS and not opens_item(items.text[items.start : word.start])
    if any(
        item.meaning == "self" and calls_itself_act(items.text[item.start : item.end])
        for item in items.all[items.first(at) : at]
    ):
        return False
    tells = word.cue is not None and word.cue.id == _TELLS  # "Báo cáo này nêu A, thay thế B"
    return tells or ((follows or _made_or_opens(items, act)) and not items.said(items.first(at), at, "self"))


def names_another(items: Items, at: int, *, in_body: bool) -> bool:
    """Whether a verb only says which other act is meant: "Luật về ... (thay thế A)", "Nghị quyết thay thế A"."""
    verb, text = items.all[at], items.text
    if in_bracket(text, verb):
        return not (at and items.all[at - 1].meaning == "self" and verb.start - items.all[at - 1].end <= 2)
    if _tells_of_it(items, at) or _of_body(items, at):
        return True  # "Chính phủ sẽ ban hành Nghị định A, thay thế B"; "... của Bộ trưởng Bộ Y tế sửa đổi A"
    if at and items.all[at - 1].meaning == "self" and verb.start - items.all[at - 1].end == 1:
        return False  # "Ủy ban nhân dân tỉnh quyết định bãi bỏ A"
    if not items.said(items.first(at), at, "self") and _ASKED.search(text, items.mentioned(at), verb.start):
        return True  # "Xét đề nghị của Sở Tài chính về việc bãi bỏ A"
    if (in_body and _part_does(items, at)) or _of_noun(items, at) or _in_titles_cell(items, at):
        return True  # "Khoản 4 Điều 16 sửa đổi A"
    words = key(text[max(items.start, verb.start - _TYPE_REACH) : verb.start])
    return (
        in_body and text[verb.start].islower() and ends_with_type(words) and ENACTS not in words
    )  # who enacts an amending act speaks of this one


def _in_titles_cell(items: Items, at: int) -> bool:
    """Whether a verb goes on with the words of a cell behind an act's: "1 | A | Về chợ, thay thế B"."""
    verb, text = items.all[at], items.text
    cell = text.rfind(CELL, items.mentioned(at), verb.start) if text[verb.start].islower() else -1
    if cell <= items.start or not text[cell + 1 : verb.start].strip() or items.mentioned(at) == items.start:
        return False
    return not any(one.start > cell and one.meaning in _DOING for one in items.all[:at])


def _of_noun(items: Items, at: int) -> bool:
    """Whether a verb in a line that may head a list only tells of the noun before it: "Danh mục bổ sung giống cây:"."""
    verb, text = items.all[at], items.text
    if verb.meaning != "amends" or not text[verb.start].islower() or any(one.cue is None for one in items.all):
        return False
    before = text[items.start : verb.start]
    alone = all(one.meaning == "part" for one in items.all[:at]) and not items.said(at, len(items.all), "listed")
    return alone and before[-2:-1].isalnum() and not opens_item(before)


def _of_body(items: Items, at: int) -> bool:
    """Whether a verb stands behind the issuer of an act whose number is lost: "của Bộ trưởng Bộ Y tế sửa đổi"."""
    verb = items.all[at].start
    of = items.text.rfind(_OF, max(items.mentioned(at), verb - _BODY_REACH), verb)
    body = find_body(items.text, of + len(_OF)) if of >= 0 and items.text[verb].islower() else None
    return body is not None and body.end + 1 == verb


def _part_does(items: Items, at: int) -> bool:
    """Whether parts that open a clause and are not told to be this document's do what a verb says."""
    first = items.first(at)
    parts = items.all[first:at]
    if not parts or not items.text[items.all[at].start].islower() or any(one.meaning != "part" for one in parts):
        return False
    opening = items.text[items.all[first - 1].end if first else items.start : parts[0].start]
    numbers = items.text[parts[0].end : items.all[at].start]
    return (
        opens_item(opening) and len(numbers) <= _TYPE_REACH and numbers[-1:] == " " and numbers.strip()[-1:].isalnum()
    )


def find_agent(items: Items, at: int, relation: Changing, *, acts: bool = False) -> Agent:
    """Who does what the predicate at ``at`` says, which alone means ``relation``; ``acts``: the document changes acts,
    and does so from the day on which another takes effect."""
    verb = items.all[at]
    if (since := _since_named(items, at)) is not None:
        return Agent(not acts, None if acts else items.all[since].place, relation, at if acts else since, own=acts)
    if (
        verb.cue is not None and verb.cue.side == "behind" and verb.cue.reach == "phrase"
    ):  # "được thay bằng" ends with it
        return _this(items, at, relation) or _named(items, verb, at, relation)
    for place in range(at + 1, len(items.all)):
        item = items.all[place]
        if (
            item.cue is None
            or item.meaning == "except"
            or item.start - verb.end > _REACH
            or ";" in items.text[verb.end : item.start]
        ):
            break
        if (
            item.meaning == "cites"
            and item.cue.reach == "clause"
            and (item.start <= verb.end + 1 or not items.said(at, place, "self"))
            and "," not in items.text[verb.end : item.start]
            and not items.weak(place)
        ):
            named = _this(items, place, relation) or _named(items, verb, place, relation)
            return named._replace(named=True) if not named.own else named  # "theo quy định của pháp luật"
        if item.meaning == "agent":
            if item.cue.reach == "near" and "," in items.text[verb.end : item.start]:
                break  # "Kể từ khi A được thay thế, người dân nộp hồ sơ theo B"
            return _this(items, place, relation) or _named(items, verb, place, relation)
    return Agent(False, None, relation, at)


def rests_on(items: Items, first: int, subject: int) -> bool:
    """Whether another act says what a clause tells of its subject: "Theo Điều 2 Nghị định B thì A hết hiệu lực"."""
    for place in range(first, subject - 1):
        word, named = items.all[place], items.all[place + 1]
        opens = place == first and word.meaning in {"cites", "based_on"} and word.cue and word.cue.reach == "clause"
        if (opens or word.meaning == "agent") and named.cue is None and named.start - word.end <= _TYPE_REACH:
            return True
    return False


def by_which(items: Items, verb: int, relation: Changing) -> int | None:
    """The place of the act by which somebody changed what follows a verb: "Bộ Y tế đã bãi bỏ A bằng Thông tư B"."""
    thing = items.next(verb)
    if thing is None or thing.cue is not None:
        return None
    agent = find_agent(items, items.all.index(thing), relation)
    return agent.place if agent.sure else None


def _this(items: Items, at: int, relation: Changing) -> Agent | None:
    """This document, where the agent's word at ``at`` names it: "bằng Phụ lục I ban hành kèm theo Nghị định này"."""
    word = items.all[at]
    for place in range(at + 1, len(items.all)):
        item = items.all[place]
        between = items.text[word.end : item.start]
        if item.cue is None or item.meaning in CHANGES or len(between) > _REACH or not {";", ","}.isdisjoint(between):
            return None
        if item.meaning == "self":
            return Agent(False, None, relation, place, own=True, word=at)
    return None


def _since_named(items: Items, at: int) -> int | None:
    """Which act ends another on the day of its own effect: "A hết hiệu lực kể từ ngày B có hiệu lực"."""
    place = next((place for place in range(at + 1, len(items.all)) if items.all[place].cue is None), None)
    if place is None:
        return None
    between = items.text[items.all[at].end : items.all[place].start].removeprefix(" thi hành")
    return place if FROM.fullmatch(between.strip(" ,")) else None


def _named(items: Items, verb: Item, at: int, relation: Changing) -> Agent:
    """The agent behind its word at ``at``."""
    word = items.all[at]
    sure = word.cue is not None and word.cue.reach == "phrase"
    place = at + 1
    while place < len(items.all) and items.all[place].cue is not None and items.all[place].meaning not in CHANGES:
        place += 1
    named = items.all[place] if place < len(items.all) else None
    between = items.text[word.end : named.start] if named else ""
    if named is None or named.cue is not None or len(between) > _REACH or not {";", ","}.isdisjoint(between):
        return Agent(sure, None, relation, at)
    if not sure and verb.cue is not None and verb.cue.side == "behind":
        return Agent(True, None, relation, place)  # "hết hiệu lực theo Điều 154 Luật ..."
    does = items.all[place + 1] if place + 1 < len(items.all) else None
    if does and does.cue and does.meaning in CHANGES and does.cue.side != "behind" and does.start <= named.end + 1:
        return Agent(True, named.place, cast(Changing, does.meaning), place + 1, sure)
    return Agent(True, named.place, relation, place, sure)


def others(items: Items, at: int) -> list[int]:
    """The places of the acts that go on with the list of agents which begins at item ``at``: "bởi A, B và C"."""
    found = []
    last = False
    while at + 1 < len(items.all):
        at += 1
        if not _CLOSES.isdisjoint(items.gap(at)) or (last and "," in items.gap(at)):
            break  # "A được sửa đổi bởi B và C, D được sửa đổi bởi E"
        last = last or items.text[items.all[at].start : items.all[at].end] == _AND
        if items.all[at].cue is None and items.gap(at).strip(" ,") in _AND_ACTS:
            found.append(items.all[at].place)
        elif items.all[at].meaning in CHANGES or items.all[at].meaning == "passive":
            return []  # "A được sửa đổi bởi B, C bị bãi bỏ"
        elif items.all[at].meaning != "link":
            break
    return found


def parted_from(items: Items, first: int, at: int) -> list[int]:
    """The act before the clause of items ``first`` to ``at``, from which a semicolon of its title parts that.

    "Nghị định A quy định về chợ; bến bãi được sửa đổi bởi B": so a clause that names neither act nor part.
    """
    if not first or any(one.cue is None or one.meaning not in _ABOUT for one in items.all[first:at]):
        return []
    return [first - 1] if items.all[first - 1].cue is None else []
