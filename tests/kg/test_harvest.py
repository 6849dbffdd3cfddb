"""Facts out of acts: what is read, what is not, what is shown beside it, and what they come to in a verdict."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT
from harvested import ENDING, IN_FORCE, OLD, PROVINCE, act, harvest

import kg
from extract import extract, read
from kg.answers.harvesting import Harvested, facts_in
from kg.identity.keys import Key
from kg.law.contradicting import contradicting, known
from kg.law.facts import Change, Effect
from kg.law.register import Register, load_register
from kg.law.status import status
from kg.render.terminal import drawn_lines, warnings_of
from kg.workspace.harvesting import Row

pytestmark = pytest.mark.usefixtures("in_a_folder")


def gist(rows: Iterator[Row] | tuple[Row, ...]) -> set[tuple[str, ...]]:
    return {(one.relation, one.scope, one.earlier_number, one.effective, one.article, one.mark) for one in rows}


def test_what_an_act_does_and_from_when_with_article_and_words() -> None:
    found = harvest(
        act(
            "12/2026/QĐ-UBND",
            "10 tháng 3 năm 2026",
            f"Bãi bỏ các văn bản sau đây:\n1. {OLD}.\n2. Khoản 2 Điều 4 {OLD.replace('17/', '22/')}.",
            f"Ngưng hiệu lực thi hành Điều 6 {OLD.replace('17/', '30/')}.",
            f"Kéo dài thời hạn áp dụng {OLD.replace('17/', '40/')} đến hết ngày 31/12/2026.",
            f"{IN_FORCE} đến hết ngày 31 tháng 12 năm 2027.",
        )
    )
    assert gist(found.rows) == {
        ("repeals", "whole", "17/2018/QĐ-UBND", "2026-03-25", "Điều 1", "V"),
        ("repeals", "part", "22/2018/QĐ-UBND", "2026-03-25", "Điều 1", "V"),
        ("suspends", "part", "30/2018/QĐ-UBND", "2026-03-25", "Điều 2", "V"),
        ("extends", "whole", "40/2018/QĐ-UBND", "2026-03-25", "Điều 3", "V"),
        ("takes_effect", "whole", "", "2026-03-25", "Điều 4", "V"),
        ("in_force_until", "whole", "", "2027-12-31", "Điều 4", "V"),
    }
    assert all(one.take for one in found.rows)
    (part,) = (one for one in found.rows if one.earlier_number.startswith("22/"))
    assert part.note.startswith("Khoản 2 Điều 4: “Bãi bỏ … Khoản 2 Điều 4 Quyết định số 22/2018")


def test_a_list_of_what_ended_is_secondary() -> None:
    rows = (
        "| STT | Loại | Số, ngày | Lý do | Ngày hết hiệu lực |\n|---|---|---|---|---|\n"
        "| 1 | Quyết định | 03/2016/QĐ-UBND ngày 15/01/2016 | Được thay thế bằng Quyết định số 20/2025/QĐ-UBND ngày "
        "10/4/2025 | 25/4/2025 |\n"
    )
    text = act("301/QĐ-UBND", "20 tháng 01 năm 2026", "Công bố Danh mục kèm theo.")
    text += f"\nDANH MỤC\nVĂN BẢN HẾT HIỆU LỰC TOÀN BỘ NĂM 2025\n(Kèm theo Quyết định số 301/QĐ-UBND)\n\n{rows}"
    (row,) = harvest(text).rows
    assert gist((row,)) == {("supersedes", "whole", "03/2016/QĐ-UBND", "2025-04-25", "Phụ lục", "S")}
    assert row.later_number == "20/2025/QĐ-UBND"


CODIFIED = """# Thương mại

Điều 34.11.LQ.1. Phạm vi điều chỉnh

(Điều 1 Luật số 36/2005/QH11 Thương mại ngày 14/06/2005 của Quốc hội, có hiệu lực thi hành kể từ ngày 01/01/2006)

