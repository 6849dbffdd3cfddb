"""What check finds in a passage, and what it leaves alone: turns of phrase of real documents in made ones."""

from __future__ import annotations

import re
from datetime import date

import pytest

from extract import SourceText, extract
from extract.records import Source
from kg.check import check
from kg.check.baseline import Accepted
from kg.check.fixing import fixed
from kg.check.records import Finding
from kg.law import own_words, words
from kg.law.own_words import page_data
from kg.law.register import load_register


def plan(body: str, *, number: str = "13/QĐ-UBND", kind: str = "QUYẾT ĐỊNH", unit: str = "TỈNH LẠNG SƠN") -> str:
    place = unit.split(" ", 1)[1].title()
    head = (
        f"ỦY BAN NHÂN DÂN\n{unit}\nSố: {number}\n{place}, ngày 05 tháng 3 năm 2026\n\n{kind}\nBan hành Danh mục dự án\n"
    )
    return f"{head}\n{body}\n"


def found_in(*texts: str, as_of: date = date(2026, 6, 1)) -> list[Finding]:
    """What check finds in texts of one run, but for what could not be judged."""
    sources = [
        SourceText(text, Source(f"{place}.txt", str(place) * 64, "text/plain", len(text)))
        for place, text in enumerate(texts)
    ]
    report = check([(source, extract(source)) for source in sources], load_register(), as_of=as_of)
    return [one for one in report.findings if one.code not in ("S110", "C405")]


OLD = "Quyết định số 27/QĐ-UBND ngày 02/4/2024 của Ủy ban nhân dân tỉnh Lạng Sơn"


@pytest.mark.parametrize("verb", ["thay thế", "bãi bỏ", "sửa đổi, bổ sung một số điều của"])
@pytest.mark.parametrize("annex", [f"1 | Cầu A | Đã có trong {OLD}", f"Căn cứ {OLD};"])
def test_what_a_document_does_itself_is_no_finding_against_it(verb: str, annex: str) -> None:
    does = f"Điều 2. Quyết định này có hiệu lực từ ngày ký và {verb} {OLD}."
    assert found_in(plan(f"{does}\n\nPHỤ LỤC\n{annex}")) == []


def test_what_another_did_before_counts_beside_what_a_document_does_itself() -> None:
    first = plan(f"Điều 2. Quyết định này thay thế {OLD}.", number="20/QĐ-UBND").replace("tháng 3", "tháng 2")
    own = plan(f"Căn cứ {OLD};\n\nĐiều 2. Quyết định này bãi bỏ {OLD}.")
    (found,) = found_in(own, first)
    assert (found.code, "20/QĐ-UBND" in found.reasons[0].text()) == ("S101", True)


def test_a_finding_comes_once_a_cited_document_with_all_its_places() -> None:
    """Wherever and however fully the document is cited; the gravest place comes first, and all can be mended."""
    text = plan(
        "Theo Nghị định số 13/2023/NĐ-CP đã nêu;\n"
        "Căn cứ Nghị định số 13/2023/NĐ-CP ngày 17/4/2023 của Chính phủ;\nCăn cứ Luật Thanh niên số 57/2020/QH14;\n"
        "Thực hiện Nghị định 13/2023/NĐ-CP."
    )
    (found,) = found_in(text)
    assert (found.code, found.severity, found.quote[:32]) == ("S101", "error", "Nghị định số 13/2023/NĐ-CP ngày ")
    assert [spot.place.line for spot in found.also] == [9, 12]
    (document,) = check(
        [(source := SourceText(text, Source("a", "a", "", 1)), extract(source))], load_register()
    ).documents
    assert fixed(document)[0].count("356/2025/NĐ-CP") == 3
    accepted = Accepted("S101", "0.txt", "Nghị định 13/2023/NĐ-CP", "looked at")
    assert accepted.covers(found)


