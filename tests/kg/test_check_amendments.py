"""When check tells that an act had been amended: turns of phrase of real documents in made ones."""

from __future__ import annotations

import pytest
from passages import found_in, plan

WATERS = (
    "Luật Giao thông đường thủy nội địa số 23/2004/QH11 ngày 15/6/2004; Luật sửa đổi, bổ sung một số điều của Luật "
)
WATERS += "Giao thông đường thủy nội địa ngày 17/6/2014"
TWO = "Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15 và "
BANKS = "Luật Các tổ chức tín dụng số 32/2024/QH15 ngày 29 tháng 6 năm 2024"
AMENDED = "Thông tư số 06/2017/TT-BTP ngày 16/5/2017 của Bộ Tư pháp"


@pytest.mark.parametrize(
    ("behind", "codes"),
    [
        ("", ["S104"]),
        (" hoặc các văn bản sửa đổi, bổ sung (nếu có)", []),
        (" và các Luật sửa đổi, bổ sung", []),
        (" và Luật sửa đổi, bổ sung một số điều của Luật Thanh niên ngày 01/01/2026", ["S104"]),
        (";\nCăn cứ Luật sửa đổi, bổ sung một số điều của Luật Tiếp công dân, Luật Tố cáo ngày 01/01/2026", []),
        (
            ";\nCăn cứ Nghị định số 931/2025/NĐ-CP ngày 01/7/2025 sửa đổi Nghị định quy định chi tiết Luật Tố cáo",
            ["S104"],
        ),
    ],
)
def test_an_amendment_is_cited_where_its_name_says_that_it_amends_the_act(behind: str, codes: list[str]) -> None:
    text = plan(f"Căn cứ Luật Tố cáo số 25/2018/QH14{behind};")
    assert [f.code for f in found_in(text) if f.code.startswith("S")] == codes


@pytest.mark.parametrize(
    ("recitals", "codes"),
    [
        (f"Căn cứ {WATERS}; Luật số 97/2015/QH13;", []),
        (f"Căn cứ {WATERS};\nCăn cứ Luật số 97/2015/QH13;", ["S105"]),
        ("Căn cứ Luật Thanh niên số 57/2020/QH14; Luật số 97/2015/QH13;", ["S105"]),
        (f"Căn cứ {WATERS};\n\nĐiều 1. Thu phí theo {WATERS}; Luật số 97/2015/QH13.", ["S105"]),
    ],
    ids=["in the recital of what it amended", "in its own", "of another law", "in an article"],
)
def test_what_became_of_an_act_that_stands_as_an_amending_one_is_no_finding(recitals: str, codes: list[str]) -> None:
    assert [f.code for f in found_in(plan(recitals)) if f.code in ("S104", "S105")] == codes


@pytest.mark.parametrize(
    ("behind", "codes"),
    [
        ("; Luật sửa đổi, bổ sung một số điều của 11 luật về quân sự, quốc phòng ngày 27 tháng 6 năm 2025;", []),
        ("; Luật sửa đổi, bổ sung một số điều của 11 luật về quân sự, quốc phòng ngày 28 tháng 6 năm 2025;", ["S104"]),
        (";\nCăn cứ Luật sửa đổi, bổ sung một số điều của 11 luật về quân sự ngày 27 tháng 6 năm 2025;", ["S104"]),
    ],
)
def test_an_act_of_the_day_of_the_amendment_in_the_same_recital_is_it(behind: str, codes: list[str]) -> None:
    text = plan(f"Căn cứ Luật Nghĩa vụ quân sự ngày 19 tháng 6 năm 2015{behind}\nTheo Luật số 48/2019/QH14.")
    assert [f.code for f in found_in(text) if f.code == "S104" and "2015" in f.quote] == codes


@pytest.mark.parametrize(
    ("behind", "told"),
    [
        ("", ["48/2019/QH14", "98/2025/QH15"]),
        ("; Luật số 98/2025/QH15 ngày 27/6/2025", ["48/2019/QH14"]),
        (";\nCăn cứ Luật Dân quân tự vệ ngày 22 tháng 11 năm 2019", ["98/2025/QH15"]),
        (";\nCăn cứ Luật Dân quân tự vệ ngày 22 tháng 11 năm 2019;\nTheo Luật số 98/2025/QH15", []),
        (" và Luật sửa đổi, bổ sung một số điều của Luật Nghĩa vụ quân sự ngày 01/01/2026", []),
    ],
    ids=["none cited", "one cited", "the other as a basis of its own", "both cited", "one that nobody knows"],
)
def test_of_several_amendments_those_are_told_that_are_cited_nowhere(behind: str, told: list[str]) -> None:
    text = plan(f"Căn cứ Luật Nghĩa vụ quân sự số 78/2015/QH13 ngày 19 tháng 6 năm 2015{behind};")
    found = [f for f in found_in(text) if f.code == "S104" and "Nghĩa vụ" in f.quote]
    assert sorted(one.by.number for f in found for one in f.reasons if one.by is not None) == told


