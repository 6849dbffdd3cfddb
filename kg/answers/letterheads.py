"""What the files of a store say of themselves: which document each is by its letterhead, and its path."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from pyoxigraph import NamedNode

from kg.answers.corpus import Own
from kg.graph.description_triples import description_from
from kg.graph.terms import INFERRED, A, description_iri, digest_of, term
from kg.identity.keys import Key
from kg.storage.readback import Pairs, Readback
from kg.storage.store import Store, subject_of, subjects_of, value_of

AT_ONCE = 500
"""Files that are read together."""


class Letterheads:
    """Those of a store, which must stay open and as it is; each is read once."""

    def __init__(self, store: Store, readback: Readback) -> None:
        self._store = store
        self._readback = readback
        self._owns: dict[str, Own] = {}
        self._paths: dict[str, str] = {}

    def files(self) -> list[str]:
        """All files of the store, by their IRIs."""
        listed = subjects_of(self._store.match(None, A, term("cancu:SourceFile")))
        return list(dict.fromkeys(node.value for node in listed))

    def all(self) -> Iterator[Own]:
        """What each file says of itself."""
        sources = self.files()
        for start in range(0, len(sources), AT_ONCE):
            yield from self.of(sources[start : start + AT_ONCE]).values()

    def of(self, sources: Iterable[str]) -> dict[str, Own]:
        """What files say of themselves; a number or day that one lost is that of the document it was taken for."""
        listed = [NamedNode(source) for source in sources]
        of = self._heads_of(node for node in listed if node.value not in self._owns)
        pairs: dict[str, Pairs] = defaultdict(list)
        for quad in self._store.about(map(NamedNode, of)):
            if isinstance(quad.subject, NamedNode) and quad.graph_name == NamedNode(of[quad.subject.value]):
                pairs[quad.subject.value].append((quad.predicate, quad.object))  # type: ignore[arg-type]
        bodies = self._readback.bodies(pairs.values())
        self._read_paths(source for source in of.values() if source not in self._paths)
        for iri, source in of.items():
            head = description_from(pairs[iri], bodies)
            if description_iri(head.id).value != iri:  # two bodies bear one name
                head = self._readback.descriptions([iri])[iri]
            key = head.key if head.key.number and head.key.date else self._completed(head.key, NamedNode(source))
            self._owns[source] = Own(digest_of(source), self._paths[source], key, head.title, head.period)
        return {node.value: self._owns[node.value] for node in listed}

    def by_path(self, sources: Collection[str]) -> list[str]:
        """These files in the order of their paths."""
        self._read_paths(sources)
        return sorted(sources, key=self._paths.__getitem__)

    def path(self, source: str) -> str:
        """The path of a file, the first of several."""
        if source not in self._paths:
            self._read_paths([source])
        return self._paths[source]

    def _read_paths(self, sources: Iterable[str]) -> None:
        for quad in self._store.about(map(NamedNode, sources), term("cancu:path")):
            if isinstance(quad.subject, NamedNode):
                source, path = quad.subject.value, value_of(quad)
                self._paths[source] = min(path, self._paths.get(source, path))

    def _heads_of(self, sources: Iterable[NamedNode]) -> dict[str, str]:
        """The letterheads (ids) of files, each with its file."""
        heads = self._store.about(sources, term("cancu:letterhead"))
        return {value_of(quad): subject_of(quad) for quad in heads}

    def _completed(self, key: Key, source: NamedNode) -> Key:
        documents = [*subjects_of(self._store.pointing(term("cancu:readFrom"), [source]))]
        numbers = map(value_of, self._store.about(documents, term("cancu:number"), INFERRED))
        days = map(value_of, self._store.about(documents, term("eli:date_document"), INFERRED))
        return replace(key, number=key.number or min(numbers, default=None), date=key.date or min(days, default=None))