@pytest.mark.parametrize(
    "cited",
    [
        "Nghị quyết Đại hội lần thứ I, nhiệm kỳ 2025-2030 của Đảng bộ tỉnh",
        "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ I, nhiệm kỳ 2025 - 2030",
        "Nghị quyết Đại hội đại biểu lần thứ I của Đảng bộ xã Đình Lập, nhiệm kỳ 2025 - 2030",
        "Nghị quyết Đại hội lần thứ I, nhiệm kỳ 2025-2030 của Đảng bộ",
        "Nghị quyết Đại hội đại biểu lần thứ XI, nhiệm kỳ 2025-2030 của Hội Nông dân tỉnh",
        "Nghị quyết Đại hội lần thứ I, nhiệm kỳ 2025-2030",
        "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIV của Đảng",
    ],
)
def test_the_congress_of_a_term_that_runs_is_not_the_one_of_that_ordinal_long_ago(cited: str) -> None:
    assert found_in(plan(f"Thực hiện {cited};", kind="KẾ HOẠCH", number="12/KH-UBND")) == []


def test_a_congress_that_was_followed_has_lapsed() -> None:
    for cited in (
        "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng",
        "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh Lạng Sơn lần thứ XVII, nhiệm kỳ 2020 - 2025",
    ):
        (found,) = found_in(plan(f"Thực hiện {cited};", kind="KẾ HOẠCH", number="12/KH-UBND"))
        assert (found.code, found.severity) == ("S103", "error")


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        ("Bộ trưởng Bộ Nông nghiệp và Môi trường", "Bộ Nông nghiệp và Môi trường", []),
        ("Bộ Nông nghiệp và Môi trường", "Bộ trưởng Bộ Nông nghiệp và Môi trường", []),
        ("Bộ Nông nghiệp và Môi trường", "Bộ Tài chính", ["C404"]),
        ("Chủ tịch Ủy ban nhân dân tỉnh Lạng Sơn", "Ủy ban nhân dân tỉnh Lạng Sơn", []),
        ("Văn phòng Chính phủ", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ", []),
        ("Thủ tướng Chính phủ", "Chính phủ", ["C404"]),
        ("Ban Thường vụ Tỉnh ủy Lạng Sơn", "Tỉnh ủy Lạng Sơn", []),
        ("Thống đốc NHNN", "Ngân hàng Nhà nước Việt Nam", []),
    ],
)
def test_who_heads_a_body_is_one_issuer_with_it(one: str, other: str, codes: list[str]) -> None:
    """In one file and over several."""
    cited = "Thông tư số 937/2025/TT-BNNMT ngày 02/7/2025 của"  # a number that the register does not know
    assert [f.code for f in found_in(plan(f"Căn cứ {cited} {one};\nTheo {cited} {other}."))] == codes
    apart = found_in(plan(f"Căn cứ {cited} {one};"), *(plan(f"Căn cứ {cited} {other};\n{place}") for place in "abc"))
    assert [f.code for f in apart if f.path == "0.txt"] == (["I205"] if codes else [])


def test_rules_of_law_are_made_before_what_they_detail_takes_effect() -> None:
    basis = "Căn cứ Luật số 129/2025/QH15 ngày 10/12/2025;"
    for number, codes in (("13/QĐ-UBND", ["S106"]), ("13/2026/QĐ-UBND", [])):
        assert [f.code for f in found_in(plan(basis, number=number)) if f.code == "S106"] == codes


def test_what_says_that_it_begins_with_its_basis_is_not_too_early() -> None:
    basis = "Căn cứ Luật số 129/2025/QH15 ngày 10/12/2025;"  # in force from 1/7/2026
    for first, codes in (("01/7/2026", []), ("01/6/2026", ["S106"])):
        text = plan(f"{basis}\n\nĐiều 2. Quyết định này có hiệu lực thi hành kể từ ngày {first}.")
        assert [f.code for f in found_in(text) if f.code == "S106"] == codes
    assert found_in(plan("Căn cứ Luật Thanh niên số 57/2020/QH14;\n\n1. Triển khai Luật Viên chức năm 2025.")) == []


ENDED = "Nghị định số 13/2023/NĐ-CP"


