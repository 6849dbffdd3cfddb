"""No question reads more than its answer asks for: quads and rows read beside so many plans, and beside twice as many.

All plans cite one law, one directive and one plan of their province, and are of communes of that province: what all of
them say of one document or body is where a join of sources with each other would show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Quad
from sample_bodies import DINH_LAP
from typer.testing import CliRunner

import kg
from benchmarks.answers import plans
from extract import SourceText, extract, read
from extract.records import Source
from kg.answers.card import card
from kg.answers.lineage import lineage
from kg.answers.network import network
from kg.answers.outdated import Which, outdated
from kg.answers.stored import StoredCorpus
from kg.answers.view import cited
from kg.building.build import build
from kg.check import check
from kg.cli import app
from kg.drawing.from_store import picture_of
from kg.graph import pieces
from kg.graph.terms import INFERRED
from kg.graph.validation import validate
from kg.identity.keys import Key
from kg.law.register import load_register
from kg.resources import query_files
from kg.storage.opening import open_store
from kg.storage.store import Row, Store
from kg.workspace.harvesting import harvest_of, papers_of

FEW, MANY = 40, 80
DIRECTIVE = "urn:lex:vn:thu.tuong.chinh.phu:chi.thi:2021-11-26;33-ct-ttg"
PLAN = "urn:lex:vn;tinh.lang.son;phuong.tam.thanh:uy.ban.nhan.dan:ke.hoach:2026-01-07;1-kh-ubnd"
DAY = date(2026, 11, 21)
WARDS = (
    "Kế hoạch số 1/KH-UBND ngày 07 tháng 01 năm 2026 của Ủy ban nhân dân phường Tam Thanh, tỉnh Lạng Sơn",
    Key("KH", "1/KH-UBND", "2026-01-07", replace(DINH_LAP, unit="phường Tam Thanh")),
)


class Read:
    """What is read of stores from now on, and how often something is asked of them, which costs as much."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        match, select = Store.match, Store.select

        def matched(store: Store, *pattern: object, **named: object) -> Iterator[Quad]:
            self.count += 1
            for quad in match(store, *pattern, **named):  # type: ignore[arg-type]
                self.count += 1
                yield quad

        def selected(store: Store, query: str) -> list[Row]:
            rows = select(store, query)
            self.count += len(rows)
            return rows

        monkeypatch.setattr(Store, "match", matched)
        monkeypatch.setattr(Store, "select", selected)

    def by(self, question: Callable[[], object]) -> int:
        """How much a question reads."""
        self.count = 0
        question()
        return self.count


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The texts of the larger corpus; the smaller one is its beginning."""
    where = tmp_path_factory.mktemp("plans")
    for index, text in enumerate(plans(MANY)):
        (where / f"{index:03}.txt").write_text(text, encoding="utf-8")
    return where


@pytest.fixture(scope="module")
def stores(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    files = sorted(folder.iterdir())
    where = tmp_path_factory.mktemp("stores")
    with open_store(where / "few", write=True) as few, open_store(where / "many", write=True) as many:
        build(files[:FEW], few)
        build(files, many)
        yield few, many


def checked(source: SourceText, store: Store) -> set[str]:
    """The codes of what is found in a plan beside a store."""
    report = check([(source, extract(source))], load_register(), store=StoredCorpus(store), as_of=DAY)
    return {finding.code for finding in report.findings}


def check_one(folder: Path, store: Store) -> None:
    checked(read(folder / "007.txt"), store)


def check_what_cites_a_number_of_all(folder: Path, store: Store) -> None:
    """All plans here bear the number of the act that it cites, each in its commune."""
    text = (folder / "007.txt").read_text(encoding="utf-8").replace("Thực hiện", f"Thực hiện {WARDS[0]};", 1)
    known = StoredCorpus(store).document(WARDS[1])
    assert known is not None
    assert "Tam Thanh" in (known.title or "")
    checked(SourceText(text, Source("plan.txt", "0" * 64, "text/plain", len(text))), store)


def check_what_names_nobody_above(folder: Path, store: Store) -> None:
    """Who above it planned for the same year is looked for among all plans."""
    text = re.sub(r"Thực hiện Kế hoạch.*?; Ủy", "Ủy", (folder / "007.txt").read_text(encoding="utf-8"))
    assert "C405" in checked(SourceText(text, Source("plan.txt", "0" * 64, "text/plain", len(text))), store)


def meant(_: Path, store: Store) -> None:
    kg.open(store, as_of=DAY).meant("33/CT-TTg 26/11/2021")


def show_one(_: Path, store: Store) -> None:
    """All plans here bear its number, each in its commune."""
    with kg.open(store, language="en") as work:
        assert "1/KH-UBND" in work.card(PLAN).document.label


ABOUT_ONE = [meant, check_one, check_what_cites_a_number_of_all, check_what_names_nobody_above, show_one]


@pytest.mark.parametrize("question", ABOUT_ONE)
def test_a_question_about_one_document_reads_the_same_beside_twice_as_many(
    question: Callable[..., None], stores: tuple[Store, Store], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Read(monkeypatch)
    few, many = (told.by(lambda store=store: question(folder, store)) for store in stores)
    assert 0 < many <= few * 1.1


SINCE = Which(also_ended_since=True)
LINEAR: dict[str, Callable[[Store], object]] = {
    "card": lambda store: card(store, DIRECTIVE, limit=5),
    "whole card": lambda store: card(store, DIRECTIVE),
    "lineage": lambda store: lineage(store, DIRECTIVE, limit=5),
    "whole lineage": lambda store: lineage(store, DIRECTIVE),
    "outdated": lambda store: outdated(store, StoredCorpus(store), load_register(), DAY, "en", which=SINCE),
    "picture": lambda store: picture_of(store, DIRECTIVE, as_of="2026-11-21"),
    "network": network,
    "stats": lambda store: kg.open(store, as_of=DAY).stats(),
    "top": lambda store: kg.open(store, as_of=DAY).top("cited", count=5),
    "harvest": lambda store: harvest_of(
        papers_of(StoredCorpus(store)), load_register(), "en", documents=StoredCorpus(store)
    ),
}


@pytest.mark.parametrize("name", LINEAR)
def test_a_question_about_all_reads_at_most_twice_as_much(
    name: str, stores: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Read(monkeypatch)
    few, many = (told.by(lambda store=store: LINEAR[name](store)) for store in stores)
    assert 0 < many <= few * 2.05


def test_checking_all_reads_at_most_twice_as_much_in_however_many_pieces(
    stores: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What all plans say of their province stands in each: read anew for each piece, it would be quadratic."""
    monkeypatch.setattr(pieces, "PIECE", 200)
    monkeypatch.setattr(pieces, "_OFTEN", 10)
    told, made, around = Read(monkeypatch), [0], pieces.Pieces.around

    def counted(of: pieces.Pieces, nodes: set[pieces.Node]) -> dict[Quad, None]:
        made[-1] += 1
        return around(of, nodes)

    monkeypatch.setattr(pieces.Pieces, "around", counted)
    few = told.by(lambda: validate(stores[0]))
    made.append(0)
    many = told.by(lambda: validate(stores[1]))
    assert 0 < many <= few * 2.05
    assert 20 < made[1] <= made[0] * 2.1


