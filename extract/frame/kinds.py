"""What a text is: a document of some body, or a page that only speaks of documents.

News, questions and answers, encyclopedias and forms have no frame of a document (number, signature, recipients); which
they are tells ``vocabulary/pages.csv``.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from functools import cache
from typing import cast

from extract.bodies.mentioned import find_body
from extract.divisions import ARTICLE
from extract.frame.cells import in_small_letters
from extract.frame.lines import MOTTO
from extract.frame.untyped import ANNEX
from extract.records import Document, Kind
from extract.vocabulary import rows, words_of
from extract.words import UPPER, at_lines, lowered
from ontology import types_with

_HEAD_LINES = 14  # in which a page says what it is
_HEAD = 2_500  # in characters
_MOST = 60_000  # characters in which signs of a page are looked for
DESPITE_FRAME = "despite"
"""Where a sign stands that tells more than a letterhead: a codification quotes the heads of its acts."""
DESPITE_SIGNATURE = "unnumbered"
"""Where a sign stands that tells more than recipients and a signature: a guide shows those of its examples."""
RECITAL = re.compile(r"(?m)^[\W\d]{0,8}Căn cứ\s[^\n]*[^:\n]$")  # what ends "như sau:" opens an answer
_ORDER = re.compile(r"(?m)^\W{0,8}(?:QUYẾT ĐỊNH\s?:|[IVX]{1,4}[.\-–/] )")  # or a heading in Roman figures
_DOTS = ("....", "…")  # in place of what is to be filled in
_PERSONAL = words_of("lines", "personal")  # what a person writes for himself: "ĐƠN XIN NGHỈ VIỆC"
_FORM: Kind = "form"
_DESPITE_TYPE = frozenset({_FORM, "qa"})  # both show documents, or what they ask of one
_OF = " của "
_NUMBERED = re.compile(rf"\d[/-](?:\d{{4}}/)?[{UPPER}]{{2}}")  # an act that it is about
_BINDING = types_with("lays_down_rules") | types_with("changes_acts")  # nobody calls anything else so
_LONGEST_CLIPPING = 600  # of a document, without its frame, in characters


@dataclass(frozen=True, slots=True)
class _Sign:
    """A row of the table; a text with it holds one of ``holds``, in the case that these have. Where a sign may stand
    anywhere, its words are in small letters, too. ``opens_line``: it stands at the head of a line."""

    kind: str
    where: str
    least: int
    holds: tuple[str, ...]
    words: re.Pattern[str]
    opens_line: bool

    def stands_in(self, text: str) -> bool:
        """Whether it does, often enough."""
        said, least = (lowered(text), self.least) if self.where == "any" else (text, 1)
        if self.holds and sum([said.count(letters) for letters in self.holds]) < least:
            return False  # letters are much faster counted than words are found
        found = at_lines(self.words, said) if self.opens_line else self.words.finditer(said)
        return sum(1 for _ in zip(found, range(self.least), strict=False)) == self.least


def _pattern(words: str, where: str) -> re.Pattern[str]:
    """What is sought in small letters knows their case, which is much faster to find."""
    case = re.NOFLAG if where == "any" else re.IGNORECASE
    return re.compile(words.replace("{UPPER}", UPPER), case | re.MULTILINE)


@cache
def _signs() -> tuple[_Sign, ...]:
    return tuple(
        _Sign(
            row["kind"],
            row["where"],
            int(row["least"]),
            tuple(filter(None, row["holds"].split("|"))),
            _pattern(row["words"], row["where"]),
            row["words"].startswith("^"),
        )
        for row in rows("pages")
        if row["kind"] != "tail"
    )


def kind_of(document: Document, text: str, written: str, *, encloses: bool) -> Kind:
    """What a text with this letterhead is; as it was ``written`` it still has the marks that repair takes away."""
    if document.type in types_with("consolidates"):
        return "consolidated"
    if (said := _said_by_signs(written, DESPITE_FRAME)) is not None:
        return said
    if encloses and document.type == "CV":
        return "letter"
    if _is_blank(document, written) and _said_by_signs(written, "head", "any") == _FORM:
        return _FORM
    if document.number or document.symbol:
        return "document"
    return _said_by_signs(written, DESPITE_SIGNATURE) or _unnumbered(document, text)


def _is_blank(document: Document, written: str) -> bool:
    """Whether a typed document has neither number nor day nor anybody's name, but dots in its letterhead."""
    signed = document.signer is not None and document.signer.name is not None
    if document.type is None or document.number or document.date or signed:
        return False
    return sum(1 for line in _head_lines(written) if any(dots in line for dots in _DOTS)) > 1