@pytest.mark.parametrize(
    ("passage", "codes"),
    [
        (f"Điều 3. Việc bảo vệ dữ liệu thực hiện theo {ENDED}.", ["S101"]),
        (f"Điều 3. Quy định chuyển tiếp\n1. Hồ sơ thực hiện theo {ENDED}.", []),
        (f"Điều 3. Quy định chuyển tiếp\n1. Hồ sơ cũ.\nĐiều 4. Dữ liệu thực hiện theo {ENDED}.", ["S101"]),
        (f"Điều 3. Hồ sơ nộp trước ngày Quyết định này có hiệu lực thì áp dụng {ENDED}.", []),
        (f"Điều 3. Các tổ chức được thành lập theo {ENDED}.", []),
        (f"Điều 3. Nhiệm vụ đã được phê duyệt theo {ENDED}.", []),
        (f"Điều 3. Các quy định của {ENDED} có hiệu lực đến hết ngày 31/12/2027.", []),
        (f"Điều 3. Luật Dữ liệu được sửa đổi, bổ sung bởi Luật số 91/2025/QH15 và {ENDED}.", []),
        (f"Điều 3. Thay cụm từ “{ENDED}” thành “Nghị định số 356/2025/NĐ-CP”.", []),
        (f"Điều 3. Cơ quan trả lời: “theo {ENDED} thì cần đồng ý”.", []),
    ],
)
def test_an_ended_act_is_left_alone_where_the_words_are_not_the_documents_own_or_speak_of_then(
    passage: str, codes: list[str]
) -> None:
    assert [f.code for f in found_in(plan(passage)) if f.code in ("S101", "S102")] == codes


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


WATERS = (
    "Luật Giao thông đường thủy nội địa số 23/2004/QH11 ngày 15/6/2004; Luật sửa đổi, bổ sung một số điều của Luật "
)
WATERS += "Giao thông đường thủy nội địa ngày 17/6/2014"


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


@pytest.mark.parametrize(
    ("number", "start", "found"),
    [
        ("7/2026/QĐ-UBND", "01/7/2026", []),
        ("7/2026/QĐ-UBND", "20/3/2026", [("S106", "note")]),
        ("7/QĐ-UBND", "20/3/2026", [("S106", "warning")]),
    ],
)
def test_rules_that_begin_before_their_basis_are_a_note(number: str, start: str, found: list[tuple[str, str]]) -> None:
    article = f"Điều 2. Quyết định này có hiệu lực từ ngày {start}."
    text = plan(f"Căn cứ Luật An ninh mạng số 116/2025/QH15;\n\n{article}", number=number)
    assert [(f.code, f.severity) for f in found_in(text) if f.code == "S106"] == found


@pytest.mark.parametrize(
    ("later", "codes"),
    [
        ("Chỉ thị số 949-CT/TW ngày 28/6/2025 của Ban Bí thư về công tác A", []),
        ("Chỉ thị số 948-CT/TW ngày 28/6/2025 của Ban Bí thư về công tác A", ["I202"]),
    ],
)
def test_a_number_with_the_sign_of_another_type_is_dated_under_its_own(later: str, codes: list[str]) -> None:
    text = plan(f"Căn cứ {later};\n\nI. MỤC TIÊU\nThực hiện Chỉ thị số 949-NQ/TW của Ban Bí thư.")
    assert [f.code for f in found_in(text) if f.code == "I202"] == codes


def test_a_day_that_cannot_be_read_dates_a_number_elsewhere_too() -> None:
    for behind, codes in ((" ngày 13 tháng 01\nCác bộ,", []), ("", ["I202"])):
        text = plan(f"Căn cứ Nghị quyết số 910/NQ-CP{behind} của Chính phủ;\n\nThực hiện Nghị quyết số 910/NQ-CP.")
        assert [f.code for f in found_in(text) if f.code == "I202"] == codes


@pytest.mark.parametrize(
    ("cited", "codes"),
    [
        ("Tờ trình số 911/TT-HNB ngày 24/01/2026 của Hội Nhà báo", ["F305"]),
        ("Tờ trình số 911/TTr-HNB ngày 24/01/2026 của Hội Nhà báo", []),
        ("Kế hoạch số 911/QĐ-UBND ngày 24/01/2026 của UBND tỉnh", []),
        ("Thông báo số 911/KL-UBND ngày 24/01/2026 của UBND tỉnh", []),
    ],
)
def test_a_proposal_bears_no_sign_of_rules(cited: str, codes: list[str]) -> None:
    assert [f.code for f in found_in(plan(f"Xét {cited};")) if f.code == "F305"] == codes


def test_an_amendment_is_spoken_of_in_brackets_without_its_number() -> None:
    for behind, codes in ((" (sửa đổi, bổ sung một số điều năm 2021)", []), (" sửa đổi, bổ sung năm 2021", ["S104"])):
        text = plan(f"Theo Luật Tố cáo số 25/2018/QH14{behind}.")
        assert [f.code for f in found_in(text) if f.code.startswith("S")] == codes


