"""The table of pages that answer a question: each asks the workspace one thing and names the template that shows it."""

from __future__ import annotations

from contextlib import suppress
from typing import Literal, cast

from extract.errors import UnknownReferenceError
from extract.records import Level
from kg.answers.card import FEW, Card
from kg.answers.index import Direction
from kg.answers.lineage import Lineage
from kg.web.asked import Asked, Elsewhere, Page, Shown
from kg.web.feeding import ENTRIES, atom, of_documents, of_ended
from kg.web.marking import lines_of
from kg.web.parameters import LEVELS, NARROW, PAGE, PAGED, PAGES_TOO, Parameter
from kg.web.templates import DRAWN, FIRST, TOP, words
from kg.workspace.addresses import address_of, id_at
from kg.workspace.endpoint import EXAMPLE
from kg.workspace.figures import Stats
from kg.workspace.finding import Found, Listed, Narrow
from kg.workspace.reliance import RULES, STATUSES, Outdated
from kg.workspace.rows import NamedQueries, Rows
from kg.workspace.sourced import Source

LONGEST = 500_000
"""Characters of a text above which only the lines around its citations are shown."""

ROWS = Parameter("limit", "number", most=5_000, default=500)
"""How many citations that had ended stand on a page; a sheet has all."""


def _home(asked: Asked) -> Shown:
    found = asked.work.listing(held=False, limit=FIRST)
    return Shown(found, "home", words("home.title", asked.language))


def _narrow(asked: Asked) -> Narrow:
    return {
        "types": asked.texts("type"),
        "levels": asked.texts("level"),
        "provinces": asked.texts("province"),
        "years": asked.texts("year"),
        "statuses": asked.texts("status"),
        "held": not asked.flag("all") if "all" in asked.typed else asked.flag("held"),
    }


def _search(asked: Asked) -> Shown | Elsewhere:
    sought = asked.text("q")
    if not sought:
        return Elsewhere(asked.links.page("list", asked.form))
    typing = asked.flag("typing")
    found = asked.work.find(sought, unfinished=typing, limit=asked.limit, offset=asked.offset, **_narrow(asked))
    if asked.form == "html" and not typing and found.named is not None:
        return Elsewhere(asked.links.document(found.named, q=sought if found.namesakes else None))
    values = {"facets": asked.work.facets(sought, unfinished=typing, **_narrow(asked))}
    return Shown(found, "search", words("search.named", asked.language, words=sought), found.total, values)


def _list(asked: Asked) -> Shown:
    found = asked.work.listing(limit=asked.limit, offset=asked.offset, **_narrow(asked))
    values = {"facets": asked.work.facets(**_narrow(asked))}
    return Shown(found, "search", words("list.named", asked.language), found.total, values)


def _latest(asked: Asked) -> bytes:
    """The feed of the latest documents, or of those that the words find."""
    sought = asked.text("q") if "q" in asked.typed else ""
    work, narrow = asked.work, _narrow(asked)
    if sought:
        found = work.find(sought, latest=True, limit=ENTRIES, **narrow).documents
    else:
        found = work.listing(latest=True, limit=ENTRIES, **narrow).documents
    return atom(asked, "feed.latest", of_documents(asked, found))


def _ended(asked: Asked) -> bytes:
    """The feed of what came to rest on nothing, also after it was signed."""
    return atom(asked, "feed.ended", of_ended(asked, _rows(asked, also_ended_since=True).rows))


def _called(asked: Asked) -> str:
    """A document in the words of one who looked for it, where they mean it and no other; else its id."""
    document, words = id_at(asked.part), asked.text("q")
    with suppress(UnknownReferenceError):
        view = asked.work.meant(words).view if words else None
        return words if view is not None and view.id == document else document
    return document


def _document(asked: Asked) -> Shown | Elsewhere:
    found = asked.work.card(_called(asked), limit=asked.limit, offset=asked.offset)
    if address_of(found.document.id) != asked.part:
        return Elsewhere(asked.links.document(found.document.id, asked.form))
    total = max(found.totals.cites, found.totals.cited_by, found.totals.uncertain)
    return Shown(found, "document", found.document.label, total)


def _is_brief(asked: Asked) -> bool:
    """A card as nearly all are."""
    return asked.limit <= FEW and not asked.text("q") and asked.work.has_card_at_hand(id_at(asked.part))


def _described(asked: Asked, form: Literal["ttl", "jsonld"]) -> bytes:
    return asked.work.described(id_at(asked.part), form, signers=asked.settings.signers)


def _directions(asked: Asked) -> Direction:
    return cast(Direction, asked.text("direction") or "down")


def _lineage(asked: Asked) -> Shown | Elsewhere:
    found = asked.work.lineage(
        _called(asked),
        _directions(asked),
        depth=asked.number("depth"),
        level=cast(Level | None, asked.text("level") or None),
        limit=asked.limit,
        offset=asked.offset,
    )
    if address_of(found.root.id) != asked.part:
        return Elsewhere(asked.links.lineage(found.root.id, asked.form))
    values = {"is_whole": len(found.steps) == found.total, "is_drawn": 0 < found.total <= DRAWN}
    return Shown(found, "lineage", found.root.label, found.total, values)


def _gexf(asked: Asked) -> bytes:
    from kg.drawing.exporting import gexf

    level = cast(Level | None, asked.text("level") or None)
    return gexf(asked.work.lineage(id_at(asked.part), _directions(asked), depth=asked.number("depth"), level=level))