1. Hoạt động thương mại thực hiện trên lãnh thổ Việt Nam. Nghị định này thay thế Nghị định số 1/2001/NĐ-CP.

Điều 34.11.NĐ.2.4. Quyền hạn

(Điều 4 Nghị định số 20/2006/NĐ-CP Quy định chi tiết (về giám định) ngày 20/02/2006 của Chính phủ, có hiệu lực thi hành
kể từ ngày 16/03/2006, có nội dung được sửa đổi, có nội dung bị bãi bỏ bởi Điều 4 Nghị định số 120/2011/NĐ-CP có
hiệu lực thi hành kể từ ngày 01/02/2012; Điều 2 Nghị định số 125/2014/NĐ-CP có hiệu lực thi hành kể từ ngày 20/02/2015)

Điều 34.11.LQ.28. Xuất khẩu

(Điều 28 Luật số 36/2005/QH11, có hiệu lực thi hành kể từ ngày 01/01/2006, bị bãi bỏ bởi Điều 112 Luật số 05/2017/QH14
có hiệu lực thi hành kể từ ngày 01/01/2018)

(Điều này có nội dung liên quan đến Điều 4. Áp dụng Luật số 10/2012/QH13, có hiệu lực từ năm 2013)
"""


def test_the_notes_of_the_codification_are_secondary_and_of_a_part() -> None:
    """Each act with its day, and who changed an article of it; what the articles themselves say is of no one act."""
    Path("codified.md").write_text(CODIFIED, encoding="utf-8")
    source = read("codified.md")
    found = [one for one in facts_in(source, extract(source)) if isinstance(one, Harvested)]
    rows = [one.row for one in found]
    assert {(r["relation"], r["scope"], r["later_number"], r["earlier_number"], r["effective"]) for r in rows} == {
        ("takes_effect", "whole", "36/2005/QH11", "", "2006-01-01"),
        ("takes_effect", "whole", "20/2006/NĐ-CP", "", "2006-03-16"),
        ("takes_effect", "whole", "120/2011/NĐ-CP", "", "2012-02-01"),
        ("takes_effect", "whole", "125/2014/NĐ-CP", "", "2015-02-20"),
        ("takes_effect", "whole", "05/2017/QH14", "", "2018-01-01"),
        ("amends", "part", "120/2011/NĐ-CP", "20/2006/NĐ-CP", "2012-02-01"),
        ("amends", "part", "125/2014/NĐ-CP", "20/2006/NĐ-CP", "2015-02-20"),
        ("repeals", "part", "05/2017/QH14", "36/2005/QH11", "2018-01-01"),
    }
    assert {row["mark"] for row in rows} == {"S"}
    (cut,) = (row for row in rows if row["relation"] == "repeals")
    assert cut["source"] == "Điều 34.11.LQ.28, Bộ pháp điển"


AROUND = {
    "an act": act("12/2026/QĐ-UBND", "10 tháng 3 năm 2026", "{words}").replace("Điều 1. {words}", "{words}"),
    "a list": act("301/QĐ-UBND", "20 tháng 01 năm 2026", "Công bố Danh mục kèm theo.")
    + "\nDANH MỤC\nVĂN BẢN HẾT HIỆU LỰC TOÀN BỘ NĂM 2025\n(Kèm theo Quyết định số 301/QĐ-UBND)\n\n"
    "| STT | Loại | Số, ngày | Lý do | Ngày hết hiệu lực |\n|---|---|---|---|---|\n| {words} |\n",
    "a consolidated": "BỘ TÀI CHÍNH\n\nSố: 12/VBHN-BTC\n\nHà Nội, ngày 10 tháng 3 năm 2026\n\nTHÔNG TƯ\nGiá nước\n\n"
    "Thông tư số 9155/2021/TT-BTC ngày 18/6/2021 của Bộ trưởng Bộ Tài chính quy định về giá, có hiệu lực kể từ ngày "
    "05/8/2021, được sửa đổi, bổ sung bởi:\n\n{words}\n\nĐiều 1. Phạm vi\n\nXÁC THỰC VĂN BẢN HỢP NHẤT\n",
    "the codification": "# Thương mại\n\nĐiều 34.11.LQ.28. Xuất khẩu\n\n{words}\n",
}
"""What stands around the words of an example of the documentation, by the kind of its source."""


def test_each_kind_of_source_yields_what_the_documentation_says() -> None:
    lines = (ROOT / "docs/register.md").read_text(encoding="utf-8").splitlines()
    head = lines.index("| source | words, for example | row |")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[head + 2 : head + 6]]
    assert len(rows) == len(AROUND)
    for kind, words, expected in rows:
        (around,) = (text for name, text in AROUND.items() if kind.startswith(name))
        found = harvest(around.replace("{words}", words.replace(" · ", " | "))).rows
        said = {", ".join((one.relation, one.scope, one.earlier_number, one.effective, one.mark)) for one in found}
        assert expected in said, kind
        assert all(one.take for one in found), kind


def test_a_consolidated_text_tells_since_when_its_acts_are_in_force() -> None:
    """Beside the act that opens a line; and no day for an act that the text itself is said to replace."""
    told = "Thông tư số 9157/2025/TT-BTC ngày 20/5/2025 của Bộ trưởng Bộ Tài chính, có hiệu lực kể từ ngày 05/7/2025."
    inside = "Thông tư này thay thế Thông tư số 9150/2019/TT-BTC ngày 20/5/2019, có hiệu lực từ ngày 05/7/2021."
    found = harvest(AROUND["a consolidated"].replace("{words}", f"{told}\n\nĐiều 9. {inside}"))
    days = {(one.later_number, one.effective, one.mark) for one in found.rows if one.relation == "takes_effect"}
    assert days == {("9155/2021/TT-BTC", "2021-08-05", "S"), ("9157/2025/TT-BTC", "2025-07-05", "S")}


PLAN = act("55/KH-UBND", "11 tháng 3 năm 2026", f"Kế hoạch này bãi bỏ {OLD}.", kind="KẾ HOẠCH")
REPORT = (
    ENDING.replace("QUYẾT ĐỊNH\n", "BÁO CÁO\n")
    .replace("12/2026/QĐ-UBND", "12/BC-UBND")
    .replace("Quyết định này", "Báo cáo này")
)
QUOTING = act(
    "13/2026/QĐ-UBND",
    "12 tháng 3 năm 2026",
    "Sửa đổi Điều 9 như sau:\n“Điều 9. Hiệu lực\nQuyết định này có hiệu lực thi hành kể từ ngày 01 tháng 01 năm 2027 "
    f"và thay thế {OLD}; Nghị định số 61/2018/NĐ-CP được sửa đổi bởi Nghị định số 107/2021/NĐ-CP.”",
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (PLAN, "no_act"),
        (REPORT, "no_act"),
        (ENDING.replace("QUYẾT ĐỊNH\n", "VĂN BẢN HỢP NHẤT\n").replace("12/2026/QĐ-UBND", "12/VBHN-UBND"), "no_act"),
        (ENDING.replace("12/2026/QĐ-UBND", "12/VBHN-UBND"), "no_act"),
        ("DỰ THẢO\n\n" + ENDING, "no_act"),
        (ENDING.replace("\n\nQUYẾT", "\n\nDự thảo 2\n\nQUYẾT"), "no_act"),
        (QUOTING, "quoted"),
        (QUOTING.replace("“", '"').replace("”", '"'), "quoted"),
        (f"{ENDING}\nĐiều 2. Thông tư này có hiệu lực thi hành từ ngày 01/01/2027 và thay thế {OLD}.\n", "several"),
        (ENDING.replace(f"thay thế {OLD}", f"bãi bỏ các văn bản sửa đổi, bổ sung {OLD}"), "amending"),
        (ENDING[ENDING.index("Số:") :].replace(f" của {PROVINCE}", "").replace("Lạng Sơn, ", ""), "no_issuer"),
        (ENDING.replace("12/2026/QĐ-UBND", "        /2026/QĐ-UBND"), "no_number"),
    ],
)
def test_who_changes_no_law_and_words_of_others_state_nothing(text: str, reason: str) -> None:
    found = harvest(text)
    assert not [one for one in found.rows if one.relation != "takes_effect" or reason in ("no_act", "several")]
    assert {one.reason for one in found.passed} == {reason}
    assert "01/01/2027" not in str(found.rows)


@pytest.mark.parametrize(
    "text",
    [
        PLAN.replace("Kế hoạch này bãi bỏ", "Bãi bỏ"),
        REPORT.replace("Báo cáo này", "Quyết định này"),
        ENDING.replace("20/4/2018", "20/4/2027").replace("17/2018", "17/2027"),
    ],
)
def test_what_a_text_cannot_do_it_is_not_read_to_state(text: str) -> None:
    """A plan's tasks, what a report quotes, and what is younger than its own text: a slip, or another's words."""
    found = harvest(text)
    assert not [one for one in found.rows if one.relation != "takes_effect"]
    assert not [one for one in found.passed if one.reason not in {"no_act"}]


@pytest.mark.parametrize(
    ("clause", "doubt"),
    [
        ("thay thế Nghị định số 10/2015/NĐ-CP ngày 23/01/2015 của Chính phủ", "below"),
        (f"thay thế {OLD.replace('Lạng Sơn', 'Cao Bằng')}", "elsewhere"),
        ("bãi bỏ Nghị quyết số 9/2018/NQ-HĐND ngày 20/4/2018 của Hội đồng nhân dân tỉnh Lạng Sơn", "kind"),
        (f"bãi bỏ {OLD} kể từ ngày 10 tháng 3 năm 2026, trừ Điều 3", "except"),
    ],
)
def test_what_an_act_can_hardly_have_done_is_not_taken_unseen(clause: str, doubt: str) -> None:
    found = harvest(act("12/2026/QĐ-UBND", "10 tháng 3 năm 2026", f"{IN_FORCE}; {clause}."))
    (row,) = (one for one in found.rows if one.relation != "takes_effect")
    assert (row.take, row.doubts) == (False, (doubt,))


def test_what_ends_but_for_an_article_ends_in_part() -> None:
    clause = f"{OLD} hết hiệu lực kể từ ngày Quyết định này có hiệu lực, trừ Điều 3"
    found = harvest(act("12/2026/QĐ-UBND", "10 tháng 3 năm 2026", f"{IN_FORCE}; {clause}."))
    (row,) = (one for one in found.rows if one.relation != "takes_effect")
    assert (row.take, row.relation, row.scope) == (True, "repeals", "part")


def test_a_day_is_not_taken_unseen_where_the_article_has_its_own() -> None:
    own = "Điều 2 Quyết định này có hiệu lực thi hành kể từ ngày 15 tháng 3 năm 2026"
    amended = [f"Sửa đổi Điều 4 {OLD.replace('17/', f'{serial}/')}." for serial in (40, 41)]
    articles = amended[0], amended[1], f"{IN_FORCE}, trừ khoản 2 Điều này.\n2. {own}."
    rows = harvest(act("12/2026/QĐ-UBND", "10 tháng 3 năm 2026", *articles)).rows
    taken = {one.article: (one.take, one.doubts) for one in rows if one.relation == "amends"}
    assert taken == {"Điều 1": (True, ()), "Điều 2": (False, ("days",))}


def test_what_goes_on_by_the_act_itself_is_no_part_that_stays() -> None:
    """ "trừ Điều 3" keeps an article of the earlier one; an article "của Quyết định này" tells which cases go on."""
    ended = (
        f"{OLD} hết hiệu lực kể từ ngày Quyết định này có hiệu lực, trừ quy định tại khoản 2 Điều 5 của Quyết định này"
    )
    found = harvest(act("12/2026/QĐ-UBND", "10 tháng 3 năm 2026", f"{IN_FORCE}; {ended}."))
    assert [(one.take, one.doubts) for one in found.rows if one.relation == "repeals"] == [(True, ())]


def test_a_decision_without_a_year_in_its_number_ends_no_rules_of_law() -> None:
    """It makes known which circulars stand behind a list of procedures; what it decided itself, it may end."""
    earlier = "Quyết định số 15/QĐ-UBND ngày 10/01/2024 của Ủy ban nhân dân tỉnh Lạng Sơn"
    for ended, taken in ((OLD, False), (earlier, True)):
        found = harvest(act("225/QĐ-UBND", "05 tháng 3 năm 2026", f"Bãi bỏ {ended}."))
        assert [(one.take, one.doubts) for one in found.rows] == [(taken, () if taken else ("kind",))]


def test_a_list_of_rules_that_end_holds_whole_documents() -> None:
    """Behind "các quy định sau hết hiệu lực": what is named whole ends as a whole, of the next an article."""
    part = OLD.replace("17/", "22/")
    listed = f"Các quy định sau hết hiệu lực kể từ ngày Quyết định này có hiệu lực:\na) {OLD};\nb) Điều 2 {part}"
    found = harvest(act("12/2026/QĐ-UBND", "10 tháng 3 năm 2026", f"{IN_FORCE}.\n{listed}."))
    assert {(one.earlier_number, one.scope) for one in found.rows if one.earlier_number} == {
        ("17/2018/QĐ-UBND", "whole"),
        ("22/2018/QĐ-UBND", "part"),
    }


def test_what_the_title_of_an_ended_act_may_go_on_with_is_not_taken_unseen() -> None:
    """Bãi bỏ A, which amended B and C, ends neither of the two."""
    names = OLD.replace("17/", "40/"), OLD, OLD.replace("17/", "18/")
    title = f"{names[0]} sửa đổi, bổ sung một số điều {names[1]} quy định giá nước và {names[2]} quy định giá điện"
    found = harvest(act("12/2026/QĐ-UBND", "10 tháng 3 năm 2026", f"Bãi bỏ {title}."))
    ended = {one.earlier_number: one.take for one in found.rows if one.relation == "repeals"}
    assert ended.pop("40/2018/QĐ-UBND") is True
    assert True not in ended.values()


def test_a_title_may_go_on_behind_a_semicolon() -> None:
    names = [OLD.replace("17/", f"{serial}/") for serial in range(40, 45)]
    clause = f"{IN_FORCE}, thay thế {names[0]} và bãi bỏ Điều 2 {names[1]} sửa đổi, bổ sung một số điều của "
    clause += f"{OLD} quy định giá nước; {names[2]} quy định giá điện; {names[3]} quy định giá than và {names[4]}."
    taken = {
        one.earlier_number: one.take for one in harvest(act("12/2026/QĐ-UBND", "10 tháng 3 năm 2026", clause)).rows
    }
    assert {number for number, take in taken.items() if take and number} == {"40/2018/QĐ-UBND", "41/2018/QĐ-UBND"}


def test_an_article_may_be_indented_by_hard_spaces() -> None:
    text = act(
        "12/2026/QĐ-UBND", "10 tháng 3 năm 2026", f"Sửa đổi Điều 1 {OLD.replace('17/', '16/')}.", f"Bãi bỏ {OLD}."
    )
    rows = harvest(text.replace("Điều 2.", "\N{NO-BREAK SPACE} Điều 2.")).rows
    assert {one.article for one in rows if one.earlier_number.startswith("17/")} == {"Điều 2"}


def test_the_name_of_a_chapter_stands_in_no_article() -> None:
    text = act("12/2026/QĐ-UBND", "10 tháng 3 năm 2026", f"Sửa đổi Điều 1 {OLD.replace('17/', '16/')}.", f"{IN_FORCE}.")
    chapter = f"Chương II\nSửa đổi, bổ sung một số điều của {OLD}\n\nĐiều 2."
    (row,) = (one for one in harvest(text.replace("Điều 2.", chapter)).rows if one.earlier_number.startswith("17/"))
    assert (row.article, row.take) == ("", True)


def test_what_says_that_an_act_is_amended_stands_before_its_name() -> None:
    """In an annex it may name a procedure, in a list it may be the name of what another item ends."""
    plain = act("12/2026/QĐ-UBND", "10 tháng 3 năm 2026", f"Sửa đổi, bổ sung Điều 3 {OLD}.", f"{IN_FORCE}.")
    annex = f"{ENDING}\nPHỤ LỤC\nThời gian đăng ký bổ sung tại mục II.3 {OLD.replace('17/', '33/')}.\n"
    doubts = {one.earlier_number: one.doubts for one in harvest(plain, annex).rows if one.relation == "amends"}
    assert doubts.pop("17/2018/QĐ-UBND") == ()
    assert doubts == {"33/2018/QĐ-UBND": ("loose",)}


def test_what_is_left_out_is_said_with_its_file() -> None:
    plan = act("9/KH-UBND", "10 tháng 3 năm 2026", f"Kế hoạch này thay thế {OLD}.", kind="KẾ HOẠCH")
    said = "\n".join(drawn_lines(harvest(ENDING, plan).tree("vi"), "vi", 300, colour=False))
    said += "\n".join(warnings_of(harvest(ENDING, plan).tree("vi")))
    assert "Bỏ qua 1: văn bản không có thẩm quyền sửa đổi, nói về văn bản khác (acts/1.txt)" in said


def test_after_a_merger_a_province_that_is_not_named_may_be_either() -> None:
    unnamed = "Quyết định số 20/2021/QĐ-UBND ngày 21/9/2021 của Ủy ban nhân dân tỉnh"
    named = unnamed + " Hà Giang"
    for earlier, taken in ((unnamed, False), (named, True)):
        text = act("53/2026/QĐ-UBND", "10 tháng 3 năm 2026", f"Bãi bỏ {earlier}.", place="Tuyên Quang")
        assert [one.take for one in harvest(text).rows] == [taken]


def test_contradictions_stand_side_by_side(tmp_path: Path) -> None:
    other = act("13/2026/QĐ-UBND", "12 tháng 3 năm 2026", f"Bãi bỏ {OLD}.")
    rows = [one for one in harvest(ENDING, other).rows if one.relation != "takes_effect"]
    assert [(one.later_number, one.take) for one in rows] == [("12/2026/QĐ-UBND", False), ("13/2026/QĐ-UBND", False)]
    assert "13/2026/QĐ-UBND" in rows[0].beside[0]
    assert "12/2026/QĐ-UBND" in rows[1].beside[0]
    # against the register: the law of before it was ended by another one
    late = "QUỐC HỘI\n\nLuật số: 5/2026/QH16\n\nHà Nội, ngày 02 tháng 3 năm 2026\n\nLUẬT\nBÍ MẬT\n\nĐiều 1. "
    late += "Sửa đổi Pháp lệnh Bảo vệ bí mật nhà nước số 30/2000/PL-UBTVQH10 ngày 28/12/2000.\n"
    (row,) = harvest(late, "", "").rows[:1]
    assert "29/2018/QH14" in " ".join(row.beside)


@pytest.mark.parametrize(
    ("clause", "amends"),
    [
        (f"Ủy ban nhân dân ban hành Quyết định sửa đổi, bổ sung một số điều của {OLD}", True),
        (f"Sửa đổi, bổ sung Điều 3 của {OLD} như sau", True),
        (f"Sở Tư pháp chuẩn bị: 1. Quyết định sửa đổi, bổ sung một số điều của {OLD}", False),
        (f"Áp dụng Quy chế (sửa đổi, bổ sung bởi {OLD})", False),
    ],
)
def test_the_name_of_an_act_that_amends_is_nothing_that_this_one_does(clause: str, amends: bool) -> None:
    found = harvest(act("12/2026/QĐ-UBND", "10 tháng 3 năm 2026", "Quy định giá.", f"{clause}.", f"{IN_FORCE}."))
    assert ("amends" in {one.relation for one in found.rows}) is amends


def test_rules_of_an_annex_are_no_second_act() -> None:
    rules = "QUY CHẾ\nĐiều 9. Quy chế này có hiệu lực thi hành kể từ ngày 25 tháng 3 năm 2026.\n"
    assert {one.relation for one in harvest(ENDING + rules).rows} == {"takes_effect", "supersedes"}


def test_an_end_of_rules_that_stand_in_a_document_is_no_end_of_it() -> None:
    clause = f"Quy định về thu phí nước tại {OLD} hết hiệu lực kể từ ngày Quyết định này có hiệu lực"
    found = harvest(act("12/2026/QĐ-UBND", "10 tháng 3 năm 2026", "Quy định giá.", f"{IN_FORCE}.", f"{clause}."))
    assert [one.scope for one in found.rows if one.earlier_number] == ["part"]


def test_which_word_ends_a_document_makes_no_other_fact() -> None:
    """The register says that Luật Tố cáo of 2018 supersedes that of 2011, where its text says "hết hiệu lực"."""
    law = Key("LUAT", "25/2018/QH14", "2018-06-12"), Key("LUAT", "03/2011/QH13")
    fact = Change("repeals", "whole", *law, date(2019, 1, 1), "Điều 66", "V")
    assert known(fact, load_register())
    assert contradicting(fact, load_register()) == ()


def test_a_store_yields_what_its_files_do_and_says_which_texts_it_lacks() -> None:
    from_files = harvest(ENDING, PLAN)
    kg.build(["acts"], "all.store")
    with kg.open("all.store", language="en") as work:
        from_store = work.harvest()
    assert gist(from_store.rows) == gist(from_files.rows)
    assert from_store.texts == 1, "plans are not read again"
    kg.build(["acts"], "bare.store", texts=False)
    with kg.open("bare.store", language="en") as work:
        bare = work.harvest()
    assert not bare.rows
    assert "without its text" in bare.failures[0]


LATER = Key("QĐ", "12/2026/QĐ-UBND", "2026-03-10")
EARLIER = Key("QĐ", "17/2018/QĐ-UBND", "2018-04-20")


def judged(relation: str, day: str, *facts: Effect, scope: str = "whole") -> tuple[str, str | None]:
    change = Change(relation, scope, LATER, EARLIER, date(2026, 3, 25), "Điều 1", "V")  # type: ignore[arg-type]
    since = Effect(EARLIER, date(2018, 5, 1), None, "Điều 2", "V")
    verdict = status(EARLIER, date.fromisoformat(day), Register([change, since, *facts]))
    return verdict.value, verdict.kind


def test_what_is_suspended_prolonged_or_corrected_has_not_ended_by_it() -> None:
    """A suspension never reads as in force, nor a prolongation as lapsed."""
    until = Effect(EARLIER, None, date(2026, 3, 31), "Điều 2", "V")
    assert judged("suspends", "2026-04-02") == ("suspended", None)
    assert judged("suspends", "2026-03-02") == ("in_force", None)
    assert judged("suspends", "2026-04-02", until) == ("lapsed", None)
    assert judged("extends", "2026-04-02", until) == ("unknown", "no_end_known")
    assert judged("extends", "2026-04-02") == ("in_force", None)
    assert judged("corrects", "2026-04-02") == ("in_force", None)
