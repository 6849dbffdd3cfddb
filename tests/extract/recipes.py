"""What composed documents are to hold, drawn at random: the recipes of :mod:`generator` as a strategy."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

from generator import (
    BODIES,
    DATES,
    FRAMES,
    LAYOUTS,
    OWN_TITLES,
    TITLES,
    TRAPS,
    Cited,
    Head,
    Issuer,
    Passage,
    Recipe,
)
from hypothesis import strategies as st
from noises import NOISES

from extract.vocabulary import rows
from ontology import table

# A passage is drawn from one seed with random.Random: a draw of hypothesis costs more than the extraction it tests.


@cache
def _ministries() -> tuple[tuple[str, str], ...]:
    """(symbol, name) of the ministries."""
    return tuple((row["symbol"], row["body"]) for row in table("symbols") if row["body"].startswith("Bộ "))


@cache
def _party_centre() -> tuple[Issuer, ...]:
    """Every spelling of the bodies that sign for the Party's centre."""
    centre = {"Bộ Chính trị", "Ban Bí thư Trung ương Đảng", "Ban Chấp hành Trung ương Đảng"}
    return tuple(
        Issuer(spelling, row["name"])
        for row in table("bodies")
        if row["name"] in centre
        for spelling in (row["name"], *filter(None, row["variants"].split("|")))
        if len(spelling) > 8
    )


@cache
def _units(level: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row["name"] for row in table("units") if row["level"] == level))


@cache
def _signing_units(level: str) -> tuple[str, ...]:
    """Units whose bodies sign the documents, of kinds that their names tell."""
    kinds = {"tỉnh", "xã", "phường"}
    return tuple(u for u in _units(level) if u.split()[0] in kinds and u.split(" ", 1)[1].istitle())


@cache
def _laws() -> tuple[tuple[str, str], ...]:
    codes = {"Luật": "LUAT", "Bộ luật": "BLUAT"}
    return tuple(
        (codes[row["type"]], row["name"])
        for row in rows("laws")
        if row["type"] in codes and " năm " not in row["name"]  # a year in the name is no date of it
    )


def _day(random: Random, first: int = 1995, last: int = 2026) -> str:
    start, end = datetime.date(first, 1, 1).toordinal(), datetime.date(last, 6, 30).toordinal()
    return datetime.date.fromordinal(random.randint(start, end)).isoformat()


def _noises(random: Random) -> tuple[str, ...]:
    """Up to two noises, on different pieces."""
    chosen = random.sample(sorted(NOISES), random.choice((0, 1, 1, 2)))
    return tuple({NOISES[name][0]: name for name in chosen}.values())


def _tail(random: Random, issuers: Sequence[Issuer | None]) -> dict[str, Any]:
    """Date, issuer, title and noise of a numbered citation."""
    return {
        "day": random.choice((_day(random), _day(random), "")), "date_form": random.randrange(len(DATES)),
        "issuer": random.choice(issuers), "title": random.choice(TITLES), "noises": _noises(random),
        "at": random.randrange(30), "so": random.choice(("số ", "số ", "số ", "")),
    }  # fmt: skip


def state(random: Random) -> Cited:
    """A document of a central State body."""
    serial, year = random.randint(1, 4999), random.randint(1997, 2026)
    symbol, body = random.choice(_ministries())
    shape = random.choice(("decree", "circular", "premier", "government", "ministry", "letter"))
    if shape == "decree":
        code, number, body = "NĐ", f"{serial % 300 + 1:02}/{year}/NĐ-CP", "Chính phủ"
    elif shape == "circular":
        code, number = "TT", f"{serial % 150 + 1:02}/{year}/TT-{symbol}"
    elif shape == "premier":
        code, body = random.choice(("QĐ", "CT", "CĐ")), "Thủ tướng Chính phủ"
        number = f"{serial:02}/{code}-TTg"
    elif shape == "government":
        code, number, body = "NQ", f"{serial % 300 + 1:02}/NQ-CP", "Chính phủ"
    elif shape == "ministry":
        code = random.choice(("QĐ", "KH", "HD", "BC", "TTr", "TB", "CT"))
        number = f"{serial}/{code}-{symbol}"
    else:
        code, number = "CV", f"{serial}/{symbol}-{random.choice(('VP', 'PC', 'TCCB', 'KHTC'))}"
    issuers = [None, Issuer(body, body)]
    if body.startswith("Bộ "):
        issuers.append(Issuer(f"Bộ trưởng {body}", f"Bộ trưởng {body}"))
    return Cited(code, number, implied=body, **_tail(random, issuers))


