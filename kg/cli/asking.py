"""Commands that ask a store: lineage, show, query, stats, validate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.output import DEFAULT_STORE, StoreOption, clean, print_csv, print_json, print_table, warn

if TYPE_CHECKING:
    from kg.answers.card import Card
    from kg.answers.lineage import Lineage, Step

Reference = Annotated[
    str,
    typer.Argument(
        metavar="REF", help="A document in any way of writing, with or without accents.", show_default=False
    ),
]
LevelName = Literal["central", "province", "district", "commune", "other"]


def add_to(app: typer.Typer) -> None:
    """Adds the commands to the application."""
    app.command("lineage")(lineage_command)
    app.command("show")(show_command)
    app.command("query")(query_command)
    app.command("stats")(stats_command)
    app.command("validate")(validate_command)


def lineage_command(
    reference: Reference,
    *,
    up: Annotated[bool, typer.Option("--up/--down", help="What it derives from, or what derives from it.")] = False,
    depth: Annotated[int | None, typer.Option("--depth", min=1, help="Links at most.")] = None,
    level: Annotated[LevelName | None, typer.Option("--level", help="Only documents of this level.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DAY", help="Without what is dated later.")] = None,
    form: Annotated[
        Literal["table", "tree", "json", "csv"], typer.Option("--format", help="How it is given.")
    ] = "table",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Lists what derives from a document, through which documents, and with what words.

    Example: cancu lineage "33/CT-TTg" --level commune

    A document derives from another if it is based on it or carries it out; a mere mention does not count.
    """
    from kg.answers.lineage import lineage
    from kg.storage.opening import open_store

    with open_store(store) as opened:
        found = lineage(
            opened, reference, "up" if up else "down", depth=depth, level=level, as_of=_day(as_of)
        )  # fmt: skip
    if form == "json":
        print_json(found.to_json())
    elif form == "csv":
        print_csv(_CSV, _csv_rows(found))
    elif form == "tree":
        typer.echo("\n".join(tree_lines(found)))
    else:
        print_lineage(found)


_CSV = (
    "depth", "id", "label", "number", "type", "issuer", "level", "date", "title", "via", "relation", "source", "start",
    "end", "quote", "page", "paragraph",
)  # fmt: skip


def _csv_rows(found: Lineage) -> list[tuple[object, ...]]:
    return [
        (step.depth, view.id, view.label, view.number, view.type_label, view.issuer, view.level, view.date, view.title,
         " ".join(step.via), step.relation, words.source, words.start, words.end, words.quote, words.page,
         words.paragraph)
        for step in found.steps
        for view in [step.document]
        for words in step.evidence
    ]  # fmt: skip


def print_lineage(found: Lineage) -> None:
    """A lineage as a table, with what is uncertain below it."""
    direction = "derive from" if found.direction == "down" else "are the basis of"
    distinct = len({step.document.id for step in found.steps})
    typer.echo(f"{distinct} documents {direction} {clean(found.root.label)}")
    if found.steps:
        print_table(
            ("document", "level", "date", "via", "relation", "words", "where"),
            (
                (
                    step.document.label + (" (recognised by its title)" if step.document.inferred else ""),
                    step.document.level,
                    step.document.date,
                    " → ".join(found.known[iri].number or found.known[iri].label for iri in step.via) or "directly",
                    step.relation,
                    step.evidence[0].quote,
                    step.evidence[0].where,
                )
                for step in found.steps
            ),
        )
    for view in found.uncertain:
        warn(f"{view.label} cites a document that may be this one or another; it is not counted in.")


def tree_lines(found: Lineage) -> list[str]:
    """A lineage as lines of text, each document under the one it is linked to."""
    children: dict[str, list[Step]] = {}
    for step in found.steps:
        children.setdefault(step.via[-1] if step.via else found.root.id, []).append(step)
    lines = [clean(found.root.label)]

    def grow(above: str, indent: str, seen: frozenset[str]) -> None:
        below = [step for step in children.get(above, ()) if step.document.id not in seen]
        for step in below:
            last = step is below[-1]
            lines.append(f"{indent}{'└─' if last else '├─'} {clean(step.document.label)} [{step.relation}]")
            grow(step.document.id, indent + ("   " if last else "│  "), seen | {step.document.id})

    grow(found.root.id, "", frozenset({found.root.id}))
    return lines


