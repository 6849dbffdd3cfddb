"""What a text tells of a law that it names: its day, the day that it is not older than, whether it is meant at all."""

from __future__ import annotations

import pytest

from extract import extract
from kg.resolution.descriptions import cited_descriptions


@pytest.mark.parametrize(
    ("beside", "not_before"),
    [
        (
            "Nghị định số 7/2031/NĐ-CP; Nghị định số 8/2033/NĐ-CP ngày 05/6/2033; Nghị định số 9/2032/NĐ-CP",
            "2032-01-01",
        ),
        ("Nghị định số 7/2031/NĐ-CP; Nghị định số 7/2031/NĐ-CP ngày 02/02/2031", None),  # one alone may be a slip
        ("Nghị định số 7/2031/NĐ-CP; Nghị định số 8/2033/NĐ-CP ngày 05/6/2023", None),  # and this one is
        ("Công văn số 7/VPCP; Công văn số 8/VPCP tháng 6 năm 2033; Công văn số 9/VPCP ngày 01/02/2034", "2033-06-01"),
    ],
)
def test_a_text_without_day_is_not_older_than_two_documents_that_it_cites(beside: str, not_before: str | None) -> None:
    undated = extract(f"Theo Luật Đất đai và {beside}.")
    assert next(one for one in cited_descriptions(undated) if one and one.key.name).not_before == not_before
    dated = extract(f"Lạng Sơn, ngày 05 tháng 3 năm 2034\n\nKẾ HOẠCH\nPhát triển chợ\n\nTheo Luật Đất đai và {beside}.")
    law = next(one for one in cited_descriptions(dated) if one and one.key.name)
    assert (law.not_before, law.as_of) == (None, "2034-03-05")


def test_a_day_behind_titles_within_each_other_is_that_of_the_act_of_that_year() -> None:
    text = (
        "Căn cứ Nghị định 9/2031/NĐ-CP sửa đổi Nghị định số 8/2028/NĐ-CP quy định chi tiết Luật Đất đai ngày 15/5/2031;"
    )
    found = [one for one in cited_descriptions(extract(text)) if one is not None]
    assert [one.key.date for one in found] == ["2031-05-15", None, None]
    assert found[2].adopted_by == "2028"


@pytest.mark.parametrize(
    ("text", "act", "law", "adopted_by"),
    [
        ("Nghị định số 9/2031/NĐ-CP quy định chi tiết Luật Đất đai ngày 15/5/2031", "2031-05-15", None, "2031-05-15"),
        (
            "Nghị định số 9/2031/NĐ-CP quy định chi tiết Luật Đất đai ban hành ngày 15/5/2031 của Chính phủ",
            "2031-05-15",
            None,
            "2031-05-15",
        ),
        ("Nghị định số 9/2031/NĐ-CP quy định chi tiết Luật Đất đai ngày 29/11/2030", None, "2030-11-29", None),
        (
            "Nghị định số 9/2031/NĐ-CP ngày 15/5/2031 quy định chi tiết Luật Đất đai ngày 02/02/2031",
            "2031-05-15",
            "2031-02-02",
            None,
        ),
        ("Nghị quyết số 9/2031/QH18 thi hành Luật Đất đai ngày 15/5/2031", None, "2031-05-15", None),
        (
            "Luật 9/2031/QH18 Sửa đổi, bổ sung một số điều của Luật Đất đai ban hành ngày 15/5/2031",
            "2031-05-15",
            None,
            "2031-05-15",
        ),
        (
            "Nghị định số 9/2031/NĐ-CP thi hành Luật Đất đai số 5/2029/QH18 ban hành ngày 15/5/2031",
            "2031-05-15",
            None,
            None,
        ),
        ("Nghị quyết số 9/2031/QH18 thi hành Luật Đất đai số 5/2029/QH18 ngày 15/5/2031", "2031-05-15", None, None),
        (
            "Nghị định số 9/2031/NĐ-CP thi hành Luật Đất đai số 5/2031/QH18 ngày 02/02/2031",
            None,
            "2031-02-02",
            None,
        ),
    ],
)
def test_a_day_behind_a_title_that_ends_in_a_law_is_that_of_the_act_of_that_year(
    text: str, act: str | None, law: str | None, adopted_by: str | None
) -> None:
    found = [one for one in cited_descriptions(extract(f"Căn cứ {text};")) if one is not None]
    assert [one.key.date for one in found] == [act, law]
    assert found[1].adopted_by == adopted_by


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Luật Đất đai", True),
        ("Luật Đất đai (sửa đổi)", False),  # a law to come
        ("Luật Đất đai (sửa đổi) số 9031/2024/QH15", True),
        ("Luật Đất đai (sửa đổi) năm 2024", True),
        ("Luật Đất đai năm 2013 (sửa đổi)", True),
        ("Luật Đất đai sửa đổi", False),
        ("Luật Đất đai sửa đổi 2024", False),  # what amended it
        ("Luật Đất đai sửa đổi năm 2024", True),
        ("Luật Đất đai sửa đổi và bổ sung", True),
    ],
)
def test_the_name_of_a_law_that_is_being_revised_means_none_that_bore_it(words: str, *, says: bool) -> None:
    found = cited_descriptions(extract(f"Bộ Tư pháp xây dựng {words}; các bộ góp ý."))
    assert [one is not None for one in found] == [says]