def test_amendments_are_spoken_of_behind_a_title_too() -> None:
    about = "quy định chi tiết một số điều của Bộ luật Hàng hải Việt Nam về quản lý hoạt động hàng hải"
    for behind, codes in ((" và các Nghị định sửa đổi, bổ sung", []), ("", ["S105"]), (" và sửa đổi", ["S105"])):
        text = plan(f"Căn cứ Nghị định số 58/2017/NĐ-CP ngày 10/5/2017 của Chính phủ {about}{behind};")
        assert [f.code for f in found_in(text) if f.code.startswith("S")] == codes


def test_the_data_before_the_text_of_a_page_are_not_the_documents_words() -> None:
    front = f'---\ntitle: "x"\ncan_cu: "{ENDED}"\n---\n'
    text = plan(f"Căn cứ {ENDED};")
    (found,) = found_in(front + text)
    assert (found.code, found.also) == ("S101", ())


PAGE = "| Số hiệu | 12/KH-UBND |\n| **Ngày ban hành** | 02/3/2026 |\n| Căn cứ | {basis} |\n"


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (PAGE.format(basis=ENDED), []),
        (PAGE.format(basis=ENDED).replace("Ngày ban hành", "Số trang"), ["S101"]),
        (f"| Số hiệu | Ngày ban hành |\n| {ENDED} | 02/3/2026 |\n", ["S101"]),
        (PAGE.format(basis="không") + f"\n| Căn cứ | {ENDED} |\n", ["S101"]),
    ],
    ids=["what a page tells", "one field alone", "a list with a head", "another table"],
)
def test_what_a_page_tells_in_a_table_of_fields_are_not_the_documents_words(table: str, codes: list[str]) -> None:
    assert [found.code for found in found_in(plan(f"\n{table}\n")) if found.code == "S101"] == codes