def _drawn(asked: Asked, form: str) -> bytes:
    from kg.drawing import mermaid, svg

    picture = asked.work.picture(id_at(asked.part), (_directions(asked),), depth=asked.number("depth"), context=False)
    if form == "svg":
        return svg(picture, language=asked.language).encode()
    return mermaid(picture, language=asked.language).encode()


def _source(asked: Asked) -> Shown:
    settings = asked.settings
    found = asked.work.source(asked.part, shown=settings.texts, signers=settings.signers)
    if found.shown == "full" and (found.length or 0) > LONGEST:
        found = asked.work.source(asked.part, shown="excerpts", signers=settings.signers)
    values = {"lines": lines_of(found.passages, found.marks)}
    return Shown(found, "source", ", ".join(found.names), values=values)


def _rows(asked: Asked, *, also_ended_since: bool, limit: int | None = None, offset: int = 0) -> Outdated:
    return asked.work.outdated(
        limit=limit,
        offset=offset,
        also_ended_since=also_ended_since,
        years=asked.texts("year"),
        provinces=asked.texts("province"),
        levels=asked.texts("level"),
        statuses=asked.texts("status"),
        rules=asked.texts("rule"),
        document=asked.text("document") or None,
        if_superseded=asked.text("if_superseded") or None,
    )


def _outdated(asked: Asked) -> Shown:
    since = asked.flag("also_ended_since")
    if asked.form == "csv":
        found = _rows(asked, also_ended_since=since)
    else:
        found = _rows(asked, also_ended_since=since, limit=asked.limit, offset=asked.offset)
    return Shown(found, "outdated", words("outdated.named", asked.language), found.total)


def _figures(asked: Asked) -> Shown:
    values = {
        "top": asked.work.top(count=TOP),
        "facets": asked.work.facets(held=True, most=TOP),
        "judged": asked.work.outdated(limit=0),
    }
    return Shown(asked.work.stats(), "figures", words("figures.named", asked.language), values=values)


def _queries(asked: Asked) -> Shown:
    return Shown(asked.work.queries(), "queries", words("queries.named", asked.language), values={"text": EXAMPLE})


def _query(asked: Asked) -> Shown:
    known = {one.name: one for one in asked.work.queries().queries}
    if asked.part not in known:
        raise UnknownReferenceError("There is no question {name!r}.", name=asked.part[:80])
    one = known[asked.part]
    given = {need: asked.text(need) for need in one.needs}
    is_asked = asked.form != "html" or all(given.values())
    bounds = asked.settings.bounds
    answer = (
        asked.endpoint.rows(
            asked.part,
            asked.text("ref") or None,
            asked.text("day") or None,
            rows=bounds.rows,
            seconds=bounds.query_seconds,
        )
        if is_asked
        else asked.work.queries()
    )
    named = one.vi if asked.language == "vi" else one.en
    return Shown(answer, "query", named, values={"one": one, "is_asked": is_asked})


Q = Parameter("q")
"""The words that are looked for; of a document, those by which somebody found it."""

_TYPE, _LEVEL, _PROVINCE, _YEAR, _STATUS = NARROW

PAGES: tuple[Page, ...] = (
    Page("home", Listed, _home, forms=()),
    Page(
        "search",
        Found,
        _search,
        (Q, *NARROW, Parameter("held", "flag"), Parameter("typing", "flag"), *PAGED),
        forms=("json", "csv", "atom"),
        written={"atom": _latest},
    ),
    Page(
        "list",
        Listed,
        _list,
        (*NARROW, Parameter("all", "flag"), *PAGED),
        forms=("json", "csv", "atom"),
        written={"atom": _latest},
    ),
    Page(
        "document",
        Card,
        _document,
        (Q, *PAGED),
        forms=("json", "csv", "ttl", "jsonld"),
        written={
            "ttl": lambda asked: _described(asked, "ttl"),
            "jsonld": lambda asked: _described(asked, "jsonld"),
        },
        brief=_is_brief,
    ),
    Page(
        "lineage",
        Lineage,
        _lineage,
        (
            Parameter("direction", "choice", choices=("down", "up"), default="down"),
            Parameter("depth", "number", most=50),
            Parameter("level", "choice", choices=LEVELS),
            Q,
            PAGES_TOO,
            *PAGED,
        ),
        forms=("json", "csv", "gexf", "svg", "mmd"),
        written={"gexf": _gexf, "svg": lambda asked: _drawn(asked, "svg"), "mmd": lambda asked: _drawn(asked, "mmd")},
        slow=True,
    ),
    Page("source", Source, _source),
    Page(
        "outdated",
        Outdated,
        _outdated,
        (
            Parameter("also_ended_since", "flag"),
            _YEAR,
            _PROVINCE,
            _LEVEL,
            Parameter("status", "choice", choices=STATUSES, many=True),
            Parameter("rule", "choice", choices=RULES, many=True),
            Parameter("document"),
            Parameter("if_superseded"),
            PAGES_TOO,
            ROWS,
            PAGE,
        ),
        forms=("json", "csv", "atom"),
        written={"atom": _ended},
        slow=True,
    ),
    Page("figures", Stats, _figures, (PAGES_TOO,), slow=True),
    Page("queries", NamedQueries, _queries),
    Page("query", Rows, _query, (Parameter("ref"), Parameter("day")), slow=True),
)
"""Every page that answers a question, in the order in which a person meets them."""
