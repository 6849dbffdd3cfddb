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
from extract.vocabulary import rows, words_of
from extract.words import UPPER, any_of, single_spaced, slug, spelled

_CHARTER = "ĐL"
_ENACTS = tuple(f"{words} " for words in words_of("by_name", "enacts_charter"))
_PROPER = re.compile(rf"[{UPPER}]")


class _Kind(NamedTuple):
    """Documents of a type that one body made, and a pattern for their names, which opens with a single letter: that is
    much faster to find than one of two."""

    code: str
    issuer: Body
    names: re.Pattern[str]


def find_charters(text: str, standpoint: Standpoint) -> Iterator[NamedDocument]:
    """All that are cited, kind by kind. Linear in the length of the text."""
    for code, issuer, names in _kinds():
        for named in names.finditer(text):
            yield NamedDocument(*named.span(), code, label_of(code), named[0], None, issuer)
    for opens in _charters().finditer(text):
        body = find_body(text, opens.start("body"))
        start = opens.start() - len("Điều l")
        if body is None or text.endswith(_ENACTS, 0, start) or _PROPER.search(text, opens.end(), body.end) is None:
            continue  # "Điều lệ công ty"; what the document itself approves
        whose = resolve(body, standpoint) if opens["fund"] is None else None  # a fund's is approved by others
        name = single_spaced(text[start : body.end])
        yield NamedDocument(start, body.end, _CHARTER, label_of(_CHARTER), name, None, whose)


@cache
def _kinds() -> tuple[_Kind, ...]:
    """The documents that the table names, by type, issuer and first letter."""
    named: dict[tuple[str, str, str], list[str]] = {}
    for row in rows("by_name"):
        for name in spelled(row["words"]) if row["issuer"] else ():
            named.setdefault((row["role"], row["issuer"], name[0]), []).append(name)
    return tuple(
        _Kind(code, Body(issuer, slug(issuer), "central"), re.compile(rf"{any_of(names)}(?!\w)(?:\skhóa\s[IVXLC]+)?"))
        for (code, issuer, _), names in named.items()
    )


@cache
def _charters() -> re.Pattern[str]:
    """What opens a charter's name, up to the word that tells whose it is: "Điều lệ (sửa đổi) Hội "; from its "ệ" on,
    since a letter that is rare is much faster to find."""
    return re.compile(
        rf"ệ(?<=[Đđ]iều\s[lL]ệ)\s(?:\([^()\n]{{3,40}}\)\s?)?(?:của\s)?"
        rf"(?P<body>{_words('of_charter')}|(?P<fund>{_words('of_fund')}))\s"
    )


def _words(role: str) -> str:
    return any_of(words_of("by_name", role))
