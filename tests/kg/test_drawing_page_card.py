"""The page in a real browser: cards, words, neighbours, groups, and what had ended when it was relied on."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("selenium", reason="selenium is not installed")

from drawing_browser import Reader
from drawing_samples import CHAIN_LABELS, made_sample
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from kg.drawing.words import words


def test_a_document_has_a_card_with_claims_conflicts_and_neighbours(still: Reader) -> None:
    still.find("luat thuc hien")
    card = still.text("#card")
    for said in (
        "Quốc hội",
        "10/11/2022",
        "Đã sửa đổi",
        "Các nguồn không thống nhất: Ngày ban hành",
        "01/7/2023",
        "001.txt",
    ):
        assert said in card
    assert still.one("#card h2").get_property("innerText") == "Luật Thực hiện dân chủ ở cơ sở"
    still.click("#card li button")
    assert still.text("#card h2") in ("59/2023/NĐ-CP", "179/KH-UBND", "35/KH-UBND")
    still.find("61/kh-ubnd")
    assert "Nhận diện suy đoán: cùng cơ quan, trích yếu và năm" in still.text("#card")


def test_a_citation_shows_its_words_in_their_sentence_with_file_and_place(still: Reader) -> None:
    still.find("xa dinh lap 179")
    still.click("#card .evidence")
    assert still.text("#card h2") == "Thực hiện"
    assert still.text("#card mark") == "Văn bản số 35-CT/TW"
    assert still.text("#card blockquote").startswith("Thực hiện Văn bản số 35-CT/TW về công tác dân vận")
    assert still.text("#card .where").startswith("179.txt · ký tự ")


def test_a_click_on_a_box_opens_its_card_and_beside_it_closes_it(still: Reader) -> None:
    still.press(*"+" * 12)
    still.find("69/kh-ubnd")
    still.click("#card .close")
    assert not still.one("#card").is_displayed()
    picture = still.one("#picture")

    def clicked() -> bool:  # the picture is drawn again after a search, in its own time
        if not still.one("#card").is_displayed():
            ActionChains(still.driver).move_to_element(picture).click().pause(0.3).perform()
        return still.one("#card").is_displayed()

    still.wait(clicked)
    assert still.text("#card h2") == "69/KH-UBND"
    beside = iter([(1, 1), (1, -1), (-1, 1), (-1, -1)])  # a line may run through a corner

    def closed() -> bool:
        right, down = next(beside)
        corner = right * (picture.size["width"] // 2 - 5), down * (picture.size["height"] // 2 - 5)
        ActionChains(still.driver).move_to_element_with_offset(picture, *corner).click().pause(0.5).perform()
        return not still.one("#card").is_displayed()

    still.wait(closed)


def test_a_click_on_a_line_shows_the_words_that_it_stands_for(lineage: Reader) -> None:
    right, down = lineage.run(ON_A_LINE)  # type: ignore[misc]
    picture = lineage.one("#picture")
    ActionChains(lineage.driver).move_to_element_with_offset(picture, right, down).click().perform()
    lineage.wait(lambda: lineage.all("#card blockquote"))
    assert lineage.text("#card h2") in {look.name["vi"] for look in words().relations.values()}
    assert lineage.text("#card mark").startswith("Văn bản số")


ON_A_LINE = """
const frame = document.getElementById('picture'), reach = [frame.clientWidth / 2, frame.clientHeight / 2];
const long = ([[x, y], [u, v]]) => Math.hypot(x - u, y - v);
const middles = [...cancu.view.links.values()].map(({ points }) => {
  const [[x, y], [u, v]] = points.slice(1).map((to, place) => [points[place], to]).sort((a, b) => long(b) - long(a))[0];
  const at = cancu.network.canvasToDOM({ x: (x + u) / 2, y: (y + v) / 2 });
  return [at.x - reach[0], at.y - reach[1]];
});
return middles.find(([right, down]) => Math.abs(right) < reach[0] - 130 && Math.abs(down) < reach[1] - 40)
  .map(Math.round);
