"""Who does what a predicate says: "A bị bãi bỏ bởi B", "A hết hiệu lực do B thay thế"."""

from __future__ import annotations

from typing import NamedTuple, cast

from extract.records import Changing
from extract.roles.cues import CHANGES
from extract.roles.items import Item, Items

_REACH = 48  # between a predicate, an agent's word and its name, in characters


class Agent(NamedTuple):
    """The place of the mention that acts, None where nobody or no act is ``named``; what it does; the last item."""

    named: bool
    place: int | None
    relation: Changing
    end: int
    sure: bool = False  # whether only an agent follows such a word: "bởi", not "theo"


def find_agent(items: Items, at: int, relation: Changing) -> Agent:
    """Who does what the predicate at ``at`` says, which alone means ``relation``."""
    verb = items.all[at]
    for place in range(at + 1, len(items.all)):
        item = items.all[place]
        if item.cue is None or item.start - verb.end > _REACH or ";" in items.text[verb.end : item.start]:
            break
        if (
            item.meaning == "cites"
            and item.cue.reach == "clause"
            and item.start <= verb.end + 1
            and not items.weak(place)
        ):
            return Agent(True, None, relation, place)  # "hết hiệu lực theo quy định của pháp luật"
        if item.meaning == "agent":
            return _named(items, verb, place, relation)
    return Agent(False, None, relation, at)


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
