"""Pictures of a lineage: one HTML page that needs no network, a static SVG or PNG, Mermaid text.

The input is a :class:`Picture` of plain dataclasses, so that anything can be drawn, wherever it comes from;
:func:`kg.drawing.from_store.picture_of` takes one out of a store.
"""

from kg.drawing.forms import draw, drawn, encoded, form_of
from kg.drawing.mermaid import mermaid
from kg.drawing.page import page
from kg.drawing.picture import (
    LEVELS,
    Claim,
    EndedBasis,
    Excerpt,
    Picture,
    PictureEdge,
    PictureNode,
    Said,
    StatusSince,
    measured,
)
from kg.drawing.png import png
from kg.drawing.svg import svg

__all__ = [
    "LEVELS",
    "Claim",
    "EndedBasis",
    "Excerpt",
    "Picture",
    "PictureEdge",
    "PictureNode",
    "Said",
    "StatusSince",
    "draw",
    "drawn",
    "encoded",
    "form_of",
    "measured",
    "mermaid",
    "page",
    "png",
    "svg",
]
