"""The picture of a lineage out of a store: the chain, its context, what is claimed, and what holds on which day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pyoxigraph import Literal, NamedNode

from extract.records import Period, Relation
from kg.answers.claims import Claimed, claims_of
from kg.answers.index import Direction, index_of
from kg.answers.view import DocumentView, Edge, edges_at, edges_between, views
from kg.drawing.picture import Claim, Excerpt, Picture, PictureEdge, PictureNode, StatusSince
from kg.drawing.scene import LIMIT
from kg.drawing.sentences import Texts
from kg.graph.description_triples import description_from
from kg.graph.document_triples import CONFLICTING
from kg.graph.terms import INFERRED, RELATIONS, stated_relation, term
from kg.graph.triples import EVIDENCE_ONLY
from kg.identity.keys import NAMED_TYPES, Key, is_day
from kg.law.grounds import turns
from kg.law.register import Register, load_register
from kg.law.status import Verdict, status
from kg.law.verdicts import Value as Status
from kg.storage.readback import Pairs, Readback
from kg.storage.store import Store, value_of
from kg.wording import Language

CHAIN_MOST = 5000
"""Documents of a chain that a page can hold; the nearest to the root are kept."""

SOURCES_MOST = 6
REGISTER_NAME = {"vi": "cơ sở dữ liệu về hiệu lực", "en": "the register"}
"""What stands as the source of what no file says."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What the store holds of one document beyond its view."""

    key: Key
    title: str | None
    period: Period | None
    claims: tuple[Claim, ...]
    conflicts: tuple[str, ...]
    inferred: str | None


def picture_of(
    store: Store,
    root: str,
    *,
    directions: Sequence[Direction] = ("down", "up"),
    depth: int | None = None,
    as_of: str | None = None,
    context: bool = True,
    language: Language = "vi",
    facts: Callable[[Iterable[Key]], Register] | None = None,
) -> Picture:
    """The lineage of the document with the id ``root`` as a picture, with what else its documents cite as ``context``.

    ``depth`` bounds the steps, ``as_of`` (an ISO day, today by default) is the day of the statuses; given, it also
    leaves out later documents. Of the context, what is cited most comes in while the whole stays small enough to be
    drawn one by one. Reasons are told in ``language``; ``facts`` gives those that count for
    documents, the register's alone by default. Raises KeyError if the store does not know the root.
    """
    depths = _depths(store, root, directions, depth)
    chain = sorted(depths, key=lambda iri: abs(depths[iri]))[:CHAIN_MOST]
    links = _links(store, chain, root)
    around = _context(links, chain) if context else []
    room = max(0, LIMIT - len(chain))
    known = views(store, [*chain, *around[:room]])
    if root not in known:
        raise KeyError(root)
    if as_of is not None:
        known = {iri: view for iri, view in known.items() if iri == root or (view.date or "") <= as_of}
    said = _said(store, known, language)
    days = sorted({view.date for view in known.values() if view.date and is_day(view.date)})
    register = facts([one.key for one in said.values()]) if facts is not None else load_register()
    judge = _Judge(register, as_of or date.today().isoformat(), days)
    nodes = (judge.judged(_node(view, said[iri], depths.get(iri)), said[iri], language) for iri, view in known.items())
    return Picture(
        nodes=tuple(nodes),
        edges=tuple(_merged([*_cited(store, links, known), *_stated(store, known)], set(chain), Texts(store))),
        root=root,
        as_of=judge.day,
        left_out=len(depths) - len(chain) + max(0, len(around) - room),
    )


def _depths(store: Store, root: str, directions: Sequence[Direction], depth: int | None) -> dict[str, int]:
    """Steps from the root: positive down, negative up; a document that lies both ways counts downwards."""
    found = {root: 0}
    for direction in directions:
        sign = 1 if direction == "down" else -1
        for iri, steps in index_of(store).reach(root, direction, depth).items():
            found.setdefault(iri, sign * steps)
    return found


def _links(store: Store, chain: Sequence[str], root: str) -> set[tuple[str, str]]:
    """Who of the chain cites whom, and who else cites the root, as pairs (document, basis)."""
    found = set()
    for relation in RELATIONS.values():
        quads = [*store.about(map(NamedNode, chain), relation), *store.pointing(relation, [NamedNode(root)])]
        found |= {(quad.subject.value, value_of(quad)) for quad in quads if isinstance(quad.subject, NamedNode)}
    return {(document, basis) for document, basis in found if document != basis}


def _context(links: Iterable[tuple[str, str]], chain: Collection[str]) -> list[str]:
    """The documents at the other ends of the links, those with the most links first."""
    inside = set(chain)
    counted = Counter(end for link in links for end in link if end not in inside)
    return sorted(counted, key=lambda iri: (-counted[iri], iri))


def _cited(store: Store, links: Iterable[tuple[str, str]], known: Collection[str]) -> list[Edge]:
    return edges_between(store, {link for link in links if link[0] in known and link[1] in known})


def _stated(store: Store, known: Collection[str]) -> Iterator[Edge]:
    """The amendments and replacements that a text states between two other documents, with the words for the later."""
    pointing = store.pointing(term("rdf:object"), map(NamedNode, known))
    asserted = dict.fromkeys(quad.subject for quad in pointing if isinstance(quad.subject, NamedNode))
    facts: dict[str, dict[str, str]] = defaultdict(dict)
    for quad in store.about(asserted):
        facts[_id(quad.subject)][quad.predicate.value] = value_of(quad)
    for about in facts.values():
        later, evidence = about.get(_LATER, ""), about.get(_EVIDENCE)  # facts and claims have no citation
        if later in known and evidence is not None and EVIDENCE_ONLY.value not in about:
            for edge in edges_at(store, [evidence]):
                yield Edge(later, about[_EARLIER], stated_relation(about[_STATED]), edge.evidence)


