"""The protocol of SPARQL 1.1, for queries: GET or POST, every form of answer, within bounds, nothing but reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from urllib.parse import parse_qs, quote

from starlette.requests import Request
from starlette.responses import Response

from extract.errors import InputError, QueryError
from kg.web.accepting import accepted
from kg.web.answering import Endpoint as Answering
from kg.web.answering import Site, caught
from kg.web.links import Links
from kg.web.templates import rendered, words
from kg.wording import Language, in_language
from kg.workspace.endpoint import Graph, Reply, Results, UnknownTerm, parse_query, unknown_terms

RESULTS: Mapping[str, Results] = {
    "application/sparql-results+json": "json",
    "application/json": "json",
    "application/sparql-results+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
}
GRAPHS: Mapping[str, Graph] = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "text/plain": "nt",
    "application/rdf+xml": "rdf",
    "application/ld+json": "jsonld",
}
"""What a client may accept, and the form that it is; the first of a form is what is sent."""

CHARACTERS = 5_000_000
"""Characters of an answer."""

_OTHER_GRAPHS = ("default-graph-uri", "named-graph-uri", "using-graph-uri")


def sparql(site: Site) -> Answering:
    """What answers at ``/sparql``."""

    async def endpoint(request: Request) -> Response:
        return await caught(request, "en", site, partial(_answer, site, request))

    return endpoint


def console(site: Site, of_path: Language) -> Answering:
    """What answers a query that was typed on the page of questions."""

    async def endpoint(request: Request) -> Response:
        return await caught(request, of_path, site, partial(_typed, site, of_path, request))

    return endpoint


async def _typed(site: Site, language: Language, request: Request) -> Response:
    text = await _query(request)
    bounds, links = site.settings.bounds, Links(site.settings.root, language)

    def answered() -> str:
        work = site.asked(language=language)
        rows, refused = None, None
        try:
            asked = parse_query(text)
            rows = site.endpoint.rows(asked, rows=bounds.rows, seconds=bounds.query_seconds)
        except QueryError as error:
            refused = in_language(error, language)
        return rendered(
            "queries.html",
            language,
            links,
            answer=work.queries(),
            named=words("queries.named", language),
            here="queries",
            holdings=work.holdings(),
            text=text,
            rows=rows,
            refused=refused,
        )

    return Response(await site.slow.take(answered), 200, {"cache-control": "no-store"}, "text/html; charset=utf-8")


async def _answer(site: Site, request: Request) -> Response:
    text = await _query(request)
    accept = accepted(request.headers.get("accept", ""))
    results: Results = next((RESULTS[kind] for kind in accept if kind in RESULTS), "json")
    graph: Graph = next((GRAPHS[kind] for kind in accept if kind in GRAPHS), "ttl")
    bounds = site.settings.bounds
    asked = partial(
        site.endpoint.write,
        text,
        results,
        graph,
        rows=bounds.rows,
        characters=CHARACTERS,
        seconds=bounds.query_seconds,
    )
    return await site.slow.take(lambda: _sent(asked(), unknown_terms(text)))


def _sent(reply: Reply, unknown: Sequence[UnknownTerm]) -> Response:
    kinds: dict[str, str] = {}
    for kind, form in (*RESULTS.items(), *GRAPHS.items()):
        kinds.setdefault(form, kind)
    headers = {"cache-control": "no-store", "vary": "accept"}
    if reply.cut:
        headers["cancu-truncated"] = "true"
    if unknown:
        headers["cancu-unknown"] = ", ".join(quote(one.term, safe=":") for one in unknown)
    media = kinds[reply.form]
    return Response(reply.body, 200, headers, media if media.startswith("application/") else f"{media}; charset=utf-8")


async def _query(request: Request) -> str:
    """The query, wherever the protocol lets it stand. Raises InputError."""
    given = {name: request.query_params.getlist(name) for name in request.query_params}
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = (await request.body()).decode("utf-8", "replace")
        if kind == "application/sparql-query":
            given["query"] = [*given.get("query", []), body]
        elif kind == "application/x-www-form-urlencoded":
            try:
                given |= parse_qs(body, keep_blank_values=True, max_num_fields=20)
            except ValueError:
                raise InputError("The form cannot be understood.") from None
        else:
            raise InputError("A query is sent as application/sparql-query or as a form.")
    if "update" in given:
        raise InputError("Nothing is changed here; only queries are answered.")
    if any(name in given for name in _OTHER_GRAPHS):
        raise InputError("The graphs cannot be chosen beside the query; name them in it with GRAPH.")
    if len(given.get("query", [])) != 1:
        raise InputError("One query is asked, as the parameter query.")
    return given["query"][0]
