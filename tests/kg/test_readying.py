"""A build made ready for those who ask: its files are there, and what is read out of them is what the graph says."""

from __future__ import annotations

import gc
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

import kg
from benchmarks.corpus import plans
from kg.answers.beforehand import put_down
from kg.answers.card import Card, card
from kg.answers.view import cited, citing, edges_of, evidence_at
from kg.answers.words import Limits, words_of
from kg.resources import data_file
from kg.storage.beside import Before
from kg.storage.citation_table import citation_table, citations_at, make_citation_table
from kg.storage.folder import FinishedStore
from kg.storage.opening import open_store
from kg.storage.prepared import Kind, prepare, prepared
from kg.storage.store import Store
from kg.storage.touched import Touch
from kg.workspace.readying import make_ready, make_tables
from kg.workspace.workspace import Workspace


@dataclass(frozen=True)
class Part:
    """A part of something that is put down."""

    number: int | None


def read(store: Store) -> list[object]:
    """All citations of all documents, both ways, with their words."""
    documents = [hit.iri for hit in words_of(store).every(Limits(), None)[0]]
    found: list[object] = []
    for document in documents:
        meaning, total = cited(store, document)
        for citations in (citing(store, document), meaning):
            found += [(document, citations), edges_of(store, citations), evidence_at(store, citations)]
        assert len(meaning) == total
        pages = [cited(store, document, 2, offset) for offset in range(0, total + 2, 2)]
        assert [one for page, _ in pages for one in page] == meaning
        assert {count for _, count in pages} == {total}
    return found


def test_the_table_of_citations_says_what_the_graph_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many citations mean a document: of many the graph is asked role by role."""
    kg.build([data_file("plans")], tmp_path / "s.store")
    with open_store(tmp_path / "s.store") as store:
        of_graph = read(store)
        with monkeypatch.context() as patched:
            patched.setattr("kg.answers.view._MANY", 1)
            assert read(store) == of_graph
        assert citation_table(store) is None
        make_citation_table(store)
        assert citation_table(store) is not None
        assert read(store) == of_graph


def cards(store: Store) -> list[Card]:
    """The cards of all documents."""
    documents = [hit.iri for hit in words_of(store).every(Limits(), None)[0]]
    return [card(store, document, day=date(2026, 7, 1), limit=2) for document in documents]


def test_a_card_is_the_same_from_what_was_put_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kg.build([data_file("plans")], tmp_path / "s.store")
    monkeypatch.setattr("kg.answers.beforehand.MUCH", 1)
    with open_store(tmp_path / "s.store") as store:
        of_graph = cards(store)
        put_down(store)
    for read in (
        "view._views", "view._uncertain", "described._described", "claims.some_claims", "claims._conflicts_of",
        "relied._relied_on",
    ):  # fmt: skip
        monkeypatch.setattr(f"kg.answers.{read}", None)
    with open_store(tmp_path / "s.store") as store:
        words_of(store)  # which reads words, not cards
        assert cards(store) == of_graph
    assert any(one.now.kind == "relied_on" for one in of_graph)


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All rows of the tables beside a build, which go with that: the next ones are made anew."""
    assert store.room is not None
    found = {}
    for path in sorted(store.room.glob("*.sqlite")):
        if not path.name.startswith("documents"):
            with closing(sqlite3.connect(path)) as database:
                names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
                found |= {name: sorted(database.execute(f"SELECT * FROM {name}"), key=repr) for name in names}
            path.rename(path.with_suffix(".aside"))
    return found


STEPS = ("change", "rename", "copy", "go", "come", "change", "leave one", "come")
"""What happens to a folder from build to build."""


def step(folder: Path, kind: str, texts: Iterator[str], chance: random.Random) -> None:
    """A step: a file changes, moves, comes twice, goes, or comes."""
    files = sorted(folder.iterdir())
    one = chance.choice(files)
    match kind:
        case "change":
            one.write_text(next(texts), encoding="utf-8")
        case "rename":
            one.rename(folder / f"moved {one.name}")
        case "copy":
            shutil.copy(one, folder / f"copy of {one.name}")
        case "go":
            one.unlink()
        case "leave one":
            for path in files[1:]:
                path.unlink()
        case _:
            (folder / f"{len(files)}-{kind}.txt").write_text(next(texts), encoding="utf-8")


