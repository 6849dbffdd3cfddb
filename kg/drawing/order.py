"""In which order the documents of a cell stand: under what they derive from, province by province."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from statistics import fmean

from extract.records import DERIVING, Level
from kg.drawing.boxes import year_of
from kg.drawing.picture import LEVELS, Picture, PictureNode


def reading_order(picture: Picture) -> tuple[str, ...]:
    """The ids row by row and year by year; in a cell, provinces and their documents by the middle of their parents.

    The places of the rows above are known when a row is ordered, so that lines cross little. Ties go by date,
    province and label.
    """
    years = {year: place for place, year in enumerate(sorted({year_of(node) or 0 for node in picture.nodes}))}
    parents = _parents(picture)
    cells: dict[Level, dict[int, list[PictureNode]]] = {level: defaultdict(list) for level in LEVELS}
    for node in picture.nodes:
        cells[node.level][years[year_of(node) or 0]].append(node)
    places: dict[str, float] = {}
    found: list[str] = []
    for level in LEVELS:
        row: dict[str, float] = {}
        for column, nodes in sorted(cells[level].items()):
            ordered = _ordered(nodes, parents, places, column + 0.5)
            row |= {node.id: column + (number + 0.5) / len(nodes) for number, node in enumerate(ordered)}
            found += [node.id for node in ordered]
        places |= row
    return tuple(found)


def _parents(picture: Picture) -> Mapping[str, list[str]]:
    """What each document of the chain derives from."""
    inside = {node.id for node in picture.nodes if node.depth is not None}
    parents: dict[str, list[str]] = defaultdict(list)
    for edge in picture.edges:
        if edge.relation in DERIVING and edge.source in inside and edge.target in inside:
            parents[edge.source].append(edge.target)
    return parents


def _ordered(
    nodes: Iterable[PictureNode], parents: Mapping[str, list[str]], places: Mapping[str, float], own: float
) -> list[PictureNode]:
    middles = {
        node.id: fmean([places[parent] for parent in parents.get(node.id, ()) if parent in places] or [own])
        for node in nodes
    }
    by_province: dict[str, list[float]] = defaultdict(list)
    for node in nodes:
        by_province[node.province or ""].append(middles[node.id])
    province = {name: fmean(some) for name, some in by_province.items()}

    def key(node: PictureNode) -> tuple[bool, float, str, float, str, str, str]:
        name = node.province or ""
        own_time = node.date or str(node.year or "")
        return node.depth is None, province[name], name, middles[node.id], own_time, node.label, node.id

    return sorted(nodes, key=key)
