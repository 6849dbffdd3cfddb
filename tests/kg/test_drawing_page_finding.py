"""The page in a real browser: search, filters, time, paths and the table find what they are asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

pytest.importorskip("selenium", reason="selenium is not installed")

from drawing_browser import Reader
from drawing_samples import CHAIN_LABELS, lineage_sample, shown
from selenium.webdriver.common.keys import Keys

from kg.drawing import PictureNode
from kg.drawing.boxes import year_of


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("33/ct-ttg", "33/CT-TTg"),
        ("xa dinh lap", "179/KH-UBND"),
        ("Đình Lập", "179/KH-UBND"),
        ("dai son", "…/UBND-VHXH"),
        ("23 - qd / tw", "23-QĐ/TW"),
        ("quy chế công tác dân vận", "23-QĐ/TW"),
        ("XÃ TÚ XUYÊN", "35/KH-UBND"),
        ("luat dan chu", "Luật Thực hiện dân chủ ở cơ sở"),
    ],
)
def test_search_finds_with_and_without_accents(still: Reader, query: str, found: str) -> None:
    still.find(query)
    assert still.text("#card h2") == found
    assert still.driver.switch_to.active_element.text == found


def test_search_lists_what_it_finds_and_says_when_there_is_nothing(still: Reader) -> None:
    still.type("#search", "lang son")
    listed = still.all("#found li")
    expected = [node for node in lineage_sample().nodes if "Lạng Sơn" in f"{node.issuer} {node.province}"]
    assert len(listed) == len(expected)
    assert still.text("#announced") == f"Tìm thấy {len(expected)} văn bản"
    still.one("#search").send_keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    assert [each.get_attribute("aria-selected") for each in listed[:3]] == ["false", "true", "false"]
    assert still.one("#search").get_attribute("aria-activedescendant") == "found-1"
    chosen = listed[1].text
    still.one("#search").send_keys(Keys.ENTER)
    assert chosen.startswith(still.text("#card h2"))
    still.type("#search", "khong co gi")
    assert still.text("#announced") == "Không tìm thấy văn bản nào"
    still.one("#search").send_keys(Keys.ESCAPE)
    assert still.one("#search").get_attribute("value") == ""


HAI_PHONG = "thành phố Hải Phòng"


def is_root(node: PictureNode) -> bool:
    """Filters never take the root away: without it, the rest has nothing to hang on."""
    return node.label == "33/CT-TTg"


@pytest.mark.parametrize(
    ("act", "keep"),
    [
        (lambda one: one.click("#levels input[value=commune]"), lambda node: node.level != "commune"),
        (lambda one: one.click("#statuses input[value=unknown]"), lambda node: node.status != "unknown"),
        (lambda one: one.choose("#province", HAI_PHONG), lambda node: node.province == HAI_PHONG or is_root(node)),
        (lambda one: one.choose("#from", 2024), lambda node: (year_of(node) or 0) >= 2024 or is_root(node)),
        (lambda one: one.choose("#to", 2016), lambda node: (year_of(node) or 9999) <= 2016 or is_root(node)),
        (lambda one: one.click("#context"), lambda node: node.label in CHAIN_LABELS),
    ],
)  # fmt: skip
def test_filters_leave_exactly_what_fits_and_the_root(
    lineage: Reader, act: Callable[[Reader], None], keep: Callable[[PictureNode], bool]
) -> None:
    act(lineage)
    assert set(lineage.rows()) == shown(keep)
    assert lineage.text("#table-count").startswith(f"{len(shown(keep))} trong {len(lineage_sample().nodes)} ")
    if not lineage.one("#context").is_selected():
        lineage.click("#context")
    lineage.click("#reset")
    assert set(lineage.rows()) == shown(lambda node: True)


def test_a_role_filtered_out_takes_the_documents_with_it_that_nothing_else_holds(lineage: Reader) -> None:
    lineage.click("#relations input[value=supersedes]")
    assert set(lineage.rows()) == shown(lambda node: node.label != "366-QĐ/TW")
    for relation in ("based_on", "implements", "cites", "amends"):
        lineage.click(f"#relations input[value={relation}]")
    assert lineage.rows() == ["33/CT-TTg"]


def test_the_time_slider_hides_what_came_later_and_shows_the_status_of_the_day(lineage: Reader) -> None:
    days = sorted({node.date for node in lineage_sample().nodes if node.date} | {"2024-01-01", "2025-01-01"})
    assert lineage.one("#day").get_attribute("max") == str(len(days))
    lineage.choose("#day", days.index("2024-02-28"))
    assert lineage.text("#day-shown") == "28/02/2024"
    assert set(lineage.rows()) == shown(lambda node: node.date is None or node.date <= "2024-02-28")
    lineage.find("tu xuyen")
    assert "Còn hiệu lực" in lineage.text("#card dl")
    lineage.choose("#day", days.index("2025-01-01"))
    assert "Hết thời hạn" in lineage.text("#card dl")
    row = next(each for each in lineage.all("tbody tr") if each.text.startswith("35/KH-UBND"))
    assert "Hết thời hạn" in row.text
    lineage.choose("#day", len(days))
    assert lineage.text("#day-shown") == "mọi thời điểm (hiệu lực ngày 01/7/2026)"
    assert len(lineage.rows()) == len(lineage_sample().nodes)


def test_time_says_how_many_documents_there_were_and_runs(chain: Reader) -> None:
    chain.choose("#day", 0)
    assert chain.text("#day-count") == f"{len(chain.rows())} văn bản"
    chain.run("document.getElementById('day').value = document.getElementById('day').max - 2")
    chain.run(NOTE_WHAT_IT_SAYS)
    chain.click("#play")
    chain.wait(lambda: "Chạy" in str(chain.run("return said.at(-1)")), seconds=20)
    assert any("Dừng" in said for said in chain.run("return said"))  # type: ignore[attr-defined]
    assert set(chain.rows()) == CHAIN_LABELS


NOTE_WHAT_IT_SAYS = """
const play = document.getElementById('play');
window.said = [];
new MutationObserver(() => said.push(play.textContent)).observe(play, { childList: true });
"""


def find_path(one: Reader, start: str, end: str) -> None:
    one.run("document.getElementById('paths').open = true")
    one.type("#path-from", start)
    one.type("#path-to", end)
    one.click("#path-find")


def test_the_path_takes_what_is_typed_and_shows_its_answer_in_view(chain: Reader) -> None:
    find_path(chain, "179/kh-ubnd", "33 / CT-TTg")
    assert [each.text.split(" · ")[0] for each in chain.all("#path-found li")] == [
        "179/KH-UBND",
        "→ Căn cứ vào 33/CT-TTg",
    ]
    assert chain.run("return document.getElementById('path-found').getBoundingClientRect().bottom < innerHeight")
    assert chain.sees_whole("179/KH-UBND")
    assert chain.sees_whole("33/CT-TTg")
    assert "61/KH-UBND" in chain.text("#path-others"), "the way through another document is offered, too"
    chain.click("#path-others button")
    assert chain.text("#path-found p") == "2 bước"
    find_path(chain, "35/KH-UBND", "366-QĐ/TW")
    assert chain.text("#path-found p") == "4 bước"
    assert "← Thay thế" in chain.text("#path-found")
    chain.click("#path-found li:nth-child(2) button")
    assert chain.text("#card mark").startswith("Văn bản số")


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("", "33/CT-TTg", "Hãy viết hai văn bản khác nhau"),
        ("33/CT-TTg", "33-ct/ttg", "không có văn bản nào trong hình khớp với “33-ct/ttg”"),
        ("33/CT-TTg", "33/ct-ttg", "hai văn bản khác nhau"),
        ("Lạng Sơn", "33/CT-TTg", "văn bản khớp với “Lạng Sơn”"),
    ],
)
def test_the_path_says_what_it_could_not_make_out(still: Reader, start: str, end: str, said: str) -> None:
    find_path(still, start, end)
    assert said.lower() in still.text("#path-said").lower()


def test_the_table_sorts_and_says_so(lineage: Reader) -> None:
    dates = {node.label: node.date or "" for node in lineage_sample().nodes}
    for direction in ("ascending", "descending"):
        lineage.click("th[data-column=date] button")
        assert lineage.one("th[data-column=date]").get_attribute("aria-sort") == direction
        order = [dates[label] for label in lineage.rows()]
        assert order == sorted(order, reverse=direction == "descending")
    assert lineage.rows()[0] == "179/KH-UBND"
    lineage.click("tbody tr:first-child td:last-child button")
    assert lineage.text("#card h2") == "Căn cứ vào"