def test_tables_that_follow_say_what_those_made_anew_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.answers.beforehand.MUCH", 2)
    texts, chance = plans(60), random.Random(4)
    folder, where = tmp_path / "plans", tmp_path / "s.store"
    shutil.copytree(data_file("plans"), folder)
    for number, text in zip(range(9), texts, strict=False):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    kg.build([folder], where)
    before = open_store(where)
    make_tables(before)
    for kind in STEPS:
        step(folder, kind, texts, chance)
        kg.build([folder], where)
        store = open_store(where)
        assert isinstance(before, FinishedStore)
        assert store.touched_since(before.generation) is not None
        make_tables(store, before.generation, str(before.room))
        followed = rows(store)
        make_tables(store)
        assert {*followed} == {"citation", "counted", "described", "row"}
        assert followed == rows(store), kind
        for path in store.room.glob("*.aside"):  # the next ones follow those that followed
            path.rename(path.with_suffix(".sqlite"))
        before.close()
        before = store


def test_what_was_put_down_in_another_form_is_not_found(tmp_path: Path) -> None:
    kg.build([data_file("plans")], tmp_path / "s.store")

    @dataclass(frozen=True)
    class Word:
        said: str
        parts: tuple[Part, ...] = ()
        last: Part | None = None

    @dataclass(frozen=True)
    class Other:
        word: str

    words = {"a": Word("ă", (Part(1), Part(None)), Part(3)), "b": Word("b")}
    before, after = Kind("words", Word), Kind("words", Other)
    with open_store(tmp_path / "s.store") as store:
        prepare(store, [before], lambda _: [(before, words)])
        rows = prepared(store, before)
        assert rows is not None
        assert rows.rows(before, ["a", "b", "c"]) == words
        assert prepared(store, after) is None
        others = {"a": Other("ă"), "b": Other("b")}
        prepare(store, [after], lambda _: [(after, others)])
        rows = prepared(store, after)
        assert rows is not None
        assert rows.rows(after, ["a", "b"]) == others


def test_what_cannot_be_followed_is_put_down_of_all(tmp_path: Path) -> None:
    """Where the build before has no such file, or one of kinds that had other fields."""
    kind, changed, kept = Kind("parts", Part), Kind("parts", tuple[Part, ...]), Kind("kept", Part)
    all_of: dict[Kind, dict[str, object]] = {
        kind: {"a": Part(1), "b": Part(2)},
        changed: {"a": (Part(1),), "b": (Part(2),)},
    }

    def make(store: Store, *kinds: Kind, before: Before | None) -> None:
        def values(names: Collection[str] | None) -> Iterator[tuple[Kind, Mapping[str, object]]]:
            for one in kinds:
                said = all_of.get(one, {"a": Part(3), "b": Part(4)})
                yield one, {name: value for name, value in said.items() if names is None or name in names}

        prepare(store, kinds, values, before=before, names=["a"])

    def known(store: Store, kind: Kind) -> dict[str, object]:
        rows = prepared(store, kind)
        return rows.rows(kind, ["a", "b"]) if rows is not None else {}

    kg.build([data_file("plans")], tmp_path / "s.store")
    with open_store(tmp_path / "s.store") as store:
        make(store, kind, kept, before=Before(tmp_path / "nowhere", Touch()))
        assert known(store, kind) == all_of[kind]
        assert store.room is not None
        (tmp_path / "before").mkdir()
        for path in store.room.glob("prepared-*"):
            shutil.copy(path, tmp_path / "before")
    kg.build(sorted(Path(data_file("plans")).iterdir())[:1], tmp_path / "t.store")
    with open_store(tmp_path / "t.store") as store:
        make(store, changed, kept, before=Before(tmp_path / "before", Touch()))
        assert known(store, changed) == all_of[changed]
        assert known(store, kept) == {"a": Part(3), "b": Part(4)}


def test_a_build_whose_cards_were_not_put_down_is_followed_by_one_whose_are(tmp_path: Path) -> None:
    """As after a process that was ended between its two files."""
    where, files = tmp_path / "s.store", sorted(Path(data_file("plans")).iterdir())
    kg.build(files[:-1], where)
    before = open_store(where)
    make_citation_table(before)
    kg.build(files, where)
    with before, open_store(where) as store:
        assert isinstance(before, FinishedStore)
        make_tables(store, before.generation, str(before.room))
        followed = rows(store)
        make_tables(store)
        assert followed == rows(store)