def test_an_amending_law_is_cited_by_its_day_be_it_named_by_the_numbers_of_those_that_it_amends() -> None:
    law = "Luật Nhà ở số 27/2023/QH15"
    for with_it, day, told in ((f", {law},", "29", False), (f", {law},", "30", False), (" và", "30", True)):
        names = f"Luật Đất đai số 31/2024/QH15{with_it} Luật Các tổ chức tín dụng số 32/2024/QH15"
        text = plan(f"Căn cứ {law};\nCăn cứ Luật sửa đổi, bổ sung một số điều của {names} ngày {day} tháng 6 năm 2024;")
        found = [one for one in found_in(text) if one.code == "S104" and one.quote == law]
        assert (
            any(why.by is not None and why.by.number == "43/2024/QH15" for one in found for why in one.reasons) == told
        ), (with_it, day)  # what amends it on a day of which nothing is known leaves it open


def test_an_amendment_is_spoken_of_in_brackets_without_its_number() -> None:
    for behind, codes in ((" (sửa đổi, bổ sung một số điều năm 2021)", []), (" sửa đổi, bổ sung năm 2021", ["S104"])):
        text = plan(f"Theo Luật Tố cáo số 25/2018/QH14{behind}.")
        assert [f.code for f in found_in(text) if f.code.startswith("S")] == codes


@pytest.mark.parametrize(
    ("misread", "day", "codes"),
    [("612", "20/3/2025", []), ("613", "19/3/2025", []), ("613", "20/3/2025", ["S104"])],
    ids=["a digit too many", "of the day", "another"],
)
def test_a_number_that_another_file_misread_is_the_cited_amendments(misread: str, day: str, codes: list[str]) -> None:
    act, of_unit = "Quyết định số 40/2024/QĐ-UBND ngày 28/4/2024", "của Ủy ban nhân dân tỉnh Lạng Sơn"
    amendment = "/2025/QĐ-UBND ngày 19/3/2025"
    other = plan(
        f"Căn cứ {act} {of_unit} được sửa đổi bởi Quyết định số {misread}/2025/QĐ-UBND ngày {day} {of_unit};",
        number="9/QĐ-X",
    )
    own = plan(f"Căn cứ {act} {of_unit};\nCăn cứ Quyết định số 12{amendment} {of_unit} sửa đổi {act};")
    third = plan(f"Căn cứ {act} {of_unit} được sửa đổi bởi Quyết định số 12{amendment} {of_unit};", number="8/QĐ-X")
    found = [f for f in found_in(own, other, third) if f.path == "0.txt" and "40/2024" in f.quote]
    assert [f.code for f in found if f.code == "S104"] == codes


def test_amendments_are_spoken_of_behind_a_title_too() -> None:
    about = "quy định chi tiết một số điều của Bộ luật Hàng hải Việt Nam về quản lý hoạt động hàng hải"
    for behind, codes in ((" và các Nghị định sửa đổi, bổ sung", []), ("", ["S105"]), (" và sửa đổi", ["S105"])):
        text = plan(f"Căn cứ Nghị định số 58/2017/NĐ-CP ngày 10/5/2017 của Chính phủ {about}{behind};")
        assert [f.code for f in found_in(text) if f.code.startswith("S")] == codes


@pytest.mark.parametrize(("named", "codes"), [(TWO + BANKS, []), (BANKS, ["I203"])])
def test_the_day_behind_the_last_law_that_another_amends_is_of_that_other(named: str, codes: list[str]) -> None:
    assert [f.code for f in found_in(plan(f"Căn cứ {named};")) if f.code == "I203"] == codes


@pytest.mark.parametrize(
    ("opening", "codes"),
    [("Luậ t sửa đổi một số điều của ", []), ("", ["I203", "S104"]), ("Luật Giá sửa đổi; ", ["I203", "S104"])],
)
def test_the_laws_that_end_a_title_torn_by_blanks_are_not_relied_on(opening: str, codes: list[str]) -> None:
    torn = "Luật Kinh doanh b ất độ ng s ản số 29/2023/QH15"
    laws = f"{TWO.partition('của ')[2].replace(' và ', ', ')}{torn} và {BANKS.replace('Luật', 'Luậ t')}"
    found = {f.code for f in found_in(plan(f"Căn cứ {opening}{laws};"))}
    assert sorted(found & {"I203", "I210", "S104"}) == codes


