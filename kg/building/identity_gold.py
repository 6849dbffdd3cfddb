"""How well mentions find their documents, against a gold of real mentions without texts: pairwise, by kind.

A gold is a table (CSV) of mentions: what each says of a document (``type``, ``number``, ``date``, ``issuer``,
``name``), when the text that holds it was ``signed``, the ``act`` (with ``act_date``) in whose title it stands, and
which ``document`` a reader took it for; ``source`` and ``start`` say where it was read, by the SHA-256 of the file. Two
mentions are a pair where the reader took them for one document. What stays ambiguous is a document of its own.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.errors import InputError
from extract.evaluate import Difference
from extract.records import Citation, Document, Extraction, Source
from extract.userfiles import load_text
from kg.building.linking import link
from kg.graph.registering import Known
from kg.graph.terms import source_iri
from kg.graph.triples import citation_iri
from kg.law.register import Register
from kg.law.rows import body_named, type_code
from kg.storage.opening import open_store

COLUMNS = (
    "mention", "kind", "document", "type", "number", "date", "issuer", "name", "signed", "act", "act_date", "source",
    "start",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identified:
    """Figures from 0 to 1 by name, pairwise precision and recall of each kind; and the pairs that are wrong."""

    figures: Mapping[str, float]
    differences: tuple[Difference, ...]


def is_identity_gold(path: Path) -> bool:
    """Whether a gold is a table of mentions, and no folder of annotated texts."""
    return path.suffix == ".csv"


def load_mentions(path: Path) -> list[dict[str, str]]:
    """The rows of a gold. Raises InputError, naming the file, for another table."""
    rows = list(csv.DictReader(load_text(path).splitlines()))
    if not rows or tuple(rows[0]) != COLUMNS:
        raise InputError(
            "{path} is no gold of mentions; its columns are {columns}.", path=path, columns=", ".join(COLUMNS)
        )
    return rows


def identified(mentions: Sequence[Mapping[str, str]], register: Register) -> Identified:
    """How the mentions come together, all of them in one store beside the register."""
    store, records = open_store(None), [_record(row) for row in mentions]
    store.apply(link(store, new=records, known=Known(register)))
    found = {row["c"].value: row["d"].value for row in store.select("SELECT ?c ?d WHERE { ?c oa:hasBody ?d }")}
    means = [found.get(citation_iri(source_iri(one.source.sha256), 0).value) for one in records]
    return _measured(mentions, [one or f"open {turn}" for turn, one in enumerate(means)])


def _record(row: Mapping[str, str]) -> Extraction:
    """A text that says no more than one mention, and the act in whose title it stands."""
    digest = hashlib.sha256(row["mention"].encode()).hexdigest()
    act, words = (
        row["act"],
        " ".join(filter(None, (row["name"] or row["type"], row["number"] and f"số {row['number']}"))),
    )
    citation = _citation(row, words, within=1 if act else None)
    acts = [_citation({"type": "Nghị định", "number": act, "date": row["act_date"]}, act, title=words)] if act else []
    document = Document(number="1/BC-GOLD", date=row["signed"] or None)
    return Extraction(Source(row["mention"], digest, "text/csv", 1), document, (citation, *acts))


def _citation(row: Mapping[str, str], words: str, *, within: int | None = None, title: str | None = None) -> Citation:
    number, issuer = row.get("number") or None, row.get("issuer") or None
    return Citation(
        start=0,
        end=1,
        quote=words,
        zone="preamble",
        type=type_code(row["type"]),
        type_label=row["type"],
        number=number,
        number_as_written=number,
        date=row["date"] or None,
        issuer=body_named(issuer) if issuer else None,
        issuer_implied=False,
        title=title,
        relation="cites",
        name=(row.get("name") or None) if number is None else None,
        within=within,
    )


def _measured(mentions: Sequence[Mapping[str, str]], means: Sequence[str]) -> Identified:
    real: Counter[str] = Counter()
    made: Counter[str] = Counter()
    both: Counter[str] = Counter()
    differences: dict[tuple[str, str], Difference] = {}
    for turn, (one, document) in enumerate(zip(mentions, means, strict=True)):
        for other, another in zip(mentions[:turn], means[:turn], strict=True):
            same, together = one["document"] == other["document"], document == another
            for kind in {one["kind"], other["kind"], "all"} if same or together else ():
                real[kind] += same
                made[kind] += together
                both[kind] += same and together
            if same != together:
                mention = one if one["kind"] != "full" else other
                differences.setdefault(
                    (mention["mention"], "missed" if same else "merged"), _difference(mention, same=same)
                )
    figures = {"mentions": float(len(mentions)), "pairs": float(real["all"])}
    for kind in sorted(real):
        figures[f"{kind}_p"], figures[f"{kind}_r"] = both[kind] / max(1, made[kind]), both[kind] / max(1, real[kind])
    return Identified(figures, tuple(differences.values()))


def _difference(mention: Mapping[str, str], *, same: bool) -> Difference:
    start = int(mention["start"] or 0)
    said = " ".join(filter(None, (mention["name"] or mention["type"], mention["number"], mention["date"])))
    return Difference(mention["mention"], "missed" if same else "merged", start, said, mention["document"], None)
