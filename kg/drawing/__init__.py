"""Pictures of a lineage: one HTML page that needs no network, a static SVG, Mermaid text.

The input is a :class:`Picture` of plain dataclasses, so that anything can be drawn, wherever it comes from;
:func:`kg.drawing.gathering.picture_of` takes one out of a store.
"""

from kg.drawing.mermaid import mermaid
from kg.drawing.page import FORMS, draw, drawn, page
from kg.drawing.picture import (
    LEVELS,
    Claim,
    Evidence,
    Level,
    Picture,
    PictureEdge,
    PictureNode,
    Relation,
    Status,
    StatusSince,
    measured,
)
from kg.drawing.svg import svg

__all__ = [
    "FORMS",
    "LEVELS",
    "Claim",
    "Evidence",
    "Level",
    "Picture",
    "PictureEdge",
    "PictureNode",
    "Relation",
    "Status",
    "StatusSince",
    "draw",
    "drawn",
    "measured",
    "mermaid",
    "page",
    "svg",
]
