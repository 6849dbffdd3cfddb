"""Building from files: only what changed is read, what is gone leaves, a bad file stops nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pytest
from builds import anew, contents, zipped
from pyoxigraph import NamedNode

from extract import Extraction, extract
from extract.errors import StoreError
from extract.reading import walk
from kg.answers.lineage import lineage
from kg.building.build import build
from kg.building.intake import content_hash
from kg.building.linking import link
from kg.graph.terms import BOOKS, term
from kg.storage.opening import open_store
from kg.storage.store import Change, Store

DECREE = "Căn cứ Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ;\n"


def test_a_second_build_reads_nothing(plans: Path) -> None:
    with open_store(None) as store:
        first = build([plans], store)
        before = contents(store)
        second = build([plans], store)
        assert (first.read, first.unchanged, first.failed) == (5, 0, [])
        assert (second.read, second.unchanged, second.removed) == (0, 5, 0)
        assert contents(store) == before


def test_only_the_changed_file_is_read_and_the_graph_is_as_if_built_anew(plans: Path) -> None:
    with open_store(None) as store:
        build([plans], store)
        changed = plans / "dinh-lap-2026.txt"
        changed.write_text(changed.read_text(encoding="utf-8") + DECREE, encoding="utf-8")
        report = build([plans], store)
        assert (report.read, report.unchanged) == (1, 4)
        assert contents(store) == anew(plans)


def test_what_is_gone_leaves_and_what_comes_back_is_as_before(plans: Path) -> None:
    with open_store(None) as store:
        build([plans], store)
        before = contents(store)
        moved = plans / "lang-son-2026.txt"
        text = moved.read_text(encoding="utf-8")
        moved.unlink()
        assert build([plans], store).removed == 1
        assert contents(store) == anew(plans)
        moved.write_text(text, encoding="utf-8")
        build([plans], store)
        assert contents(store) == before


def test_one_file_built_alone_removes_no_other(plans: Path) -> None:
    with open_store(None) as store:
        build([plans], store)
        before = contents(store)
        build([plans / "dinh-lap-2026.txt"], store)
        assert contents(store) == before


def test_one_content_in_two_places_is_one_source(plans: Path) -> None:
    copy = plans / "copy-of-dinh-lap.txt"
    shutil.copy(plans / "dinh-lap-2026.txt", copy)
    with open_store(None) as store:
        build([plans], store)
        question = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a cancu:SourceFile }"
        assert store.select(question)[0]["n"].value == "5"
        assert contents(store) == anew(plans)
        copy.unlink()
        build([plans], store)
        assert contents(store) == anew(plans)


def test_a_moved_file_keeps_its_statements(plans: Path) -> None:
    with open_store(None) as store:
        build([plans], store)
        (plans / "dinh-lap-2026.txt").rename(plans / "renamed.txt")
        report = build([plans], store)
        assert (report.read, report.removed) == (1, 1)
        assert contents(store) == anew(plans)


def test_bad_files_are_sentences_and_the_good_go_through(plans: Path) -> None:
    (plans / "empty.txt").touch()
    (plans / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (plans / "invalid.txt").write_bytes("Căn cứ Luật số 1/2020/QH14".encode() + b"\xff\xfe\x00\x81" * 50)
    (plans / "long.txt").write_text("x" * 12_000_000, encoding="utf-8")
    with open_store(None) as store:
        report = build([plans, plans / "nowhere"], store)
        assert report.read >= 5
        assert len(report.failed) >= 4
        for name in ("empty.txt", "noise.txt", "long.txt", "nowhere"):
            (sentence,) = [sentence for sentence in report.failed if name in sentence]
            assert sentence.endswith(".")
            assert "\n" not in sentence


def test_a_file_that_went_bad_leaves(plans: Path) -> None:
    with open_store(None) as store:
        build([plans], store)
        (plans / "dinh-lap-2026.txt").write_bytes(b"")
        report = build([plans], store)
        assert len(report.failed) == 1
        assert not store.select('SELECT ?s WHERE { ?s cancu:path ?p . FILTER(CONTAINS(?p, "dinh-lap")) }')


def test_an_empty_folder_is_one_sentence(tmp_path: Path) -> None:
    with open_store(None) as store:
        report = build([tmp_path], store)
        assert (report.read, len(report.failed)) == (0, 1)


@pytest.mark.parametrize("within", [False, True], ids=["named", "in a named one"])
@pytest.mark.parametrize("prune", [False, True])
def test_a_folder_that_cannot_be_listed_loses_nothing(
    plans: Path, monkeypatch: pytest.MonkeyPatch, within: bool, prune: bool
) -> None:
    closed = plans / "closed"
    closed.mkdir()
    for file in sorted(plans.glob("*.txt"))[:2]:
        file.rename(closed / file.name)
    vanishing = next(plans.glob("*.md"))
    scandir = os.scandir

    def scandir_but_one(path: str | Path = ".") -> object:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    with open_store(None) as store:
        build([plans], store)
        before = contents(store)
        monkeypatch.setattr(os, "scandir", scandir_but_one)
        if within:  # as the walk tells of it
            vanishing.unlink()
            monkeypatch.setattr("kg.building.build.walk", lambda paths: {*walk(paths), closed})
        report = build([plans if within else closed], store, prune=prune)
        assert report.removed == (1 if within else 0)
        (sentence,) = report.failed
        assert sentence.startswith(str(closed))
        assert sentence.endswith("The store keeps what it holds of it.")
        monkeypatch.undo()
        assert contents(store) == (anew(plans) if within else before)


def test_a_folder_that_lost_all_its_files_loses_them_by_a_word_only(plans: Path, tmp_path: Path) -> None:
    mount, other = tmp_path / "mount", tmp_path / "plans"
    shutil.copytree(plans, mount)
    (mount / "new.txt").write_text(DECREE, encoding="utf-8")
    with open_store(None) as store:
        build([mount, other], store)
        before = contents(store)
        shutil.rmtree(mount)
        assert build([mount], store).removed == 0
        mount.mkdir()
        report = build([mount, other], store)
        assert report.removed == 0
        assert report.failed == [
            f"{mount} is empty, but the store holds 6 texts of it and keeps them; mount what belongs there and build "
            "again, or let go of them with --prune."
        ]
        assert contents(store) == before
        report = build([mount, other], store, prune=True)
        assert (report.removed, report.failed) == (6, [])
        assert contents(store) == anew(other)
        shutil.rmtree(other)
        assert build([other], store).removed == 0
        report = build([other], store, prune=True)
        assert (report.removed, report.failed) == (5, [])
        assert not contents(store)


def test_a_file_that_cannot_be_opened_any_more_stays(plans: Path) -> None:
    plan = plans / "dinh-lap-2026.txt"
    with open_store(None) as store:
        build([plans], store)
        before = contents(store)
        plan.unlink()
        plan.symlink_to(plan)
        (sentence,) = build([plan], store).failed
        assert sentence.startswith(f"{plan} cannot be opened")
        assert sentence.endswith("The store keeps what it holds of it.")
        assert contents(store) == before


@pytest.mark.parametrize("path", ["pipe", "/dev/zero"])
def test_what_is_no_file_has_no_hash_and_is_not_waited_for(tmp_path: Path, path: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert content_hash(str(tmp_path / path)) is None


def stumble(monkeypatch: pytest.MonkeyPatch, word: str) -> list[int]:
    """Makes linking stumble over texts whose title has a word, and tells of how many texts each try was."""
    tries: list[int] = []

    def linked(store: Store, gone: Collection[NamedNode], new: Sequence[Extraction], **terms: Any) -> Change:
        tries.append(len(new))
        if any(word in (one.document.title or "") for one in new):
            raise KeyError(word)
        return link(store, gone, new, **terms)

    monkeypatch.setattr("kg.building.taking.link", linked)
    return tries


def test_a_text_that_cannot_be_linked_is_a_sentence_and_all_others_go_in(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "traces"
    monkeypatch.setenv("CANCU_LOG", str(log))
    bad = plans / "dinh-lap-2026.txt"
    for number in range(20):
        (plans / f"{number}.txt").write_text(f"{DECREE}{number}", encoding="utf-8")
    text = bad.read_text(encoding="utf-8")
    with open_store(None) as store:
        build([plans], store)
        bad.write_text(f"{text}\n{DECREE}", encoding="utf-8")
        (plans / "19.txt").write_text(f"{DECREE}20", encoding="utf-8")
        with monkeypatch.context() as patch:
            title = extract(bad.read_text(encoding="utf-8")).document.title
            assert title
            tries = stumble(patch, title)
            report = build([plans], store)
        assert report.failed == [
            f"{bad} could not be taken into the store (KeyError: {title!r}; the trace is in {log}); it was left out."
        ]
        assert report.read == 1
        assert len(tries) <= 5
        assert "in linked" in log.read_text(encoding="utf-8")
        bad.rename(tmp_path / "aside.txt")
        assert contents(store) == anew(plans)
        (tmp_path / "aside.txt").rename(bad)
        assert build([plans], store).read == 1
        assert contents(store) == anew(plans)


def test_a_member_that_cannot_be_linked_is_tried_again_with_its_archive(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANCU_LOG", str(tmp_path / "traces"))
    archive = zipped(tmp_path / "plans.zip", *sorted(plans.iterdir()))
    title = extract((plans / "dinh-lap-2026.txt").read_text(encoding="utf-8")).document.title
    assert title
    with open_store(None) as store:
        for batch in (1000, 2, 1):
            with monkeypatch.context() as patch:
                patch.setattr("kg.building.build.BATCH", batch)
                stumble(patch, title)
                report = build([archive], store)
            assert report.read == 4
            (sentence,) = report.failed
            assert sentence.startswith(f"{archive}/inner/dinh-lap-2026.txt could not be taken into the store")
        assert build([archive], store).read == 5
        assert contents(store) == anew(archive)
        assert build([archive], store).unchanged == 5


def test_books_without_a_digest_are_a_sentence(plans: Path) -> None:
    with open_store(None) as store:
        build([plans], store)
        lost = next(store.match(None, term("cancu:sha256"), None, BOOKS))
        store.apply(Change(remove={lost}))
        with pytest.raises(StoreError, match=r"^The store is broken: its books do not say by which content"):
            build([plans], store)


def test_inference_is_switched_for_the_whole_store(plans: Path) -> None:
    question = "SELECT ?i WHERE { ?i a cancu:InferredIdentity }"
    with open_store(None) as store:
        build([plans], store)
        before = contents(store)
        assert len(store.select(question)) == 1
        build([plans], store, infer=False)
        assert store.select(question) == []
        build([plans], store, infer=True)
        assert contents(store) == before


def test_processes_read_the_same_as_one(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.building.keeper.WORTH", 2)
    calls: list[tuple[int, int]] = []
    with open_store(None) as store:
        build([plans], store, workers=2, progress=lambda done, total: calls.append((done, total)))
        assert contents(store) == anew(plans)
    assert calls == [(0, 5), (5, 5)]


class Dying(Executor):
    """What a cluster is when a file ends whichever of its workers reads it."""

    def submit(self, fn: Any, /, *given: Any, **named: Any) -> Future[Any]:
        task: Future[Any] = Future()
        if any("dinh-lap" in path for path in given[0]):
            task.set_exception(RuntimeError("KilledWorker"))
        else:
            task.set_result(fn(*given, **named))
        return task


def test_a_file_that_ends_the_workers_of_a_cluster_is_a_sentence(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANCU_LOG", str(tmp_path / "traces"))
    with open_store(None) as store:
        report = build([plans], store, executor=Dying())
        (plans / "dinh-lap-2026.txt").rename(tmp_path / "aside.txt")
        assert report.read == 4
        (sentence,) = report.failed
        assert sentence.startswith(f"{plans}/dinh-lap-2026.txt could not be understood (RuntimeError: KilledWorker;")
        assert contents(store) == anew(plans)


def test_a_build_stopped_between_two_batches_goes_on(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.building.build.BATCH", 2)

    def stop(done: int, total: int) -> None:
        if done >= 2:
            raise KeyboardInterrupt

    with open_store(None) as store:
        with pytest.raises(KeyboardInterrupt):
            build([plans], store, progress=stop)
        assert build([plans], store).unchanged == 2
        assert contents(store) == anew(plans)


def test_names_that_no_screen_shows_are_built_and_let_go(plans: Path) -> None:
    odd = [plans / name for name in ("a\x1bb.txt", "a\x07b.txt", "nặng\udc80.txt")]
    for number, file in enumerate(odd):
        file.write_text(f"{DECREE}{number}", encoding="utf-8")
    with open_store(None) as store:
        assert build([plans], store).failed == []
        shown = {row["p"].value for row in store.select("SELECT ?p WHERE { ?f cancu:path ?p }")}
        assert {"plans/a?b.txt", "plans/nặng\\udc80.txt"} <= shown
        assert build([plans], store).unchanged == 8
        for file in odd:
            file.unlink()
        assert build([plans], store).removed == 3


def test_evidence_says_page_and_paragraph_where_the_file_knows_them(tmp_path: Path) -> None:
    office = tmp_path / "office"
    office.mkdir()
    (office / "a.html").write_text(f"<p>KẾ HOẠCH</p><p>Mở đầu.</p><p>{DECREE}</p>", encoding="utf-8")
    (office / "b.txt").write_text(f"KẾ HOẠCH\n{DECREE}", encoding="utf-8")
    with open_store(None) as store:
        build([office], store)
        found = [step.evidence[0] for step in lineage(store, "59/2023/NĐ-CP").steps]
        assert {one.where("vi") for one in found} == {"office/a.html, đoạn 3", "office/b.txt, ký tự 16"}
        (office / "a.html").unlink()
        build([office], store)
        assert contents(store) == anew(office)
