"""Bodies as the subject of a clause: "UBND các cấp bãi bỏ A" tells them to do it, and does it not itself.

Who issued the document acts by it: "Ủy ban nhân dân tỉnh quyết định bãi bỏ A" in the committee's own act ends A, but
not what it is bound to do ("có trách nhiệm bãi bỏ A"). Where it is not known who did, the words for many bodies tell:
"Các bộ, cơ quan ngang bộ, địa phương".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.bodies.mentioned import find_body
from extract.bodies.named import Named
from extract.clauses import names_type
from extract.records import Body, Document
from extract.roles.cues import CHANGES, Cue, Token, Vocabulary
from extract.vocabulary import pattern_of, words_of
from extract.words import any_of, key
from ontology import table, types_with

_OPENING = re.compile(
    r"[\s\-–+•*]{0,6}(?:Điều\s\d{1,3}\.\s)?(?:(?:\d{1,2}(?:\.\d{1,2}){0,2}|[a-zđ]|[IVX]{1,5})[.)]\s)?(?:-\s)?"
)
_MANY = pattern_of("around_bodies", "many", before=r"(?P<each>(?i:các|những)\s)?", any_case=True)
_AMONG = (" các ", " cấp ")  # "UBND các cấp" are many
_AND = re.compile(rf"(?:\s?,)?\svà\s|\s?,\s|\s(?={any_of(map(str.strip, _AMONG))}\s)")
_CLAUSE = re.compile(r"(?:,?\sthì|[,:|])\s")  # before a subject that does not open its sentence
_OF, _OF_REACH = " của ", 60  # before a comma in a list of bodies to which something belongs
_MODAL = re.compile(
    rf"\s(?:(?P<bound>{any_of(words_of('around_bodies', 'bound_to'))})"
    rf"|{any_of(words_of('around_bodies', 'decides_that'))})(?=[\s:])"
)
_NO_GROUP = any_of([*words_of("around_bodies", "no_group"), *(row["label"] for row in table("types"))])
_GROUP = re.compile(  # who has no name
    rf"(?i:{any_of(words_of('around_bodies', 'group'))}(?:,?\s(?!{_NO_GROUP}(?!\w))[^\s,;:.|]+){{1,10}})"
)
_ASKS = pattern_of("around_bodies", "asks_for", behind=r"\s", any_case=True)
_DECIDES_BEHIND = tuple(f"{words} " for words in words_of("around_bodies", "decides_behind"))  # what opens its sentence
_REACH = 200  # before a verb, in which its subject begins, in characters
_ADVERBS = 90  # between a body and what it does: "hằng năm", "theo thẩm quyền", "ban hành văn bản", in characters
_PARTED, _STOPS, _THIS = (
    frozenset(";:.|“”"),
    frozenset(":.|“”"),
    " này ",
)  # where another clause begins, or this document acts
ENACTS = "ban hành"
"""What who enacts an act does."""
_MOST = 8  # bodies of a subject
_PROVINCES = frozenset({"tỉnh", "thành phố"})  # either word may stand for a province
_GROUPS = types_with("changes_acts") - types_with("carries_on")  # in which "Sở Y tế:" may head what it handed in
_ACTS = frozenset(key(row["label"]) for row in table("types") if row["code"] in types_with("changes_acts"))
ISSUER = "issuer"
"""The id of the cue that stands for who issued the document, where it acts."""
_TOLD, _ITSELF = Cue("told", "", "asked"), Cue(ISSUER, "", "self")


class Subjects:
    """Who acts in the clauses of one document, where they name a body as their subject."""

    def __init__(self, text: str, document: Document, vocabulary: Vocabulary) -> None:
        self._text, self._vocabulary = text, vocabulary
        self._issuers = tuple(filter(None, (document.issuer, *document.co_issuers)))
        self._decides = document.type in _GROUPS or document.type is None
        self._grouped = document.type in _GROUPS and any(
            _changes(one.cue) for one in vocabulary.deciding(document.title or "", 0, len(document.title or ""))
        )

    def acting(self, sentence: int, start: int, end: int) -> Token | None:
        """The body that is said to change what follows the stretch ``start:end``, as a word that asks it to, or as this
        document where it is its issuer; ``sentence``: where the sentence of the stretch begins."""
        verb = next((one for one in self._vocabulary.deciding(self._text, start, end) if _changes(one.cue)), None)
        if verb is None:
            return None
        opening = _OPENING.match(self._text, sentence, max(sentence, verb.start))
        behind = opening.end() if opening else sentence
        places = self._places(start, verb.start, opening if sentence == start else None)
        for place in reversed(places):
            asks = _ASKS.match(self._text, place, verb.start)
            for subject, other in self._subjects(asks.end() if asks else place, verb.start):
                asked = other or asks is not None or not self._decides
                if not asked and place > behind:
                    rests = self._text[behind:place].lower().startswith(_DECIDES_BEHIND)
                    if rests and sentence == start:
                        return None  # "Từ ngày ..., Ủy ban nhân dân tỉnh bãi bỏ A": what denies it still may
                    asked = not rests  # "Sở Nội vụ tổng hợp, Ủy ban nhân dân tỉnh bãi bỏ A", "Hằng năm, ..."
                opens = place == behind and other
                if (token := self._does(place, subject, asked, verb.start, opens=opens)) is not None:
                    return token
        return None

    def heads(self, start: int, end: int, *, grouped: bool) -> bool:
        """Whether the line ``start:end`` is a body under which stands what it is told to do: "2. Sở Tư pháp:".

        ``grouped``: it stands in a list of what ends, and heads what the body handed in, unless that is asked of it.
        """
        if not self._text.endswith(":", start, end):
            return False
        for place in self._places(start, end, _OPENING.match(self._text, start, end)):
            asks = _ASKS.match(self._text, place, end)
            for subject, other in self._subjects(asks.end() if asks else place, end):
                modal = _MODAL.match(self._text, subject, end)
                told = asks is not None or (modal is not None and modal["bound"] is not None)
                told = told or (other and not grouped and not self._grouped)
                behind = modal.end() if modal else subject
                if told and (behind == end - 1 or self._is_told(behind, end - 1)):
                    return True
        return False

    def _is_told(self, start: int, end: int) -> bool:
        """Whether the words behind a body only say how it does what stands below: "khẩn trương", "chỉ đạo"."""
        words = self._text[start:end]
        if len(words) > _ADVERBS or not _PARTED.isdisjoint(words) or not words.startswith(" "):
            return False
        return CHANGES.isdisjoint(one.cue.meaning for one in self._vocabulary.deciding(self._text, start, end))

    def _places(self, start: int, end: int, opening: re.Match[str] | None) -> list[int]:
        """Where a subject may begin before ``end``: behind what opens a sentence, and behind commas and colons."""
        first = max(start, end - _REACH)
        commas = _CLAUSE.finditer(self._text, first, end)
        return [*([opening.end()] if opening else []), *(one.end() for one in commas if not self._of(first, one))]

    def _does(self, place: int, subject: int, other: bool, verb: int, *, opens: bool) -> Token | None:
        """A subject at ``place:subject`` before its ``verb``; what else it is said to do, or how, tells it to do it.

        One of another body that ``opens`` its sentence is told what stands behind a semicolon, too.
        """
        if not self._grouped and self._text.startswith(":", subject):
            subject += 1
        modal = _MODAL.match(self._text, subject, verb)
        subject = modal.end() if modal else subject
        bound = modal is not None and modal["bound"] is not None
        told = other or bound
        if verb == subject + (2 if bound and self._text.startswith(":", subject) else 1):
            return Token(place, subject, _TOLD if told else _ITSELF)
        between = self._text[subject:verb]
        if told and opens and len(between) <= _REACH and _THIS not in between and _STOPS.isdisjoint(between):
            return Token(place, verb - 1, _TOLD)  # "Sở Nội vụ triển khai Nghị quyết; bãi bỏ A"
        if len(between) > _ADVERBS or _THIS in between or not _PARTED.isdisjoint(between):
            return None
        if not told and between.startswith(f" {ENACTS} ") and names_type(between.removeprefix(f" {ENACTS} ")):
            return None  # "Chính phủ ban hành Nghị định sửa đổi A"
        return Token(place, verb - 1, _TOLD)

    def _of(self, first: int, comma: re.Match[str]) -> bool:
        """Whether a comma stands in a list of bodies to which something belongs: "Thông tư của Bộ A, Bộ B"."""
        of = self._text.rfind(_OF, max(first, comma.start() - _OF_REACH), comma.start())
        return of >= 0 and self._text.find(",", of, comma.start()) < 0

    def _subjects(self, position: int, end: int) -> Iterator[tuple[int, bool]]:
        """Where bodies may end that begin at a position, and whether they are others than the document's own."""
        others = bare = False
        for count in range(_MOST):
            if group := self._group(position, end):
                yield group
            many = _MANY.match(self._text, position, end)
            if (body := find_body(self._text, position)) and body.end <= end:
                among = self._text.startswith(_AMONG, body.end)
                if not among and not self._issuers:
                    return
                if not among and any(_is_own(body, one) for one in self._issuers):
                    if not count:
                        yield body.end, False
                    return
                position, others = body.end, not among
            elif many:
                bare = bare or not (count or many["each"])  # "Sở, ngành" are many, "Sở" alone is not
                position, others = many.end(), True
            else:
                return
            joint = _AND.match(self._text, position, end)
            if joint is None:
                if others and not (bare and count == 0):
                    yield position, True
                return
            position = joint.end()

    def _group(self, position: int, end: int) -> tuple[int, bool] | None:
        """The same of others without a name: "Các trường học", "Thủ trưởng các đơn vị"."""
        group = _GROUP.match(self._text, position, end)
        if group is None:
            return None
        modal = _MODAL.search(self._text, position, group.end() + 1)
        return modal.start() if modal else group.end(), True


def calls_itself_act(words: str) -> bool:
    """Whether a document calls itself by a type that can change acts: "Nghị định này", not "Báo cáo này"."""
    return key(words).rpartition(" ")[0] in _ACTS


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
