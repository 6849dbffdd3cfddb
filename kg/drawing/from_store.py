"""The picture of a lineage out of a store: the chain, its context, what is claimed, and what holds on which day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pyoxigraph import NamedNode

from extract.records import Relation
from kg.answers.basing import Facts
from kg.answers.claims import Claimed, claims_of, conflicts_of
from kg.answers.described import described
from kg.answers.ended import Ended, ended_bases
from kg.answers.index import Direction, index_of
from kg.answers.recognised import Recognised, recognised
from kg.answers.view import DocumentView, Edge, Evidence, edges_at, edges_between, views
from kg.drawing.picture import Claim, EndedBasis, Excerpt, Picture, PictureEdge, PictureNode, Said, StatusSince
from kg.drawing.scene import LIMIT
from kg.drawing.sentences import Texts
from kg.graph.terms import RELATIONS, stated_relation, term
from kg.graph.triples import EVIDENCE_ONLY
from kg.identity.keys import is_day
from kg.law.register import Register, load_register
from kg.law.status import Verdict, status, turns
from kg.law.verdicts import Value as Status
from kg.resolution.descriptions import Description
from kg.storage.store import Store, subject_of, value_of
from kg.wording import LANGUAGES, box_name

CHAIN_MOST = 5000
"""Documents of a chain that a page can hold; the nearest to the root are kept."""

CONTEXT_LEAST = 60
"""Documents of the context that come in beside the longest chain: those with the most citations."""

SOURCES_MOST = 6


@dataclass(frozen=True, slots=True)
class _Said:
    """What the store holds of one document beyond its view."""

    about: Description
    claims: tuple[Claim, ...]
    conflicts: tuple[str, ...]
    inferred: Said | None


def picture_of(
    store: Store,
    root: str,
    *,
    directions: Sequence[Direction] = ("down", "up"),
    depth: int | None = None,
    as_of: str | None = None,
    today: date | None = None,
    context: bool = True,
    facts: Facts | None = None,
    pages: bool = False,
) -> Picture:
    """The lineage of the document with the id ``root`` as a picture, with what else its documents cite as ``context``.

    ``depth`` bounds the steps, ``as_of`` (an ISO day, ``today`` by default) is the day of the statuses; given, it also
    leaves out later documents. Of the context, what had ended when the chain relied on it comes in, and what is cited
    most while the whole stays small enough to be drawn one by one. ``facts`` gives those that count for documents, the
    register's alone by default; ``pages``: news, answers and forms stand among them. Raises KeyError if the store does
    not know the root.
    """
    depths = _depths(store, root, directions, depth, pages)
    chain = sorted(depths, key=lambda iri: abs(depths[iri]))[:CHAIN_MOST]
    day = as_of or (today or date.today()).isoformat()
    facts = facts or (lambda _: load_register())
    ended = ended_bases(store, described(store, chain), facts, date.fromisoformat(day), pages=pages)
    links = _links(store, chain, root)
    around = _context(links, chain, ended) if context else []
    room = max(CONTEXT_LEAST, LIMIT - len(chain))
    known = views(store, [*chain, *around[:room]])
    if root not in known:
        raise KeyError(root)
    if as_of is not None:
        known = {iri: view for iri, view in known.items() if iri == root or (view.date or "") <= as_of}
    said = _said(store, known)
    texts = Texts(store)
    days = sorted({view.date for view in known.values() if view.date and is_day(view.date)})
    judge = _Judge(facts([one.about.key for one in said.values()]), day, days)
    nodes = (
        judge.judged(
            replace(_node(view, said[iri], depths.get(iri)), ended=_ended(ended.get(iri, ()), texts)), said[iri]
        )
        for iri, view in known.items()
    )
    return Picture(
        nodes=tuple(nodes),
        edges=tuple(_merged([*_cited(store, links, known, pages), *_stated(store, known)], set(chain), texts)),
        root=root,
        as_of=day,
        left_out=len(depths) - len(chain),
        context_left_out=max(0, len(around) - room),
    )


def _ended(found: Iterable[Ended], texts: Texts) -> tuple[EndedBasis, ...]:
    """The bases that had ended, each once: by the first words that rely on it in a role."""
    bases: dict[tuple[str | None, str, Relation], EndedBasis] = {}
    for one in found:
        label = Said(one.name("vi"), one.name("en"))
        said = Said(one.verdict.brief("vi"), one.verdict.brief("en"))
        basis = EndedBasis(one.document, label, one.relation, one.rule, said, _excerpt(one.evidence, texts))
        bases.setdefault((one.document, label.vi, one.relation), basis)
    return tuple(bases.values())


def _excerpt(said: Evidence, texts: Texts | None) -> Excerpt:
    """Words, in their sentence where there are texts to take it from."""
    return Excerpt(said.quote, said.source, said.start, said.end, texts.sentence(said) if texts is not None else "")


def _depths(store: Store, root: str, directions: Sequence[Direction], depth: int | None, pages: bool) -> dict[str, int]:
    """Steps from the root: positive down, negative up; a document that lies both ways counts downwards."""
    found = {root: 0}
    for direction in directions:
        sign = 1 if direction == "down" else -1
        for iri, steps in index_of(store, pages=pages).reach(root, direction, depth).items():
            found.setdefault(iri, sign * steps)
    return found


def _links(store: Store, chain: Sequence[str], root: str) -> set[tuple[str, str]]:
    """Who of the chain cites whom, and who else cites the root, as pairs (document, basis)."""
    found = set()
    for relation in RELATIONS.values():
        quads = [*store.about(map(NamedNode, chain), relation), *store.pointing(relation, [NamedNode(root)])]
        found |= {(quad.subject.value, value_of(quad)) for quad in quads if isinstance(quad.subject, NamedNode)}
    return {(document, basis) for document, basis in found if document != basis}


def _context(
    links: Iterable[tuple[str, str]], chain: Collection[str], ended: Mapping[str, Sequence[Ended]]
) -> list[str]:
    """The documents at the other ends of the links: what had ended when it was relied on, then the most cited."""
    inside = set(chain)
    over = {one.document for some in ended.values() for one in some}
    counted = Counter(end for link in links for end in link if end not in inside)
    return sorted(counted, key=lambda iri: (iri not in over, -counted[iri], iri))


def _cited(store: Store, links: Iterable[tuple[str, str]], known: Collection[str], pages: bool) -> list[Edge]:
    return edges_between(store, {link for link in links if link[0] in known and link[1] in known}, pages=pages)


def _stated(store: Store, known: Collection[str]) -> Iterator[Edge]:
    """The amendments and replacements that a text states between two other documents, with the words for the later."""
    pointing = store.pointing(term("rdf:object"), map(NamedNode, known))
    asserted = dict.fromkeys(quad.subject for quad in pointing if isinstance(quad.subject, NamedNode))
    facts: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in store.about(asserted):
        facts[subject_of(quad)][quad.predicate.value] = value_of(quad)
    for about in facts.values():
        later, evidence = about.get(_LATER, ""), about.get(_EVIDENCE)  # facts and claims have no citation
        if later in known and evidence is not None and EVIDENCE_ONLY.value not in about:
            for edge in edges_at(store, [evidence]):
                yield Edge(later, about[_EARLIER], stated_relation(about[_STATED]), edge.evidence)


_LATER, _STATED, _EARLIER, _EVIDENCE = (
    term(short).value for short in ("rdf:subject", "rdf:predicate", "rdf:object", "cancu:objectCitation")
)


def _said(store: Store, known: Collection[str]) -> dict[str, _Said]:
    """What these documents are taken to be, with claims, conflicts and inferred identities."""
    told, claims = described(store, known), claims_of(store, known, register=_REGISTER, shown=SOURCES_MOST)
    conflicts, taken = conflicts_of(store, known), recognised(store, known)
    return {
        iri: _Said(
            told[iri], tuple(map(_claim, claims[iri])), conflicts[iri], _why(taken[iri]) if iri in taken else None
        )
        for iri in known
    }


def _why(taken: Recognised) -> Said:
    """Why a file is taken for this document: the reasons, and the score in percent."""
    vi, en = (f"{'; '.join(taken.reasons[language])} ({taken.score:.0%})" for language in LANGUAGES)
    return Said(vi, en)


_REGISTER = ""
"""What stands among the sources for the register, which is no file."""


def _claim(said: Claimed) -> Claim:
    shown = "; ".join(source for source in said.sources if source != _REGISTER)
    more = said.said_by - len(said.sources)
    return Claim(said.field, said.value, f"{shown} (+{more})" if more else shown, _REGISTER in said.sources)


def _files(paths: Sequence[str]) -> str | None:
    """The names of files, of many the first."""
    rest = len(paths) - SOURCES_MOST
    return "; ".join(paths[:SOURCES_MOST]) + (f" (+{rest})" if rest > 0 else "") if paths else None


def _node(view: DocumentView, said: _Said, depth: int | None) -> PictureNode:
    period = said.about.period
    about = period.start[:4] if period and period.start and (period.end or "").startswith(period.start[:4]) else None
    return PictureNode(
        id=view.id,
        label=box_name(said.about.key, view.number, view.type_label or view.label, about or (view.date or "")[:4]),
        level=view.level or "other",
        number=view.number,
        type_label=view.type_label,
        issuer=view.issuer,
        province=view.province,
        date=view.date,
        year=int(view.year) if view.year and not view.date else None,
        title=view.title,
        name=view.label,
        claims=said.claims,
        conflicts=said.conflicts,
        inferred=said.inferred,
        source=_files(view.sources),
        depth=depth,
    )


class _Judge:
    """Tells the status of documents on the picture's day, and on the days that the reader can move to."""

    def __init__(self, register: Register, day: str, days: Sequence[str]) -> None:
        self.day = day
        self._register = register
        self._days = days

    def judged(self, node: PictureNode, said: _Said) -> PictureNode:
        """The node with its status, the reason, and how the status went."""
        verdict = self._on(self.day, said)
        reason = verdict.reasons[0] if verdict.reasons else None
        return replace(
            node,
            status=verdict.value,
            status_reason=Said(reason.text("vi"), reason.text("en")) if reason is not None else None,
            history=tuple(self._history(said)),
        )

    def _on(self, day: str, said: _Said) -> Verdict:
        about = said.about
        return status(about.key, date.fromisoformat(day), self._register, period=about.period, title=about.title)

    def _history(self, said: _Said) -> Iterator[StatusSince]:
        last: Status | None = None
        for day in self._telling(said):
            value = self._on(day, said).value
            if value != last:
                yield StatusSince(day, value)
            last = value

    def _telling(self, said: _Said) -> Sequence[str]:
        """Those of the days, from the document's own on, on which its status can differ from that of the day before."""
        days = self._days[bisect_left(self._days, said.about.key.date or "") :]
        turning = turns(said.about.key, said.about.period, said.about.title, self._register)
        if turning is None:
            return days
        places = {0, *(place(days, turn) for turn in turning for place in (bisect_left, bisect_right))}
        return [days[place] for place in sorted(places) if place < len(days)]


def _merged(links: Iterable[Edge], chain: Collection[str], texts: Texts) -> Iterator[PictureEdge]:
    """One edge for all citations of a document in one role; the chain's words stand in their sentences."""
    words: dict[tuple[str, str, Relation], dict[Excerpt, None]] = defaultdict(dict)
    for edge in links:
        said = edge.evidence
        inside = edge.document in chain and edge.basis in chain
        found = _excerpt(said, texts if inside or len(chain) <= LIMIT else None)
        words[edge.document, edge.basis, edge.relation][found] = None
    for (source, target, relation), evidence in words.items():
        yield PictureEdge(source, target, relation, tuple(evidence))
