"""Whose words a citation is, and of which time: a page's, another document's, quoted, of the past."""

from __future__ import annotations

import re

import pytest
from passages import ENDED, LAND, found_in, plan

from extract import extract
from kg.law import own_words, words
from kg.law.own_words import page_data

OLD = "Quyết định số 27/QĐ-UBND ngày 02/4/2024 của Ủy ban nhân dân tỉnh Lạng Sơn"
PAGE = "| Số hiệu | 12/KH-UBND |\n| **Ngày ban hành** | 02/3/2026 |\n| Căn cứ | {basis} |\n"
FORCE = [row for kind in ("force", "aux", "until", "issued") for row in words.rows_of(kind)]
BANKS = "Luật Các tổ chức tín dụng số 32/2024/QH15 ngày 29 tháng 6 năm 2024"


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


@pytest.mark.parametrize(
    ("passage", "codes"),
    [
        ("...Văn bản đăng trên Công báo là văn bản chính thức... Điều 87 {act} X CÁC NỘI DUNG ĐƯỢC SỬA ĐỔI", []),
        ("...Văn bản đăng trên Công báo là văn bản chính thức... Điều 87 {act} X CÁC NỘI DUNG KHÁC", ["S101"]),
        ("... Điều 87 {act} X CÁC NỘI DUNG ĐƯỢC SỬA ĐỔI", ["S101"]),
    ],
)
def test_the_sample_by_which_a_page_shows_how_it_marks_changes_is_its_own(passage: str, codes: list[str]) -> None:
    text = plan(f"Điều 3. Tổ chức thực hiện.\n{passage.format(act=f'thực hiện theo {ENDED}')}\n")
    assert [one.code for one in found_in(text) if one.code == "S101"] == codes


@pytest.mark.parametrize(
    ("passage", "codes"),
    [
        (f"Điều 3. Việc bảo vệ dữ liệu thực hiện theo {ENDED}.", ["S101"]),
        (f"Điều 3. Quy định chuyển tiếp\n1. Hồ sơ thực hiện theo {ENDED}.", []),
        (f"Điều 3. Quy định chuyển tiếp\n1. Hồ sơ cũ.\nĐiều 4. Dữ liệu thực hiện theo {ENDED}.", ["S101"]),
        (f"Điều 3. Hồ sơ nộp trước ngày Quyết định này có hiệu lực thì áp dụng {ENDED}.", []),
        (f"Điều 3. Các tổ chức được thành lập theo {ENDED}.", []),
        (f"Điều 3. Nhiệm vụ đã được phê duyệt theo {ENDED}.", []),
        (f"Điều 3. Dự án theo {ENDED} mà chưa được giao đất thì được tiếp tục thực hiện.", []),
        (f"Điều 3. Huy hiệu làm theo {ENDED} vẫn tiếp tục được trao.", []),
        (f"Điều 3. Kể từ ngày Quyết định này có hiệu lực thi hành, {ENDED} về x; y; z không còn giá trị.", []),
        (f"Điều 3. Kể từ ngày Quyết định này có hiệu lực, Nghị định số 1/2020/NĐ-CP và {ENDED} thôi áp dụng.", []),
        (f"Điều 3. Kể từ ngày Quyết định này có hiệu lực, việc chi theo {ENDED}.", ["S101"]),
        (f"Điều 3. Người hiện đang giữ ngạch chuyên viên, mã số A.01.02 quy định tại {ENDED}.", []),
        (f"Điều 3. Ghi: Được đổi từ giấy phép số ……./GP cấp ngày……. theo {ENDED}.", []),
        (f"Điều 3. Huy hiệu làm theo {ENDED}. Quỹ vẫn tiếp tục được lập.", ["S101"]),
        (f"Điều 3. Dự án thực hiện theo {ENDED}. Nếu chưa được giao đất thì được tiếp tục.", ["S101"]),
        (f"Điều 3. Thuế khoán từ năm 2025 trở về trước theo {ENDED}.", []),
        (f"Điều 3. Các quy định của {ENDED} có hiệu lực đến hết ngày 31/12/2027.", []),
        (f"Điều 3. Luật Dữ liệu được sửa đổi, bổ sung bởi Luật số 91/2025/QH15 và {ENDED}.", []),
        (f"Điều 3. Thay cụm từ “{ENDED}” thành “Nghị định số 356/2025/NĐ-CP”.", []),
        (f"Điều 3. Đất giao theo {ENDED} mà được bàn giao trước ngày 01/01/2025 thì tính như sau:", []),
        (f"Điều 3. Đất giao theo {ENDED} mà được bàn giao trước ngày 01/01/2027 thì tính như sau:", ["S101"]),
        (f"Điều 3. Đất giao theo {ENDED}; dự án mà được bàn giao trước ngày 01/01/2025 thì báo cáo.", ["S101"]),
        (f"Điều 3. Dự án theo {ENDED}, {'quy hoạch, ' * 50}mà chưa được giao đất thì được tiếp tục.", []),
        (f"Điều 3. “2. Thay cụm từ “sở” bằng các cụm từ “xã” tại Điều 6, Điều 7 {ENDED}”.", []),
        (f"Điều 3. Gọi tắt là “sở”. Thực hiện tại Điều 6, Điều 7 {ENDED}.", ["S101"]),
        (f"Điều 3. Cơ quan trả lời: “theo {ENDED} thì cần đồng ý”.", []),
    ],
)
def test_an_ended_act_is_left_alone_where_the_words_are_not_the_documents_own_or_speak_of_then(
    passage: str, codes: list[str]
) -> None:
    assert [f.code for f in found_in(plan(passage)) if f.code in ("S101", "S102")] == codes


