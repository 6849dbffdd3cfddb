"""Text of documents made fit to show: nothing invisible, nothing that turns the reading direction, nothing endless."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import overload

from kg.drawing.picture import Claim, EndedBasis, Excerpt, Picture, PictureNode, Said
from kg.harmless import HIDDEN

LONGEST = 2000
"""Characters of one piece of text that a picture shows at most."""

_ISO = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)


def plain(text: str) -> str:
    """The text with control and direction characters written out ("[U+202E]"), clipped at :data:`LONGEST`."""
    shown = HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text[:LONGEST])
    return shown + "…" if len(text) > LONGEST else shown


def plain_picture(picture: Picture) -> Picture:
    """The picture with every text fit to show, and without dates that are none; ids, levels and relations stay."""
    return replace(
        picture,
        nodes=tuple(_plain_node(node) for node in picture.nodes),
        edges=tuple(
            replace(edge, evidence=tuple(_plain_evidence(words) for words in edge.evidence)) for edge in picture.edges
        ),
    )


def _plain_node(node: PictureNode) -> PictureNode:
    return replace(
        node,
        label=plain(node.label),
        number=_plain(node.number),
        type_label=_plain(node.type_label),
        issuer=_plain(node.issuer),
        province=_plain(node.province),
        date=node.date if node.date is not None and _ISO.fullmatch(node.date) else None,
        title=_plain(node.title),
        name=_plain(node.name),
        status_reason=_plain_said(node.status_reason),
        inferred=_plain_said(node.inferred),
        ended=tuple(_plain_ended(one) for one in node.ended),
        source=_plain(node.source),
        claims=tuple(_plain_claim(claim) for claim in node.claims),
        conflicts=tuple(plain(name) for name in node.conflicts),
    )


def _plain(text: str | None) -> str | None:
    return None if text is None else plain(text)


@overload
def _plain_said(said: Said) -> Said: ...
@overload
def _plain_said(said: Said | None) -> Said | None: ...
def _plain_said(said: Said | None) -> Said | None:
    return None if said is None else Said(plain(said.vi), plain(said.en))


def _plain_ended(one: EndedBasis) -> EndedBasis:
    label, said = _plain_said(one.label), _plain_said(one.said)
    return replace(one, label=label, said=said, evidence=_plain_evidence(one.evidence))


def _plain_claim(claim: Claim) -> Claim:
    return replace(claim, field=plain(claim.field), value=plain(claim.value), source=plain(claim.source))


def _plain_evidence(words: Excerpt) -> Excerpt:
    return replace(words, quote=plain(words.quote), sentence=plain(words.sentence), source=plain(words.source))
