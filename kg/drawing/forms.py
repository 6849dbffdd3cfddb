"""The forms that a picture takes: a page, a static SVG or PNG, Mermaid text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

from extract.errors import InputError
from kg.drawing.mermaid import mermaid
from kg.drawing.page import page
from kg.drawing.picture import Picture
from kg.drawing.png import png
from kg.drawing.svg import svg
from kg.drawing.words import Language
from kg.writing import write_whole

TextForm = Literal["html", "svg", "mermaid"]
Form = Literal["html", "svg", "mermaid", "png"]
_FORMS: dict[str, Form] = {
    "": "html", ".html": "html", ".htm": "html", ".svg": "svg", ".png": "png", ".mmd": "mermaid",
}  # fmt: skip


def draw(picture: Picture, out: Path | str, *, title: str, root: str | None = None, language: Language = "vi") -> None:
    """Write the picture to ``out``: a page, or for ``.svg``, ``.png`` a static picture, for ``.mmd`` Mermaid text.

    ``root`` is the id of the document whose lineage stands out, by default the picture's own. Raises
    ValueError for a root that the picture does not hold, InputError for a suffix that is none of these, or where the
    file cannot be written; then what stood there stays.
    """
    if root is not None and root != picture.root:
        picture = replace(picture, root=root, nodes=tuple(replace(node, depth=None) for node in picture.nodes))
    write_whole(Path(out), encoded(picture, form_of(out), title=title, language=language))


def form_of(out: Path | str) -> Form:
    """The form that a file's suffix asks for."""
    form = _FORMS.get(Path(out).suffix.lower())
    if form is None:
        raise InputError(
            "A picture cannot be written as {name}: name it .html, .svg, .png or .mmd.", name=Path(out).name
        )
    return form


def encoded(picture: Picture, form: Form, *, title: str, language: Language = "vi") -> bytes:
    """The picture as the bytes of a file."""
    if form == "png":
        return png(picture, title=title, language=language)
    return drawn(picture, form, title=title, language=language).encode("utf-8")


def drawn(picture: Picture, form: TextForm, *, title: str, language: Language = "vi") -> str:
    """The picture as text in one of the forms; write it as UTF-8. Mermaid has no title."""
    if form == "svg":
        return svg(picture, title=title, language=language)
    return mermaid(picture, language=language) if form == "mermaid" else page(picture, title=title, language=language)