def test_a_name_that_blanks_tear_is_still_that_of_its_number() -> None:
    for name, codes in (("Kinh doanh b ất độ ng s ản", []), ("Kinh doanh b ảo hi ểm", ["I210"])):
        text = plan(f"Căn cứ Luật {name} số 29/2023/QH15;")
        assert [f.code for f in found_in(text) if f.code == "I210"] == codes


@pytest.mark.parametrize(
    ("amendment", "codes"),
    [
        ("", ["S104"]),
        ("Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Ban hành văn bản quy phạm pháp luật ngày 18/6/2020;", []),
        ("và Luật sửa đổi một số điều ngày 18 tháng 6 năm 2020 của Luật Ban hành văn bản quy phạm pháp luật;", []),
        ("và Luật sửa đổi một số điều ngày 19 tháng 6 năm 2020 của Luật Ban hành văn bản;", ["S104"]),
        ("Căn cứ Luật sửa đổi, bổ sung Luật Ban hành văn bản QPPL ngày 18/6/2020;", []),
        ("Căn cứ Luật số 63/2020/QH14;", []),
        ("Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Luật sư ngày 20/11/2012;", ["S104"]),
    ],
)
def test_an_amendment_may_be_cited_by_its_name_and_day(amendment: str, codes: list[str]) -> None:
    law = "Căn cứ Luật Ban hành văn bản quy phạm pháp luật ngày 22/6/2015;"
    text = plan(f"{law}\n{amendment}").replace("tháng 3 năm 2026", "tháng 3 năm 2024")
    assert [f.code for f in found_in(text) if f.code in ("S104", "S105") and "2015" in f.quote] == codes


@pytest.mark.parametrize(
    ("list_of", "codes"),
    [
        (f"a) Thông tư số 3/2020/TT-BYT sửa đổi Thông tư số 7/2016/TT-BYT về thuốc và {AMENDED};", []),
        (f"a) Thông tư số 3/2020/TT-BYT sửa đổi Thông tư số 7/2016/TT-BYT về thuốc;\nb) {AMENDED};", ["S104"]),
        (f"Thực hiện Thông tư số 7/2016/TT-BYT về thuốc và {AMENDED};", ["S104"]),
    ],
)
def test_what_ends_the_title_of_another_act_is_not_judged_as_amended(list_of: str, codes: list[str]) -> None:
    assert [f.code for f in found_in(plan(f"Điều 1. Danh mục\n{list_of}")) if "06/2017" in f.quote] == codes


@pytest.mark.parametrize(
    ("between", "codes"),
    [
        ("\nCÔNG BÁO/Số 179/Ngày 03-04-2026\n75\n\n\nsố", []),
        (" số", []),
        (";\n\nCăn cứ Nghị định số", ["S104"]),
    ],
    ids=["a page ends", "a line", "a recital of its own"],
)
def test_the_last_act_of_a_title_is_the_titles_where_a_page_of_the_gazette_ends_within_it(
    between: str, codes: list[str]
) -> None:
    title = "Thông tư sửa đổi, bổ sung một số điều của Thông tư số 80/2021/TT-BTC ngày 29 tháng 9 năm 2021 của"
    laws = "Bộ Tài chính hướng dẫn thi hành một số điều của Luật Quản lý thuế và Nghị định"
    text = plan(f"Ban hành {title} {laws}{between} 126/2020/NĐ-CP ngày 19 tháng 10 năm 2020 của Chính phủ.")
    assert [f.code for f in found_in(text) if f.code == "S104" and "126/2020" in f.quote] == codes


def test_a_change_that_several_sources_tell_of_is_told_once() -> None:
    (found,) = [f for f in found_in(plan("Căn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;")) if f.code == "S104"]
    told = [one.by for one in found.reasons if one.phrase == "amended_by"]
    assert told
    assert len(told) == len(set(told))


@pytest.mark.parametrize(("day", "begin"), [("", "2025-01-01"), ("tháng 6", "2025-06-01"), ("tháng 7", "2025-07-01")])
def test_what_may_have_begun_after_the_signing_is_not_among_the_amendments(day: str, begin: str) -> None:
    text = plan("Căn cứ Luật Đất đai số 31/2024/QH15 ngày 18 tháng 01 năm 2024;")
    drawn_up = text.replace("ngày 05 tháng 3 năm 2026", f"ngày     {day or 'tháng   '} năm 2025")
    (found,) = [one for one in found_in(drawn_up) if one.code == "S104"]
    days = [dict(one.values)["day"] for one in found.reasons if one.by is not None]
    assert len(days) >= 2
    assert max(days) <= begin


