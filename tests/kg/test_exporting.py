"""What is exported is read back by others' programs and is the same; hostile words break no format."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pyoxigraph as ox
import pytest
from drawing_samples import HOSTILE
from typer.testing import CliRunner

from extract.errors import InputError, UsageError
from kg.answers.network import network
from kg.building.build import build
from kg.cli import app
from kg.drawing.exporting import FORMATS, LEVEL_COLOURS, NETWORK, export
from kg.storage.opening import open_store
from kg.storage.store import Store

PLANS = Path(__file__).parents[2] / "data" / "plans"
CT33 = "urn:lex:vn:thu.tuong.chinh.phu:chi.thi:2021-11-26;33-ct-ttg"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample plans, and one of which every line is hostile."""
    folder = tmp_path_factory.mktemp("plans")
    hostile = "\n".join(
        f"Căn cứ Kế hoạch số {n}/KH-UBND ngày 1/2/2024 của UBND xã {words};" for n, words in enumerate(HOSTILE)
    )
    letterhead = "ỦY BAN NHÂN DÂN\nXÃ MẪU\nSố: 9/KH-UBND\nMẫu, ngày 3 tháng 4 năm 2025\nKẾ HOẠCH\n"
    (folder / "=cmd'\"<b>.txt").write_bytes(
        f"{letterhead}{HOSTILE[0]}\n{hostile}\n".encode("utf-8", "replace").replace(b"\0", b"")
    )
    where = tmp_path_factory.mktemp("store") / "s"
    with open_store(where, write=True) as store:
        build([PLANS, folder], store)
    with open_store(where) as store:  # no writer goes on beside the commands
        yield store


@pytest.mark.parametrize("ending", [".trig", ".nq", ".jsonld"])
def test_rdf_comes_back_as_it_was(store: Store, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    export(store, FORMATS[ending], path)
    there = ox.Dataset(ox.parse(path=path))
    here = ox.Dataset(store.quads())
    assert there == here
    assert len(here) > 1000


def test_turtle_holds_every_triple_once(store: Store, tmp_path: Path) -> None:
    export(store, "ttl", tmp_path / "a.ttl")
    there = {(quad.subject, quad.predicate, quad.object) for quad in ox.parse(path=tmp_path / "a.ttl")}
    assert there == {(quad.subject, quad.predicate, quad.object) for quad in store.quads()}


def test_graphml_is_the_network(store: Store, tmp_path: Path) -> None:
    export(store, "graphml", tmp_path / "a.graphml")
    there = nx.read_graphml(tmp_path / "a.graphml", force_multigraph=True)
    here = network(store)
    assert f"<desc>{NETWORK}</desc>" in (tmp_path / "a.graphml").read_text(encoding="utf-8")
    assert set(there) == set(here)
    assert there.nodes[CT33] == here.nodes[CT33]
    held = {said["sources"] for _, said in here.nodes(data=True) if "sources" in said}
    assert held > {f"plans/{path.name}" for path in PLANS.iterdir()}
    assert sorted(map(str, there.edges(data="start"))) == sorted(map(str, here.edges(data="start")))


def test_gexf_opens_with_levels_dates_and_colours(store: Store, tmp_path: Path) -> None:
    export(store, "gexf", tmp_path / "a.gexf")
    spaces = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
    root = ET.parse(tmp_path / "a.gexf").getroot()
    here = network(store)
    assert root.findtext("g:meta/g:description", namespaces=spaces) == NETWORK
    nodes = root.findall(".//g:node", spaces)
    assert {node.get("id") for node in nodes} == set(here)
    assert len(root.findall(".//g:edge", spaces)) == here.number_of_edges()
    node = next(node for node in nodes if node.get("id") == CT33)
    values = {value.get("for"): value.get("value") for value in node.findall(".//g:attvalue", spaces)}
    assert (values["level"], values["date"], node.get("label")) == ("central", "2021-11-26", "33/CT-TTg")
    colour = node.find("viz:color", spaces)
    assert colour is not None
    assert tuple(int(colour.attrib[part]) for part in "rgb") == LEVEL_COLOURS["central"]


def test_csv_is_two_tables_without_formulas(store: Store, tmp_path: Path) -> None:
    export(store, "csv", tmp_path / "a.csv")
    tables = {}
    for part in ("nodes", "edges"):
        with (tmp_path / f"a.{part}.csv").open(encoding="utf-8-sig", newline="") as file:
            tables[part] = list(csv.DictReader(file))
    here = network(store)
    assert [row["id"] for row in tables["nodes"]] == list(here)
    assert len(tables["edges"]) == here.number_of_edges()
    cells = [value for rows in tables.values() for row in rows for value in row.values()]
    assert not [value for value in cells if value.startswith(("=", "+", "-", "@"))]


def test_cypher_is_one_statement_a_line_and_nothing_leaves_its_quotes(store: Store, tmp_path: Path) -> None:
    export(store, "cypher", tmp_path / "a.cypher")
    said, *lines = (tmp_path / "a.cypher").read_text(encoding="utf-8").splitlines()
    here = network(store)
    assert said == f"// {NETWORK}"
    assert len(lines) == 1 + here.number_of_nodes() + here.number_of_edges()
    outside = re.compile(r"'(?:[^'\\]|\\u[0-9a-f]{4})*'")
    for line in lines:
        bare = outside.sub("''", line)
        assert re.fullmatch(r"[A-Za-z0-9 _(){}\[\]:;,.'+=<>-]+;", bare), bare
        assert bare.count(";") == 1


def test_a_file_is_replaced_only_by_a_whole_one(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.gexf"
    path.write_text("old")
    with pytest.raises(InputError, match="cannot be written"):
        export(store, "gexf", tmp_path / "none" / "a.gexf")
    export(store, "gexf", path)
    assert path.read_text(encoding="utf-8").startswith("<?xml")
    assert [each.name for each in tmp_path.iterdir()] == ["a.gexf"]


@pytest.mark.parametrize("form", ["trig", "nquads", "ttl", "jsonld", "graphml", "gexf", "cypher"])
def test_the_command_writes_to_standard_output(store: Store, form: str) -> None:
    found = CliRunner().invoke(app, ["export", "--format", form, "--store", str(store.where)])
    assert found.exit_code == 0, found.output
    assert "33-ct-ttg" in found.output


@pytest.mark.parametrize("arguments", [[], ["-o", "graph.unknown"], ["--format", "csv"]])
def test_the_command_says_what_it_needs(arguments: list[str]) -> None:
    found = CliRunner().invoke(app, ["export", *arguments])
    assert isinstance(found.exception, UsageError)
