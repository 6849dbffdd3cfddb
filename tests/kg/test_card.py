"""A document's card: the verdict first, on both clocks, then what it relies on with marks, and what truly differs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kg
from extract.records import DERIVING
from kg import Workspace
from kg.law.verdicts import ENDED_AT_SIGNING
from kg.render.terminal import drawn_lines
from kg.resources import data_file

CORPUS = Path(__file__).parent / "check_corpus" / "plans"
DAY = "2026-06-01"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("cards") / "store"
    assert not kg.build([CORPUS, data_file("plans")], folder).failed
    return str(folder)


@pytest.fixture
def work(store: str) -> Iterator[Workspace]:
    with kg.open(store, as_of=DAY, language="vi") as opened:
        yield opened


def screen(work: Workspace, reference: str, width: int = 300, language: Any = "vi") -> list[str]:
    return list(drawn_lines(work.card(reference).tree(language), language, width, colour=False))


def test_the_verdict_comes_first_with_its_day_and_source(work: Workspace) -> None:
    lines = screen(work, "34/2007/PL-UBTVQH11")
    assert lines[0].startswith("Pháp lệnh Thực hiện dân chủ")
    assert lines[1] == (
        "✗ Ngày 01/6/2026: bị thay thế bởi Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10/11/2022 "
        "từ ngày 01/7/2023 (nguồn: Luật 10/2022/QH15, Điều 90)"
    )


def test_a_plan_is_judged_on_both_clocks_and_so_is_what_it_relies_on(work: Workspace) -> None:
    card = work.card("87/KH-UBND xã Tú Xuyên 05/3/2024")
    assert card.when_signed is not None
    assert (str(card.when_signed.day), card.when_signed.status) == ("2024-03-05", "in_force")
    assert (str(card.now.day), card.now.status, card.now.by_itself) == (DAY, "lapsed", True)
    relies = card.relies
    assert (relies.bases, relies.ended_at_signing, relies.ended_since, relies.ran_out) == (2, 1, 0, 1)
    lines = screen(work, "87/KH-UBND xã Tú Xuyên 05/3/2024")
    assert lines[1].startswith("· Ngày 01/6/2026: thời kỳ của chính văn bản, từ 01/01/2024 đến 31/12/2024, đã hết")
    assert lines[2].startswith("Khi ký (05/3/2024): còn hiệu lực")
    assert lines[3] == "Dựa vào 2 văn bản: 1 đã hết hiệu lực khi ký; 1 đã hết thời kỳ của chính văn bản"
    listed = lines[lines.index("Văn bản được dẫn") + 1 :]
    assert listed == [
        "  ✗ Pháp lệnh 34/2007/PL-UBTVQH11 · căn cứ · thay thế từ 01/7/2023 bởi Luật 10/2022/QH15",
        "  · 60/KH-UBND (02/01/2024) · huyện Văn Quan · thực hiện · hết thời kỳ từ 01/01/2025",
    ], "what had ended first; a plan whose own year went by later is nothing amiss"


def test_a_card_says_what_status_says_and_of_what_is_open_who_relies_on_it(work: Workspace) -> None:
    said = {one.document.id: one for one in work.listing(held=False).documents}
    for iri in said:
        card, status = work.card(iri).now, work.status(iri)
        assert (card.status, card.kind, card.reasons) == (status.status, status.kind, status.reasons), iri
    first = next(line for line in screen(work, "33/CT-TTg 26/11/2021") if line.startswith("?"))
    assert "căn cứ hoặc thực hiện văn bản này, gần nhất là" in first


def test_who_relies_on_what_has_no_known_end_stands_behind_that(work: Workspace) -> None:
    first, *_ = work.card("23-QĐ/TW").verdict("vi")
    assert "chưa rõ: chưa thấy ghi việc hết hiệu lực; 5 văn bản hiện có căn cứ hoặc thực hiện" in first.text


def test_what_is_not_known_is_listed_by_its_role(work: Workspace) -> None:
    lines = [line for line in screen(work, "179/KH-UBND xã Đình Lập") if line.startswith("  ?")]
    roles = [line.split(" · ")[1].partition(" (")[0] for line in lines]
    assert roles == ["thực hiện", "dẫn chiếu"]
    assert "Quyết định 23-QĐ/TW" in lines[0]


def test_a_card_marks_what_outdated_finds(work: Workspace) -> None:
    """In every plan the same documents, although what tells of the past, and what else ran out, is judged by both."""
    found: dict[str, set[tuple[int, str | None]]] = defaultdict(set)
    for row in work.outdated(also_ended_since=True).rows:
        found[row.path] |= {(row.start, row.rule), *((spot.start, row.rule) for spot in row.also)}
    plans = [one.document for one in work.listing().documents if one.document.source]
    for plan in plans:
        cites = (one for one in work.card(plan.id).cites if one.relation in DERIVING and one.rule)
        marked = {(one.evidence.start, one.rule) for one in cites if one.evidence.source == plan.source}
        assert marked == found[plan.source or ""], plan.source
    assert len(plans) > 150


def test_what_had_ended_stands_on_the_first_page(work: Workspace) -> None:
    rules = [one.rule for one in work.card("179/KH-UBND xã Đình Lập").cites]
    ended = [rule for rule in rules if rule in ENDED_AT_SIGNING]
    assert ended
    assert [one.rule for one in work.card("179/KH-UBND xã Đình Lập", limit=len(ended)).cites] == ended


def test_only_what_truly_differs_is_told(work: Workspace) -> None:
    """Sources date the law "2022", 2022-11-10 and, by its day of effect, 2023-07-01."""
    law = work.card("luat dan chu co so")
    dates = {claim.value for claim in law.claims if claim.field == "date"}
    assert {"2022", "2022-11-10", "2023-07-01"} <= dates
    assert {claim.value for claim in law.differing("date")} == dates - {"2022"}
    (line,) = (line for line in screen(work, "luat dan chu co so") if "khác nhau" in line)
    assert "10/11/2022 (" in line
    assert "; 01/7/2023 (" in line
    assert " 2022 (" not in line


@pytest.mark.parametrize("reference", ["179/KH-UBND xã Đình Lập", "34/2007/PL-UBTVQH11", "luat dan chu co so"])
@pytest.mark.parametrize(("width", "language"), [(80, "vi"), (100, "en")])
def test_a_screen_is_never_wider_than_the_terminal(work: Workspace, reference: str, width: int, language: Any) -> None:
    lines = screen(work, reference, width, language)
    assert max(map(len, lines)) <= width
    card = work.card(reference)
    whole = " ".join(line.strip() for line in lines)
    assert all(one.document.short(language) in whole for one in (*card.cites, *card.cited_by))


_HEAD = "ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\n\nSố: {number}\n\nLạng Sơn, ngày 02 tháng 02 năm 2026\n\n{kind}\n\n"
_ENDED = "Quyết định số 98761/QĐ-UBND ngày 10/01/2024 của UBND tỉnh Lạng Sơn"
OF_ONE_DAY = {
    "ending": _HEAD.format(number="98788/QĐ-UBND", kind="QUYẾT ĐỊNH\nBan hành Quy định về chợ")
    + f"Căn cứ {_ENDED};\n\nĐiều 1. Ban hành Quy định.\n\n"
    + f"Điều 2. Quyết định này có hiệu lực từ ngày 02 tháng 02 năm 2026 và thay thế {_ENDED}.\n",
    "relying": _HEAD.format(number="98789/KH-UBND", kind="KẾ HOẠCH\nPhát triển chợ năm 2026")
    + f"Căn cứ {_ENDED};\n\nI. MỤC ĐÍCH\nPhát triển chợ.\n",
}
"""Two documents of one day that rely on a third, which the first of them ends."""


@pytest.mark.parametrize("order", [("98788", "98789"), ("98789", "98788")])
def test_what_a_document_ends_itself_had_ended_for_others_alone(tmp_path: Path, order: tuple[str, str]) -> None:
    """Whichever of those that rely on it is asked for first."""
    for name, text in OF_ONE_DAY.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    kg.build([tmp_path / f"{name}.txt" for name in OF_ONE_DAY], tmp_path / "s.store")
    with kg.open(tmp_path / "s.store", as_of=DAY, language="vi") as work:
        rules = {number: {one.rule for one in work.card(number).cites if one.relation in DERIVING} for number in order}
    assert rules == {"98788": {None}, "98789": {"S101"}}