PROGRAMME = """ỦY BAN THƯỜNG VỤ QUỐC HỘI
Số: 9105/2025/UBTVQH15
Hà Nội, ngày 26 tháng 9 năm 2025

NGHỊ QUYẾT
Chương trình lập pháp năm 2026

Căn cứ Luật Giá;

Điều 1. Trình Quốc hội các dự án sau đây:
a) Luật Đất đai;
b) Luật sửa đổi, bổ sung một số điều của Luật Công chứng;
c) Luật Nhà ở số 27/2023/QH15.
"""


def said_in(text: str) -> dict[str, str | None]:
    """The number of the law that each mention says that it means, "" where it says none; what says nothing is None."""
    record = extract(text)
    found = zip(record.citations, cited_descriptions(record), strict=True)
    return {one.quote: None if said is None else said.key.number or "" for one, said in found}


def test_a_programme_of_lawmaking_names_bills() -> None:
    found = said_in(PROGRAMME)
    assert found["Luật Giá"] == ""  # its ground
    assert found["Luật Đất đai"] is None
    assert found["Luật sửa đổi, bổ sung một số điều của Luật Công chứng"] is None
    assert found["Luật Công chứng"] == ""  # which a bill amends
    assert found["Luật Nhà ở số 27/2023/QH15"] == "27/2023/QH15"
    assert said_in(PROGRAMME.replace("Chương trình lập pháp", "Thi hành pháp luật"))["Luật Đất đai"] == ""


@pytest.mark.parametrize(
    ("number", "means"),
    [
        ("26/2008/QH12", "26/2008/QH12"),
        ("24/2017/QH14", ""),  # no law of that name, as the register knows
        ("24/2035/QH16", "24/2035/QH16"),  # of which it cannot know
    ],
)
def test_a_text_without_day_is_not_followed_in_a_number_that_is_no_laws_of_the_name(number: str, means: str) -> None:
    text = f"- Luật Thi hành án dân sự số {number}\n\nChấp hành viên làm theo Luật Thi hành án dân sự khi kê biên."
    assert said_in(text)["Luật Thi hành án dân sự"] == means


POLICIES = """CHÍNH PHỦ
Số: 9141/NQ-CP
Hà Nội, ngày 01 tháng 6 năm 2026

NGHỊ QUYẾT
Về chính sách của Luật sửa đổi, bổ sung một số điều của Luật Công chứng

Căn cứ Luật Giá;
Theo đề nghị của Bộ Tư pháp tại Tờ trình số 9021/TTr-BTP về chính sách của Luật sửa đổi, bổ sung một số điều của Luật
Công chứng;

Điều 1. Thông qua chính sách của Luật sửa đổi, bổ sung một số điều của Luật Công chứng.
"""


def test_a_resolution_on_what_a_law_is_to_be_names_a_bill() -> None:
    found = said_in(POLICIES)
    assert {says for words, says in found.items() if words.startswith("Luật sửa đổi")} == {None}
    assert found["Luật Giá"] == ""
    adopted = said_in(POLICIES.replace("ính sách của", "i tiết thi hành"))
    assert "" in [says for words, says in adopted.items() if words.startswith("Luật sửa đổi")]


LAW = """QUỐC HỘI
Luật số: 9075/2015/QH13
Hà Nội, ngày 09 tháng 6 năm 2015

LUẬT

Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;
Điều 1. Cơ quan thực hiện theo Luật Thủy lợi và Luật Giá.
Điều 2. Luật Thủy lợi số 9014/1999/QH10 hết hiệu lực kể từ ngày Luật này có hiệu lực.
"""