@pytest.mark.parametrize(
    ("passage", "codes"),
    [
        (f"Điều 3. Bãi bỏ:\nb) Đoạn “việc {'rất ' * 60}khó theo {ENDED}; các xã khác.” tại khoản 1 Điều 9.", []),
        (f"Điều 3. Bổ sung đoạn “việc khó theo {ENDED}.” tại khoản 1 Điều 9.", ["S101"]),
        (f"Điều 3. Bổ sung cụm từ “việc khó theo {ENDED}” vào khoản 1 Điều 9.", ["S101"]),
        (f"Điều 3. Sửa đổi, bổ sung cụm từ “theo {ENDED}” tại khoản 1 thành “theo Luật”.", []),
        (f"Điều 3. Bổ sung cụm từ “việc khó” sau cụm từ “theo {ENDED}” tại Điều 9.", []),
    ],
)
def test_what_an_act_takes_out_is_not_its_own_word_and_what_it_adds_is(passage: str, codes: list[str]) -> None:
    text = plan(passage, number="20/2026/QĐ-UBND")
    assert [f.code for f in found_in(text) if f.code in ("S101", "S102")] == codes


def test_the_data_before_the_text_of_a_page_are_not_the_documents_words() -> None:
    front = f'---\ntitle: "x"\ncan_cu: "{ENDED}"\n---\n'
    text = plan(f"Căn cứ {ENDED};")
    (found,) = found_in(front + text)
    assert (found.code, found.also) == ("S101", ())


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


def test_the_bases_that_a_page_sums_up_are_its_data() -> None:
    """Where the page tells data of the document elsewhere, too, and none of the lines is a recital."""
    data, heading = f"{PAGE.format(basis='không')}\n", "## Căn cứ pháp lý\n\n- "
    for part, codes in (
        (f"{data}{heading}{ENDED} (sửa đổi năm 2024)", []),
        (f"{heading}{ENDED} (thay thế năm 2024)", ["S101"]),
        (f"{data}{heading}Căn cứ {ENDED};", ["S101"]),
    ):
        assert [f.code for f in found_in(plan(f"\n{part}\n")) if f.code == "S101"] == codes


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


@pytest.mark.parametrize(
    "passage",
    [
        f"Căn cứ {LAND} có hiệu lực từ ngày 01 tháng 7 năm 2014;",
        f"Căn cứ {LAND}\nCăn cứ Kế hoạch số 7/KH-UBND ngày 01/02/2026 của UBND tỉnh, hết hiệu lực ngày 31/12/2026;",
        f"Căn cứ {LAND} và các văn bản liên quan, Kế hoạch này có hiệu lực đến 31/12/2026;",
        f"Căn cứ các dự án đã được phê duyệt và {LAND};",
        f"Các nhiệm vụ đã giao cho xã thì thực hiện theo {LAND}.",
        f"Các xã thu hồi đất theo {LAND} đã được sửa đổi, bổ sung; giấy phép có hiệu lực đến hết ngày 31/12/2027.",
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
        f"Điều 60 của {LAND} đã được sửa đổi, bổ sung một số điều theo Luật số 35/2018/QH14 và Luật số 43/2024/QH15 có "
        "hiệu lực thi hành đến hết ngày 31/12/2027.",
    ],
)
def test_words_behind_an_ended_act_that_tell_until_when_it_holds(passage: str) -> None:
    assert [f.code for f in found_in(plan(passage)) if f.code in ("S101", "S102")] == []


