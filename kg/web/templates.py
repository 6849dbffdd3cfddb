"""The pages: templates that get an answer and a maker of links. Nothing that a document says is ever markup."""

from __future__ import annotations

import csv
from collections.abc import Hashable, Mapping
from functools import cache, lru_cache, partial
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Call, Getattr
from markupsafe import Markup

from kg import __version__
from kg.answers.listed import by_relation
from kg.answers.view import names_of_files
from kg.harmless import visible
from kg.render.blocks import beside
from kg.render.marks import marked
from kg.web.links import FORMS, Links, mark_at
from kg.web.parameters import LEVELS
from kg.web.settings import Bounds
from kg.wording import LANGUAGES, OTHER, Language, day_in, number_in, place_in, say
from kg.workspace.addresses import is_id
from kg.workspace.endpoint import PREFIXES
from kg.workspace.reliance import STATUSES
from kg.workspace.statuses import VALUES

_PLACE = files("kg.web")

FIRST = 8
"""How many documents stand on the first page."""

TOP = 20
"""How many documents, provinces and years stand on the page of figures."""

DRAWN = 300
"""Above so many steps a lineage has no picture, which would show nothing."""

PIECES = 512
"""So many pieces of pages are kept that are the same on many, such as the menu."""

STATIC: Mapping[str, str] = {
    "style.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "htmx.min.js": "text/javascript; charset=utf-8",
    "query.js": "text/javascript; charset=utf-8",
    "yasqe.min.js": "text/javascript; charset=utf-8",
    "yasqe.min.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "NOTICE": "text/plain; charset=utf-8",
}
"""The files that come along, with their media types."""


def rendered(template: str, language: Language, links: Links, **values: object) -> str:
    """A page in a language; letters without a face are shown as such."""
    page = _templates(language).get_template(template).render(links=links, **values)
    return visible(page)


def words(key: str, language: Language, **values: object) -> str:
    """A word of the pages (``words.csv``). Raises KeyError for an unknown one."""
    return _words()[key][language].format(**values)


@cache
def _words() -> dict[str, dict[str, str]]:
    text = _PLACE.joinpath("words.csv").read_text(encoding="utf-8")
    return {row["key"]: row for row in csv.DictReader(text.splitlines())}


@cache
def static(name: str) -> tuple[bytes, str]:
    """A file that comes along, and what tells it from that of another version."""
    body = _PLACE.joinpath("static", name).read_bytes()
    return body, sha256(body).hexdigest()[:16]


@cache
def looks() -> str:
    """What tells these pages from those of another version: kept ones of that are not theirs."""
    parts = {
        path.name: path for path in _PLACE.joinpath("templates").iterdir() if path.name.endswith((".html", ".xml"))
    }
    bodies = [parts[name].read_bytes() for name in sorted(parts)]
    bodies += [_PLACE.joinpath("words.csv").read_bytes()]
    bodies += [static(name)[0] for name in STATIC]
    return sha256(b"\0".join((__version__.encode(), *bodies))).hexdigest()[:16]


class _Plainly(CodeGenerator):
    """Makes templates into code that calls and looks up as Python does. Jinja's own asks at every step whether what is
    called wants to know more, and whether what is missing is a key: a page does so a hundred times, and none is. A key
    is looked up in brackets."""

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802 - named by Jinja
        """``document.title``"""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """``number(3)``; templates give no lists of arguments, and call no macro with a block."""
        self.visit(node.node, frame)
        self.write("(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")


class _Pages(Environment):
    """Where templates are made into pages."""

    code_generator_class = _Plainly


@cache
def _templates(language: Language) -> Environment:
    """The templates of a language: words that stand alone (``"menu"|t``) are put into them once."""
    made = _Pages(
        loader=FileSystemLoader(str(_PLACE.joinpath("templates"))),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_said,
    )
    made.filters["t"] = lambda key: words(key, language)
    known: dict[str, object] = {
        "language": language,
        "other": OTHER[language],
        "t": partial(words, language=language),
        "say": partial(say, language=language),
        "day": lambda value: day_in(value, language) if value else "",
        "number": partial(number_in, language=language),
        "place": partial(place_in, language=language),
        "files": partial(names_of_files, language=language),
        "beside": partial(beside, language=language),
        "marked": marked,
        "mark_at": mark_at,
        "by_relation": by_relation,
        "is_id": is_id,
        "bounds": Bounds(),
        "levels": LEVELS,
        "statuses": VALUES,
        "endings": STATUSES,
        "edition": lambda name: static(name)[1],
        "media": lambda form: FORMS[form].partition(";")[0],
        "prefixes": dict(PREFIXES),
        "on_one_line": lambda text: " ".join(text.split()),
    }
    made.globals |= known

    @lru_cache(maxsize=PIECES)
    def once(piece: str, **values: Hashable) -> Markup:
        """A piece of pages that depends on these values alone."""
        return Markup(made.get_template(piece).render(values))  # noqa: S704 - it was escaped there

    made.globals["once"] = once
    return made


def compile_all() -> None:
    """Makes all templates ready, which else the first pages wait for."""
    for language in LANGUAGES:
        for name in _templates(language).list_templates():
            _templates(language).get_template(name)


def _said(value: object) -> object:
    """What is not known is not said."""
    return "" if value is None else value
