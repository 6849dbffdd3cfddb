"""Programs that ask: clients of SPARQL, what the description promises, and that it is kept."""

from __future__ import annotations

import csv
import html
import io
import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from late import Late
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from kg.web.links import PATHS, Links
from kg.web.openapi import openapi
from kg.web.pages import PAGES
from kg.web.settings import Bounds, Settings
from kg.workspace.workspace import Workspace
from tests.kg.web_server import samples, serving

jsonschema = Late("jsonschema")

DIRECTIVE = "urn:lex:vn:thu.tuong.chinh.phu:chi.thi:2021-11-26;33-ct-ttg"
COUNT = "SELECT (COUNT(DISTINCT ?plan) AS ?n) { ?plan cancu:readFrom ?file }"


@pytest.fixture(scope="module")
def work() -> Iterator[Workspace]:
    with samples() as work:
        yield work


@pytest.fixture(scope="module")
def web(work: Workspace) -> Iterator[httpx.Client]:
    with serving(work) as asking:
        yield asking


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_a_client_of_rdflib_asks(web: httpx.Client, method: str) -> None:
    graph = Graph(SPARQLStore(f"{web.base_url}/sparql", method=method))
    rows = list(graph.query(f"PREFIX cancu: <https://w3id.org/cancu/ontology#> {COUNT}"))
    assert [int(row[0]) for row in rows] == [5]  # type: ignore[index]
    assert bool(graph.query("ASK { ?s ?p ?o }").askAnswer)


def test_curl_asks(web: httpx.Client) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("curl is not installed")
    asked = [curl, "-s", "--noproxy", "*", "--data-urlencode", f"query={COUNT}", "-H", "Accept: text/csv"]
    said = subprocess.run([*asked, f"{web.base_url}/sparql"], capture_output=True, text=True, check=True).stdout
    assert list(csv.reader(io.StringIO(said))) == [["n"], ["5"]]


SELECT = "SELECT ?l { <https://w3id.org/cancu/body/vn:chinh.phu> rdfs:label ?l } LIMIT 1"
FORMS = [
    ("application/sparql-results+json", SELECT, lambda said: json.loads(said)["results"]["bindings"][0]["l"]["value"]),
    ("application/sparql-results+xml", SELECT, lambda said: ET.fromstring(said)[1][0][0][0].text),
    ("text/csv", SELECT, lambda said: said.splitlines()[1]),
    ("text/tab-separated-values", SELECT, lambda said: said.splitlines()[1].split('"')[1]),
    ("*/*", SELECT, lambda said: json.loads(said)["results"]["bindings"][0]["l"]["value"]),
]
DESCRIBE = "DESCRIBE <https://w3id.org/cancu/body/vn:chinh.phu>"
GRAPHS = [
    ("text/turtle", "text/turtle"), ("application/n-triples", "application/n-triples"),
    ("application/rdf+xml", "application/rdf+xml"), ("application/ld+json", "application/ld+json"),
    ("text/html", "text/turtle"),
]  # fmt: skip


def triples(said: httpx.Response) -> list[ox.Quad]:
    """What is sent as RDF, read by what its media type says."""
    form = ox.RdfFormat.from_media_type(said.headers["content-type"])
    assert form is not None
    return list(ox.parse(said.content, format=form))


@pytest.mark.parametrize(("accept", "query", "value"), FORMS, ids=[row[0] for row in FORMS])
def test_rows_come_in_the_form_that_is_accepted(web: httpx.Client, accept: str, query: str, value: Any) -> None:
    said = web.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert said.headers["content-type"].partition(";")[0] == (accept if accept != "*/*" else FORMS[0][0])
    assert value(said.text) == "Chính phủ"


@pytest.mark.parametrize(("accept", "form"), GRAPHS, ids=[row[0] for row in GRAPHS])
def test_triples_come_in_the_form_that_is_accepted(web: httpx.Client, accept: str, form: str) -> None:
    said = web.get("/sparql", params={"query": DESCRIBE}, headers={"accept": accept})
    assert said.headers["content-type"].partition(";")[0] == form
    assert len(triples(said)) > 1


