"""Bodies as the subject of a clause: "UBND các cấp bãi bỏ A" tells them to do it, and does it not itself.

Only where they are others than who issued the document: "Ủy ban nhân dân tỉnh bãi bỏ A" in the committee's own act
ends A. Where it is not known who did, the words for many bodies tell: "Các bộ, cơ quan ngang bộ, địa phương".
"""

from __future__ import annotations

import re

from extract.bodies.mentioned import find_body
from extract.bodies.named import Named
from extract.records import Body, Document
from extract.roles.cues import CHANGES, Cue, Token, Vocabulary
from extract.vocabulary import words_of
from extract.words import any_of, key
from ontology import types_with

_OPENING = re.compile(
    r"[\s\-–+•*]{0,6}(?:Điều\s\d{1,3}\.\s)?(?:(?:\d{1,2}(?:\.\d{1,2}){0,2}|[a-zđ]|[IVX]{1,5})[.)]\s)?(?:-\s)?"
)
_MANY = re.compile(rf"(?P<each>(?i:các|những)\s)?(?i:{any_of(words_of('around_bodies', 'many'))})(?!\w)")
_AND = re.compile(r"\s?,\s(?:và\s)?|\svà\s|\s(?=các\s|cấp\s)")
_MOST = 8  # bodies of a subject
_PROVINCES = frozenset({"tỉnh", "thành phố"})  # either word may stand for a province
_GROUPS = types_with("changes_acts") - types_with("carries_on")  # in which "Sở Y tế:" may head what it handed in
_TOLD = Cue("told", "", "asked")


class Subjects:
    """Who opens a sentence of one document as its subject."""

    def __init__(self, text: str, document: Document, vocabulary: Vocabulary) -> None:
        self._text, self._vocabulary = text, vocabulary
        self._issuers = tuple(filter(None, (document.issuer, *document.co_issuers)))
        self._grouped = document.type in _GROUPS

    def told(self, start: int, end: int) -> Token | None:
        """Bodies that open the stretch ``start:end`` and are told to change what follows, as a word that asks."""
        opening = _OPENING.match(self._text, start, end)
        begin = opening.end() if opening else start
        subject = self._subject(begin, end)
        if subject is None:
            return None
        if not self._grouped and self._text.startswith(":", subject):
            subject += 1
        verb = next((one for one in self._vocabulary.deciding(self._text, subject, end) if _changes(one.cue)), None)
        if verb is None or verb.start != subject + 1:
            return None
        return Token(begin, subject, _TOLD)

    def _subject(self, position: int, end: int) -> int | None:
        """Where bodies end that begin at a position and are not the document's own."""
        others = False
        for count in range(_MOST):
            many = _MANY.match(self._text, position, end)
            if (body := find_body(self._text, position)) and body.end <= end:
                among = self._text.startswith((" các ", " cấp "), body.end)  # "UBND các cấp" are many
                if not among and (not self._issuers or any(_is_own(body, one) for one in self._issuers)):
                    return None
                position, others = body.end, not among
            elif many and (count or many["each"]):
                position, others = many.end(), True
            else:
                return None
            joint = _AND.match(self._text, position, end)
            if joint is None:
                break
            position = joint.end()
        return position if others else None


def _changes(cue: Cue) -> bool:
    return cue.meaning in CHANGES and cue.side != "behind"


def _is_own(body: Named, issuer: Body) -> bool:
    """Whether a body may be the issuer, or who heads it or is headed by it; the Party's organs always may."""
    if body.scope == "party":
        return True
    own, head = key(issuer.name.removesuffix(issuer.unit or "").strip()), key(body.head)
    if own not in head and head not in own:
        return False
    unit = key(issuer.unit or "")
    if body.kind is None or not unit:
        return True
    kind = key(body.kind)
    alike = unit.startswith(kind) or (issuer.level == "province" and kind in _PROVINCES)
    return alike and (body.name is None or key(body.name) in unit)
