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
from kg.wording import Language
from kg.writing import write_whole

TextForm = Literal["html", "svg", "mermaid"]
Form = Literal["html", "svg", "mermaid", "png"]
_FORMS: dict[str, Form] = {
    "": "html", ".html": "html", ".htm": "html", ".svg": "svg", ".png": "png", ".mmd": "mermaid",
}  # fmt: skip


def draw(
    picture: Picture,
    out: Path | str,
    *,
    title: str | None = None,
    root: str | None = None,
    language: Language = "vi",
    context: bool = False,
) -> None:
    """Write the picture to ``out``: a page, or for ``.svg``, ``.png`` a static picture, for ``.mmd`` Mermaid text.

    It shows the chain alone, or its ``context`` as well; a page can show it later, too. ``title``: that of the root by
    default. ``root`` is the id of the document whose lineage stands out, by default the picture's own. Raises
    ValueError for a root that the picture does not hold, InputError for a suffix that is none of these, or where the
    file cannot be written; then what stood there stays.
    """
    if root is not None and root != picture.root:
        picture = replace(picture, root=root, nodes=tuple(replace(node, depth=None) for node in picture.nodes))
    write_whole(Path(out), encoded(picture, form_of(out), title=title, language=language, context=context))


def form_of(out: Path | str) -> Form:
    """The form that a file's suffix asks for."""
    form = _FORMS.get(Path(out).suffix.lower())
    if form is None:
        raise InputError(
            "A picture cannot be written as {name}: name it .html, .svg, .png or .mmd.", name=Path(out).name
        )
    return form


def encoded(
    picture: Picture, form: Form, *, title: str | None = None, language: Language = "vi", context: bool = False
) -> bytes:
    """The picture as the bytes of a file."""
    if form == "png":
        return png(picture, title=title, language=language, context=context)
    return drawn(picture, form, title=title, language=language, context=context).encode("utf-8")


def drawn(
    picture: Picture, form: TextForm, *, title: str | None = None, language: Language = "vi", context: bool = False
) -> str:
    """The picture as text in one of the forms; write it as UTF-8. Mermaid has no title, and the chain alone."""
    if form == "mermaid":
        return mermaid(picture, language=language)
    write = svg if form == "svg" else page
    return write(picture, title=title, language=language, context=context)