@pytest.mark.parametrize("row", FORCE, ids=lambda row: row["words"])
def test_each_word_for_how_long_an_act_holds_is_the_only_one_in_its_example(row: dict[str, str]) -> None:
    others = [one["words"] for one in words.rows_of(row["kind"]) if one != row]
    assert not any(re.search(rf"\b{one}\b", row["example"]) for one in others)
    (citation,) = extract(row["example"]).citations
    assert own_words.tells_its_force(row["example"], citation)
    without = re.sub(rf"\b{row['words']}\b", "bị", row["example"])
    (citation,) = extract(without).citations
    assert not own_words.tells_its_force(without, citation)


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
        ("1. Xem thêm Thông tư số 914/2025/TT-BNV ngày 04/6/2026 của Bộ Nội vụ.", [("C401", "error")]),
        ("Nghị định 907/2025/NĐ-CP (27/06/2026)\nNghị định số 908/2026/NĐ-CP (27/06/2026)", [("C401", "note")] * 2),
        ("Xét đề nghị của Sở Nội vụ tại Tờ trình số 15/TTr-SNV ngày 11/4/2026;", [("C401", "error")]),
        ("Căn cứ “Công văn số 91/SNV-TC ngày 06/4/2026 của Sở Nội vụ”;", [("C401", "error")]),
    ],
)
def test_what_is_dated_later_is_an_error_where_the_document_itself_relies_on_it(
    passage: str, found: list[tuple[str, str]]
) -> None:
    text = plan(f"Căn cứ Luật Thanh niên số 57/2020/QH14;\n{passage}")
    assert [(f.code, f.severity) for f in found_in(text) if f.code.startswith("C")] == found


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


@pytest.mark.parametrize(
    "above",
    [
        f"# Tải về\n# Trợ giúp theo {ENDED}\n\n",
        f"Theo {ENDED} thì sao?\n| UBND TỈNH |\n|---|\n| Số: 13/QĐ-UBND | Lạng Sơn |\n",
        f"Theo {ENDED} thì sao? MỤC LỤC UBND TỈNH LẠNG SƠN ------- Số: 13/QĐ-UBND Lạng Sơn, ngày 05 tháng 3 năm 2026 ",
    ],
    ids=["a page's heading", "above a table", "in one line with it"],
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


@pytest.mark.parametrize("head", ["Bộ trưởng ", ""])
def test_the_day_behind_an_act_within_a_title_is_its_own_whoever_heads_its_body(head: str) -> None:
    amended = f"Thông tư số 909/2025/TT-BCT ngày 01 tháng 02 năm 2025 của {head}Bộ Công Thương quy định khung giá"
    first = f"Căn cứ Thông tư số 925/2025/TT-BCT ngày 13 tháng 4 năm 2025 của {head}Bộ Công Thương sửa đổi {amended};"
    text = plan(f"{first}\n\nĐiều 1. Thông tư số 925/2025/TT-BCT sửa đổi, bổ sung Điều 3 {amended}.")
    assert [f.code for f in found_in(text) if f.code in ("C404", "I203")] == []


@pytest.mark.parametrize(
    ("words", "code", "grave"),
    [("ngày 30/12/2024 của Bộ Nội vụ", "I203", "note"), ("ngày 01/7/2024 của Bộ Tài chính", "I205", "warning")],
    ids=["a day", "an issuer that the symbol tells"],
)
def test_what_another_file_alone_tells_of_a_number_is_noted_and_no_slip(words: str, code: str, grave: str) -> None:
    told = "Thông tư này thay thế Thông tư số 955/2024/TT-BNV ngày 01/7/2024 của Bộ Nội vụ."
    first = plan(f"Điều 2. {told}", number="920/2026/TT-BNV", kind="THÔNG TƯ")
    first = first.replace("ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN", "BỘ NỘI VỤ").replace("tháng 3", "tháng 4")
    own = plan(f"Căn cứ Thông tư số 955/2024/TT-BNV {words};")
    assert [f.severity for f in found_in(own, first) if f.code == code] == [grave]
