"""Documents that are known by name and have no number: charters (điều lệ), platforms (cương lĩnh).

Those of the Party and the unions stand in ``by_name.csv``; a charter of an association, a fund or a company is told by
whose it is: "Điều lệ Hội Làm vườn tỉnh Sơn La".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extract.bodies.canonical import Standpoint, resolve
from extract.bodies.mentioned import find_body
from extract.mentions.named import NamedDocument
from extract.mentions.type_words import label_of
from extract.records import Body
from extract.vocabulary import pattern_of, rows, words_of
from extract.words import any_of, single_spaced, slug, spelled

_CHARTER = "ĐL"
_AND, _COUNTRY = " và", " Việt Nam"
_ENACTS = tuple(f"{words} " for words in words_of("by_name", "enacts_charter"))
_COMES_WITH = pattern_of("titles", "issued_with", before=r"\s\(?(?:ban hành\s)?", behind=r"\s")


class _Kind(NamedTuple):
    """Documents of a type that one body made."""

    code: str
    issuer: Body


def find_charters(text: str, standpoint: Standpoint) -> Iterator[NamedDocument]:
    """All that are cited, kind by kind. Linear in the length of the text."""
    for names in _patterns():
        for named in names.finditer(text):
            code, issuer = _kinds()[single_spaced(named["name"])]
            yield NamedDocument(*named.span(), code, label_of(code), named[0], None, issuer)
    for opens in _charters().finditer(text):
        body = find_body(text, opens.start("body"))
        start = opens.start() - len("Điều l")
        if body is None or text.endswith(_ENACTS, 0, start) or text[opens.end() : body.end].islower():
            continue  # "Điều lệ công ty"; what the document itself approves or amends
        if opens["fund"] and _COMES_WITH.match(text, body.end):
            continue  # the decision that it came with is cited
        if text.startswith(_COUNTRY, body.end):
            body = body._replace(end=body.end + len(_COUNTRY), head=body.head + _COUNTRY)
        if text.endswith(_AND, 0, body.end):  # the next charter
            body = body._replace(end=body.end - len(_AND), head=body.head.removesuffix(_AND))
        whose = resolve(body, standpoint) if opens["fund"] is None else None  # a fund's is approved by others
        name = single_spaced(text[start : body.end])
        yield NamedDocument(start, body.end, _CHARTER, label_of(_CHARTER), name, None, whose)


@cache
def _kinds() -> dict[str, _Kind]:
    """The names of the table -> what they are names of."""
    return {
        name: _Kind(row["role"], Body(row["issuer"], slug(row["issuer"]), "central"))
        for row in rows("by_name")
        if row["issuer"]
        for written in spelled(row["words"])
        for name in (written, written.upper())
    }


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Patterns for these names, by first letter: one that opens with a letter is much faster than with one of two."""
    opens = dict.fromkeys(name[0] for name in _kinds())
    alike = ([name for name in _kinds() if name[0] == letter] for letter in opens)
    return tuple(re.compile(rf"(?P<name>{any_of(names)})(?!\w)(?:\skhóa\s[IVXLC]+)?") for names in alike)


@cache
def _charters() -> re.Pattern[str]:
    """What opens a charter's name, up to the word that tells whose it is: "Điều lệ (sửa đổi) Hội "; from its "ệ" on,
    since a letter that is rare is much faster to find."""
    return re.compile(
        rf"ệ(?<=[Đđ]iều\s[lL]ệ)\s(?:\([^()\n]{{3,40}}\)\s?|sửa\sđổi(?:,\sbổ\ssung)?\s)?(?:của\s)?"
        rf"(?P<body>{_words('of_charter')}|(?P<fund>{_words('of_fund')}))\s"
    )


def _words(role: str) -> str:
    return any_of(words_of("by_name", role))