"""


def test_neighbours_fold_away_and_come_back(lineage: Reader) -> None:
    lineage.find("xa dinh lap 179")
    before = lineage.rows()
    lineage.press("e")
    after = lineage.rows()
    assert "57-NQ/TW" in after, "another document holds it too"
    assert "26/CT-TTg" not in after
    assert set(CHAIN_LABELS) <= set(after)
    lineage.press("e")
    assert lineage.rows() == before


def collapsed(one: Reader) -> tuple[int, int]:
    """How many documents are in how many groups, as the page says it."""
    numbers = [int(word) for word in one.text("#notices").split() if word.isdigit()]
    return (numbers[0], numbers[1]) if numbers else (0, 0)


def test_large_pictures_open_group_by_group(someone: Reader) -> None:
    someone.open(made_sample(1000), context=True)
    documents, groups = collapsed(someone)
    assert documents > 600
    assert groups < 200
    assert "Nhấn vào nhóm để mở." in someone.text("#notices")
    assert len(someone.rows()) == 1000, "the table leaves nobody out"
    someone.press(Keys.ARROW_DOWN, *[Keys.ARROW_DOWN] * 6)
    assert "văn bản:" in someone.text("#announced")
    someone.press(Keys.ENTER)
    size = int(someone.text("#card h2").split()[0])
    assert len(someone.all("#card li")) == size
    someone.press("e")
    assert collapsed(someone) == (documents - size, groups - 1)
    someone.choose("#grouping", "year")
    assert collapsed(someone)[0] >= documents
    assert collapsed(someone)[1] < groups
    someone.find("xa so 876")
    assert someone.text("#card h2") == "877/KH-UBND"


def test_the_context_of_one_document_comes_when_it_is_asked_for(chain: Reader) -> None:
    chain.find("61/kh-ubnd")
    chain.click("#card .acts button")
    assert set(chain.rows()) == CHAIN_LABELS | {"18-KH/TU", "114-KL/TW"}
    assert chain.sees_whole("18-KH/TU")
    chain.click("#card .acts button")
    assert set(chain.rows()) == CHAIN_LABELS


def test_what_relied_on_the_ended_is_marked_on_box_line_card_and_table(chain: Reader) -> None:
    assert chain.run("return [...cancu.view.items.values()].filter(item => item.bad).map(item => item.label)") == [
        "179/KH-UBND"
    ]
    chain.click("#ended")
    assert set(chain.rows()) == CHAIN_LABELS | {"35-CT/TW", "129-NQ/TU"}
    red = chain.run(
        "return [...cancu.view.links.values()].filter(link => link.ended).map(link => cancu.lookOf(link).colour)"
    )
    assert red == [words().ended.colour] * 2
    row = next(each for each in chain.all("tbody tr") if each.text.startswith("179/KH-UBND"))
    assert "✗ 2 căn cứ đã hết hiệu lực" in row.text
    assert "✗ Thực hiện: 35-CT/TW – thay thế từ 01/3/2026" in row.text
    chain.find("179/kh-ubnd")
    assert "✗ 35-CT/TW: thay thế từ 01/3/2026 (Thực hiện)" in chain.text("#card")
    chain.click("#card .warning.bad button")
    assert "✗ Đã hết hiệu lực khi ký: thay thế từ 01/3/2026" in chain.text("#card")
    assert chain.text("#card mark") == "Văn bản số 35-CT/TW"


def test_a_card_tells_first_how_it_derives_then_what_had_ended_then_the_rest(chain: Reader) -> None:
    chain.find("179/kh-ubnd")
    order = ["Bắt nguồn từ 33/CT-TTg", "Đã hết hiệu lực khi ký (2)", "Văn bản được dẫn", "Các nguồn nói gì"]
    heads = [each.text.split(" (")[0] for each in chain.all("#card h3")]
    assert heads[:3] == [one.split(" (")[0] for one in order[:3]]
    assert [each.text for each in chain.all("#card .way")] == [
        "Trực tiếp: Căn cứ vào",
        "Trực tiếp: Thực hiện",
        "Qua 61/KH-UBND · Ủy ban nhân dân tỉnh Lạng Sơn · 26/02/2026 Căn cứ vào",
    ]
    assert chain.text("#card mark") == "Văn bản số 33/CT-TTg", "with the words"
    chain.find("33/ct-ttg")
    assert "Văn bản gốc của phả hệ này" in chain.text("#card")


VIEW = "const { x, y } = cancu.network.getViewPosition(); return [x, y, cancu.network.getScale()]"


def test_the_view_fits_again_when_a_card_closes(chain: Reader) -> None:
    def view() -> list[float]:
        return [round(float(one), 2) for one in chain.run(VIEW)]  # type: ignore[union-attr]

    before = view()
    chain.find("179/kh-ubnd")
    assert view() != before
    chain.click("#card .close")
    chain.wait(lambda: view() == before, seconds=20)
    for label in CHAIN_LABELS:
        assert chain.sees_whole(label)


def test_groups_say_where_they_are_and_how_many_are_bad(someone: Reader) -> None:
    someone.open(made_sample(1000))
    groups = someone.run(
        "return [...cancu.view.items.values()].filter(item => item.kind === 'group')"
        ".map(item => [item.name.vi, item.members.length, item.bad])"
    )
    assert isinstance(groups, list)
    assert {name.rpartition(" ")[0] for name, _, _ in groups} == {"tỉnh Mẫu"}
    assert sum(bad for _, _, bad in groups) == sum(bool(node.ended) for node in made_sample(1000).nodes)
    key = someone.run("return [...cancu.view.items.values()].find(item => item.kind === 'group' && item.bad).id")
    someone.run("cancu.select(arguments[0])", key)
    assert re.search(r"văn bản: tỉnh Mẫu \d+ · ✗ \d+ dựa vào văn bản đã hết hiệu lực", someone.text("#card h2"))
    assert someone.text("#card li").startswith("✗")