@pytest.mark.parametrize(
    ("kind", "number", "grave"), [("BẢN ÁN", "13/2026/DS-PT", "note"), ("QUYẾT ĐỊNH", "13/QĐ-UBND", "warning")]
)
def test_a_court_judges_by_the_law_of_the_time_of_what_it_judges(kind: str, number: str, grave: str) -> None:
    text = plan("Căn cứ Luật Tố cáo số 25/2018/QH14;", kind=kind, number=number)
    assert {one.severity for one in found_in(text) if one.code == "S104"} == {grave}


@pytest.mark.parametrize(
    ("act", "codes"),
    [
        ("Luật Đấu thầu ngày 29 tháng 11 năm 2015", ["I203"]),
        ("Luật Đấu thầu ngày 29 tháng 11 năm 2024", []),
        ("Luật Thủ đô ngày 28 tháng 6 năm 2042", ["I203"]),
        ("Nghị quyết số 1666/NQ-UBTVQH15 của Ủy ban Thường vụ Quốc hội", []),
        ("Nghị quyết số 1666/NQ-UBND của Ủy ban nhân dân tỉnh", ["I202"]),
    ],
    ids=[
        "a figure of the year",
        "what amends it",
        "two figures exchanged",
        "a number of one term",
        "a number of each year",
    ],
)
def test_a_law_is_misdated_by_a_slip_and_a_legislature_numbers_once(act: str, codes: list[str]) -> None:
    assert [one.code for one in found_in(plan(f"Căn cứ {act};")) if one.code[0] == "I"] == codes


@pytest.mark.parametrize(
    ("day", "told"), [("01 tháng 02 năm 2019", False), ("02 tháng 02 năm 2019", True)], ids=["its day", "another"]
)
def test_an_amendment_is_cited_though_the_year_in_its_number_is_mistyped(day: str, told: bool) -> None:
    trade = "Nghị định số 143/2016/NĐ-CP ngày 14/10/2016; Nghị định số 140/2018/NĐ-CP ngày 08/10/2018"
    text = plan(f"Căn cứ Nghị định số 15/2029/NĐ-CP ngày {day} của Chính phủ;\nCăn cứ {trade};")
    reasons = [reason for one in found_in(text) if one.code == "S104" and "143" in one.quote for reason in one.reasons]
    assert any(one.by is not None and one.by.number == "15/2019/NĐ-CP" for one in reasons) == told


@pytest.mark.parametrize(
    ("kind", "number", "codes"), [("BẢN ÁN", "13/2026/DS-PT", []), ("QUYẾT ĐỊNH", "13/QĐ-UBND", ["C404"])]
)
def test_a_judgment_hides_names(kind: str, number: str, codes: list[str]) -> None:
    act = "Quyết định số 11/2024/QĐ-UBND ngày 31/01/2024 của Ủy ban nhân dân"
    text = plan(f"Căn cứ {act} thành phố S;\nĐiều 1. Sửa {act} thành phố Sóc Trăng.", kind=kind, number=number)
    assert [one.code for one in found_in(text) if one.code == "C404"] == codes


@pytest.mark.parametrize(
    ("act", "codes"),
    [
        ("Luật Phòng, chống thiên tai số 33/2013/QH¹³\n11", []),
        ("Luật Phòng, chống thiên tai số 33/2013/QH11", ["I209"]),
        ("Luật Phòng, chống ma túy số 73/2021/QH15", ["I209"]),  # two legislatures sat in 2021, one passed it
        ("Luật Phòng, chống ma túy số 73/2021/QH14", []),
        ("Pháp lệnh Ngoại hối số 28/2005/PL-UBTVQH13", ["I209"]),  # told once
        ("Luật Phí và lệ phí số 97/2025/QH13", ["I210"]),
        ("Luật Phòng, chống ma túy số 73/2021/QH1", []),  # a figure is lost
        ("Nghị định số 114/2024NĐ- ŒCP", []),
        ("Nghị định số 114/2024NĐ- CP", ["F301"]),
    ],
)
def test_a_number_is_faulted_once_and_not_where_it_goes_on_behind(act: str, codes: list[str]) -> None:
    found = found_in(plan(f"Điều 3. Phòng chống thiên tai theo {act}."))
    assert [one.code for one in found if one.code in ("I209", "I210", "F301") and one.severity != "note"] == codes
