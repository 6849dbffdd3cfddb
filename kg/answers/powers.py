"""Whether an act can have changed what it is read to have changed: who may end whose documents, and whose is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from kg.identity.keys import REFORM, Key, places_agree
from ontology import types_with, units

Doubt = Literal["below", "kind", "elsewhere", "implied", "except"]
"""``below``: the issuer stands below that of the earlier document; ``kind``: its type does; ``elsewhere``: another unit
issued the earlier one, which did not become part of this; ``implied``: the earlier one is of before a merger, and the
text names no unit, so that it may be that of any of the units merged; ``except``: a part of the earlier one stays."""

_LEVELS: Mapping[str, int] = {"central": 0, "province": 1, "district": 2, "commune": 3}
_KINDS: Mapping[str | None, int] = {"HP": 0, "BLUAT": 1, "LUAT": 1, "PL": 2, "L": 2, "NĐ": 3}
_LOWEST = 4


def doubts(later: Key, earlier: Key, *, implied: bool) -> Iterator[Doubt]:
    """Why a change that a text was read to state may be none; ``implied``: the text does not name the earlier unit."""
    mine, theirs = _level(later), _level(earlier)
    if mine is not None and theirs is not None and mine > theirs:
        yield "below"
    elif _rank(later, acting=True) > _rank(earlier, acting=False):
        yield "kind"
    elif mine == theirs and not places_agree(later.place, earlier.place) and not _became(earlier, later):
        yield "elsewhere"
    before_merger = (earlier.date or earlier.year or "") < REFORM <= str(later.date)
    if implied and mine and before_merger and not _merged().isdisjoint(one.id for one in _units(later)):
        yield "implied"


def _rank(key: Key, *, acting: bool) -> int:
    """The rank of a document's type, the highest 0. A resolution may set aside any type; who sets it aside depends."""
    if key.type not in types_with("of_several_ranks"):
        return _KINDS.get(key.type, _LOWEST)
    number = key.number or ""
    return 0 if acting else 1 if "QH" in number else 3 if "HĐND" in number else _LOWEST


def _level(key: Key) -> int | None:
    """0 for what central bodies issue, up to 3 for communes; None where that is not known."""
    if key.issuer is not None and key.issuer.level in _LEVELS:
        return _LEVELS[key.issuer.level]
    return 0 if key.place == () else None


def _became(earlier: Key, later: Key) -> bool:
    if earlier.issuer is None or later.issuer is None:
        return True
    now = {one.id for one in _units(later)}
    return any(not now.isdisjoint((one.id, *one.successors)) for one in _units(earlier))


def _units(key: Key) -> tuple[units.Unit, ...]:
    """The units that a document's issuer may be of."""
    body = key.issuer
    return units.find_units(body.unit, body.province, day=key.date) if body is not None and body.unit else ()


@cache
def _merged() -> frozenset[str]:
    """The units that others became part of."""
    return frozenset(after for one in units.units() for after in one.successors)