def party(random: Random) -> Cited:
    """A document of a Party committee of any level."""
    code = random.choice(("NQ", "CT", "KL", "QĐ", "KH", "HD", "TB", "CTr", "BC"))
    symbol = random.choice(("TW", "TU", "HU", "ĐU"))
    issuers: Sequence[Issuer | None]
    if symbol == "TW":
        issuers = (None, *_party_centre())
    else:
        unit = random.choice(_units({"TU": "province", "HU": "district", "ĐU": "commune"}[symbol]))
        kind, _, plain = unit.partition(" ")
        organ = {"tỉnh": "Tỉnh ủy", "huyện": "Huyện ủy"}.get(kind)
        name = f"{organ} {plain}" if organ else f"Đảng ủy {unit}"
        issuers = [Issuer(name, name)]
        if organ:
            issuers.append(Issuer(f"Ban Thường vụ {name}", f"Ban Thường vụ {name}"))
    return Cited(code, f"{random.randint(1, 999):02}-{code}/{symbol}", **_tail(random, issuers))


def local(random: Random) -> Cited:
    """A document of a local State body, the issuer written with its unit."""
    unit = random.choice(_units(random.choice(("province", "district", "commune"))))
    code = random.choice(("KH", "QĐ", "CT", "BC", "TTr", "TB", "NQ", "HD"))
    serial, year = random.randint(1, 4999), random.randint(2005, 2026)
    body, short = ("Hội đồng nhân dân", "HĐND") if code == "NQ" else ("Ủy ban nhân dân", "UBND")
    written = random.choice((body, short, body.replace("Ủy", "Uỷ")))
    normative = code in {"QĐ", "NQ"} and random.random() < 0.5
    number = f"{serial % 200 + 1:02}/{year}/{code}" if normative else f"{serial}/{code}"
    return Cited(code, f"{number}-{short}", **_tail(random, [Issuer(f"{written} {unit}", f"{body} {unit}")]))


def numbered_law(random: Random) -> Cited:
    """A law by its number."""
    years = ((1998, 10), (2005, 11), (2010, 12), (2015, 13), (2019, 14), (2023, 15), (2025, 15), (2026, 16))
    year, term = random.choice(years)
    return Cited(
        "LUAT", f"{random.randint(1, 150):02}/{year}/QH{term}", day=random.choice((_day(random), "")),
        date_form=random.randrange(len(DATES)), implied="Quốc hội", noises=_noises(random), at=random.randrange(30),
    )  # fmt: skip


def named_law(random: Random) -> Cited:
    """A law or code by its name, with date, year or neither."""
    code, name = random.choice(_laws())
    day = random.choice((_day(random), str(random.randint(1990, 2026)), ""))
    return Cited(
        code, "", name, day=day, date_form=random.randrange(len(DATES)), implied="Quốc hội", noises=_noises(random),
        at=random.randrange(30),
    )  # fmt: skip


def listed(random: Random) -> tuple[Cited, ...]:
    """Decrees that share type and issuer, or a law by number and those that amended it."""
    count = random.randint(2, 4)
    if random.random() < 0.5:
        return tuple(numbered_law(random) for _ in range(count))
    decrees = []
    while len(decrees) < count:
        drawn = state(random)
        if drawn.type == "NĐ":
            struck = tuple(n for n in drawn.noises if NOISES[n][0] in {"number", "date"})
            decrees.append(replace(drawn, issuer=None, title="", so="số ", noises=struck))
    return (*decrees[:-1], replace(decrees[-1], issuer=Issuer("Chính phủ", "Chính phủ")))


def passage(seed: int, recital: bool) -> Passage:
    """The passage of a seed, for the recitals or for the operative part."""
    random = Random(seed)
    if not recital and random.random() < 0.2:
        return Passage(0, trap=random.choice(TRAPS))
    frame = random.choice([index for index, known in enumerate(FRAMES) if known[3] == recital])
    kinds = (state, state, party, party, local, local, numbered_law, named_law)
    return Passage(frame, listed(random) if random.random() < 0.2 else (random.choice(kinds)(random),))


def head(seed: int) -> Head:
    """A letterhead of any body, unit and layout."""
    random = Random(seed)
    body = random.randrange(len(BODIES))
    units = _signing_units(random.choice(BODIES[body].levels))
    layout, title = random.choice(LAYOUTS), random.randrange(len(OWN_TITLES))
    return Head(body, random.choice(units), random.randint(1, 4999), _day(random, 2027, 2035), title, layout)


def _laid_out(recipe: Recipe) -> Recipe:
    """A file with a word on every line keeps blank lines between its paragraphs, and has no columns."""
    if recipe.width != 1:
        return recipe
    return replace(recipe, head=replace(recipe.head, layout="lines"), spaced=True)


_seeds = st.integers(0, 2**32 - 1)
recipes = st.builds(
    Recipe,
    head=_seeds.map(head),
    recitals=st.lists(_seeds.map(lambda seed: passage(seed, True)), min_size=1, max_size=10).map(tuple),
    body=st.lists(_seeds.map(lambda seed: passage(seed, False)), min_size=1, max_size=14).map(tuple),
    width=st.sampled_from((0, 0, 60, 90, 1)),
    spaced=st.booleans(),
).map(_laid_out)
