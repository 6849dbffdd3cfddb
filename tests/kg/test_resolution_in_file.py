"""What a mention leaves out and the same file says: numbers, days and issuers of bare and short mentions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gold_records import plans
from sample_bodies import BCT, CP, HAI_PHONG

from extract import extract
from extract.records import Body, Citation, Document, Extraction, Source
from kg.identity.keys import Key
from kg.resolution.blocks import resolve
from kg.resolution.descriptions import cited_descriptions


def test_a_bare_mention_is_the_only_one_of_its_kind_in_the_file() -> None:
    haiphong = next(plan for plan in plans() if "dai-son" in plan.source.path)
    for citation, description in zip(haiphong.citations, cited_descriptions(haiphong), strict=True):
        if citation.quote == "Quyết định của UBND thành phố":
            assert description is not None
            assert description.key.number == "3177/QĐ-UBND"
            break
    else:
        pytest.fail("the sample has no bare mention")


def bare(number: str | None, body: Body | None) -> Citation:
    return Citation(0, 1, "x", "body", "QĐ", "Quyết định", number, number, None, body, False, None, "cites")


@pytest.mark.parametrize(
    ("others", "meant"),
    [
        (["3177/QĐ-UBND"], "3177/QĐ-UBND"),
        (["3177/QĐ-UBND", "3178/QĐ-UBND"], None),
        ([], None),
    ],
)
def test_a_bare_mention_among_several_stays_open(others: list[str], meant: str | None) -> None:
    citations = (bare(None, HAI_PHONG), *(bare(number, HAI_PHONG) for number in others))
    record = Extraction(Source("a.txt", "0" * 64, "text/plain", 1), Document(), citations)
    first = cited_descriptions(record)[0]
    assert (first.key.number if first else None) == meant


UNDATED = Citation(0, 1, "x", "body", "QĐ", "Quyết định", "23-QĐ/TW", None, None, None, False, None, "cites")


def in_one_file(*citations: Citation) -> list[Key | None]:
    record = Extraction(Source("a.txt", "0" * 64, "text/plain", 1), Document(), citations)
    return [said and said.key for said in cited_descriptions(record)]


def test_what_a_mention_leaves_out_the_same_file_may_say() -> None:
    dated = replace(UNDATED, date="2021-07-30", issuer=BCT)
    other = replace(UNDATED, date="2016-05-15", issuer=BCT)
    assert in_one_file(dated, UNDATED) == [Key("QĐ", "23-QĐ/TW", "2021-07-30", BCT)] * 2
    assert in_one_file(dated, other, UNDATED)[2] == Key("QĐ", "23-QĐ/TW")
    assert in_one_file(dated, replace(UNDATED, number="24-QĐ/TW"))[1] == Key("QĐ", "24-QĐ/TW")


def test_a_short_number_is_the_long_one_of_its_file() -> None:
    long = replace(UNDATED, type="NQ", number="66.13/2026/NQ-CP", date="2026-01-05", issuer=CP)
    short = replace(UNDATED, type="NQ", number="66.13", issuer=CP)
    assert in_one_file(long, short)[1] == Key("NQ", "66.13/2026/NQ-CP", "2026-01-05", CP)
    assert in_one_file(long, replace(short, number="66.16"))[1] == Key("NQ", "66.16", None, CP)
    assert in_one_file(long, replace(short, type="NĐ"))[1] == Key("NĐ", "66.13", None, CP)


@pytest.mark.parametrize(
    ("behind", "act", "named"),
    [
        ("ngày 28/12/2031 của Bộ Y tế", ("2031-12-28", "Bộ Y tế"), (None, None)),
        ("ngày 28/12/2031 của Chính phủ", (None, "Bộ Y tế"), ("2031-12-28", "Chính phủ")),
        ("ngày 28/12/2031 của Bộ Công an", (None, "Bộ Y tế"), ("2031-12-28", "Bộ Công an")),
        ("ngày 28/12/2031", (None, "Bộ Y tế"), ("2031-12-28", "Chính phủ")),
        ("ngày 28/12/2030 của Bộ Y tế", (None, "Bộ Y tế"), ("2030-12-28", "Bộ Y tế")),
    ],
)
def test_a_day_with_an_issuer_who_writes_no_such_numbers_is_that_of_the_act_in_whose_title_it_stands(
    behind: str, act: tuple[str | None, str], named: tuple[str | None, str | None]
) -> None:
    text = f"(Điều 1 Quyết định số 9030/2031/QĐ-BYT Về thời hạn xét nghiệm theo Nghị định số 9127/2031/NĐ-CP {behind})"
    keys = [one.key for one in cited_descriptions(extract(text)) if one is not None]
    assert [(key.date, key.issuer and key.issuer.name) for key in keys] == [act, named]


@pytest.mark.parametrize(
    ("beside", "as_of"),
    [
        ("Nghị định số 7/1999/NĐ-CP, Nghị định số 8/2000/NĐ-CP", "2001"),
        ("Nghị định số 7/1999/NĐ-CP", None),  # one alone may be a slip
    ],
)
def test_an_undated_number_of_an_undated_text_is_of_its_time(beside: str, as_of: str | None) -> None:
    text = f"Theo {beside} và Quyết định số 9006/QĐ-TTg."
    found = next(one for one in cited_descriptions(extract(text)) if one and one.key.number == "9006/QĐ-TTg")
    assert found.as_of == as_of
    dated = extract(f"Lạng Sơn, ngày 05 tháng 3 năm 2034\n\nKẾ HOẠCH\n{text}")
    found = next(one for one in cited_descriptions(dated) if one and one.key.number == "9006/QĐ-TTg")
    assert found.as_of == "2034-03-05"


@pytest.mark.parametrize(
    ("other", "earlier", "says"),
    [
        ("62/2034/NĐ-CP", 9, True),  # of its year
        ("62/2036/NĐ-CP", 9, False),
        ("62/2036/NĐ-CP", 8, True),  # the text's own day may be the slip
        ("62/2036/NĐ-CP ngày 05/3/2036", 9, True),  # so may it here
    ],
)
def test_a_number_of_a_year_to_come_is_a_slip(other: str, earlier: int, *, says: bool) -> None:
    cited = ", ".join(f"Nghị định số {serial}/2029/NĐ-CP" for serial in range(1, earlier + 1))
    text = f"Lạng Sơn, ngày 05 tháng 3 năm 2034\n\nKẾ HOẠCH\nTheo {cited}.\nThực hiện Nghị định số {other}."
    record = extract(text)
    assert (cited_descriptions(record)[-1] is not None) == says
    page = replace(record, document=replace(record.document, kind="page"))
    assert cited_descriptions(page)[-1] is not None


def test_a_month_of_another_year_than_the_number_is_no_day_of_its_act() -> None:
    other = replace(UNDATED, type="NĐ", number="9157/2025/NĐ-CP", date="2029-07", issuer=CP)
    same, whole = replace(other, date="2025-07"), replace(other, date="2029-07-01")
    assert [key and key.date for key in (*in_one_file(other), *in_one_file(same), *in_one_file(whole))] == [
        None,
        "2025-07",
        "2029-07-01",
    ]


def test_a_number_that_no_law_of_the_name_bears_is_not_followed() -> None:
    """As the register knows the laws of a name from the first on: what follows the other base is right."""
    decree = """CHÍNH PHỦ

