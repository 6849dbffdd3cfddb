"""Texts that other programs have spoilt: what is certain is restored, what is lost is said."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from extract import extract, read

PLAN = """ỦY BAN NHÂN DÂN
TỈNH SƠN LA

Số: 91/KH-UBND

Sơn La, ngày 10 tháng 5 năm 2025

KẾ HOẠCH
Phát triển chợ năm 2025

Căn cứ Nghị định số 61/2024/NĐ-CP ngày 06 tháng 6 năm 2024 của Chính phủ về chợ;
Căn cứ Nghị quyết số 14/NQ-HĐND ngày 03 tháng 3 năm 2024 của Hội đồng nhân dân tỉnh Sơn La;
Thực hiện Chỉ thị số 17/CT-TTg ngày 26 tháng 11 năm 2021 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh ban hành:
"""


def _beyond_ascii(text: str, form: str) -> str:
    return "".join(c if c.isascii() else form.format(ord(c)) for c in text)


def _viqr(text: str) -> str:
    """In the letters of RFC 1456; đ and marks behind their letters."""
    marks = dict(zip("\u0302\u0306\u031b\u0301\u0300\u0309\u0303\u0323", "^(+'`?~.", strict=True))
    shaped = (unicodedata.normalize("NFD", letter) for letter in text.replace("đ", "dd").replace("Đ", "DD"))
    return "".join(
        letters[0] + "".join(sorted(map(marks.__getitem__, letters[1:]), key="^(+".find, reverse=True))
        for letters in shaped
    )


def _wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text)


@pytest.mark.parametrize(
    "spoilt",
    [
        PLAN.encode()
        .decode("cp1252", "surrogateescape")
        .translate({0xDC00 + byte: byte for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}),
        _beyond_ascii(PLAN, "&#{};"),
        _beyond_ascii(PLAN, "&#x{:X};"),
        _wide(PLAN),
        _viqr(PLAN),
        _viqr(PLAN).replace("o^.", "o.^").replace("e^.", "e.^"),
        PLAN.replace("\n", "\r"),
        PLAN.replace("\n", "\v"),
        PLAN.replace("\n", "\u2028"),
        PLAN.replace("\n", "\u2029"),
        PLAN.replace("\n", "\x85"),
    ],
    ids=[
        "UTF-8 twice",
        "numbered",
        "numbered in hex",
        "wide digits",
        "VIQR",
        "VIQR, tones first",
        "CR",
        "VT",
        "U+2028",
        "U+2029",
        "NEL",
    ],
)
def test_what_is_certain_is_restored(spoilt: str, tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(spoilt.encode())
    record = extract(read(path))
    document = record.document
    assert (document.number, document.date, document.type) == ("91/KH-UBND", "2025-05-10", "KH")
    assert document.issuer is not None
    assert document.issuer.name == "Ủy ban nhân dân tỉnh Sơn La"
    assert [(c.number, c.date, c.relation) for c in record.citations] == [
        ("61/2024/NĐ-CP", "2024-06-06", "based_on"),
        ("14/NQ-HĐND", "2024-03-03", "based_on"),
        ("17/CT-TTg", "2021-11-26", "implements"),
    ]
    assert document.warnings == ()


@pytest.mark.parametrize(
    "spoilt",
    [
        "Can cu Nghi dinh so 61/2024/ND-CP ngay 06 thang 6 nam 2024 cua Chinh phu ve cho;\n" * 3,
        "UY BAN NHAN DAN\nSo: 91/KH-UBND\nKE HOACH\nCan cu Quyet dinh so 12/QD-UBND ngay 3/3/2024 cua UBND tinh;\n" * 3,
        "Ca(n cu+' Nghi. ddi.nh so^' 61/2024/NDD-CP nga`y 06 tha'ng 6 na(m 2024 cu?a Chi'nh phu? ve^` cho+.;\n" * 3,
        "Căn cứ Nghị định số 61/2024/NĐ-CP ngày 06 thỏng 6 năm 2024 của Chớnh phủ về chợ;\n" * 3,
        "Hội đồng nhõn dõn tỉnh căn cứ phỏp luật ban hành.\n" * 3,
    ],
    ids=["no accents", "no accents in a letterhead", "VIQR", "wrong accents", "wrong accents in names"],
)
def test_what_is_lost_is_said(spoilt: str) -> None:
    assert any("dấu" in warning for warning in extract(spoilt).document.warnings)


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("Can cu Nghi dinh so 61/2024/ND-CP của Chinh phu, ngày ky.\n" * 3, ("accents",)),
        (
            "Nhân dân, pháp luật: 3 tháng 5. Căn cứ Nghị định ngày 06 thỏng 6, nhõn dõn, Chớnh phủ, phỏp luật.\n",
            ("letters",),
        ),
        ("Nhân dân, pháp luật, Chính phủ. Người viết sai: thỏng, thỏng. Căn cứ tháng 5 và tháng 6.\n" * 3, ()),
    ],
    ids=["two sound words acquit nobody", "more wrong than right", "more right than wrong"],
)
def test_damage_is_a_rate(text: str, unread: tuple[str, ...]) -> None:
    assert extract(text).document.unread == unread


@pytest.mark.parametrize(
    "text",
    [
        "Cho^n tru+?ng: a^2 + b^2 = c^2; e^x, o^2, o+1, a+b. " * 9,
        "let a(x) = o^2 + e^y; u+v; dd if=/dev/zero; add(a^b, e^f)\n" * 20,
        PLAN + "x^2 " * 20,
    ],
    ids=["formulas", "code", "a sound text with formulas"],
)
def test_what_is_no_viqr_stays(text: str, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(text, encoding="utf-8")
    assert read(path).text == text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("na`o. Ddu+o+.c\\. Tha`nh pho^'? Nghi. Quye^'t", "nào. Được. Thành phố? Nghị Quyết"),
        ("Ha? NDD-CP HDDND Tie^'ng Vie^.t", "Hả NĐ-CP HĐND Tiếng Việt"),
    ],
    ids=["one tone a syllable, what is escaped", "symbols"],
)
def test_viqr_is_read_by_its_rules(written: str, meant: str, tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(_viqr(PLAN) + written, encoding="utf-8")
    assert read(path).text.endswith(meant)


@pytest.mark.parametrize("text", [PLAN, PLAN.upper(), "This is an English text about markets, see No. 12. " * 9, ""])
def test_a_sound_text_is_not_doubted(text: str) -> None:
    assert not any("dấu" in warning for warning in extract(text).document.warnings)