_LATER, _STATED, _EARLIER, _EVIDENCE = (
    term(short).value for short in ("rdf:subject", "rdf:predicate", "rdf:object", "cancu:objectCitation")
)


def _said(store: Store, known: Collection[str], language: Language) -> dict[str, _Said]:
    """Keys, claims, conflicts and inferred identities of these documents."""
    nodes = [NamedNode(iri) for iri in known]
    claims = claims_of(store, known, register=REGISTER_NAME[language], shown=SOURCES_MOST)
    conflicts: dict[str, list[str]] = defaultdict(list)
    for quad in store.about(nodes, term("cancu:conflict")):
        conflicts[_id(quad.subject)].append(_FIELDS[value_of(quad)])
    inferred = {value_of(quad): quad.subject for quad in store.pointing(term("cancu:inferredAs"), nodes)}
    pairs: dict[str, Pairs] = {node.value: [] for node in nodes}
    for quad in store.about(nodes, None, INFERRED):
        if isinstance(quad.object, (NamedNode, Literal)):
            pairs[_id(quad.subject)].append((quad.predicate, quad.object))
    bodies = Readback(store, ()).bodies(pairs.values())
    found = {}
    for iri in known:
        taken = description_from(pairs[iri], bodies)
        full = next((value.value for predicate, value in pairs[iri] if predicate == term("eli:date_document")), None)
        found[iri] = _Said(
            key=replace(taken.key, date=full or taken.key.date),
            title=taken.title,
            period=taken.period,
            claims=tuple(Claim(one.field, one.value, _few(one)) for one in claims[iri]),
            conflicts=tuple(sorted(conflicts[iri])),
            inferred=_why(store, inferred[iri], language) if iri in inferred else None,
        )
    return found


def _why(store: Store, identity: object, language: Language) -> str | None:
    """Why a file is taken for this document: the reasons, and the score in percent."""
    if not isinstance(identity, NamedNode):
        return None
    said = [quad.object for quad in store.match(identity, term("cancu:reason")) if isinstance(quad.object, Literal)]
    reasons = "; ".join(sorted(reason.value for reason in said if reason.language == language))
    score = next((float(value_of(quad)) for quad in store.match(identity, term("cancu:score"))), 0.0)
    return f"{reasons} ({score:.0%})"


_FIELDS: Mapping[str, str] = {term(short).value: name for name, short in CONFLICTING.items()}


def _few(said: Claimed) -> str:
    shown = "; ".join(said.sources)
    return f"{shown} (+{said.said_by - len(said.sources)})" if said.said_by > len(said.sources) else shown


def _id(node: object) -> str:
    return node.value if isinstance(node, NamedNode) else ""


def _node(view: DocumentView, said: _Said, depth: int | None) -> PictureNode:
    period = said.period
    about = period.start[:4] if period and period.start and (period.end or "").startswith(period.start[:4]) else None
    return PictureNode(
        id=view.id,
        label=_short_name(view, said.key, about),
        level=view.level or "other",
        number=view.number,
        type_label=view.type_label,
        issuer=view.issuer,
        province=view.province,
        date=view.date,
        year=int(about) if about and not view.date else None,
        title=view.title,
        claims=said.claims,
        conflicts=said.conflicts,
        inferred=said.inferred,
        source=view.source,
        depth=depth,
    )


def _short_name(view: DocumentView, key: Key, about: str | None) -> str:
    """What a box calls a document: a law by its name, others by number, and "Kế hoạch năm 2024" where that is lost."""
    if key.name and (key.type in NAMED_TYPES or not view.number):
        return key.name
    year = about or (view.date or "")[:4]
    return view.number or " ".join([view.type_label or view.label, *(("năm", year) if year else ())])


class _Judge:
    """Tells the status of documents on the picture's day, and on the days that the reader can move to."""

    def __init__(self, register: Register, day: str, days: Sequence[str]) -> None:
        self.day = day
        self._register = register
        self._days = days

    def judged(self, node: PictureNode, said: _Said, language: Language) -> PictureNode:
        """The node with its status, the reason, and how the status went."""
        verdict = self._on(self.day, said)
        return replace(
            node,
            status=verdict.value,
            status_reason=verdict.reasons[0].text(language) if verdict.reasons else None,
            history=tuple(self._history(said)),
        )

    def _on(self, day: str, said: _Said) -> Verdict:
        return status(said.key, date.fromisoformat(day), self._register, period=said.period, title=said.title)

    def _history(self, said: _Said) -> Iterator[StatusSince]:
        last: Status | None = None
        for day in self._telling(said):
            value = self._on(day, said).value
            if value != last:
                yield StatusSince(day, value)
            last = value

    def _telling(self, said: _Said) -> Sequence[str]:
        """Those of the days, from the document's own on, on which its status can differ from that of the day before."""
        days = self._days[bisect_left(self._days, said.key.date or "") :]
        turning = turns(said.key, said.period, said.title, self._register)
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
        sentence = texts.sentence(said) if inside or len(chain) <= LIMIT else ""
        found = Excerpt(said.quote, said.source, said.start, said.end, sentence)
        words[edge.document, edge.basis, edge.relation][found] = None
    for (source, target, relation), evidence in words.items():
        yield PictureEdge(source, target, relation, tuple(evidence))