def show_command(
    reference: Reference,
    language: Annotated[Literal["en", "vi"], typer.Option("--language", help="The language of reasons.")] = "en",
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="How the card is given.")] = "text",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Prints a document's card: what each source says of it, where they differ, whom it cites and who cites it.

    Example: cancu show "luat dan chu co so"
    """
    from kg.answers.card import card
    from kg.storage.opening import open_store

    with open_store(store) as opened:
        found = card(opened, reference, language=language)
    if form == "json":
        print_json(found.to_json())
    else:
        _print_card(found)


def _print_card(card: Card) -> None:
    view = card.document
    typer.echo(clean(view.label))
    for name in ("id", "title", "issuer", "level", "province", "date", "source"):
        value = getattr(view, name)
        if value:
            typer.echo(f"  {name}: {clean(value)}")
    if card.identity:
        reasons = "; ".join(card.identity.reasons)
        typer.echo(f"  its file lost its number and was recognised, score {card.identity.score}: {clean(reasons)}")
    if card.conflicts:
        typer.echo(f"\nSources differ on: {', '.join(card.conflicts)}")
    print_table(
        ("field", "value", "said by"), ((claim.field, claim.value, ", ".join(claim.sources)) for claim in card.claims)
    )
    for title, edges, other in (("Cited by", card.cited_by, "document"), ("Cites", card.cites, "basis")):
        if edges:
            typer.echo(f"\n{title}:")
            print_table(
                ("document", "relation", "words", "where"),
                (
                    (
                        card.others[getattr(edge, other)].label,
                        edge.relation,
                        edge.evidence.quote,
                        edge.evidence.where,
                    )
                    for edge in edges
                ),
            )
    for one in card.uncertain:
        warn(f"{one.label} cites a document that may be this one or another.")


def query_command(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME|FILE.rq]", help="A named query or a file; none lists the names.", show_default=False
        ),
    ] = None,
    *,
    text: Annotated[str | None, typer.Option("--text", metavar="SPARQL", help="The query itself.")] = None,
    ref: Annotated[str | None, typer.Option("--ref", help="The document that a named query asks for.")] = None,
    day: Annotated[str | None, typer.Option("--day", help="The day that a named query asks for.")] = None,
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, help="How long it may take.")] = 30.0,
    rows: Annotated[int, typer.Option("--rows", min=1, help="How many rows it may give.")] = 10_000,
    form: Annotated[Literal["table", "json", "csv"], typer.Option("--format", help="How rows are given.")] = "table",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Asks the store in SPARQL, by name, file or text; reading only, without network, bounded in time and rows.

    Example: cancu query most-cited-bases

    Example: cancu query --text "SELECT ?d WHERE { ?d a cancu:Document } LIMIT 5"
    """
    from kg.answers.reference import find_document
    from kg.resources import query_files
    from kg.storage.opening import open_store
    from kg.storage.querying import answer, answer_in_time, filled, find_query, parse_query

    if name is None and text is None:
        named = ((known, find_query(known).title_en, " ".join(find_query(known).needs)) for known in query_files())
        print_table(("query", "what it answers", "needs"), named)
        return
    query = parse_query(text) if text is not None else find_query(str(name))
    with open_store(store) as opened:
        where = opened.where
        meant = find_document(opened, ref).id if ref and "ref" in query.needs else None
        asked = filled(query, ref=meant, day=day)
        found = answer_in_time(where, asked, seconds, rows) if where else answer(opened, asked, rows, seconds)
    if form == "json":
        print_json([dict(zip(found.columns, row, strict=True)) for row in found.rows])
    elif form == "csv":
        print_csv(found.columns, found.rows)
    else:
        print_table(found.columns, found.rows)
    if found.cut:
        warn(f"there are more than {rows} rows; ask for more with --rows.")


def stats_command(
    *,
    at_large: Annotated[
        bool,
        typer.Option("--network", help="Also parts, communities, circles, the longest chain, bridges of provinces."),
    ] = False,
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="How figures are given.")] = "table",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Counts what the store holds: files, documents, citations, and what is open or in conflict.

    Example: cancu stats --format json

    Example: cancu stats --network
    """
    from dataclasses import asdict

    from kg.answers.counts import counts
    from kg.answers.network import figures, network
    from kg.storage.opening import open_store

    with open_store(store) as opened:
        found = asdict(counts(opened))
        if at_large:
            found["network"] = figures(network(opened, words=False))
    if form == "json":
        print_json(found)
        return
    rows: list[tuple[str, object]] = []
    for name, value in found.items():
        label = name.replace("_", " ")
        rows += (
            [(f"{label}: {key}", count) for key, count in sorted(value.items())]
            if isinstance(value, dict)
            else [(label, value)]
        )
    print_table(("what", "count"), rows)


def validate_command(
    language: Annotated[Literal["en", "vi"], typer.Option("--language", help="The language of messages.")] = "en",
    form: Annotated[Literal["table", "json"], typer.Option("--format", help="How findings are given.")] = "table",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Checks that the graph is sound, by the SHACL shapes of the ontology.

    Example: cancu validate

    Exit status: 0 no errors, 1 errors.
    """
    from dataclasses import asdict

    from kg.graph.validation import validate
    from kg.storage.opening import open_store

    with open_store(store) as opened:
        findings = validate(opened.quads())
    if form == "json":
        print_json([asdict(finding) for finding in findings])
    else:
        print_table(
            ("severity", "rule", "document", "message", "where"),
            (
                (
                    finding.severity,
                    finding.rule,
                    finding.label or finding.about,
                    finding.message_vi if language == "vi" else finding.message,
                    ""
                    if finding.path is None
                    else f"{finding.path}:{finding.start}"
                    if finding.start is not None
                    else finding.path,
                )
                for finding in findings
            ),
        )
    raise typer.Exit(1 if any(finding.severity == "error" for finding in findings) else 0)


def _day(text: str | None) -> str | None:
    from datetime import date

    from extract.errors import CancuError

    try:
        return None if text is None else date.fromisoformat(text).isoformat()
    except ValueError:
        raise CancuError(f"--as-of says {text!r}, which is not a day; write it as 2026-05-25.") from None
