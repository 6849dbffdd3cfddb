"""The picture as one HTML file: pyvis's network and vis-network inside a page of our own that needs nothing else.

The page asks nothing of the network (its content security policy forbids it), runs only the scripts named there by
hash, and gets every text as data that its scripts put into text nodes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib.resources import files
from xml.etree import ElementTree as ET

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kg.drawing.headline import title_of
from kg.drawing.pagedata import page_data
from kg.drawing.picture import Picture
from kg.drawing.plain import plain
from kg.drawing.scene import scene
from kg.drawing.svg import markers
from kg.drawing.words import words
from kg.wording import LANGUAGES, Language

SCRIPTS = (
    "state.js", "items.js", "arrange.js", "routes.js", "boxes.js", "canvas.js", "moving.js", "cards.js", "groups.js",
    "tree.js", "table.js", "filters.js", "search.js", "paths.js", "saving.js", "main.js",
)  # fmt: skip
"""The page's own scripts, in the order in which they depend on each other; they share one scope."""


def page(picture: Picture, *, title: str | None = None, language: Language = "vi", context: bool = False) -> str:
    """The picture as the text of one self-contained HTML page, to be written as UTF-8.

    It opens on the chain alone, or with its ``context``. A ``title`` stays in whatever language it is; that of the
    root, the default, follows the reader's.
    """
    view = scene(picture, context=context)
    titles = {tongue: plain(title) if title is not None else title_of(view.picture, tongue) for tongue in LANGUAGES}
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return template.from_string(_file("page.html")).render(
        title=titles[language],
        language=language,
        words=words(),
        policy=policy(),
        vis=Markup(_vis_network()),  # noqa: S704 - these four are ours, not the documents'
        script=Markup(_script()),  # noqa: S704
        style=Markup(_file("page.css")),  # noqa: S704
        markers=Markup(ET.tostring(markers(), encoding="unicode")),  # noqa: S704
        data=Markup(embedded(page_data(view, titles, language, context=context))),  # noqa: S704 - escaped by embedded()
    )


def policy() -> str:
    """The content security policy of every such page, for a server that says it in a header, too."""
    return _policy([_vis_network(), _script()], _file("page.css"))


def embedded(data: object) -> str:
    """JSON that can stand inside a ``script`` element: no character in it means anything to HTML or old parsers."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return re.sub("[<>&\u2028\u2029]", lambda found: f"\\u{ord(found[0]):04x}", text)


@cache
def _file(name: str) -> str:
    return files("kg.drawing").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    return "(() => {\n'use strict';\n" + "\n".join(_file(name) for name in SCRIPTS) + "})();\n"


@cache
def _vis_network() -> str:
    """vis-network as pyvis brings it, without the comment that sends developer tools looking for a source map."""
    bundled = files("pyvis").joinpath("lib", "vis-9.1.2", "vis-network.min.js")
    text = bundled.read_text(encoding="utf-8").replace("\r\n", "\n")
    return re.sub(r"(?m)^//# sourceMappingURL=.*$", "", text)


def _policy(scripts: list[str], style: str) -> str:
    """A content security policy: nothing from anywhere but these scripts and this style."""
    allowed = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    rules = (
        "default-src 'none'",
        f"script-src {allowed}",
        f"style-src 'sha256-{_digest(style)}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
