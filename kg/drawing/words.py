"""The picture's vocabulary: how relations and statuses look and are called, from ``words.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.wording import LANGUAGES


@dataclass(frozen=True, slots=True)
class Look:
    """A relation, status or finding: its ``name`` in each language, its colour, and what says the same without it."""

    name: dict[str, str]
    colour: str
    dash: tuple[int, ...] = ()
    arrow: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """All that ``words.toml`` says; names come as ``{"vi": …, "en": …}``.

    ``ended`` is how a reliance on what had ended looks; ``short`` maps names to abbreviations.
    """

    ended: Look
    relations: dict[str, Look]
    statuses: dict[str, Look]
    levels: dict[str, dict[str, str]]
    fields: dict[str, dict[str, str]]
    groupings: dict[str, dict[str, str]]
    page: dict[str, dict[str, str]]
    short: dict[str, str]


@cache
def words() -> Words:
    """The vocabulary, read once."""
    table = tomllib.loads(files("kg.drawing").joinpath("words.toml").read_text(encoding="utf-8"))
    return Words(
        ended=_look(table["ended"]),
        relations={key: _look(row) for key, row in table["relations"].items()},
        statuses={key: _look(row) for key, row in table["statuses"].items()},
        levels=table["levels"],
        fields=table["fields"],
        groupings=table["groupings"],
        page=table["page"],
        short=table["short"],
    )


def _look(row: dict[str, object]) -> Look:
    dash = row.get("dash", [])
    return Look(
        name={language: str(row[language]) for language in LANGUAGES},
        colour=str(row["colour"]),
        dash=tuple(dash) if isinstance(dash, list) else (),
        arrow=str(row.get("arrow", "")),
        icon=str(row.get("icon", "")),
    )
