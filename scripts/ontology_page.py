"""Make ``docs/ontology.md``, the readable page of the ontology, from its files and the prose of ``ontology_page.md``.

python -m scripts.ontology_page
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SH, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from ontology import TYPE_MARKS, TypeMark, table, types_with
from ontology.units import units

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Write the page, to the path given as argument or docs/ontology.md."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("target", nargs="?", type=Path, default=ROOT / "docs" / "ontology.md", help="the page")
    target: Path = cli.parse_args().target
    target.parent.mkdir(exist_ok=True)
    target.write_text(page(), encoding="utf-8")


def page() -> str:
    """The prose of ontology_page.md, its tables filled from the files."""
    terms = Graph().parse(ROOT / "ontology" / "cancu.ttl")
    rules = Graph().parse(ROOT / "ontology" / "shapes.ttl")
    before = Counter(unit.level for unit in units() if unit.existed("2025-06-30"))
    now = Counter(unit.level for unit in units() if unit.ended is None)
    return (
        Path(__file__)
        .with_suffix(".md")
        .read_text(encoding="utf-8")
        .format(
            classes=classes(terms),
            properties=properties(terms),
            values=values(terms),
            types=types(),
            marks=marks(),
            powers=powers(),
            bodies=bodies(),
            shapes=shapes(rules),
            total=len(list(units())),
            provinces=before["province"],
            districts=before["district"],
            communes=before["commune"],
            lasting=now["province"],
            new=now["commune"],
        )
    )


def classes(graph: Graph) -> str:
    """Every class with its place among the others."""
    return rows(
        ("class", "is a", "meaning"),
        (
            (code(graph, one), codes(graph, graph.objects(one, RDFS.subClassOf)), meaning(graph, one))
            for one in own(graph, OWL.Class)
        ),
    )


def properties(graph: Graph) -> str:
    """Every property with its domain, range and super-property."""
    found = {*own(graph, OWL.ObjectProperty), *own(graph, OWL.DatatypeProperty)}
    return rows(
        ("property", "of", "leads to", "is a", "meaning"),
        (
            (
                code(graph, one),
                codes(graph, graph.objects(one, RDFS.domain)),
                codes(graph, graph.objects(one, RDFS.range)),
                codes(graph, graph.objects(one, RDFS.subPropertyOf)),
                meaning(graph, one),
            )
            for one in sorted(found)
        ),
    )


def values(graph: Graph) -> str:
    """Every scheme of values, a table each."""
    tables = []
    for scheme in own(graph, SKOS.ConceptScheme):
        concepts = sorted(one for one in graph.subjects(SKOS.inScheme, scheme) if isinstance(one, URIRef))
        names = " · ".join(text(graph, scheme, RDFS.label, language) for language in ("en", "vi"))
        body = (
            (code(graph, one), *(text(graph, one, SKOS.prefLabel, tag) for tag in ("vi", "en"))) for one in concepts
        )
        tables.append(f"**{names}**\n\n{rows(('value', 'Vietnamese', 'English'), body)}")
    return "\n\n".join(tables)


def types() -> str:
    """The document types."""
    return rows(
        ("code", "Vietnamese", "English", "of", "symbols", "example"),
        (
            (
                f"`{row['code']}`",
                row["label"],
                row["label_en"],
                row["family"],
                row["symbols"].replace("|", ", "),
                row["examples"].partition("|")[0],
            )
            for row in table("types")
        ),
    )


def powers() -> str:
    """Who may change what."""
    return rows(
        ("side", "rank", "reaches", "Vietnamese", "English", "example"),
        (
            (
                row["side"],
                row["rank"],
                row["reaches"] or row["rank"],
                row["label"],
                row["label_en"],
                row["examples"].partition("|")[0],
            )
            for row in table("powers")
        ),
    )


def marks() -> str:
    """What the columns of the document types mark, and which."""
    codes = [row["code"] for row in table("types")]

    def which(mark: TypeMark) -> str:
        marked = types_with(mark)
        few = len(marked) <= len(codes) / 2
        listed = ", ".join(f"`{code}`" for code in codes if (code in marked) == few)
        return listed if few else f"all but {listed}"

    return rows(
        ("column", "a document of the type", "types"),
        ((f"`{mark}`", said, which(mark)) for mark, said in TYPE_MARKS.items()),
    )


def bodies() -> str:
    """The bodies that ended; the whole list stands in bodies.ttl."""
    return rows(
        ("body", "last day", "became", "source"),
        (
            (row["body"], row["ended"], row["successor"], row["source"])
            for row in table("organisations")
            if row["ended"]
        ),
    )


def shapes(graph: Graph) -> str:
    """Every rule with its messages."""
    found: list[tuple[str, ...]] = []
    for shape, holder in (*((one, one) for one in set(graph.subjects(SH.message))), *graph.subject_objects(SH.sparql)):
        if isinstance(shape, URIRef):
            warning = graph.value(shape, SH.severity) == SH.Warning
            english, vietnamese = (
                text(graph, holder, SH.message, language).replace("{?value}", "…") for language in ("en", "vi")
            )
            name = shape.rpartition("#")[2]
            found.append((f"`{name}`", "warning" if warning else "error", english, vietnamese))
    return rows(("rule", "severity", "English", "Vietnamese"), sorted(found))


def own(graph: Graph, kind: URIRef) -> list[URIRef]:
    """The terms of a kind that the ontology itself defines, in order."""
    return sorted(one for one in set(graph.subjects(RDF.type, kind)) if isinstance(one, URIRef))


def meaning(graph: Graph, term: Node) -> str:
    """Label and comment in both languages."""
    parts = (
        f"**{text(graph, term, RDFS.label, language)}**: {text(graph, term, RDFS.comment, language)}"
        for language in ("en", "vi")
    )
    return "<br/>".join(parts)


def text(graph: Graph, term: Node, property_: URIRef, language: str) -> str:
    """The one text in the language. Raises ValueError where it is missing."""
    (found,) = (one for one in graph.objects(term, property_) if isinstance(one, Literal) and one.language == language)
    return str(found)


def code(graph: Graph, term: Node) -> str:
    """The short name of a term, as code."""
    return f"`{term.n3(graph.namespace_manager)}`" if isinstance(term, URIRef) else ""


def codes(graph: Graph, terms: Iterable[Node]) -> str:
    """Short names, one after the other."""
    return ", ".join(sorted(code(graph, term) for term in terms))


def rows(header: tuple[str, ...], body: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table; bars in cells are escaped."""
    lines = [header, ("---",) * len(header), *body]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |" for cells in lines)


if __name__ == "__main__":
    main()
