"""Make ``ontology/types.ttl`` and ``ontology/bodies.ttl``, SKOS schemes, from the tables that the extractor reads.

    python -m scripts.vocabularies

A concept's IRI ends in the name that URN:LEX uses: ``…/type/ke.hoach``, ``…/body-kind/uy.ban.nhan.dan``.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.identity.naming import dotted
from ontology import table

ONTOLOGY = Path(__file__).parent.parent / "ontology"
PREFIXES = """\
@prefix cancu:   <https://w3id.org/cancu/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix eli:     <http://data.europa.eu/eli/ontology#> .
@prefix rdfs:    <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos:    <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd:     <http://www.w3.org/2001/XMLSchema#> .
"""
TYPES, KINDS = "https://w3id.org/cancu/type", "https://w3id.org/cancu/body-kind"
DATATYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}  # by the length of an ISO date
FAMILIES = {
    "normative": ("văn bản quy phạm pháp luật", "normative documents"),
    "state": ("văn bản hành chính của Nhà nước", "administrative documents of the State"),
    "party": ("văn bản của Đảng và đoàn thể", "documents of the Party and the mass organisations"),
    "common": ("loại văn bản chung của Nhà nước và Đảng", "types that State and Party share"),
}


def literal(text: str, tag: str = "") -> str:
    """A Turtle string; JSON escapes what Turtle does."""
    return json.dumps(text, ensure_ascii=False) + (f"@{tag}" if tag else "")


def iri(scheme: str, name: str) -> str:
    """The IRI of a concept of the scheme."""
    return f"<{scheme}/{dotted(name)}>"


def entry(subject: str, *statements: tuple[str, Iterable[str]]) -> str:
    """One subject in Turtle; statements without objects are left out."""
    lines = [f"{predicate} {' , '.join(objects)}" for predicate, objects in statements if objects]
    return f"{subject} " + " ;\n    ".join(lines) + " .\n"


def labels(predicate: str, vi: str, en: str) -> tuple[str, list[str]]:
    """A label in both languages."""
    return predicate, [literal(vi, "vi"), literal(en, "en")]


def types() -> Iterator[str]:
    """Document types: codes as notations, symbols as hidden labels, families as collections."""
    yield entry(
        f"<{TYPES}>",
        ("a", ["skos:ConceptScheme"]),
        labels("rdfs:label", "loại văn bản", "document types"),
        ("dcterms:source", [literal("Nghị định 30/2020/NĐ-CP, Phụ lục III; 05-HD/VPTW ngày 27/5/2026")]),
    )
    rows = table("types")
    for row in rows:
        yield entry(
            iri(TYPES, row["label"]),
            ("a", ["skos:Concept", "eli:ResourceType"]),
            ("skos:inScheme", [f"<{TYPES}>"]),
            ("skos:notation", [literal(row["code"])]),
            labels("skos:prefLabel", row["label"], row["label_en"]),
            ("skos:hiddenLabel", [literal(symbol) for symbol in row["symbols"].split("|") if symbol]),
            ("skos:example", [literal(example, "vi") for example in row["examples"].split("|") if example]),
        )
    for family, (vi, en) in FAMILIES.items():
        yield entry(
            f"<{TYPES}/family.{family}>",
            ("a", ["skos:Collection"]),
            labels("skos:prefLabel", vi, en),
            ("skos:member", [iri(TYPES, row["label"]) for row in rows if row["family"] == family]),
        )


def bodies() -> Iterator[str]:
    """Kinds of bodies: symbols as notations, other names as alternative labels, misreadings as hidden ones, and what
    ended in what.

    Raises KeyError("label_en") where a body of symbols.csv has no English name in bodies.csv or organisations.csv.
    """
    yield entry(
        f"<{KINDS}>", ("a", ["skos:ConceptScheme"]), labels("rdfs:label", "cơ quan, tổ chức", "bodies and their kinds")
    )
    symbols: dict[str, list[str]] = {}
    for row in table("symbols"):
        symbols.setdefault(row["body"], []).append(row["symbol"])
    named = {row["name"]: row for row in table("bodies")}
    organisations = {row["body"]: row for row in table("organisations")}
    for name in dict.fromkeys((*named, *organisations, *symbols)):
        known, organisation = named.get(name, {}), organisations.get(name, {})
        english = known.get("name_en") or organisation["label_en"]
        ended, successor = organisation.get("ended"), organisation.get("successor")
        variants, misread = (filter(None, known.get(column, "").split("|")) for column in ("variants", "misread"))
        example = known.get("example")
        yield entry(
            iri(KINDS, name),
            ("a", ["skos:Concept"]),
            ("skos:inScheme", [f"<{KINDS}>"]),
            labels("skos:prefLabel", name, english),
            ("skos:notation", [literal(symbol) for symbol in symbols.get(name, ())]),
            ("skos:altLabel", [literal(variant, "vi") for variant in variants]),
            ("skos:hiddenLabel", [literal(spelling, "vi") for spelling in misread]),
            ("skos:example", [literal(example, "vi")] if example else []),
            ("cancu:level", ["cancu:level-central"] if known.get("level") == "central" else []),
            ("cancu:existedUntil", [f"{literal(ended)}^^{DATATYPES[len(ended)]}"] if ended else []),
            ("dcterms:isReplacedBy", [iri(KINDS, successor)] if successor else []),
            ("dcterms:source", [literal(organisation["source"], "vi")] if ended else []),
        )


FILES = {"types.ttl": ("types.csv", types), "bodies.ttl": ("bodies.csv, symbols.csv and organisations.csv", bodies)}


def main() -> None:
    """Write the files, into the folder given as argument or the ontology's own."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folder", nargs="?", type=Path, default=ONTOLOGY, help="where to write them")
    folder: Path = cli.parse_args().folder
    for name, (origin, entries) in FILES.items():
        head = f"# Made from {origin} by scripts/vocabularies.py; change those, not this.\n\n{PREFIXES}\n"
        (folder / name).write_text(head + "\n".join(entries()), encoding="utf-8")


if __name__ == "__main__":
    main()