def test_roles_and_words_are_read_for_the_page_alone(
    stores: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    told, many = Read(monkeypatch), stores[1]
    assert told.by(lambda: cited(many, DIRECTIVE, 5)) < MANY * 2 < told.by(lambda: cited(many, DIRECTIVE))
    assert told.by(lambda: card(many, DIRECTIVE, limit=5)) < told.by(lambda: card(many, DIRECTIVE)) / 3
    assert told.by(lambda: lineage(many, DIRECTIVE, limit=5)) < told.by(lambda: lineage(many, DIRECTIVE)) / 1.3


@pytest.mark.parametrize("name", query_files())
def test_named_queries_join_nothing_that_all_sources_say(name: str) -> None:
    """What a body is called stands in the graph of each file that names it: joined over all graphs, it is quadratic."""
    text = query_files()[name].read_text(encoding="utf-8")
    assert "passed_by/" not in text
    if "passed_by" in text:
        assert f"GRAPH {INFERRED} {{" in text


def test_pages_make_the_whole(stores: tuple[Store, Store]) -> None:
    store = stores[1]
    whole = card(store, DIRECTIVE)
    pages = [card(store, DIRECTIVE, limit=70, offset=offset) for offset in (0, 70, 140)]
    assert [edge for page in pages for edge in page.cited_by] == list(whole.cited_by)
    assert {page.totals for page in pages} == {whole.totals}
    assert whole.totals.cited_by == len(whole.cited_by) == 2 * MANY
    relations = [edge.relation for edge in whole.cited_by]
    assert relations == ["implements"] * MANY + ["based_on"] * MANY, "the closest relations first"
    assert {claim.said_by for claim in whole.claims if claim.field == "number"} == {MANY + 1}, (
        "all files and the register"
    )
    steps = lineage(store, DIRECTIVE)
    found = [lineage(store, DIRECTIVE, limit=50, offset=offset) for offset in (0, 50)]
    assert [step for page in found for step in page.steps] == list(steps.steps)
    assert {(page.total, page.documents) for page in found} == {(MANY, MANY)} == {(steps.total, steps.documents)}


def test_the_command_shows_a_page_and_says_how_to_see_the_rest(stores: tuple[Store, Store]) -> None:
    where = str(stores[1].where)
    shown = CliRunner().invoke(app, ["show", "33/CT-TTg", "--store", where])
    assert f"Cited by (50 / {2 * MANY})" in shown.stdout
    assert f"{2 * MANY - 50} more of {2 * MANY}" in shown.stderr
    assert "--page" in shown.stderr
    last = CliRunner().invoke(app, ["lineage", DIRECTIVE, "--page", "2", "--store", where])
    assert last.stdout.startswith(f"{MANY} documents derive from")
    assert len(last.stdout.splitlines()) == 2 + MANY - 50
    assert last.stderr == ""
    whole = CliRunner().invoke(app, ["lineage", "33/CT-TTg", "--format", "csv", "--store", where])
    assert len(whole.stdout.splitlines()) == 1 + 2 * MANY
