"""A document as a person writes it: "33/CT-TTg", "qd 23-qd/tw", "luat dan chu co so", "61/KH-UBND tỉnh Lạng Sơn 2026".

With or without accents, case and spaces. One document is the answer; of several all are listed, of none what is near.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode

from extract.errors import AmbiguousReferenceError, Sentence, UnknownReferenceError
from kg.answers.remembered import remembered
from kg.answers.view import DocumentView, views
from kg.answers.words import Hit, Limits, words_of
from kg.graph.terms import INFERRED, A, term
from kg.identity.keys import dates_agree, is_id
from kg.identity.naming import leaves_type_open, measure_of, number_block
from kg.storage.store import Store
from ontology import table
from ontology.spelling import fold

SHOWN = 8
"""How many candidates or neighbours an error lists."""

LONGEST = 500
"""Characters of a reference; more than any document's name has."""

_TELLING = 3
"""Words, beside those of a type, that make a title a name."""

_LOOKED_AT = 50
"""Documents of which those that share the most with a reference are chosen."""

_DATE = re.compile(r"\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*((?:19|20)\d\d)\b")
_NUMBER = re.compile(r"\b\d+(?:\.\d+)?(?:\s*/\s*(?:19|20)\d\d)?\s*[-/]\s*[a-z][a-z0-9]*(?:\s*[-/&]\s*[a-z][a-z0-9]*)*")
_YEAR = re.compile(r"(?<![\d/])\b(?:19|20)\d\d\b(?!\s*/)")
_FIGURES = re.compile(r"\b\d+(?:\.\d+)?(?:\s*/\s*(?:19|20)\d\d)?\b")
_GLUED = re.compile(r"(?<=\d)(?=[a-z]{2})|(?<=[a-z]{2})(?=\d)")
_WORD = re.compile(r"[a-z0-9]+")
_AMENDING = frozenset({"sua", "doi"})
"""The words of a law that amends others, which holds their names, too."""
_EMPTY = frozenset({"so", "ngay", "thang", "nam", "cua", "ve"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reference asks for: a folded number or its leading figures, a date, types (measure names), other words.

    ``type_open``: the number does not tell the type.
    """

    block: str | None
    figures: str | None
    date: str | None
    types: frozenset[str]
    words: tuple[str, ...]
    type_open: bool


def find_document(store: Store, reference: str) -> DocumentView:
    """The one document that a reference means.

    Raises UnknownReferenceError for none, AmbiguousReferenceError, listing them, for several.
    """
    found = fitting(store, reference)
    total = len(found)
    if not found:
        found, total = _of_a_time(store, parse_reference(reference))
    if total == 1:
        return found[0]
    if found:
        listed = "; ".join(f"{view.label} <{view.id}>" for view in found[:SHOWN])
        left = total - SHOWN
        more = Sentence("; and {count} more", count=left) if left > 0 else ""
        raise AmbiguousReferenceError(
            "“{reference}” may mean {count} documents, add a date or an issuer: {listed}{more}",
            reference=reference,
            count=total,
            listed=listed,
            more=more,
        )
    close = "; ".join(view.label for view in near(store, reference))
    if not close and not words_of(store).every(Limits(held=True), 1)[0]:
        raise UnknownReferenceError("The store is empty: no file was read into it; read some with cancu build FOLDER.")
    hint = Sentence("near it: {documents}", documents=close) if close else Sentence("nothing is near it")
    raise UnknownReferenceError("“{reference}” names no document in the store; {hint}.", reference=reference, hint=hint)


def fitting(store: Store, reference: str) -> list[DocumentView]:
    """All documents of the store that a reference may mean; an id means one.

    Raises UnknownReferenceError for what is no reference, and for an id that the store does not know.
    """
    reference = " ".join(reference.split())
    if not reference or len(reference) > LONGEST:
        raise _no_reference()
    if is_id(reference):
        return [_by_id(store, reference)]
    wanted = parse_reference(reference)
    if not wanted.block and not wanted.figures and len(title := _titled(store, reference, wanted)) == 1:
        return title
    return _fitting(store, wanted)


def is_numbered(reference: str) -> bool:
    """Whether a reference gives a whole number, or is an id: such words name a document, others look for some."""
    return is_id(reference.strip()) or parse_reference(reference).block is not None


def _no_reference() -> UnknownReferenceError:
    return UnknownReferenceError("The reference is empty or too long; write a number such as 33/CT-TTg, or a name.")


def _titled(store: Store, reference: str, wanted: Wanted) -> list[DocumentView]:
    """The documents whose titles hold these very words, of which a type may be one: "Quy chế công tác dân vận".

    Where several do, those that were issued to lay it down, and not to carry it out; of these the central one, for
    whoever means a place's own names the place.
    """
    if not (wanted.types and len(wanted.words) >= _TELLING) or wanted.date:
        return []
    phrase = " ".join(_WORD.findall(fold(reference)))
    found = list(views(store, words_of(store).in_title(phrase)).values())
    issuing = [view for view in found if f"ban hanh {phrase}" in " ".join(_WORD.findall(fold(view.title or "")))]
    central = [view for view in issuing if view.level == "central"]
    return central or issuing or found


def found(
    store: Store, reference: str, limits: Limits, count: int | None, offset: int = 0, *, unfinished: bool = False
) -> tuple[list[Hit], int]:
    """The documents that a reference may mean, by its number where it has one, else by its words: ``count`` of them
    after ``offset``, and how many there are. ``unfinished``: the last word may be only begun."""
    reference = " ".join(reference.split())
    index = words_of(store)
    if meant := index.among(_meant(store, reference), limits):
        return meant[offset : None if count is None else offset + count], len(meant)
    if not reference or len(reference) > LONGEST:
        raise _no_reference()
    return index.find(reference, limits, count, offset, unfinished=unfinished)


def parted(
    store: Store, reference: str, limits: Limits, most: int, *, unfinished: bool = False
) -> dict[str, list[tuple[str, int]]]:
    """How the documents that :func:`found` gives part by type, level, province and year; without words, all of them."""
    reference = " ".join(reference.split())
    index = words_of(store)
    if meant := index.among(_meant(store, reference), limits):
        return index.parted([hit.iri for hit in meant], limits, most)
    return index.parted(reference, limits, most, unfinished=unfinished)


def _meant(store: Store, reference: str) -> tuple[str, ...]:
    """The documents (ids) that a number or an id means, however it is limited; none for words."""
    wanted = parse_reference(reference)
    if not (is_id(reference) or wanted.block or wanted.figures):
        return ()
    return remembered(store, ("meant", reference), lambda: tuple(view.id for view in fitting(store, reference)))


def types_named(name: str) -> frozenset[str]:
    """The types, as in a URN, that a name or symbol means: "KH", "kế hoạch", "ke hoach"; none for other words."""
    return _types().get(fold(name), frozenset())


def near(store: Store, reference: str) -> Sequence[DocumentView]:
    """The documents of the store that share the most with a reference."""
    return _near(store, parse_reference(reference))


def parse_reference(reference: str) -> Wanted:
    """What a reference asks for, word by word."""
    text = fold(reference)
    date = None
    if day := _DATE.search(text):
        date = f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}"
        text = text.replace(day[0], " ")
    number = _NUMBER.search(text)
    text = text.replace(number[0], " ") if number else _GLUED.sub(" ", text)
    figures = None if number else _FIGURES.search(_YEAR.sub(" ", text))
    if figures:
        text = text.replace(figures[0], " ", 1)
    if date is None and (year := _YEAR.search(text)):
        date = year[0]
        text = text.replace(year[0], " ", 1)
    words = _WORD.findall(text)
    types: frozenset[str] = frozenset()
    for size in (3, 2, 1):
        if found := _types().get(" ".join(words[:size])):
            types, words = found, words[size:]
            break
    return Wanted(
        block=number_block(number[0]) if number else None,
        figures=number_block(figures[0]).strip(".") if figures else None,
        date=date,
        types=types,
        words=tuple(word for word in words if word not in _EMPTY),
        type_open=number is None or leaves_type_open(number[0]),
    )


@cache
def _types() -> dict[str, frozenset[str]]:
    """Measure names by folded label and by folded symbol: "qd" may be a decision or a rule."""
    found: dict[str, set[str]] = {}
    for row in table("types"):
        names = {row["label"], row["code"], *row["symbols"].split("|")} - {""}
        for name in names:
            found.setdefault(fold(name), set()).add(measure_of(row["code"]))
    return {name: frozenset(measures) for name, measures in found.items()}


def _by_id(store: Store, iri: str) -> DocumentView:
    try:
        found = views(store, [NamedNode(iri).value])
    except ValueError:
        found = {}
    if iri not in found:
        raise UnknownReferenceError("<{iri}> is not in the store; `cancu query cited-unseen` lists what is.", iri=iri)
    return found[iri]


def _numbered(store: Store, block: str) -> list[str]:
    """The documents (ids) of a number; those that only the register knows count only where there are no others."""
    bearing = store.pointing(term("cancu:block"), [Literal(block)], INFERRED)
    nodes = [quad.subject for quad in bearing if isinstance(quad.subject, NamedNode)]
    nodes = [node for node in nodes if next(store.match(node, A, term("cancu:Document"), INFERRED), None)]
    return [node.value for node in nodes if _is_known(store, node)] or [node.value for node in nodes]


def _is_known(store: Store, document: NamedNode) -> bool:
    """Whether some source is the document, or cites it."""
    cited, read = store.match(None, term("oa:hasBody"), document), store.match(document, term("cancu:readFrom"))
    return next(cited, None) is not None or next(read, None) is not None


def _fitting(store: Store, wanted: Wanted) -> list[DocumentView]:
    if wanted.block:
        bearing = _numbered(store, wanted.block)
    elif wanted.figures:
        bearing = words_of(store).numbered(wanted.figures)
    elif wanted.words:
        return _by_words(store, wanted)
    else:
        return []
    found = list(views(store, bearing).values())
    fitting = [
        view for view in found if dates_agree(wanted.date, view.date or view.year) and _has_words(view, wanted.words)
    ]
    of_type = [view for view in fitting if not wanted.types or _measure(view) in wanted.types]
    return of_type or ([] if wanted.type_open else fitting)


def _of_a_time(store: Store, wanted: Wanted) -> tuple[list[DocumentView], int]:
    """The documents of which a type and a year or day are all that is asked ("ke hoach 2024"): those that are listed,
    and how many there are."""
    if wanted.block or wanted.figures or wanted.words or not (wanted.types and wanted.date):
        return [], 0
    limits = Limits(types=wanted.types, years=frozenset({wanted.date[:4]}), on=wanted.date)
    hits, total = words_of(store).every(limits, SHOWN)
    return list(views(store, [hit.iri for hit in hits]).values()), total


def _by_words(store: Store, wanted: Wanted) -> list[DocumentView]:
    """By name first, because that is how people call a law; by title where no name fits.

    A law's name means the law: whoever means one that amends it says so.
    """
    hits, _ = words_of(store).find(" ".join(wanted.words), Limits(), None)
    found = views(store, (hit.iri for hit in hits)).values()
    fitting = [view for view in found if dates_agree(wanted.date, view.date or view.year)]
    fitting = [view for view in fitting if not wanted.types or _measure(view) in wanted.types]
    named = [view for view in fitting if set(wanted.words) <= _words(view.label)]
    if not set(wanted.words) >= _AMENDING:
        named = [view for view in named if not _words(view.label) >= _AMENDING] or named
    return named or [view for view in fitting if _has_words(view, wanted.words)]


def _near(store: Store, wanted: Wanted) -> Sequence[DocumentView]:
    """Documents that share the most with what was asked for."""
    asked = {*wanted.words, *(wanted.block or wanted.figures or "").split(".")} - {""}

    def shared(view: DocumentView) -> int:
        block = set(number_block(view.number).split(".")) if view.number else set()
        return len(asked & (block | _words(view.label) | _words(view.title or "")))

    some = views(store, words_of(store).near(sorted(asked), _LOOKED_AT)).values()
    ranked = sorted(some, key=shared, reverse=True)
    return [view for view in ranked[:SHOWN] if shared(view)]


def _has_words(view: DocumentView, words: Iterable[str]) -> bool:
    text = f"{view.label} {view.title or ''} {view.issuer or ''} {view.province or ''}"
    return set(words) <= _words(text)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(fold(text)))


def _measure(view: DocumentView) -> str:
    return ".".join(_WORD.findall(fold(view.type_label or "")))
