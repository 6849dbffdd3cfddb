"""Blocks as a fragment of HTML: no style, no script, and nothing out of a document is ever markup."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from kg.render.blocks import Block, Branch, Heading, Line, Table, Warned
from kg.wording import Language


def fragment(blocks: Iterable[Block], language: Language) -> str:
    """The blocks in one ``section`` of the language."""
    inside = Markup("\n").join(_block(block, language) for block in blocks)
    return str(Markup('<section class="cancu" lang="{}">\n{}\n</section>').format(language, inside))


def _block(block: Block, language: Language) -> Markup:
    match block:
        case Line(text):
            return _element("p", text)
        case Heading(text, beside):
            return _element("h3", " · ".join(filter(None, (text, beside))))
        case Warned(text):
            return Markup('<p role="note">{}</p>').format(text)
        case Branch():
            return Markup("<ul>{}</ul>").format(_branch(block))
        case Table():
            heads = Markup().join(_element("th", column.heading(language), "scope=col") for column in block.columns)
            rows = Markup().join(
                Markup("<tr>{}</tr>").format(Markup().join(_element("td", cell) for cell in row))
                for row in block.worded(language)
            )
            return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(heads, rows)


def _branch(branch: Branch) -> Markup:
    below = Markup().join(_branch(one) for one in branch.below)
    return Markup("<li>{}{}</li>").format(branch.text, Markup("<ul>{}</ul>").format(below) if below else "")


def _element(name: str, text: str, attribute: str = "") -> Markup:
    return Markup("<{}>{}</{}>").format(Markup(" ".join(filter(None, (name, attribute)))), escape(text), Markup(name))  # noqa: S704 - names of ours