@pytest.mark.parametrize("row", [row for row in words.rows() if row["kind"] == "field"], ids=lambda row: row["words"])
def test_each_name_of_a_field_is_needed_by_its_example(row: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    other = next(one for one in words.rows() if one["kind"] == "field" and one != row)
    table = f"{row['example']}\n{other['example']}\n"
    assert page_data(table) == ((0, len(row["example"]) + 1), (len(row["example"]) + 1, len(table)))
    rest = [one for one in words.rows() if one != row]
    monkeypatch.setattr(own_words, "_fields", lambda: frozenset(one["words"] for one in rest if one["kind"] == "field"))
    assert page_data(table) == ()


@pytest.mark.parametrize("row", words.rows_of("beside"), ids=lambda row: row["words"])
def test_each_name_beside_the_fields_is_needed_by_its_example(
    row: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    table = "".join(f"{one['example']}\n" for one in (*words.rows_of("field")[:2], row))
    assert len(page_data(table)) == 3
    rest = tuple(one["words"] for one in words.rows_of("beside") if one != row)
    monkeypatch.setattr(own_words, "_beside", lambda: rest)
    assert len(page_data(table)) == 2


def test_a_page_that_is_parted_from_the_next_by_hyphens_is_no_data() -> None:
    text = plan(f"Căn cứ {ENDED};\nI. NHIỆM VỤ")
    assert [found.code for found in found_in(f"---\n{text}---\n1. Thực hiện.\n") if found.code == "S101"] == ["S101"]


@pytest.mark.parametrize("row", words.rows_of("lists"), ids=lambda row: row["words"])
def test_what_a_page_lists_under_a_heading_of_its_own_is_its_data(row: dict[str, str]) -> None:
    listed = f"Nội dung.\n\n{row['example']}\n\n- {ENDED}\n"
    assert page_data(f"{listed}\n# PHỤ LỤC\nA") == ((10, len(listed)),)
    others = [one["words"] for one in words.rows_of("lists") if one != row]
    assert not any(row["example"].lstrip("# *").lower().startswith(one.lower()) for one in others)


@pytest.mark.parametrize(
    ("heading", "codes"),
    [("## Văn bản liên quan", []), ("## Căn cứ pháp lý", ["S101"]), ("## Rà soát văn bản liên quan", ["S101"])],
)
def test_a_part_of_the_document_itself_is_no_list_of_a_page(heading: str, codes: list[str]) -> None:
    assert [f.code for f in found_in(plan(f"\n{heading}\n\n- {ENDED}\n")) if f.code == "S101"] == codes


def test_a_letter_that_answers_tells_of_the_law_of_then() -> None:
    asked = "Sở nhận được công văn số 5/CV ngày 02/02/2026 của Công ty A."
    later = "Sau khi nhận được văn bản này, đề nghị các xã thực hiện trước ngày 15/3/2026."
    for opening, severity in (("", "warning"), (asked, "note"), (later, "warning")):
        text = plan(f"{opening}\nTại Điều 5 {ENDED} có nêu.", number="13/STP-NV", kind="V/v bảo vệ dữ liệu")
        assert [f.severity for f in found_in(text) if f.code == "S101"] == [severity]


LAND = "Luật Đất đai số 45/2013/QH13 ngày 29 tháng 11 năm 2013"


@pytest.mark.parametrize(
    "passage",
    [
        f"Căn cứ {LAND} có hiệu lực từ ngày 01 tháng 7 năm 2014;",
        f"Căn cứ {LAND}\nCăn cứ Kế hoạch số 7/KH-UBND ngày 01/02/2026 của UBND tỉnh, hết hiệu lực ngày 31/12/2026;",
        f"Căn cứ {LAND} và các văn bản liên quan, Kế hoạch này có hiệu lực đến 31/12/2026;",
        f"Căn cứ các dự án đã được phê duyệt và {LAND};",
        f"Các nhiệm vụ đã giao cho xã thì thực hiện theo {LAND}.",
        f"Trước ngày 15 tháng 12 năm 2026, các xã thực hiện thu hồi đất theo {LAND}.",
        f"Bổ sung kinh phí theo {LAND}.",
        f"Điều 5. Quy định chuyển tiếp\n1. Giữ nguyên.\n2. Tổ chức thực hiện\nCác xã thu hồi đất theo {LAND}.",
        f"Điều 3. Tổ chức thực hiện chế độ chuyển tiếp hồ sơ\nCác xã thu hồi đất theo {LAND}.",
        f"Căn cứ “{LAND}”;",
        f"Lạng Sơn, ngày 10 tháng 4 năm 2026\n\nCăn cứ {LAND};",
        f"Các xã thu hồi đất theo {LAND}\nGiấy phép hết hiệu lực thì cấp lại.",
        f"Các xã thu hồi đất theo {LAND} trước ngày 31/12/2026.",
        f"Các xã thu hồi đất theo {LAND}, hoàn thành đến trước ngày 31/12/2026.",
        f"Các xã thu hồi đất theo {LAND} đến trước ngày 31/12/2026.",
        f"Các xã thu hồi đất theo {LAND} và bãi bỏ các văn bản đã hết hiệu lực.",
        f"Cấp giấy phép theo {LAND}, giấy phép có hiệu lực đến hết ngày 31/12/2030.",
        f"Chủ đề “Toàn dân đoàn kết“.\n2. Các xã thu hồi đất theo {LAND}.\nKhẩu hiệu “Đoàn kết”.",
        f"Chủ đề “Toàn dân đoàn kết.\n2. Các xã thu hồi đất theo {LAND}.",
        f"IV. KẾT QUẢ CẦN ĐẠT\n1. Các xã thu hồi đất theo {LAND}.",
        f"| Số hiệu | x |\n| Người ký | y |\n| Giao các xã | Thu hồi đất theo {LAND} |",
    ],
)
def test_words_near_an_ended_act_that_do_not_speak_of_it_silence_nothing(passage: str) -> None:
    assert [f.code for f in found_in(plan(passage)) if f.code in ("S101", "S102")] == ["S101"]


@pytest.mark.parametrize(
    "passage",
    [
        f"Chứng chỉ được cấp theo {LAND} đến trước ngày 01/8/2024 còn giá trị.",
        f"Các Điều 60, 61 của {LAND} có hiệu\nlực đến hết ngày 31 tháng 12 năm 2027.",
    ],
)
def test_words_behind_an_ended_act_that_tell_until_when_it_holds(passage: str) -> None:
    assert [f.code for f in found_in(plan(passage)) if f.code in ("S101", "S102")] == []


FORCE = [row for kind in ("force", "aux", "until", "issued") for row in words.rows_of(kind)]


@pytest.mark.parametrize("row", FORCE, ids=lambda row: row["words"])
def test_each_word_for_how_long_an_act_holds_is_the_only_one_in_its_example(row: dict[str, str]) -> None:
    others = [one["words"] for one in words.rows_of(row["kind"]) if one != row]
    assert not any(re.search(rf"\b{one}\b", row["example"]) for one in others)
    (citation,) = extract(row["example"]).citations
    assert own_words.tells_its_force(row["example"], citation)
    without = re.sub(rf"\b{row['words']}\b", "bị", row["example"])
    (citation,) = extract(without).citations
    assert not own_words.tells_its_force(without, citation)


TWO = "Luật sửa đổi, bổ sung một số điều của Luật Đất đai số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15 và "
BANKS = "Luật Các tổ chức tín dụng số 32/2024/QH15 ngày 29 tháng 6 năm 2024"


@pytest.mark.parametrize(("named", "codes"), [(TWO + BANKS, []), (BANKS, ["I203"])])
def test_the_day_behind_the_last_law_that_another_amends_is_of_that_other(named: str, codes: list[str]) -> None:
    assert [f.code for f in found_in(plan(f"Căn cứ {named};")) if f.code == "I203"] == codes


@pytest.mark.parametrize("field", ["Ngày ban hành", "Số trang"])
def test_what_a_page_tells_has_no_slips_of_the_document(field: str) -> None:
    slips = "Nghị định 02/2025/NĐ-CP; 188-nd-cp; Quyết định 142/2026/NĐ-CP; Luật Đất đai số 31/2024/QH14"
    own = f"Căn cứ {BANKS.replace('29 tháng 6', '18 tháng 01')};"
    text = plan(f"{PAGE.format(basis=slips).replace('Ngày ban hành', field)}\n{own}")
    told = {f.code for f in found_in(text) if f.code[0] in "IF"}
    assert told == (set() if field == "Ngày ban hành" else {"I201", "I202", "F301", "F305", "I209"})


def test_a_name_that_a_page_of_the_gazette_cuts_is_compared_with_nothing() -> None:
    one, other = "Thông tư số 918/2020/TT-BTC ngày 31/12/2020 của Bộ {}{}", "\n\nCÔNG BÁO/Số 181/Ngày 03-04-2026"
    for cut, codes in ((other, []), (" quản lý.", ["C404"])):
        text = plan(f"Căn cứ {one.format('Tài chính', ';')}\nĐiều 1. Thực hiện {one.format('Nội vụ', cut)}")
        assert [f.code for f in found_in(text) if f.code == "C404"] == codes
    law = "Luật Ban hành văn bản\nCÔNG BÁO/Số 273/Ngày 14-5-2026\n4\nquy phạm pháp luật số 64/2025/QH15"
    assert [f.code for f in found_in(plan(f"Thực hiện {law} của Quốc hội.")) if f.code == "I210"] == []


def test_a_number_that_a_scan_spoilt_is_not_mended_by_half() -> None:
    for legislature, codes in (("QHI1", []), ("QH11", ["F301"])):
        text = plan(f"Theo Nghị quyết số 730/2004NQ-UBTV{legislature} ngày 30/9/2004.")
        assert [f.code for f in found_in(text) if f.code == "F301"] == codes


def test_a_number_is_mended_as_it_is_written() -> None:
    (found,) = [f for f in found_in(plan("Căn cứ Luật Xây dựng số 135/2025/QH135;")) if f.code == "I209"]
    assert found.suggestion is not None
    assert found.suggestion.after == "Luật Xây dựng số 135/2025/QH15"
    (found,) = [f for f in found_in(plan("Theo khoản 8 Điều 1 Luật số 90/2025/Qh15.")) if f.code == "F301"]
    assert dict(found.values)["number"] == "90/2025/QH15"


@pytest.mark.parametrize(("kind", "codes"), [("Văn bản", []), ("Công văn", []), ("Thông báo", ["C404"])])
def test_whatever_is_called_a_document_is_no_other_type(kind: str, codes: list[str]) -> None:
    first, second = (f"{one} số 375/SNV-TC ngày 10/01/2026 của Sở Nội vụ" for one in ("Công văn", kind))
    text = plan(f"Căn cứ {first};\n\nĐiều 1. Thực hiện theo {second}.")
    assert [f.code for f in found_in(text) if f.code == "C404"] == codes


def test_a_contract_may_bear_any_symbol() -> None:
    for kind, symbol, codes in (("HỢP ĐỒNG", "HĐGK-TUANHUY", []), ("CHỈ THỊ", "KH-UBND", ["F304"])):
        text = plan("Căn cứ Bộ luật Dân sự số 91/2015/QH13;", number=f"123/{symbol}", kind=kind)
        assert [f.code for f in found_in(text) if f.code == "F304"] == codes


def test_a_number_that_is_read_in_spite_of_its_day_raises_no_error() -> None:
    for day, severity in (("17/4/2023", "error"), ("17/5/2023", "warning")):
        text = plan(f"Căn cứ {ENDED} ngày {day} của Chính phủ;")
        assert [f.severity for f in found_in(text) if f.code == "S101"] == [severity]


def test_a_number_of_two_decrees_is_told_by_its_title() -> None:
    """One of them was repealed in 2025."""
    about = "quy định chức năng, nhiệm vụ, quyền hạn và cơ cấu tổ chức của Bộ Công an"
    for said, codes in ((f" {about}", []), ("", ["I201"]), (f" ngày 18/02/2025 của Chính phủ {about}", [])):
        assert [f.code for f in found_in(plan(f"Căn cứ Nghị định số 02/2025/NĐ-CP{said};"))] == codes


@pytest.mark.parametrize(
    ("passage", "found"),
    [
        ("Căn cứ Công văn số 91/SNV-TC ngày 06/4/2026 của Sở Nội vụ;", [("C401", "error")]),
        ("1. Xem thêm Thông tư số 914/2026/TT-BNV ngày 04/6/2026 của Bộ Nội vụ.", [("C401", "note")]),
        ("PHỤ LỤC\n(Kèm theo Quyết định số 13/QĐ-UBND ngày 05/4/2026 của UBND tỉnh Lạng Sơn)", [("C404", "warning")]),
        (
            "Nơi nhận: Lưu.\n\nỦY BAN NHÂN DÂN\nLạng Sơn, ngày 10 tháng 4 năm 2026\nKẾ HOẠCH\n"
            "Căn cứ Công văn số 91/SNV-TC ngày 06/4/2026 của Sở Nội vụ;",
            [],
        ),
        ("Xét đề nghị của Sở Nội vụ tại Tờ trình số 15/TTr-SNV ngày 11/4/2026;", [("C401", "error")]),
        ("Căn cứ “Công văn số 91/SNV-TC ngày 06/4/2026 của Sở Nội vụ”;", [("C401", "error")]),
    ],
)
def test_what_is_dated_later_is_an_error_where_the_document_itself_relies_on_it(
    passage: str, found: list[tuple[str, str]]
) -> None:
    text = plan(f"Căn cứ Luật Thanh niên số 57/2020/QH14;\n{passage}")
    assert [(f.code, f.severity) for f in found_in(text) if f.code.startswith("C")] == found


def test_what_counts_the_things_of_a_year_is_carried_out_after_it() -> None:
    """An inventory of 2024 is made in 2025; a plan of 2024 is not carried out in 2026."""
    cited = "Căn cứ Chỉ thị số 22/CT-TTg ngày 23/7/2024 của Thủ tướng Chính phủ về việc {} năm 2024;"
    for about, codes in (("kiểm kê đất đai", []), ("tăng cường quản lý đất đai", ["S103"])):
        assert [f.code for f in found_in(plan(cited.format(about))) if f.code == "S103"] == codes


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


def test_what_only_lost_its_day_is_not_judged_as_if_signed_today() -> None:
    text = plan("Căn cứ Nghị định số 13/2023/NĐ-CP ngày 17/4/2023 của Chính phủ;")
    lost = text.replace("Số: 13/QĐ-UBND", "Số: ¿3 /QĐ-UBND").replace(", ngày 05 tháng 3 năm 2026", "")
    assert [f.code for f in found_in(lost) if f.code.startswith("S")] == ["S111"]
    assert [f.code for f in found_in(text[text.index("Căn cứ") :]) if f.code.startswith("S")] == ["S101"]


@pytest.mark.parametrize(
    "passage",
    [
        "Theo Điều 71 Nghị định số 129/2025/NĐ-CP quy định về báo cáo tình hình sử dụng người lao động.",
        "Căn cứ khoản 2 Điều 71 Nghị định số 129/2025/NĐ-CP quy định về báo cáo tình hình sử dụng người lao động;",
        "Điều 1. Theo Nghị định số 129/2025/NĐ-CP, đề nghị các phòng chuyên môn khảo sát, thu thập thông tin lao động.",
        "Căn cứ Nghị quyết số 35/2009/QH12 ngày 19 tháng 6 năm 2009 về chủ trương đổi mới cơ chế tài chính;",
    ],
)
def test_the_heading_of_an_article_and_words_behind_a_number_are_no_title(passage: str) -> None:
    assert [f.code for f in found_in(plan(passage)) if f.code.startswith("I")] == []


def test_a_title_in_a_recital_is_compared() -> None:
    said = "Căn cứ Nghị định số 129/2025/NĐ-CP ngày 11/6/2025 quy định về báo cáo tình hình sử dụng người lao động;"
    assert [f.code for f in found_in(plan(said)) if f.code.startswith("I")] == ["I206"]


def test_two_days_for_one_document_are_one_finding_however_often_they_come() -> None:
    title = "của Chính phủ quy định về thu tiền sử dụng đất"
    days = [f"Căn cứ Nghị định số 45/2014/NĐ-CP ngày {day}/5/2014 {title};" for day in (15, 16)]
    text = plan("\n".join([*days, days[0].replace("thu tiền", "về thu tiền"), *days]))
    assert [f.code for f in found_in(text)].count("C404") == 1


@pytest.mark.parametrize(
    ("unit", "words", "codes"),
    [
        ("THÀNH PHỐ HẢI PHÒNG", "thuộc phạm vi quản lý của tỉnh, thành phố trực thuộc trung ương", []),
        ("THÀNH PHỐ HẢI PHÒNG", "Chủ tịch UBND tỉnh/thành phố", []),
        ("THÀNH PHỐ HẢI PHÒNG", "cơ quan chuyên môn của tỉnh và xã", []),
        ("TỈNH LẠNG SƠN", "của thành phố trực thuộc trung ương", []),
        ("THÀNH PHỐ HẢI PHÒNG", "theo chỉ đạo của tỉnh, bảo đảm tiến độ", ["C403"]),
        ("TỈNH LẠNG SƠN", "theo chỉ đạo của thành phố và các sở", ["C403"]),
    ],
)
def test_words_for_units_of_any_kind_are_no_words_of_another_place(unit: str, words: str, codes: list[str]) -> None:
    law = "Căn cứ Luật Thanh niên số 57/2020/QH14;"
    assert [f.code for f in found_in(plan(f"{law}\n1. Nhiệm vụ {words}.", unit=unit))] == codes


AMENDED = "Thông tư số 06/2017/TT-BTP ngày 16/5/2017 của Bộ Tư pháp"


@pytest.mark.parametrize(
    "above",
    [
        f"# Tải về\n# Trợ giúp theo {ENDED}\n\n",
        f"Theo {ENDED} thì sao?\n| UBND TỈNH |\n|---|\n| Số: 13/QĐ-UBND | Lạng Sơn |\n",
    ],
    ids=["a page's heading", "above a table"],
)
def test_what_stands_above_the_letterhead_is_a_pages(above: str) -> None:
    for text, codes in ((above + plan("Điều 1. Thực hiện."), []), (plan(f"Điều 1. {above}"), ["S101"])):
        assert [f.code for f in found_in(text) if f.code == "S101"] == codes


@pytest.mark.parametrize(
    ("day", "codes"),
    [("ngày 10 tháng 3 năm 2020", []), ("ngày    tháng 3 năm 2020", []), ("ngày 10 tháng 4 năm 2026", ["S101"])],
)
def test_each_document_of_a_file_is_judged_on_its_own_day(day: str, codes: list[str]) -> None:
    text = plan(f"Lưu: VT.\n\nỦY BAN NHÂN DÂN\nLạng Sơn, {day}\nKẾ HOẠCH\nCăn cứ {LAND};")
    assert [f.code for f in found_in(text) if f.code == "S101"] == codes


def test_what_stands_under_another_letterhead_is_compared_with_nothing_above_it() -> None:
    one, other = (f"Thông tư số 937/2025/TT-BNNMT ngày 02/7/2025 của Bộ {name}" for name in ("Nội vụ", "Tài chính"))
    for head, codes in (("Lạng Sơn, ngày 10 tháng 4 năm 2026\n", []), ("", ["C404"])):
        text = plan(f"Căn cứ {one};\n\n{head}Căn cứ {other};")
        assert [f.code for f in found_in(text) if f.code == "C404"] == codes


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
