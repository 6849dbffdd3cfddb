"""Bodies in full: ``resolve`` fills in what a writer left out, by the place where the document stands.

"UBND tỉnh" in a plan of a commune in Lạng Sơn is Ủy ban nhân dân tỉnh Lạng Sơn. What the place does not tell stays as
written.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from extract.bodies.named import CENTRE, COUNTRY, DEPARTMENT, DIVISION, Named
from extract.records import Body, Level
from extract.vocabulary import known_body, words_of
from extract.words import slug
from ontology.units import CITY, KINDS, Unit, ancestors, find_units, split_kind


class Standpoint(NamedTuple):
    """Where the citing document stands: its units by name with kind word, and its day (ISO, may be partial)."""

    level: Level = "other"
    province: str | None = None
    district: str | None = None
    commune: str | None = None
    day: str | None = None


_CITY = CITY.split()[0].capitalize()
_CALLED = {kind.split()[0].capitalize(): kind for kind, levels in KINDS.items() if "commune" not in levels}
#: The committee of the Party's members in a unit -> the kind of the unit.
COMMITTEES = {f"{word} {known_body('of-members')}": kind for word, kind in _CALLED.items()}
#: These and the Youth Union's.
CALLED_SHORTLY = COMMITTEES | {f"{word} {known_body('of-youth')}": kind for word, kind in _CALLED.items()}
_PROVINCE: Level = "province"
_CENTRAL = tuple(f"{words} " for words in words_of("around_bodies", "central"))
_CALLED_WHOLE = words_of("around_bodies", "called_whole")


@lru_cache(maxsize=8192)
def _province_unit(name: str) -> Unit | None:
    found = [u for u in find_units(name) if u.level == "province"]
    return found[0] if found else None


def level_of(kind: str, name: str | None, standpoint: Standpoint) -> Level:
    """The level of a unit by its kind word; a "thành phố" is a province if it is one of the central cities."""
    if kind == CITY:
        if name is None:
            return "province" if (standpoint.province or "").startswith(CITY) else "district"
        unit = _province_unit(f"{CITY} {name}")
        return "province" if unit else "district"
    return KINDS[kind][0] if kind in KINDS else "other"


def own_unit(level: Level, kind: str | None, standpoint: Standpoint) -> str | None:
    """The unit of ``level`` that the place lies in, if it is of the kind asked for."""
    unit = {"province": standpoint.province, "district": standpoint.district, "commune": standpoint.commune}.get(level)
    if unit is None or kind is None or unit.lower().startswith(kind + " "):
        return unit
    changed = level == "district" and level in KINDS.get(kind, ())  # as districts do, from huyện to thị xã
    return unit if changed else None


def central_body(name: str) -> Body:
    """The body of the whole country that is called so."""
    return Body(name, slug(name), "central")


def resolve(named: Named, standpoint: Standpoint) -> Body:
    """The body in full, as far as ``named`` and ``place`` tell."""
    return _resolve(named.head, named.scope, named.kind, named.name, standpoint)


@lru_cache(maxsize=8192)
def _resolve(head: str, scope: str, kind: str | None, name: str | None, standpoint: Standpoint) -> Body:
    if name and name.isupper() and len(name) > 2:
        name = name.title()
    if scope == "central":
        return central_body(head)
    if scope == "party":
        return _party(head, kind, name, standpoint)
    if kind:
        level = level_of(kind, name, standpoint)
        return _of_unit(head, level, f"{kind} {name}" if name else own_unit(level, kind, standpoint), kind, standpoint)
    return _field(head, standpoint) if scope in {"field", "other"} else _own(head, standpoint.level, standpoint)


def _of_unit(head: str, level: Level, unit: str | None, kind: str, standpoint: Standpoint) -> Body:
    """The body ``head`` of a unit, or of a unit of that kind, if it is not known which."""
    province = province_of(unit, level, standpoint) if unit else standpoint.province
    return Body(f"{head} {unit or kind}", slug(head), level, unit, province)


def _own(head: str, level: Level, standpoint: Standpoint) -> Body:
    """The body ``head`` of the writer's own unit, if that is of the given level."""
    unit = own_unit(level, None, standpoint)
    if unit is None:
        return Body(head, slug(head), "other")
    return Body(f"{head} {unit}", slug(head), level, unit, standpoint.province)


def province_of(unit: str, level: Level, standpoint: Standpoint) -> str | None:
    """The province that a unit lies in, by the table of units; where it fits several, the place's own if among them."""
    if level == "province":
        return unit
    provinces = _provinces_of(unit)
    if standpoint.province and (not provinces or standpoint.province in provinces):
        return standpoint.province
    return provinces[0] if len(provinces) == 1 else None


@lru_cache(maxsize=8192)
def _provinces_of(unit: str) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for found in find_units(unit):
        for parent in ancestors(found):
            if parent.level == "province":
                names[parent.name] = None
    return tuple(names)


def _field(head: str, standpoint: Standpoint) -> Body:
    """A ministry, a department of the writer's province, a division of the writer's district or commune, or another."""
    if DEPARTMENT in head and f" {DEPARTMENT} " in f" {head} ".replace("Cơ Sở", ""):
        unit, level = standpoint.province, _PROVINCE
    elif head.startswith(DIVISION):
        unit = standpoint.district or standpoint.commune
        level = "district" if standpoint.district else "commune"
    else:
        central = f"{head} ".startswith(_CENTRAL) or CENTRE in head or COUNTRY in head
        return Body(head, slug(head), "central" if central else "other")
    return Body(f"{head} {unit}" if unit else head, slug(head), level, unit, standpoint.province)


def _party(head: str, kind: str | None, name: str | None, standpoint: Standpoint) -> Body:
    """A committee of the Party or of its Youth Union, or an organ of one."""
    organ = next((word for word in CALLED_SHORTLY if head.endswith(word)), None)
    if organ:
        return _of_committee(head, organ, kind, name, standpoint)
    if kind:
        level = level_of(kind, name, standpoint)
        return _of_unit(head, level, f"{kind} {name}" if name else own_unit(level, kind, standpoint), kind, standpoint)
    if name is None:  # "Đảng ủy" alone is the writer's own
        alone = Body(head, slug(head), "other", None, standpoint.province)
        return _own(head, "commune", standpoint) if standpoint.level == "commune" and standpoint.commune else alone
    unit = next(
        (u for u in (standpoint.commune, standpoint.district, standpoint.province) if u and split_kind(u)[1] == name),
        None,
    )
    level = "commune" if unit and unit == standpoint.commune else "other"
    return Body(f"{head} {unit or name}", slug(head), level, unit, standpoint.province)


def _of_committee(head: str, organ: str, kind: str | None, name: str | None, standpoint: Standpoint) -> Body:
    """An organ of a Tỉnh ủy, Thành ủy, Huyện đoàn ...: it is called by its unit's plain name."""
    own_kind = CALLED_SHORTLY[organ]
    level: Level = KINDS[own_kind][0]
    if organ.startswith(_CITY) and level_of(CITY, name, standpoint) != "province":
        level = "district"
    kind = kind or own_kind
    unit = f"{kind} {name}" if name else own_unit(level, kind, standpoint)
    name = name or (split_kind(unit)[1] if unit else None)
    province = province_of(unit, level, standpoint) if unit else standpoint.province
    whole = unit is not None and name is not None and (name[0].isdigit() or name in _CALLED_WHOLE)
    called = f"{unit[0].upper()}{unit[1:]}" if unit and whole else name  # "Quận ủy Quận 11"
    return Body(f"{head} {called}" if called else head, slug(head), level, unit, province)
