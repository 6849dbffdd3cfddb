"""Each cause of wrong verdicts and identities that real folders taught, once (``real_folder.toml``)."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import kg
from extract import SourceText, extract, read
from extract.records import Source
from kg.answers.corpus import Papers
from kg.building.build import build
from kg.check import check
from kg.law.in_full import keys_of
from kg.law.powers import counted
from kg.law.register import load_register
from kg.storage.opening import open_store
from kg.workspace.workspace import Workspace

CAUSES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("real_folder.toml").read_text("utf-8"))["cause"]
SHARED = Path(__file__).parents[3] / "shared" / "cases" / "22-real-folder" / "in"
DAY = date(2026, 6, 1)

PAGE = """# Hỏi đáp

Luật Bảo hiểm y tế số 25/2008/QH12 có hiệu lực từ 01/7/2009.
Theo Luật Bảo hiểm y tế 2008 thì quỹ chi trả.
Luật Nhà ở năm 2024 quy định điều khác.
Nghị định 46/2017/NĐ-CP ngày 21/4/2027; Nghị định 46/2017/NĐ-CP ngày 21/4/2017; Nghị định 46/2017/NĐ-CP.
"""
NUMBERLESS = """# Nghị quyết

**NGHỊ QUYẾT**

**Về {title}**

**QUỐC HỘI**

Điều 1. Theo Luật Nhà ở 2023.

*Nghị quyết này được Quốc hội khóa XV, Kỳ họp bất thường lần thứ 9 thông qua ngày 19 tháng 02 năm 2025.*
"""


def made(text: str) -> SourceText:
    return SourceText(text, Source("plan.txt", hashlib.sha256(text.encode()).hexdigest(), "text/plain", len(text)))


def texts_of(cause: dict[str, Any]) -> Iterator[tuple[SourceText, list[str]]]:
    """Its own text, and that of our readers where it is at hand, each with the rules that find something in it."""
    yield made(cause["text"].strip()), cause["finds"]
    if "shared" in cause and (SHARED / cause["shared"]).is_file():
        yield read(SHARED / cause["shared"]), cause.get("shared_finds", cause["finds"])


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: cause["name"])
def test_a_cause_gives_what_a_reader_finds(cause: dict[str, Any]) -> None:
    beside = Papers()
    for other in CAUSES:
        if other is not cause:
            read_before = extract(made(other["text"].strip()))
            beside.read(read_before, keys_of(read_before))
    for source, finds in texts_of(cause):
        for store in (None, beside):
            report = check([(source, extract(source))], load_register(), as_of=DAY, store=store)
            assert {one.code for one in report.findings if one.severity != "note"} == set(finds)
            assert set(cause.get("notes", ())) <= {one.code for one in report.findings if one.severity == "note"}


@pytest.mark.parametrize("cause", [one for one in CAUSES if "relations" in one], ids=lambda cause: cause["name"])
def test_a_cause_gives_the_relations_that_a_reader_finds(cause: dict[str, Any]) -> None:
    found = extract(made(cause["text"].strip()))
    related = zip(found.citations, counted(found), strict=True)
    outer: dict[str | None, str] = {}
    for one, relation in related:
        if one.within is None:
            outer.setdefault(one.number, relation)
    assert {number: outer.get(number, "") for number in cause["relations"]} == cause["relations"]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A folder with a page and two resolutions without number."""
    root = tmp_path_factory.mktemp("real")
    folder = root / "folder"
    folder.mkdir()
    (folder / "page.md").write_text(PAGE, encoding="utf-8")
    for name, title in (("pilot", "thí điểm cơ chế đặc thù"), ("bodies", "cơ cấu tổ chức của Chính phủ")):
        (folder / f"{name}.md").write_text(NUMBERLESS.format(title=title), encoding="utf-8")
    with open_store(root / "store", write=True) as store:
        assert build([folder], store).failed == []
        yield kg.open(store, as_of=DAY, language="vi")


def test_a_name_beside_a_number_joins_the_two_and_a_slip_founds_no_document(work: Workspace) -> None:
    def words(reference: str) -> set[str]:
        return {one.evidence.quote for one in work.card(reference).cited_by}

    assert words("25/2008/QH12") == {"Luật Bảo hiểm y tế số 25/2008/QH12", "Luật Bảo hiểm y tế 2008"}
    assert "Luật Nhà ở năm 2024" in words("27/2023/QH15")
    decree = work.card("46/2017/NĐ-CP")
    assert (decree.document.date, len(decree.cited_by)) == ("2017-04-21", 3)
    assert "date" in decree.conflicts


def test_a_page_is_kept_as_a_source_and_found_by_what_it_cites(work: Workspace) -> None:
    assert work.stats().counts.pages == 1
    assert {one.evidence.source for one in work.card("46/2017/NĐ-CP").cited_by} == {"folder/page.md"}


def test_each_letterhead_without_number_is_a_document_of_its_own(work: Workspace) -> None:
    held = [one.document for one in work.listing().documents]
    assert sorted(str(one.title) for one in held) == ["Về cơ cấu tổ chức của Chính phủ", "Về thí điểm cơ chế đặc thù"]
    assert work.stats().counts.inferred_identities == 0