def test_a_law_that_names_itself_means_itself_and_not_the_one_that_it_ends() -> None:
    found = said_in(LAW)
    assert found["Luật Thủy lợi"] == "9075/2015/QH13"
    assert found["Luật Giá"] == ""
    for other, number in (
        (LAW.replace("hết hiệu lực", "vẫn có hiệu lực"), "9014/1999/QH10"),
        (LAW.replace("Luật số: 9075/2015/QH13", "Số: 9075/2015/QH13").replace("LUẬT\n", "NGHỊ QUYẾT\n"), ""),  # ended
    ):
        assert said_in(other)["Luật Thủy lợi"] == ""  # the one in force on its day
        assert said_in(other.replace("Hà Nội, ngày 09 tháng 6 năm 2015\n", ""))["Luật Thủy lợi"] == number


ENDING = "Luật này thay thế Luật Thủy lợi số 9014/1999/QH10. Thực hiện Luật Thủy lợi, các bộ báo cáo."


@pytest.mark.parametrize(
    ("text", "number"),
    [(ENDING, ""), (ENDING.replace("Luật này thay thế", "Trước đây có"), "9014/1999/QH10")],
)
def test_a_law_that_an_undated_text_ends_is_none_that_it_names_bare(text: str, number: str) -> None:
    assert said_in(text)["Luật Thủy lợi"] == number


OLDER = (
    "Theo Luật Thủy lợi số 9014/2014/QH13, Nghị định số 7/{0}/NĐ-CP và Nghị định số 8/{0}/NĐ-CP. "
    "Các xã thi hành Luật Thủy lợi."
)


@pytest.mark.parametrize(("year", "number"), [("2019", "9014/2014/QH13"), ("2020", "")])
def test_a_law_that_an_undated_text_cites_in_full_may_have_given_way_by_then(year: str, number: str) -> None:
    found = said_in(OLDER.format(year))
    assert found["Luật Thủy lợi"] == number
    assert said_in(f"Hà Nội, ngày 05 tháng 3 năm 2034\n\n{OLDER.format(year)}")["Luật Thủy lợi"] == ""


def test_the_serial_beside_a_year_is_no_other_year() -> None:
    (law,) = filter(None, cited_descriptions(extract("Luật Thủy lợi 108/2017, hiệu lực từ 01/7/2018")))
    assert (law.key.number, law.key.date) == (None, "2017")


@pytest.mark.parametrize("gap", [" ", "\n"])
@pytest.mark.parametrize(("day", "adopted_by"), [("09/10/2017", "2017-10-09"), ("09/10/2007", None)])
def test_the_law_in_an_acts_title_is_that_of_its_day_wherever_lines_break(
    gap: str, day: str, adopted_by: str | None
) -> None:
    text = f"Nghị định số 9113/2017/NĐ-CP ngày {day} của Chính phủ quy định chi tiết Luật{gap}Hóa chất;"
    law = next(one for one in cited_descriptions(extract(f"Căn cứ {text}")) if one and one.key.name)
    assert law.adopted_by == adopted_by  # of a slip nothing tells


def test_what_a_law_amends_is_the_last_law_of_the_name_in_force_or_not() -> None:
    head = "QUỐC HỘI\nLuật số: 9043/2034/QH18\nHà Nội, ngày 29 tháng 6 năm 2034\n\n{}\n\n"
    text = f"{head}Điều 1. Sửa đổi, bổ sung Điều 5 của Luật Nhà ở\n"
    law, decree = (extract(text.format(head)) for head in ("LUẬT\nSỬA ĐỔI LUẬT NHÀ Ở", "NGHỊ QUYẾT\nVỀ NHÀ Ở"))
    told = [next(one for one in reversed(cited_descriptions(file)) if one and one.key.name) for file in (law, decree)]
    assert [(one.adopted_by, one.as_of) for one in told] == [("2034-06-29", None), (None, "2034-06-29")]


def test_a_day_that_misses_that_of_the_only_law_of_a_title_is_a_slip() -> None:
    """The register knows one law that amends these eight, of 25 June 2025."""
    title = (
        "Luật sửa đổi, bổ sung một số điều của Luật Đấu thầu, Luật Đầu tư theo phương thức đối tác công tư, "
        "Luật Hải quan, Luật Thuế giá trị gia tăng, Luật Thuế xuất khẩu, thuế nhập khẩu, Luật Đầu tư, "
        "Luật Đầu tư công, Luật Quản lý, sử dụng tài sản công ngày {}"
    )
    days = {}
    for day in ("25 tháng 6 năm 2024", "03 tháng 9 năm 2031"):
        said = cited_descriptions(extract(f"Căn cứ {title.format(day)};"))
        days[day] = {one.adopted_by for one in said if one is not None and one.key.name == "Luật Đầu tư công"}
    assert list(days.values()) == [{"2025-06-25"}, {"2031-09-03"}]
