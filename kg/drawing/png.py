"""The static picture as PNG: the SVG, rendered by resvg (extra ``png``) with the fonts of this machine."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

from extract.errors import MissingExtraError
from kg.drawing.fonts import installed
from kg.drawing.picture import Picture
from kg.drawing.svg import FONTS, SVG, svg
from kg.extras import command_for
from kg.wording import Language

ZOOM = 2.0
"""Pixels for each pixel of the SVG: fine enough for paper."""

LONGEST_SIDE = 12_000
"""Pixels that programs for texts still open; larger pictures get less zoom."""

_LETTER = (
    f'<svg xmlns="{SVG}" width="60" height="60" font-family={quoteattr(FONTS)}>'
    '<text y="40" font-size="30">{}</text></svg>'
)
_TWO_LETTERS = ("ế", "ữ")
"""They look the same where the font has neither: both nothing, or both an empty box."""


def png(picture: Picture, *, title: str | None = None, language: Language = "vi", context: bool = False) -> bytes:
    """The SVG picture as the bytes of a PNG file. Raises MissingExtraError without resvg or a font."""
    try:
        from resvg_py import svg_to_bytes  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise MissingExtraError(
            "PNG needs resvg: {command}; or save the PNG from the page (-o FILE.html).", command=command_for("png")
        ) from error
    render = partial(svg_to_bytes, **_fonts(svg_to_bytes))
    text = svg(picture, title=title, language=language, context=context)
    drawing = ET.fromstring(text)  # noqa: S314 - our own
    side = max(float(drawing.get(name, "1")) for name in ("width", "height"))
    return render(svg_string=text, zoom=min(ZOOM, LONGEST_SIDE / side))


def _fonts(svg_to_bytes: Callable[..., bytes]) -> dict[str, Any]:
    """What makes resvg write Vietnamese: nothing where it finds a font by itself, else one of this machine's."""
    if _writes(svg_to_bytes):
        return {}
    fonts = list(installed())
    for name in dict.fromkeys(name for _, name in fonts):
        files = [str(path) for path, family in fonts if family == name]
        choice = {"skip_system_fonts": True, "font_files": files, "sans_serif_family": name}
        if _writes(partial(svg_to_bytes, **choice)):
            return choice
    raise MissingExtraError(
        "PNG needs a font with Vietnamese letters, and this machine has none; install one (Debian: apt install "
        "fonts-dejavu-core), or take an SVG or the page (-o FILE.svg, -o FILE.html)."
    )


def _writes(render: Callable[..., bytes]) -> bool:
    """Whether two Vietnamese letters come out different."""
    one, other = (render(svg_string=_LETTER.replace("{}", letter)) for letter in _TWO_LETTERS)
    return one != other
