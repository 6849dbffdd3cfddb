"""Sources by their names and their texts: nothing of the machine, no original opened again, out on purpose and back."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode
from typer.testing import CliRunner

import kg
from extract.errors import StoreError, UnknownReferenceError
from kg.answers.marked import marked
from kg.building.build import Report, build
from kg.building.forgetting import forget, remember
from kg.building.intake import content_hash
from kg.check.settings import Settings
from kg.cli import app
from kg.drawing.exporting import FORMATS, export
from kg.graph.terms import text_iri
from kg.resources import data_file
from kg.storage.backup import backup, restore
from kg.storage.file_list import FileList
from kg.storage.opening import open_store
from kg.storage.store import Change, Store
from kg.storage.texts import held_texts, packed, text_of, text_quad

PLAN = "dinh-lap-2026.txt"
EARLIER, LATER = "Quyết định số 15/2020/QĐ-UBND ngày 05/5/2020 của Ủy ban nhân dân tỉnh Lạng Sơn", "quyet-dinh.txt"
REPLACING = (
    "ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\nSố: 20/2026/QĐ-UBND\n"
    "Lạng Sơn, ngày 20 tháng 01 năm 2026\nQUYẾT ĐỊNH\nQuy định mức chi\n"
    f"Điều 2. Quyết định này có hiệu lực từ ngày 02 tháng 02 năm 2026 và thay thế {EARLIER}.\n"
)
ALL = {"dai-son-2026.txt", PLAN, "lang-son-2026.txt", "tu-xuyen-2024.md", "y-tich-2024.md"}


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "home" / "an" / "plans"
    shutil.copytree(data_file("plans"), folder)
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store", write=True) as opened:
        yield opened


def names(store: Store) -> set[str]:
    rows = store.select("SELECT ?path WHERE { ?file a cancu:SourceFile ; cancu:path ?path }")
    return {row["path"].value for row in rows}


def zipped(archive: Path, *files: Path) -> Path:
    with zipfile.ZipFile(archive, "w") as made:
        for file in files:
            made.write(file, f"inner/{file.name}")
    return archive


def answers(store: Store) -> list[object]:
    """What is asked of a store, with words, pictures and other plans for a check."""
    with_store = kg.open(store, as_of="2026-07-01", language="en", settings=Settings())
    asked = [with_store.lineage("33/CT-TTg"), with_store.card("179/KH-UBND"), with_store.outdated(), with_store.stats()]
    return [*(one.to_dict() for one in asked), with_store.picture("33/CT-TTg").to_dict()]


def test_names_are_relative_to_what_was_given(plans: Path, store: Store) -> None:
    (plans / "2024").mkdir()
    (plans / "y-tich-2024.md").rename(plans / "2024" / "y-tich-2024.md")
    alone = plans.parent / "one.txt"
    (plans / "dai-son-2026.txt").rename(alone)
    archive = zipped(plans.parent / "office.zip", plans / "tu-xuyen-2024.md")
    (plans / "tu-xuyen-2024.md").unlink()
    build([plans, alone, archive], store)
    assert names(store) == {
        f"plans/{PLAN}", "plans/lang-son-2026.txt", "plans/2024/y-tich-2024.md", "one.txt",
        "office.zip/inner/tu-xuyen-2024.md",
    }  # fmt: skip


def test_however_a_folder_is_written_its_files_keep_their_names(
    plans: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(plans)
    build(["."], store)
    assert names(store) == {f"plans/{name}" for name in ALL}
    for given in (plans.parent, plans, plans / PLAN):  # a name once told stays
        for plan in plans.iterdir():
            plan.write_bytes(plan.read_bytes() + b"\n")
        build([given], store)
        assert names(store) == {f"plans/{name}" for name in ALL}


@pytest.mark.parametrize("together", [True, False])
def test_two_folders_and_two_files_of_one_name_stay_apart(plans: Path, store: Store, together: bool) -> None:
    other = plans.parents[1] / "binh" / "plans"
    other.mkdir(parents=True)
    (plans / PLAN).rename(other / PLAN)
    (other / "plan.txt").write_text("KẾ HOẠCH\n", encoding="utf-8")
    (first := other.parent / "a.txt").write_text("KẾ HOẠCH thứ nhất\n", encoding="utf-8")
    (second := plans.parent / "a.txt").write_text("KẾ HOẠCH thứ hai\n", encoding="utf-8")
    if together:
        build([plans, first, other, second], store)
    else:
        for given in (plans, first, other, second):
            build([given], store)
    assert names(store) == {
        *(f"plans/{name}" for name in ALL - {PLAN}), f"plans (2)/{PLAN}", "plans (2)/plan.txt", "a.txt", "a (2).txt",
    }  # fmt: skip
    places = {entry.name: entry.location for entry in FileList(store).entries.values()}
    assert (places["a.txt"], places["a (2).txt"]) == (str(first), str(second))
    assert build([other, plans, second, first], store).unchanged == 8


def test_nothing_that_leaves_a_store_tells_of_the_machine(plans: Path, store: Store, tmp_path: Path) -> None:
    (plans / LATER).write_text(REPLACING, encoding="utf-8")
    build([plans, zipped(plans.parent / "office.zip", plans / PLAN)], store)
    (out := tmp_path / "out").mkdir()
    for suffix, form in FORMATS.items():
        export(store, form, out / f"graph{suffix}")
    with_store = kg.open(store, language="vi", settings=Settings())
    for suffix in (".html", ".svg", ".mmd"):
        kg.draw(with_store.picture("33/CT-TTg"), out / f"picture{suffix}", title="33/CT-TTg")
    (out / "answers.json").write_text(json.dumps(answers(store)), encoding="utf-8")
    checked = tmp_path / "checked.txt"
    checked.write_text(f"KẾ HOẠCH\nCăn cứ {EARLIER};\n", encoding="utf-8")
    found = kg.open(store, as_of="2026-07-01", settings=Settings()).check([checked])
    told = json.dumps(found.to_dict(), ensure_ascii=False).replace(str(checked), "")
    assert f"plans/{LATER}, “" in told
    (out / "findings.json").write_text(told, encoding="utf-8")
    assert len(list(out.iterdir())) == len(FORMATS) + 6  # CSV is two files
    for file in out.iterdir():
        said = file.read_bytes()
        assert str(tmp_path).encode() not in said, file.name
        assert b"home/an" not in said, file.name


def test_all_is_answered_the_same_when_the_originals_are_gone(plans: Path, store: Store) -> None:
    build([plans], store)
    before = answers(store)
    shutil.rmtree(plans.parent)
    assert answers(store) == before
    picture = kg.open(store).picture("33/CT-TTg")
    assert all(words.quote in words.sentence for edge in picture.edges for words in edge.evidence)


def test_a_source_is_shown_with_its_citations_in_its_text(plans: Path, store: Store) -> None:
    build([plans], store)
    shown = marked(store, str(content_hash(str(plans / PLAN))))
    assert (shown.names, shown.text) == ((f"plans/{PLAN}",), (plans / PLAN).read_text(encoding="utf-8"))
    assert [document.number for document in shown.documents] == ["179/KH-UBND"]
    assert len(shown.marks) == 41
    assert all(shown.text[mark.start : mark.end] == mark.quote for mark in shown.marks)
    assert [mark.start for mark in shown.marks] == sorted(mark.start for mark in shown.marks)
    assert {"33/CT-TTg", "61/KH-UBND"} <= {mark.document.number for mark in shown.marks if mark.document}
    with pytest.raises(KeyError):
        marked(store, "0" * 64)


def test_a_citation_that_stays_open_for_a_slip_says_in_what_it_differs(store: Store, tmp_path: Path) -> None:
    """In the graph, beside its words, and after the next build, as before."""
    files = {
        "a.txt": "Căn cứ Nghị định số 9016/2024/NĐ-CP ngày 24/12/2024 của Chính phủ về cảng biển và bến thủy;",
        "b.txt": "Căn cứ Nghị định số 9016/2024/NĐ-CP ngày 26/12/2024 của Chính phủ về đường sắt đô thị tốc độ cao;",
    }
    (tmp_path / "texts").mkdir()
    for name, text in files.items():
        for turn in range(3 if name == "a.txt" else 1):
            (tmp_path / "texts" / f"{turn}{name}").write_text(f"{text}\n{turn}", encoding="utf-8")
    build([tmp_path / "texts"], store)
    open_one = tmp_path / "texts" / "0b.txt"

    def told() -> list[tuple[str, str, tuple[str, ...]]]:
        shown = kg.open(store, language="en").source(str(content_hash(str(open_one))))
        return [(one.quote, one.brief, tuple(each.number or "" for each in one.candidates)) for one in shown.marks]

    before = told()
    assert [one[1:] for one in before] == [
        ("a slip, or another document: it differs in date, title", ("9016/2024/NĐ-CP",))
    ]
    (tmp_path / "texts" / "c.txt").write_text("Căn cứ Nghị định số 9016/2024/NĐ-CP;", encoding="utf-8")
    build([tmp_path / "texts"], store)
    assert told() == before


def test_a_backup_holds_the_texts_and_no_export_does(plans: Path, store: Store, tmp_path: Path) -> None:
    build([plans], store)
    backup(store, tmp_path / "b.nq.gz")
    restore(tmp_path / "b.nq.gz", tmp_path / "again")
    with open_store(tmp_path / "again") as again:
        assert {text_of(again, digest) for digest in held_texts(again)} == {
            plan.read_bytes().decode() for plan in plans.iterdir()
        }
    with open_store(None) as without:
        build([plans], without, texts=False)
        assert set(without.quads()) == set(store.quads())
        assert set(without.graphs()) == set(store.graphs())
        assert held_texts(without) == set()


def test_texts_go_with_the_last_file_of_their_content(plans: Path, store: Store) -> None:
    copy = shutil.copy(plans / PLAN, plans / "copy.txt")
    build([plans], store)
    digest = str(content_hash(str(plans / PLAN)))
    (plans / PLAN).unlink()
    build([plans], store)
    assert text_of(store, digest) == Path(copy).read_bytes().decode()
    Path(copy).unlink()
    build([plans], store)
    assert text_of(store, digest) is None
    assert next(store.match(None, None, None, text_iri(digest)), None) is None


def test_texts_are_switched_for_the_whole_store(plans: Path, store: Store) -> None:
    zipped(plans / "office.zip", plans / PLAN)
    build([plans], store)
    assert len(held_texts(store)) == 5
    assert build([plans], store, texts=False).unchanged == 6
    assert held_texts(store) == set()
    assert build([plans], store, texts=False).read == 0
    graph = set(store.quads())
    assert build([plans], store).read == 6
    assert (len(held_texts(store)), set(store.quads())) == (5, graph)
    assert build([plans], store).read == 0


def test_a_build_of_one_file_writes_no_text_but_its_own(
    plans: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([plans], store)
    plan = plans / PLAN
    plan.write_bytes(plan.read_bytes() + b"\n")
    changes: list[Change] = []
    apply = Store.apply
    monkeypatch.setattr(Store, "apply", lambda self, change: (changes.append(change), apply(self, change))[1])
    old, new = held_texts(store), text_iri(str(content_hash(str(plan))))
    build([plans], store)
    written = {quad.graph_name for change in changes for quad in (*change.added(), *change.remove)}
    of_texts = {graph for graph in written if isinstance(graph, NamedNode) and "/text/" in graph.value}
    assert of_texts == {new}
    assert len(held_texts(store) & old) == 4


@pytest.mark.parametrize("damage", ["", "bm90IHppcHBlZA==", packed("một văn bản dài" * 9)[:-9].hex()])
def test_a_damaged_text_is_a_sentence(plans: Path, store: Store, damage: str) -> None:
    build([plans], store)
    digest = str(content_hash(str(plans / PLAN)))
    spoiled = text_quad(digest, bytes.fromhex(damage) if re.fullmatch("[0-9a-f]+", damage) else damage.encode())
    store.apply(Change(drop={text_iri(digest)}))
    store.apply(Change(add={spoiled}))
    with pytest.raises(StoreError, match="cannot be unpacked; restore another backup"):
        text_of(store, digest)


def test_what_a_text_unpacks_to_is_bounded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANCU_MAX_CHARACTERS", "1000")
    store.apply(Change(add={text_quad("0" * 64, packed("x" * 10_000_000)), text_quad("1" * 64, packed("ế" * 1000))}))
    with pytest.raises(StoreError, match="more than 1,000 characters; set CANCU_MAX_CHARACTERS"):
        text_of(store, "0" * 64)
    assert text_of(store, "1" * 64) == "ế" * 1000


def test_what_is_taken_out_stays_out_until_it_is_asked_for(plans: Path, store: Store) -> None:
    archive = zipped(plans.parent / "office.zip", plans / PLAN, plans / "lang-son-2026.txt")
    build([plans, archive], store)
    whole = set(store.quads())
    digest = str(content_hash(str(plans / PLAN)))
    done = forget(store, f"plans/{PLAN}")
    assert (done.digest, done.names) == (digest, (f"office.zip/inner/{PLAN}", f"plans/{PLAN}"))
    with open_store(None) as without:
        others = [plan for plan in plans.iterdir() if plan.name != PLAN]
        (rest := plans.parents[2] / "rest" / "plans").mkdir(parents=True)
        for plan in others:
            shutil.copy(plan, rest)
        build([rest, zipped(rest.parent / "office.zip", plans / "lang-son-2026.txt")], without)
        assert set(store.quads()) == set(without.quads())
    assert text_of(store, digest) is None
    assert PLAN not in "".join(str(quad) for quad in store.quads())

    def again() -> Report:
        return build([plans, archive], store)

    assert ((found := again()).read, found.forgotten, found.failed) == (0, 1, [])
    shutil.copy(plans / PLAN, plans / "copy.txt")  # nor does its copy come, nor what its file is changed to
    (plans / PLAN).write_text("KẾ HOẠCH khác\n", encoding="utf-8")
    zipped(archive, plans / "copy.txt", plans / "lang-son-2026.txt")
    assert ((found := again()).read, found.forgotten) == (1, 3)
    assert digest not in held_texts(store)
    shutil.move(plans / "copy.txt", plans / PLAN)
    zipped(archive, plans / PLAN, plans / "lang-son-2026.txt")
    again()
    assert remember(store, digest) == done
    archive.touch()
    zipped(archive, plans / "lang-son-2026.txt", plans / PLAN)
    assert again().forgotten == 0
    assert set(store.quads()) == whole


def test_what_is_no_source_cannot_be_taken_out(plans: Path, store: Store) -> None:
    build([plans], store)
    before = set(store.match())
    for which in ("plans", str(plans / PLAN), "0" * 64, ""):
        with pytest.raises(UnknownReferenceError, match="The store holds no source"):
            forget(store, which)
        with pytest.raises(UnknownReferenceError, match=r"^No source .* was taken out"):
            remember(store, which)
    assert set(store.match()) == before


def test_the_commands_take_out_list_and_bring_back(plans: Path, tmp_path: Path) -> None:
    store = ["--store", str(tmp_path / "store")]

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(app, [*arguments, *store])
        assert done.exit_code == 0, done.output
        return done.output

    run("build", str(plans))
    assert f"plans/{PLAN}" in run("query", "sources")
    assert "taken out, and stays out" in run("forget", f"plans/{PLAN}")
    assert run("forget", "--list").split() == [str(content_hash(str(plans / PLAN))), f"plans/{PLAN}"]
    assert "1 taken out on purpose stay out" in run("build", str(plans))
    assert "the next build of where it lies reads it again" in run("forget", "--undo", f"plans/{PLAN}")
    assert run("forget", "--list") == ""
    assert "1 files read" in run("build", str(plans))
    run("build", str(plans), "--no-texts")
    with open_store(tmp_path / "store") as opened:
        assert held_texts(opened) == set()