def _unnumbered(document: Document, text: str) -> Kind:
    """What a text is that has no number of its own."""
    if document.issuer is None and (document.type_label or document.title or "").upper().startswith(_PERSONAL):
        return _FORM
    if ANNEX.match(text) and _said_by_signs(text, "head", "any") == _FORM:
        return _FORM
    if document.recipients or (document.signer is not None and document.signer.position):
        return "document"
    said = _said_by_signs(text, "head", "any")
    if said is None and document.issuer and document.title and ANNEX.match(text):
        return "document"
    of_body = (
        document.issuer is not None or document.date is not None or _has_motto(text) or _opens_titled(document, text)
    )
    recital, operative = next(at_lines(RECITAL, text), None) is not None, is_operative(text)
    if not (recital or _is_official(document, text)):
        operative = of_body = False
    typed = document.type is not None and document.type != "CV"
    told = typed or (document.issuer is not None and (recital or (document.title or document.type_label) is not None))
    headed = told or (document.issuer is not None and _has_motto(text))
    filled = headed and document.date is not None and document.place is not None  # what no blank form has
    if said is not None and (((said in _DESPITE_TYPE or document.type is None) and not filled) or not of_body):
        return said
    framed = filled or ((recital and operative) if document.type is None else (recital or operative or of_body))
    return "document" if framed or len(text) < _LONGEST_CLIPPING else "page"


def _is_official(document: Document, text: str) -> bool:
    """Whether anything tells that a body issued a typed text; manuals, essays and advertisements have parts, too."""
    if document.date or document.type == "CV" or document.type in _BINDING or _has_motto(text):
        return True
    if (document.issuer and document.issuer.level != "other") or _NUMBERED.search(text, 0, _HEAD):
        return True
    title = in_small_letters(document.title or "")
    of = title.lower().find(_OF)  # "KẾT LUẬN CỦA THỦ TƯỚNG CHÍNH PHỦ"
    return of >= 0 and find_body(title, of + len(_OF)) is not None


def is_operative(text: str, start: int = 0, end: int = sys.maxsize) -> bool:
    """Whether a text holds what only that of a document does: an article, an order, a heading in Roman figures."""
    articles = at_lines(ARTICLE, text, start, end)
    if any(text.startswith(".", one.end()) for one in articles):
        return True
    return next(at_lines(_ORDER, text, start, end), None) is not None


def _said_by_signs(text: str, *places: str) -> Kind | None:
    """What the first sign tells that is looked for in one of these places."""
    head = "\n".join(_head_lines(text)) if "head" in places else ""
    start = text[:_MOST]
    for sign in _signs():
        if sign.where in places and sign.stands_in(head if sign.where == "head" else start):
            return cast(Kind, sign.kind)
    return None


def _head_lines(text: str) -> list[str]:
    """The first lines that hold something."""
    return [line for line in text[:_HEAD].split("\n") if line.strip()][:_HEAD_LINES]


def _opens_titled(document: Document, text: str) -> bool:
    """Whether a text opens with its type and title in capitals, the letterhead over them being lost."""
    title = document.title or ""
    return title.isupper() and text.lstrip(" *#|\n").startswith(f"{document.type_label} ".upper().rstrip())


def _has_motto(text: str) -> bool:
    lines = [line.strip(" |*_-") for line in _head_lines(text)]
    return sum(1 for line in lines if len(line) < 90 and MOTTO.match(line)) > 1
