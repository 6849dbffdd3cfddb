"""The static picture as PNG: the SVG, rendered by resvg (extra ``cancu[png]``) with the fonts of this machine."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from extract.errors import CancuError
from kg.drawing.picture import Picture
from kg.drawing.svg import svg
from kg.drawing.words import Language

ZOOM = 2.0
"""Pixels for each pixel of the SVG: fine enough for paper."""

LONGEST_SIDE = 12_000
"""Pixels that programs for texts still open; larger pictures get less zoom."""

_LETTER = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><text y="30">{}</text></svg>'


def png(picture: Picture, *, title: str = "", language: Language = "vi") -> bytes:
    """The picture as the bytes of a PNG file. Raises CancuError without the extra, or without any font."""
    try:
        from resvg_py import svg_to_bytes  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise CancuError(
            "PNG needs resvg: pip install 'cancu[png]'; or save the PNG from the page (-o FILE.html)."
        ) from error
    if svg_to_bytes(svg_string=_LETTER.format("ế")) == svg_to_bytes(svg_string=_LETTER.format("")):
        raise CancuError("PNG needs a font with Vietnamese letters on this machine (Debian: fonts-dejavu-core).")
    text = svg(picture, title=title, language=language)
    drawing = ET.fromstring(text)  # noqa: S314 - our own
    side = max(float(drawing.get(name, "1")) for name in ("width", "height"))
    return svg_to_bytes(svg_string=text, zoom=min(ZOOM, LONGEST_SIDE / side))