Số: 9012/2026/NĐ-CP

Hà Nội, ngày 13 tháng 5 năm 2026

NGHỊ ĐỊNH
Quy định về chim

Căn cứ Luật Thi hành án dân sự số 9924/2017/QH14;
Căn cứ {other};

Điều 1. Tài sản được bán theo Luật Thi hành án dân sự.
"""
    right = "Luật Thi hành án dân sự số 106/2025/QH15"
    for other, number in ((right, "106/2025/QH15"), ("Luật Giá số 16/2023/QH15", None)):
        record = extract(decree.format(other=other))
        bare = record.citations[-1]
        said = cited_descriptions(record)[-1]
        assert (bare.quote, bare.zone, said and said.key.number) == ("Luật Thi hành án dân sự", "body", number)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("được sửa đổi, bổ sung bởi Luật số 24/2014/QH13 và Luật số 67/2020/QH14", [None, "67/2020/QH14"]),
        ("được sửa đổi, bổ sung bởi Luật số 54/2014/QH13", ["54/2014/QH13"]),
        ("được sửa đổi, bổ sung bởi Luật số 924/2014/QH13", ["924/2014/QH13"]),  # no step from any that did
        ("được sửa đổi, bổ sung bởi Luật số 24/2014/QH13 ngày 02/01/2014", ["24/2014/QH13"]),  # nor is it of that day
        ("và Luật số 24/2014/QH13", ["24/2014/QH13"]),
    ],
)
def test_what_amended_an_act_by_a_number_a_step_off_names_no_document(words: str, meant: list[str | None]) -> None:
    """As the register knows what amended the law."""
    record = extract(f"Căn cứ Luật Xử lý vi phạm hành chính số 15/2012/QH13 {words};")
    said = [one and one.key.number for one in cited_descriptions(record)]
    assert said == ["15/2012/QH13", *meant]


def test_consolidated_texts_of_one_number_on_two_pages_without_a_day_are_two() -> None:
    told = "Văn bản hợp nhất số 9004/VBHN-BCT", "Thông báo số 9004/TB-VPCP", "Quyết định số 9004/QĐ-BCT"
    pages = [extract(f"Xem thêm {words} về {about}.") for about in ("chợ", "điện") for words in told]
    said = {one: 1 for page in pages for one in cited_descriptions(page) if one is not None}
    ones = [{one for one in said if str(one.key.number).endswith(symbol)} for symbol in ("VBHN-BCT", "VPCP", "QĐ-BCT")]
    assert [len(resolve(dict.fromkeys(some, 1)).documents) for some in ones] == [2, 1, 1]
    dated = extract("Xem Văn bản hợp nhất số 9004/VBHN-BCT ngày 05 tháng 3 năm 2034 của Bộ Công Thương.")
    (key,) = (one for one in cited_descriptions(dated) if one is not None)
    bare = next(iter(ones[0]))
    assert resolve({key: 1, bare: 1}).outcomes[bare].document == key.key.iri()  # the only one that it can be


def test_numbers_that_lack_the_year_they_should_bear_are_of_their_files() -> None:
    pages = [
        extract(f"Xem thêm {number} về {about}.")
        for about in ("chợ", "điện")
        for number in ("Thông tư số 9092/TT-BTC", "Nghị định số 9061/CP")
    ]
    said = [one for page in pages for one in cited_descriptions(page) if one is not None]
    ones = [dict.fromkeys((one for one in said if str(one.key.number).endswith(symbol)), 1) for symbol in ("BTC", "CP")]
    assert [len(resolve(some).documents) for some in ones] == [2, 1]  # before 1997 numbers bore no year


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("{bare} và {often}", False),
        ("{bare} về an toàn thực phẩm tại chợ; {often}", True),  # its title tells it
        ("{bare} ngày 03 tháng 4 năm 2031; {often}", True),  # or its day
        ("{bare} và {once}", True),
        ("Nghị định số 9189/2031/NĐ-CP và {often}", True),  # another serial is another decree
    ],
)
def test_a_number_said_once_among_many_of_another_year_is_a_slip(text: str, *, kept: bool) -> None:
    bare, other = "theo Nghị định số 9089/2031/NĐ-CP", "Làm theo Nghị định số 9089/2034/NĐ-CP. "
    words = text.format(bare=bare, often=other * 4, once=other)
    head = (
        "CHÍNH PHỦ\nSố: 9001/2035/NĐ-CP\nHà Nội, ngày 05 tháng 3 năm 2035\n\nNGHỊ ĐỊNH\nVề chợ\n\nĐiều 1. Việc\n1. Làm "
    )
    text = extract(f"{head}{words}\n")
    assert text.document.kind == "document"
    said = [one for one in cited_descriptions(text) if one is not None and "/2031/" in str(one.key.number)]
    assert bool(said) == kept


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Luật Căn cước 2033 (số 9025/2033/QH18)", "Luật Căn cước"),
        ("Luật Căn cước (9025/2033/QH18)", "Luật Căn cước"),
        ("9025/2033/QH18 (Luật Căn cước thay Luật cũ)", "Luật Căn cước"),
        ("Luật Căn cước 2031 (số 9025/2033/QH18)", None),  # of another year
        ("Luật Căn cước, Luật số 9025/2033/QH18", None),
    ],
)
def test_the_name_beside_a_bracket_is_that_of_the_number_in_it(text: str, name: str | None) -> None:
    said = cited_descriptions(extract(f"Thẻ được cấp theo {text}."))
    assert {one.key.name for one in said if one is not None and one.key.number} == {name}


def test_laws_named_behind_one_that_is_being_revised_are_bills_too() -> None:
    said = cited_descriptions(extract("Trình Luật Đầu tư (sửa đổi), Luật Nhà ở, Luật Giá. Làm theo Luật Đất đai."))
    assert [one.key.name for one in said if one is not None] == ["Luật Đất đai"]


@pytest.mark.parametrize(
    ("words", "type_"),
    [
        ("250/2025/QH15", "NQ"),  # the register knows the resolution alone
        ("Luật số 250/2025/QH15", "LUAT"),
        ("31/2024/QH15", "LUAT"),
        ("9250/2035/QH18", "LUAT"),
    ],
)
def test_a_number_without_type_is_of_the_one_under_which_it_is_known(words: str, type_: str) -> None:
    (said,) = cited_descriptions(extract(f"Việc này theo {words}."))
    assert said is not None
    assert said.key.type == type_
