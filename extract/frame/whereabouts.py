"""Where a document stands: the unit that issued it, with its province and district."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from extract.bodies.canonical import CALLED_SHORTLY, Standpoint
from extract.bodies.named import Named
from extract.bodies.unit_names import trim_name
from extract.frame.cells import in_small_letters
from extract.words import UPPER
from ontology.units import KIND, KINDS, Unit, UnitLevel, ancestors, find_units, split_kind, successors

_HINTS_REACH = 8_000  # how much of a text is asked for the name of its province, in characters
_MOST_HINTS = 6
_OWN_UNIT = re.compile(
    rf"""(?i:địa\sbàn|của|tại|ở|cho)\s(?P<kind>(?i:{KIND}))
    \s(?P<name>[{UPPER}][\w’']*(?:\s(?:-\s)?[{UPPER}][\w’']*){{0,4}})""",
    re.VERBOSE,
)
_PROVINCE: UnitLevel = "province"
_PLACE_KINDS = ("TP.", "Tp.", "Thành phố", "tỉnh")
_BEFORE_PROVINCE = (  # each opens with letters that are rare
    r"ỉnh(?:(?<=tỉnh)|(?<=Tỉnh)\s(?:ủy|uỷ))", r"ành\s(?<=[tT]hành\s)(?:phố|ủy)", r"P\.(?<=TP\.)", "áo(?<=Báo)"
)  # fmt: skip
_PROVINCE_HINTS = tuple(
    re.compile(rf"{before}\s(?P<name>[{UPPER}][^\W\d_]*(?:\s(?:-\s)?[{UPPER}][^\W\d_]*){{0,3}})")
    for before in _BEFORE_PROVINCE
)


def _plain(province: str | None) -> str:
    """A province's name without its kind word."""
    return split_kind(province)[1] if province else ""


def own_unit(bodies: Iterable[Named | None], title: str | None, place: str | None) -> tuple[str | None, str | None]:
    """Kind word and name of the unit that issued: of the issuer and other ``bodies``, by the title, by the place."""
    known = [(body, body.kind or CALLED_SHORTLY.get(body.head)) for body in bodies if body]
    for body, kind in known:
        if kind and body.name:
            return kind, body.name
    kind = next((body.kind for body, _ in known if body.kind), None)
    named = [m for m in _OWN_UNIT.finditer(title or "") if kind is None or m["kind"].lower() == kind]
    if named:
        own = named[-1]["kind"].lower()
        return own, trim_name(in_small_letters(named[-1]["name"]), own)
    if place is None:
        return kind, None
    plain = place.removeprefix(next((kind for kind in _PLACE_KINDS if place.startswith(kind)), "")).lstrip()
    if (
        kind
    ):  # a province has its own name, others that of no table, too: "Nha Trang" is the seat of "Đảng ủy UBND tỉnh"
        return kind, plain if KINDS[kind] != (_PROVINCE,) or find_units(f"{kind} {plain}") else None
    kinds = {unit.name[: -len(plain)].strip(): unit.level for unit in find_units(plain)}
    provinces = [kind for kind, level in kinds.items() if level == "province"]  # others so called write their kind word
    if len(kinds) == 1 or len(provinces) == 1:
        return (provinces or list(kinds))[0], plain
    return None, None


def standpoint_of(kind: str | None, name: str | None, bodies: list[Named], day: str | None, text: str) -> Standpoint:
    """The place of a unit: its province and district by the table of units, and by what the text names most."""
    if kind is None or name is None:
        return Standpoint("other", _likely_province(_hints(bodies, text)), day=day)
    unit = f"{kind} {name}"
    found = [one for one in find_units(unit) if day is None or one.existed(day)] or list(find_units(unit))
    level = found[0].level if found else KINDS.get(kind, ("commune",))[0]
    if level == "province":
        return Standpoint("province", found[0].name if found else unit, day=day)
    province, district = _parents(found, bodies, text)
    if level == "district":
        return Standpoint("district", province, unit, day=day)
    return Standpoint("commune", province, district, unit, day)


def _parents(found: list[Unit], bodies: list[Named], text: str) -> tuple[str | None, str | None]:
    """Province and district of a unit; of several so called, those that the text names most."""
    districts: dict[str, str | None] = {}
    for one in found:
        above = {parent.level: parent.name for parent in ancestors(one)}
        if "province" in above:
            districts.setdefault(above["province"], above.get("district"))
    above_it = {f"{body.kind} {body.name}" for body in bodies if body.kind and body.name}
    if len(districts) == 1:
        written = _another_province(above_it, next(iter(districts)))
        return next(iter(districts.items())) if written is None else (written, None)
    named = [(province, district) for province, district in districts.items() if {province, district} & above_it]
    if len(named) == 1:
        return named[0]  # "UBND HUYỆN U MINH / UBND XÃ KHÁNH AN"
    hints = _hints(bodies, text)
    if not districts:
        return _likely_province(hints), None
    best = max(districts, key=lambda province: hints[_plain(province)])
    return (best, districts[best]) if hints[_plain(best)] else (None, None)


def _another_province(above: Iterable[str], known: str) -> str | None:
    """The only province that the letterhead names over the unit, where it is not the known one or part of it by now."""
    named = {unit.id: unit for name in above for unit in find_units(name) if unit.level == "province"}
    if len(named) != 1:
        return None
    (written,) = named.values()
    return None if known in {written.name, *(one.name for one in successors(written.id))} else written.name


def misplaced(stands: Standpoint) -> tuple[str, ...]:
    """The provinces in which a commune lies by the table of units, where its letterhead names another one."""
    if stands.commune is None or stands.province is None:
        return ()
    day = stands.day
    found = [one for one in find_units(stands.commune) if day is None or one.existed(day)]
    provinces = {above.name for one in found for above in ancestors(one) if above.level == "province"}
    return () if stands.province in provinces else tuple(sorted(provinces))


def _hints(bodies: list[Named], text: str) -> Counter[str]:
    """The names of provinces that the text gives, with how often; a unit in the letterhead counts five times."""
    found = [match.span("name") for hint in _PROVINCE_HINTS for match in hint.finditer(text, 0, _HINTS_REACH)]
    hints = Counter(text[slice(*span)] for span in sorted(found))
    for body in bodies:
        if body.name and body.scope in {"unit", "party"} and "commune" not in KINDS.get(body.kind or "", ()):
            hints[body.name] += 5  # a commune's name may be a province's, too: "xã Hòa Bình"
    return hints


def _likely_province(hints: Counter[str]) -> str | None:
    for name, _ in hints.most_common(_MOST_HINTS):
        for unit in find_units(name):
            if unit.level == "province":
                return unit.name
    return None
