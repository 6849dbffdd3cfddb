"""What the picture shows, in one sentence: how many documents derive from its root, by which way, and how many rely on
what had ended."""

from __future__ import annotations

from collections.abc import Sequence

from extract.records import DERIVING
from kg.answers.ways import ways, ways_in_words
from kg.drawing.picture import Picture, PictureNode, measured
from kg.drawing.words import words
from kg.wording import Language, number_in


def headline(picture: Picture, language: Language) -> str:
    """The sentence; a picture without root is only counted."""
    picture = measured(picture)
    root = next((node for node in picture.nodes if node.id == picture.root), None)
    if root is None:
        return f"{_counted(picture.nodes, language)}."
    below = [node for node in picture.nodes if (node.depth or 0) > 0]
    above = [node for node in picture.nodes if (node.depth or 0) < 0]
    said = {"root": name_in_sentence(root)}
    if below:
        head = _say("derive" if len(below) > 1 else "derives", language, who=_counted(below, language), **said)
        head = f"{head}: {_ways(picture, below, language)}"
    elif above:
        head = _say("derives_from", language, what=_counted(above, language), **said)
    else:
        head = _say("derives_nothing", language, **said)
    sentence = f"{head}; {_findings(root, below, language)}."
    return sentence[0].upper() + sentence[1:]


def title_of(picture: Picture, language: Language) -> str:
    """What stands above a picture that nobody has given a title."""
    root = next((node for node in picture.nodes if node.id == picture.root), None)
    if root is None:
        return words().page["picture"][language]
    return _say("lineage_of", language, document=root.name or name_in_sentence(root))


def name_in_sentence(node: PictureNode) -> str:
    """ "Chỉ thị 33/CT-TTg": a number alone does not say what it is of."""
    return f"{node.type_label} {node.label}" if node.type_label and node.label == node.number else node.label


def _ways(picture: Picture, below: Sequence[PictureNode], language: Language) -> str:
    """How many derive directly, through another document of the chain, or both."""
    links = ((edge.source, edge.target) for edge in picture.edges if edge.relation in DERIVING)
    depths = {node.id: node.depth or 0 for node in below}
    found = ways(str(picture.root), depths, depths, links)
    return ways_in_words(found, {node.id: node.label for node in below}, language)


def _findings(root: PictureNode, below: Sequence[PictureNode], language: Language) -> str:
    """How many rely on what had ended when they were signed; where none was found, that alone is said."""
    found = [node for node in below if node.ended]
    if found:
        return _say("rely" if len(found) > 1 else "relies", language, who=_counted(found, language))
    if root.ended and not below:
        bases = {one.label.vi for one in root.ended}
        return _say("of_them_ended", language, n=number_in(len(bases), language))
    return _say("none_relies", language)


def _counted(nodes: Sequence[PictureNode], language: Language) -> str:
    kind = "plan" if all(node.type_label == "Kế hoạch" for node in nodes) else "document"
    return _say(kind if len(nodes) == 1 else f"{kind}s", language, n=number_in(len(nodes), language))


def _say(key: str, language: Language, **values: str) -> str:
    text = words().page[key][language]
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
