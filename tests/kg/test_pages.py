"""Pages that are no documents: in a store they cite, and take no other part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.building.build import build
from kg.graph.validation import validate
from kg.storage.opening import open_store
from kg.storage.store import Store

ORDINANCE = "Pháp lệnh số 34/2007/PL-UBTVQH11 ngày 20/4/2007 của Ủy ban Thường vụ Quốc hội"
OLD = "Quyết định số 27/QĐ-UBND ngày 02/4/2024 của Ủy ban nhân dân tỉnh Lạng Sơn"
NEW = "Quyết định số 31/QĐ-UBND ngày 02/4/2025 của Ủy ban nhân dân tỉnh Lạng Sơn"
PLAN = (
    "ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\n\nSố: 17/KH-UBND\n\nLạng Sơn, ngày 05 tháng 3 năm 2026\n\nKẾ HOẠCH\n"
    f"Tiếp công dân\n\nCăn cứ {ORDINANCE};\nThực hiện {OLD};\n\nNơi nhận:\n- Các sở;\n- Lưu: VT.\n\n"
    "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn An\n"
)
PAGE = (
    "# Hỏi đáp\n\nAi tiếp công dân ở tỉnh?\n\n"
    f"Căn cứ {ORDINANCE}.\nThực hiện {OLD}, việc này do tỉnh làm. {NEW} thay thế {OLD}. Trang này sửa đổi {OLD}.\n"
)


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    (folder / "page.md").write_text(PAGE, encoding="utf-8")
    return folder


@pytest.fixture
def store(papers: Path, tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store", write=True) as opened:
        assert build([papers], opened).failed == []
        yield opened


def test_a_page_is_no_document_among_others(store: Store) -> None:
    work = kg.open(store, as_of="2026-11-29", language="en")
    counts = work.stats().counts
    assert (counts.files, counts.pages, counts.documents, counts.unseen) == (2, 1, 4, 3)
    assert {one.document.source for one in work.listing().documents} == {"papers/plan.txt"}
    assert [one.label for one in work.top(count=9).documents if one.label == "Văn bản"] == []
    assert {row.path for row in work.outdated().rows} == {"papers/plan.txt"}
    assert [one.severity for one in validate(store) if one.severity == "error"] == []


def test_a_page_derives_from_nothing_and_changes_nothing_and_its_words_are_found(store: Store) -> None:
    work = kg.open(store, as_of="2026-11-29", language="en")
    assert {step.document.source for step in work.lineage("27/QĐ-UBND").steps} == {"papers/plan.txt"}
    card = work.card("27/QĐ-UBND")
    assert card.now.status == "unknown"
    said = {(one.evidence.source, one.relation) for one in card.cited_by}
    assert said == {("papers/plan.txt", "implements"), ("papers/page.md", "cites")}
    assert any(one.evidence.quote == OLD for one in card.cited_by if one.evidence.source == "papers/page.md")


def test_a_page_counts_among_documents_where_that_is_asked(store: Store) -> None:
    """It relies on what its words rely on; what it tells of changes stays evidence."""
    work = kg.open(store, as_of="2026-11-29", language="en", pages=True)
    both = {"papers/plan.txt", "papers/page.md"}
    steps = {(step.relation, step.evidence[0].source) for step in work.lineage("34/2007/PL-UBTVQH11").steps}
    assert steps == {("based_on", one) for one in both}
    assert {step.document.source for step in work.lineage("27/QĐ-UBND").steps} == both
    assert {row.path for row in work.outdated(document="34/2007/PL-UBTVQH11").rows} == both
    assert {row.path for row in work.outdated(if_superseded="34/2007/PL-UBTVQH11").rows} == both
    (ordinance,) = (one for one in work.top().documents if "34/2007" in str(one.label))
    assert ordinance.value == 2
    assert {node.source for node in work.picture("34/2007/PL-UBTVQH11").nodes if node.depth and node.depth > 0} == both
    assert work.card("27/QĐ-UBND").now.status == "unknown"
    assert work.stamp != kg.open(store, as_of="2026-11-29", language="en").stamp


def test_one_workspace_asks_with_pages_and_without_before_a_change_and_after(papers: Path, store: Store) -> None:
    work = kg.open(store, as_of="2026-11-29", language="en")

    def seen() -> list[tuple[int, int]]:
        both = (work.asked(pages=True), work)
        return [(len(one.lineage("34/2007/PL-UBTVQH11").steps), one.outdated().reckoned.plans) for one in both]

    assert seen() == [(2, 2), (1, 1)]
    (papers / "page.md").unlink()
    build([papers], store)
    assert seen() == [(1, 1), (1, 1)]


def test_that_a_page_was_there_leaves_nothing_behind(papers: Path, store: Store, tmp_path: Path) -> None:
    (papers / "page.md").unlink()
    build([papers], store)
    with open_store(tmp_path / "other", write=True) as other:
        build([papers], other)
        assert set(store.match()) == set(other.match())


def test_what_a_page_cites_is_linked_anew_as_a_page(papers: Path, store: Store, tmp_path: Path) -> None:
    """A page that stays is read back as one when what it cites comes to mean another document."""
    more = PLAN.replace("17/KH-UBND", "27/QĐ-UBND").replace("ngày 05 tháng 3 năm 2026", "ngày 02 tháng 4 năm 2024")
    (papers / "act.txt").write_text(more.replace("KẾ HOẠCH", "QUYẾT ĐỊNH"), encoding="utf-8")
    build([papers], store)
    with open_store(tmp_path / "other", write=True) as other:
        build([papers], other)
        assert set(store.match()) == set(other.match())
