"""The picture as Mermaid text for a Markdown page."""

from __future__ import annotations

import re

from kg.drawing.picture import LEVELS, Picture, chain_of
from kg.drawing.scene import scene
from kg.drawing.svg import notices
from kg.drawing.words import words
from kg.wording import Language, day_in

_LINES = {
    "based_on": "-->", "implements": "-.->", "cites": "--o", "supersedes": "==>", "repeals": "==x", "amends": "==o",
    "corrects": "--o", "suspends": "-.-x", "extends": "-.-o",
}  # fmt: skip
_UNSAFE = re.compile(r"[^\w\s.,/–·…-]")


def mermaid(picture: Picture, *, language: Language = "vi", limit: int = 60) -> str:
    """The chain as a Mermaid flowchart, one subgraph a level; above ``limit`` documents groups are collapsed.

    Mermaid lays out by itself, and context would drown the chain: it is left out, and a note says so. Every character
    that Mermaid or HTML could read as markup is written as a numbered entity.
    """
    view = scene(chain_of(picture), limit, context=True)
    said = words()
    names = {box.id: f"n{position}" for position, box in enumerate(view.boxes)}
    nodes = {node.id: node for node in view.picture.nodes}
    lines = ["flowchart BT"]
    for level in LEVELS:
        boxes = [box for box in view.boxes if box.level == level]
        if not boxes:
            continue
        lines.append(f'  subgraph {level}["{_escaped(said.levels[level][language])}"]')
        for box in boxes:
            node = nodes.get(box.id)
            if node is None:
                text = [" ".join(box.label), " ".join(box.under), str(box.year or "")]
            else:
                look = said.statuses[node.status]
                text = [
                    node.label,
                    node.issuer or "",
                    day_in(node.date or "", language),
                    f"{look.icon} {look.name[language]}",
                ]
            shown = "<br>".join(_escaped(part) for part in text if part)
            lines.append(f'    {names[box.id]}["{shown}"]')
        lines.append("  end")
    for link in view.links:
        label = _escaped(said.relations[link.relation].name[language])
        lines.append(f'  {names[link.source]} {_LINES[link.relation]}|"{label}"| {names[link.target]}')
    if picture.root in names:
        lines.append(f"  style {names[picture.root]} stroke-width:4px")
    if said_too := notices(view, language):
        lines.append(f'  note["{"<br>".join(map(_escaped, said_too))}"]')
        lines.append("  style note fill:none,stroke:none")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return _UNSAFE.sub(lambda found: f"#{ord(found[0])};", " ".join(text.split()))