def test_an_answer_that_is_cut_says_so(work: Workspace) -> None:
    with serving(work, Settings(bounds=Bounds(rows=3))) as asking:
        cut = asking.get("/sparql", params={"query": "SELECT ?s { ?s ?p ?o }"})
        whole = asking.get("/sparql", params={"query": "SELECT ?s { ?s ?p ?o } LIMIT 3"})
    assert (len(cut.json()["results"]["bindings"]), cut.headers["cancu-truncated"]) == (3, "true")
    assert "cancu-truncated" not in whole.headers


def test_a_document_as_rdf(web: httpx.Client) -> None:
    for form in ("ttl", "jsonld"):
        said = triples(web.get(Links("", "vi").document(DIRECTIVE, form)))
        assert any(quad.object == ox.Literal("33/CT-TTg") for quad in said)


def test_a_lineage_for_gephi(web: httpx.Client, work: Workspace) -> None:
    drawn = ET.fromstring(web.get(Links("", "vi").lineage(DIRECTIVE, "gexf")).content)
    found = work.lineage(DIRECTIVE)
    assert len(list(drawn.iter("{http://gexf.net/1.3}node"))) == found.documents + 1
    assert len(list(drawn.iter("{http://gexf.net/1.3}edge"))) == sum(len(step.evidence) for step in found.steps)


def paths_of(page: Any, work: Workspace) -> str:
    sha256 = work.card(DIRECTIVE).cited_by[0].evidence.sha256
    path: str = PATHS[page.name]["vi"]
    return path.replace("{id}", DIRECTIVE).replace("{sha256}", sha256).replace("{name}", "most-cited-bases")


@pytest.mark.parametrize("page", PAGES[1:], ids=lambda page: page.name)
def test_each_json_is_as_its_schema_says(web: httpx.Client, work: Workspace, page: Any) -> None:
    said = web.get(f"{paths_of(page, work)}.json", params={"q": "dan"} if page.name == "search" else None).json()
    whole = openapi("")
    shape = whole["paths"][f"{PATHS[page.name]['vi']}.json"]["get"]["responses"]["200"]["content"]
    jsonschema.validate(said, {**shape["application/json"]["schema"], "components": whole["components"]})
    jsonschema.validate(said["answer"], page.answer.schema())


def test_the_description_names_every_page_in_every_form(web: httpx.Client) -> None:
    said = web.get("/api/openapi.json").json()
    assert said == openapi("")
    listed = {f"{PATHS[page.name]['vi']}.{form}" for page in PAGES for form in page.forms}
    assert listed | {"/sparql", "/health", "/kiem-tra.json", "/kiem-tra.csv", "/kiem-tra.sarif"} == said["paths"].keys()
    page = web.get("/api", headers={"accept": "text/html"}).text
    assert all(f"<code>{PATHS[page_.name]['vi']}</code>" in page for page_ in PAGES[1:])


def test_the_examples_of_the_description_answer(web: httpx.Client) -> None:
    page = html.unescape(web.get("/api", headers={"accept": "text/html"}).text)
    examples = re.findall(r'\$CANCU(/[^"]+)"', page)
    assert len(examples) == 4
    for path in examples[:2]:
        assert web.get(path).json()["ok"] is True


EXAMPLES = int(os.environ.get("CANCU_EXAMPLES", "6"))
TRIED = settings(
    max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
OPERATIONS = [f"{method.upper()} {path}" for path, methods in openapi("")["paths"].items() for method in methods]


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    """What the description promises, by operation; what reads it takes a second to import, in every process."""
    import schemathesis  # noqa: PLC0415

    found = [one.ok() for one in schemathesis.openapi.from_dict(openapi("")).get_all_operations()]
    return {one.label: one for one in found}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_the_description_promises_is_kept(web: httpx.Client, described: dict[str, Any], operation: str) -> None:
    """Requests made out of the description: no 5xx but 503, and each answer is as it says."""
    from schemathesis.specs.openapi import checks  # noqa: PLC0415

    assert described.keys() == {*OPERATIONS}
    kept = [checks.status_code_conformance, checks.content_type_conformance, checks.response_schema_conformance]

    @TRIED
    @given(case=described[operation].as_strategy())
    def holds(case: Any) -> None:
        answer = case.call(base_url=str(web.base_url), allow_redirects=False)
        assert answer.status_code < 500 or answer.status_code == 503, answer.text
        case.validate_response(answer, checks=kept)

    holds()
