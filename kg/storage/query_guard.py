r"""A user's SPARQL made harmless: it changes nothing, reaches no network, and does not nest without end.

The parser of the store finds its keywords anywhere, in ``true.SERVICE<…>`` as in ``SERVICESILENT`` or ``SERVICE:x``; to
tell by rules of one's own where it sees one is to guess. So the word is taken out of the text: in strings and IRIs one
letter is written as its code (``SERVIC\u0045``, which means the same), variables, prefixes and blank nodes that hold it
get another name, prefixed names are written as IRIs, comments go. Where it still stands, the query is refused. What the
parser is given does not hold the word, so that no parser can find it there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extract.errors import QueryError
from kg.graph.terms import NAMESPACES

LONGEST = 100_000
"""Characters of a query."""

DEEPEST = 100
"""Brackets in brackets."""

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_IRI = r"""<(?>(?:[^<>"{}|^`\\\x00-\x20]|\\[uU])*)>"""
_MARKS = r"·\u0300-\u036f‿⁀"  # what a name may hold besides letters and digits
_LOCAL = rf":(?>(?:[\w:{_MARKS}-]|%[0-9A-Fa-f]{{2}}|\\.|\.(?=[\w:.%\\-]))*)"
_TOKEN = re.compile(  # each to its end or the text's, so that no text is scanned twice
    rf"""(?P<comment>\#[^\n\r]*+)
    |(?P<string>\"""(?>(?:[^"\\]|\\.|"(?!""))*)(?:\""")?|"(?>(?:[^"\\\n]|\\.)*)"?
    |'''(?>(?:[^'\\]|\\.|'(?!''))*)(?:''')?|'(?>(?:[^'\\\n]|\\.)*)'?)
    |(?P<iri>{_IRI})
    |[?$](?P<variable>[\w{_MARKS}]++)
    |(?P<word>[\w{_MARKS}][\w.{_MARKS}-]*+)(?P<local>{_LOCAL})?
    |(?P<unnamed>{_LOCAL})
    |(?P<opens>[(\[{{])|(?P<closes>[)\]}}])""",
    re.DOTALL | re.VERBOSE,
)
_DECLARED = re.compile(rf"\bPREFIX\s++([^\s:<>]*+):\s*+({_IRI})", re.IGNORECASE)
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*+:")
_SERVICE = re.compile("(servic)(e)", re.IGNORECASE)
_CHANGING = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"))
_PROLOGUE = frozenset(("PREFIX", "BASE", "VERSION"))


@dataclass(slots=True)
class Harmless:
    """A query that may be asked; ``names`` are the variables that got another name, with their own."""

    text: str = ""
    names: dict[str, str] = field(default_factory=dict)

    def columns(self, variables: tuple[str, ...]) -> tuple[str, ...]:
        """The names of columns as the user wrote them."""
        return tuple(self.names.get(name, name) for name in variables)


def harmless(text: str) -> Harmless:
    """A reading query as it may be asked.

    Raises QueryError for one that would change something or reach for the network, nests too deeply, or is no question
    at all.
    """
    if len(text) > LONGEST:
        raise QueryError("The query is longer than {longest:,} characters; that is no question.", longest=LONGEST)
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise QueryError("The query holds bytes that are not UTF-8; save it as UTF-8.")
    plain = _ESCAPE.sub(_spelt_out, text)
    _refuse_change(plain)
    _refuse_depth(plain)
    found = _Renaming(plain).harmless()
    if _SERVICE.search(found.text):
        raise QueryError("SERVICE would reach for the network; ask that server itself.")
    return found


def prefixes_of(text: str) -> tuple[list[str], set[str]]:
    """The prefixes that a query uses, in its order, and those that it may use: its own, and those that come along."""
    used = [token["word"] for token in _TOKEN.finditer(text) if token["local"] and token["word"] != "_"]
    return used, {*NAMESPACES, *(prefix for prefix, _ in _DECLARED.findall(text))}


def iris_of(text: str) -> Iterator[str]:
    """The IRIs that a query names, whole or by a prefix that is known, in its order."""
    prefixes = _namespaces(text)
    for token in _TOKEN.finditer(text):
        if token["iri"]:
            yield token["iri"][1:-1]
        elif (local := token["local"] or token["unnamed"]) and (token["word"] or "") in prefixes:
            yield prefixes[token["word"] or ""] + _unescaped(local[1:])


def _namespaces(text: str) -> dict[str, str]:
    """What the prefixes stand for that come along, and those that a query declares."""
    return {**NAMESPACES, **{prefix: iri[1:-1] for prefix, iri in _DECLARED.findall(text)}}


def _unescaped(local: str) -> str:
    r"""The second part of a name as it is meant: ``a\.b`` is "a.b"."""
    return re.sub(r"\\(.)", r"\1", local)


def _spelt_out(escape: re.Match[str]) -> str:
    """A letter or digit instead of its code: some parsers read codes before, some after they find words and strings."""
    code = escape[1] or escape[2]
    if code is None or int(code, 16) >= 0x80:
        return escape[0]
    sign = chr(int(code, 16))
    if not sign.isalnum():
        raise QueryError("The query writes a sign as {sign}; write the sign itself.", sign=escape[0])
    return sign


def _refuse_change(text: str) -> None:
    for token in _TOKEN.finditer(text):
        word = "" if token["local"] else (token["word"] or "").upper()
        if word in _CHANGING:
            raise QueryError("{word} would change the store; only reading queries are allowed.", word=word)
        if word and word not in _PROLOGUE:
            return


def _refuse_depth(text: str) -> None:
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += bool(token["opens"]) - bool(token["closes"])
        if depth > DEEPEST:
            raise too_deep()


def too_deep() -> QueryError:
    """The refusal of a query whose parts hold parts that hold parts, which the store's parser does not survive."""
    return QueryError("The query nests too deeply; ask for less at once.")


class _Renaming:
    """A query from which the word is taken out, wherever it is no keyword."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._prefixes = {prefix: f"<{iri}>" for prefix, iri in _namespaces(text).items()}
        self._given: dict[tuple[str, str], str] = {}

    def harmless(self) -> Harmless:
        text = _TOKEN.sub(self._written, self._text)
        return Harmless(text, {new: old for (kind, old), new in self._given.items() if kind == "variable"})

    def _written(self, token: re.Match[str]) -> str:
        whole = token[0]
        if token["comment"]:
            return " "
        if not _SERVICE.search(whole):
            return whole
        if token["string"] or token["iri"]:
            return _coded(whole)
        if token["variable"]:
            return f"?{self._other('variable', token['variable'])}"
        if local := token["local"] or token["unnamed"]:
            return self._name(token["word"] or "", local[1:], whole)
        return whole

    def _name(self, prefix: str, local: str, whole: str) -> str:
        if prefix == "_":
            return f"_:{self._other('node', local)}"
        if not _SERVICE.search(local):
            return f"{self._other('prefix', prefix)}:{local}"
        namespace = self._prefixes.get(prefix, "")
        if not _ABSOLUTE.match(namespace):
            raise QueryError("{whole} holds the word SERVICE; write the name as a full <IRI>.", whole=whole)
        return _coded(f"{namespace[:-1]}{_unescaped(local)}>")

    def _other(self, kind: str, name: str) -> str:
        """Another name for a name, which stands nowhere in the text."""
        if (kind, name) not in self._given:
            other = f"renamed{len(self._given)}"
            while other in self._text:
                other += "x"
            self._given[kind, name] = other
        return self._given[kind, name]


def _coded(text: str) -> str:
    return _SERVICE.sub(lambda found: f"{found[1]}\\u{ord(found[2]):04x}", text)
