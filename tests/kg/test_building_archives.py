"""Building from archives and from standard input: an archive comes, changes and goes as one file."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import pytest
from builds import anew, contents, zipped

from kg.building.build import build
from kg.storage.opening import open_store


def test_an_archive_comes_changes_and_goes_as_one_file(plans: Path, tmp_path: Path) -> None:
    office = tmp_path / "office"
    office.mkdir()
    texts = sorted(plans.glob("*.txt"))
    archive = zipped(office / "plans.zip", *texts)
    with open_store(None) as store:
        assert build([office], store).read == len(texts)
        rows = store.select("SELECT ?p WHERE { ?f cancu:path ?p }")
        assert {row["p"].value for row in rows} == {f"office/plans.zip/inner/{text.name}" for text in texts}
        second = build([office], store)
        assert (second.read, second.unchanged) == (0, len(texts))
        zipped(archive, *texts[1:])
        build([office], store)
        assert contents(store) == anew(office)
        shutil.copy(texts[0], archive)  # another kind of file under the same name
        build([office], store)
        assert contents(store) == anew(office)
        zipped(archive, *texts)
        build([archive], store)
        assert contents(store) == anew(office)
        archive.unlink()
        assert build([office], store, prune=True).removed == len(texts)
        assert not store.select("SELECT ?f WHERE { ?f a cancu:SourceFile }")


def test_a_bad_member_is_told_each_time_and_the_good_ones_stay(plans: Path, tmp_path: Path) -> None:
    (plans / "noise.txt").write_bytes(bytes(range(256)) * 40)
    archive = zipped(tmp_path / "plans.zip", *plans.iterdir())
    with open_store(None) as store:
        for _ in range(2):
            report = build([archive], store)
            (sentence,) = report.failed
            assert sentence.startswith(f"{archive}/inner/noise.txt ")
            assert report.read == 5
        assert contents(store) == anew(archive)


def test_an_archive_larger_than_a_batch_is_held_whole(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = zipped(tmp_path / "plans.zip", *plans.iterdir())
    whole = anew(archive)
    monkeypatch.setattr("kg.building.build.BATCH", 2)
    with open_store(None) as store:
        build([archive], store, workers=2)
        assert contents(store) == whole
        assert build([archive], store).unchanged == 5


class Piped(io.TextIOWrapper):
    """Standard input that holds a file."""

    def __init__(self, file: Path) -> None:
        super().__init__(io.BytesIO(file.read_bytes()))


def test_what_comes_by_standard_input_stays(plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(None) as store:
        for file in sorted(plans.glob("*.txt"))[:2]:
            monkeypatch.setattr(sys, "stdin", Piped(file))
            assert build(["-"], store).read == 1
        build([plans], store)
        rows = store.select('SELECT ?f WHERE { ?f a cancu:SourceFile ; cancu:path "standard input" }')
        assert len(rows) == 2