def test_an_answer_that_is_larger_than_what_is_kept_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.storage.citation_table._LATELY", 3)
    kg.build([data_file("plans")], tmp_path / "s.store")
    with open_store(tmp_path / "s.store") as store:
        make_citation_table(store)
        table = citation_table(store)
        assert table is not None
        documents = [hit.iri for hit in words_of(store).every(Limits(), None)[0]]
        sizes = set()
        for document in documents:
            found = citations_at(store, citing(store, document))
            assert len(table._lately) <= 3
            sizes.add(len(found) > 3)
        assert sizes == {True, False}


def test_the_files_of_a_build_are_there_before_somebody_asks(tmp_path: Path) -> None:
    kg.build([data_file("plans")], tmp_path / "s.store")
    with kg.open(tmp_path / "s.store") as work:
        make_ready(work, lambda: False)
        assert work.store.room is not None
        names = {path.name for path in work.store.room.iterdir()}
        assert {name.partition("-")[0] for name in names} > {"documents", "citations", "prepared", "public"}
        make_ready(work, lambda: False, signers=False)
        assert (work.store.room / "public-unsigned").is_dir()
        assert not list(work.store.room.glob("*.part"))


def test_the_build_that_is_asked_for_is_made_ready_and_not_the_next(tmp_path: Path) -> None:
    """Which was finished meanwhile."""
    where, plans = tmp_path / "s.store", sorted(Path(data_file("plans")).iterdir())
    kg.build(plans[:1], where)
    with kg.open(where) as opened:
        work = opened.steady()
        kg.build(plans[:2], where)
        make_ready(work, lambda: False)
        rooms = {path.parent.name for path in where.rglob("*.sqlite")}
        assert rooms == {work.store.generation}


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs a system that tells which files are open")
def test_of_builds_that_were_followed_nothing_stays_open(tmp_path: Path) -> None:
    """Also before garbage is looked for, which a server does seldom."""
    where, files = tmp_path / "s.store", sorted(Path(data_file("plans")).iterdir())

    def ready(work: Workspace) -> None:
        make_tables(work.store)
        for one in work.listing().documents:
            work.card(one.document.id)

    def tables() -> Counter[str]:
        """The open ones, by their builds; those of a build that is gone are marked as deleted."""
        there = (path.readlink() for path in Path("/proc/self/fd").iterdir() if path.is_symlink())
        return Counter(path.parent.name for path in there if path.is_relative_to(where) and ".sqlite" in path.name)

    kg.build(files[:1], where)
    gc.disable()
    try:
        with kg.open(where) as opened:
            work = opened.steady()
            ready(work)
            for number in range(2, len(files) + 1):
                kg.build(files[:number], where)
                assert work.take_up(ready)
            assert set(tables()) == {work.store.generation}
            work.store.close()
            assert not tables()
    finally:
        gc.enable()


def test_a_card_is_at_hand_where_the_build_is_ready_and_little_is_to_be_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kg.build([data_file("plans")], tmp_path / "s.store")
    with kg.open(tmp_path / "s.store") as work:
        documents = {
            one.document.id: work.card(one.document.id).totals.cites for one in work.listing(held=False).documents
        }
        assert not any(map(work.has_card_at_hand, documents))
        make_tables(work.store)
        assert all(map(work.has_card_at_hand, documents))
        assert not work.has_card_at_hand("urn:lex:vn:chinh.phu:nghi.dinh:2001-01-01;9991-2001-nd-cp")
        assert not work.has_card_at_hand("no id")
        monkeypatch.setattr("kg.answers.card.FEW", 0)
        assert {one for one in documents if work.has_card_at_hand(one)} == {
            one for one, n in documents.items() if not n
        }


def test_who_stops_waits_for_nothing(tmp_path: Path) -> None:
    kg.build([data_file("plans")], tmp_path / "s.store")
    with kg.open(tmp_path / "s.store") as work:
        make_ready(work, lambda: True)
        assert work.listing().total == 5
