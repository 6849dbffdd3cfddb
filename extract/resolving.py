"""Bodies in full: ``resolve`` fills in what a writer left out, by the place where the document stands.

"UBND tỉnh" in a plan of a commune in Lạng Sơn is Ủy ban nhân dân tỉnh Lạng Sơn. What the place does not tell stays as
written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from extract.bodies import Named
from extract.records import Body, Level
from extract.words import slug
from ontology.units import Unit, ancestors, find_units


@dataclass(frozen=True, slots=True)
class Place:
    """Where the citing document stands: its units by name with kind word, and its day (ISO, may be partial)."""

    level: Level = "other"
    province: str | None = None
    district: str | None = None
    commune: str | None = None
    day: str | None = None


_PARTY_LEVEL: dict[str, Level] = {
    "Tỉnh ủy": "province", "Thành ủy": "province", "Huyện ủy": "district", "Quận ủy": "district", "Thị ủy": "district",
}  # fmt: skip
_PARTY_KIND = {"Tỉnh ủy": "tỉnh", "Thành ủy": "thành phố", "Huyện ủy": "huyện", "Quận ủy": "quận", "Thị ủy": "thị xã"}
_UNIT_LEVEL: dict[str, Level] = {
    "tỉnh": "province", "huyện": "district", "quận": "district", "thị xã": "district",
    "xã": "commune", "phường": "commune", "thị trấn": "commune", "đặc khu": "commune",
}  # fmt: skip


def _plain(unit: str | None) -> str | None:
    """A unit's name without its kind word: "tỉnh Lạng Sơn" is "Lạng Sơn"."""
    if unit is None:
        return None
    for kind in ("thành phố", "thị trấn", "thị xã", "đặc khu", "tỉnh", "huyện", "quận", "phường", "xã"):
        if unit.lower().startswith(kind + " "):
            return unit[len(kind) + 1 :]
    return unit


@lru_cache(maxsize=8192)
def _province_unit(name: str) -> Unit | None:
    found = [u for u in find_units(name) if u.level == "province"]
    return found[0] if found else None


def level_of(kind: str, name: str | None, place: Place) -> Level:
    """The level of a unit by its kind word; a "thành phố" is a province if it is one of the central cities."""
    if kind == "thành phố":
        if name is None:
            return "province" if (place.province or "").startswith("thành phố") else "district"
        unit = _province_unit(f"thành phố {name}")
        return "province" if unit else "district"
    return _UNIT_LEVEL.get(kind, "other")


def own_unit(level: Level, kind: str | None, place: Place) -> str | None:
    """The unit of ``level`` that the place lies in, if it is of the kind asked for."""
    unit = {"province": place.province, "district": place.district, "commune": place.commune}.get(level)
    if unit is None or kind is None or unit.lower().startswith(kind + " "):
        return unit
    if level == "commune" and kind in {"xã", "phường", "thị trấn", "đặc khu"}:
        return None
    return unit if level == "district" and kind in {"huyện", "quận", "thị xã", "thành phố"} else None


def _title(name: str) -> str:
    return name.title() if name.isupper() and len(name) > 2 else name


def resolve(named: Named, place: Place) -> Body:
    """The body in full, as far as ``named`` and ``place`` tell."""
    return _resolve(replace(named, start=0, end=0), place)


@lru_cache(maxsize=8192)
def _resolve(named: Named, place: Place) -> Body:
    if named.scope == "central":
        return Body(named.head, slug(named.head), "central")
    if named.scope == "party":
        return _resolve_party(named, place)
    kind, name = named.kind, _title(named.name) if named.name else None
    if named.scope in {"field", "other"} and kind is None:
        return _resolve_field(named, place)
    if kind is None:
        unit = own_unit(place.level, None, place) if place.level in {"province", "district", "commune"} else None
        if unit is None:
            return Body(named.head, slug(named.head), "other")
        return Body(f"{named.head} {unit}", slug(named.head), place.level, unit, place.province)
    level = level_of(kind, name, place)
    unit = f"{kind} {name}" if name else own_unit(level, kind, place)
    if unit is None:
        return Body(f"{named.head} {kind}", slug(named.head), level, None, place.province)
    return Body(f"{named.head} {unit}", slug(named.head), level, unit, province_of(unit, level, place))


def province_of(unit: str, level: Level, place: Place) -> str | None:
    """The province that a unit lies in, by the table of units; where it fits several, the place's own if among them."""
    if level == "province":
        return unit
    provinces = _provinces_of(unit)
    if place.province and (not provinces or place.province in provinces):
        return place.province
    return provinces[0] if len(provinces) == 1 else None


@lru_cache(maxsize=8192)
def _provinces_of(unit: str) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for found in find_units(unit):
        for parent in ancestors(found):
            if parent.level == "province":
                names[parent.name] = None
    return tuple(names)


def _resolve_field(named: Named, place: Place) -> Body:
    head = named.head
    if re.search(r"\bSở\b", head):
        province = place.province
        return Body(f"{head} {province}" if province else head, slug(head), "province", province, province)
    if head.startswith("Phòng"):
        level: Level = "district" if place.district else "commune"
        unit = place.district or place.commune
        return Body(f"{head} {unit}" if unit else head, slug(head), level, unit, place.province)
    central = re.match(r"(?:Bộ|Bộ trưởng|Thứ trưởng|Thanh tra Bộ|Văn phòng Bộ|Tổng cục|Tổng)\b", head)
    return Body(head, slug(head), "central" if central or "Trung ương" in head or "Việt Nam" in head else "other")


def _resolve_party(named: Named, place: Place) -> Body:
    head = named.head
    organ = next((word for word in _PARTY_LEVEL if head.endswith(word)), None)
    name = _title(named.name) if named.name else None
    kind_slug = slug(head)
    if organ:
        level = _PARTY_LEVEL[organ]
        if organ == "Thành ủy" and not (
            (place.province or "").startswith("thành phố") if name is None else _province_unit(f"thành phố {name}")
        ):
            level = "district"
        kind = named.kind or _PARTY_KIND[organ]
        if name is None:
            unit = own_unit(level, kind, place)
            name = _plain(unit)
        else:
            unit = f"{kind} {name}"
        full = f"{head} {name}" if name else head
        return Body(full, kind_slug, level, unit, province_of(unit, level, place) if unit else place.province)
    kind = named.kind
    if kind is None and name is None:  # "Đảng ủy" alone: the writer's own
        unit = own_unit(place.level, None, place) if place.level == "commune" else None
        return Body(
            f"{head} {unit}" if unit else head, kind_slug, place.level if unit else "other", unit, place.province
        )
    if kind is None:
        candidates = [place.commune, place.district, place.province]
        unit = next((u for u in candidates if u and _plain(u) == name), None)
        return Body(
            f"{head} {unit or name}",
            kind_slug,
            "commune" if unit == place.commune and unit else "other",
            unit,
            place.province,
        )
    level = level_of(kind, name, place)
    unit = f"{kind} {name}" if name else own_unit(level, kind, place)
    full = f"{head} {unit}" if unit else f"{head} {kind}"
    return Body(full, kind_slug, level, unit, province_of(unit, level, place) if unit else place.province)
