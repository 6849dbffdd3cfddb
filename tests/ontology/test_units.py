"""The units before and after 1 July 2025: facts of the table, and what a name may mean."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.frame.whereabouts import standpoint_of
from ontology.units import (
    KINDS,
    Unit,
    continues_as,
    find_units,
    province,
    province_of,
    split_kind,
    successors,
    unit,
    unit_key,
    units,
)

ROOT = Path(__file__).parents[2]
ALL = tuple(units())


def names(found: tuple[Unit, ...]) -> list[str]:
    return [f"{one.name}, {province(one).name}" for one in found]


def test_counts_are_the_official_ones() -> None:
    now = Counter(one.level for one in ALL if one.existed("2025-07-01"))
    before = Counter(one.level for one in ALL if one.existed("2025-06-30"))
    assert now == {"province": 34, "commune": 3321}
    assert before == {"province": 63, "district": 696, "commune": 10_035}
    kinds = Counter(one.name.rsplit(" ")[0] for one in ALL if one.level == "commune" and one.ended is None)
    assert kinds == {"xã": 2621, "phường": 687, "đặc": 13}


def test_every_reference_resolves_and_goes_forward() -> None:
    order = {"province": 0, "district": 1, "commune": 2}
    for one in ALL:
        assert bool(one.successors) == (one.ended is not None), one
        assert (one.parent is None) == (one.level == "province"), one
        assert one.parent is None or order[unit(one.parent).level] < order[one.level], one
        assert all(one.ended and (after.since is None or one.ended < after.since) for after in successors(one.id)), one
        assert all(after.ended is None for after in successors(one.id)), one
        assert one.since is None or one.ended is None or one.since <= one.ended, one


def test_every_kind_word_has_the_levels_of_its_units() -> None:
    found = {(split_kind(one.name)[0], one.level) for one in ALL}
    assert found == {(kind, level) for kind, levels in KINDS.items() for level in levels}


def test_a_unit_outside_the_table_has_the_level_of_its_kind() -> None:
    assert [standpoint_of(kind, "Không Có", [], None, "").level for kind in ("tỉnh", "quận", "xã")] == [
        "province",
        "district",
        "commune",
    ]


SPELT = re.compile(r"(?:thị|Thị)(?:\\s| )trấn|đặc(?:\\s| )khu")  # kinds that stand in every list of them
MODULES = [path for package in ("extract", "kg", "ontology") for path in (ROOT / package).rglob("*.py")]


def test_the_kind_words_are_listed_once() -> None:
    listing = {
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SPELT.search(node.value)
    }
    assert listing - {"kg/law/rows.py"} == {"ontology/units.py"}, "use KINDS, KIND, split_kind"


def test_every_new_commune_came_from_somewhere() -> None:
    became = {after for one in ALL for after in one.successors}
    assert {one.id for one in ALL if one.since == "2025-07-01"} <= became


def test_names_are_written_as_in_running_text() -> None:
    for one in ALL:
        assert one.name == unicodedata.normalize("NFC", one.name)
        assert unit_key(one.name) == one.name.lower(), "the name itself is in the canonical form"
        assert "," not in one.name


@pytest.mark.parametrize(
    ("name", "within", "became"),
    [
        ("xã Tú Xuyên", "tỉnh Lạng Sơn", ["xã Văn Quan, tỉnh Lạng Sơn"]),
        ("xã Y Tịch", "tỉnh Lạng Sơn", ["xã Vạn Linh, tỉnh Lạng Sơn"]),
        ("xã Đại Sơn", "tỉnh Hải Dương", ["xã Đại Sơn, thành phố Hải Phòng"]),
        ("tỉnh Hậu Giang", None, ["thành phố Cần Thơ, thành phố Cần Thơ"]),
        ("tỉnh Kon Tum", None, ["tỉnh Quảng Ngãi, tỉnh Quảng Ngãi"]),
        ("tỉnh Thừa Thiên Huế", None, ["thành phố Huế, thành phố Huế"]),
        ("huyện Lý Sơn", None, ["đặc khu Lý Sơn, tỉnh Quảng Ngãi"]),
    ],
)
def test_what_became_of(name: str, within: str | None, became: list[str]) -> None:
    (ended,) = (one for one in find_units(name, province=within) if one.ended)
    assert names(successors(ended.id)) == became


@pytest.mark.parametrize(
    ("name", "within", "district", "day", "found"),
    [
        ("huyện Văn Quan", None, None, None, ["huyện Văn Quan, tỉnh Lạng Sơn"]),
        ("HUYỆN VĂN QUAN", None, None, "2026-05-25", []),
        ("Văn Quan", None, None, "2026", ["xã Văn Quan, tỉnh Lạng Sơn"]),
        ("xã Đại Sơn", "thành phố Hải Phòng", None, None, ["xã Đại Sơn, thành phố Hải Phòng"]),
        ("xã Đại Sơn", "Hải Dương", None, "2024", ["xã Đại Sơn, tỉnh Hải Dương"]),
        ("xã Đại Sơn", None, "huyện Tứ Kỳ", None, ["xã Đại Sơn, tỉnh Hải Dương"]),
        ("xã Đại Sơn", None, None, "2026", ["xã Đại Sơn, tỉnh Bắc Ninh", "xã Đại Sơn, thành phố Hải Phòng"]),
        ("Tỉnh Hoà  Bình", None, None, None, ["tỉnh Hòa Bình, tỉnh Hòa Bình"]),
        ("TP. Hải Phòng", None, None, None, ["thành phố Hải Phòng, thành phố Hải Phòng"]),
        ("thành phố Bắc Ninh", None, None, "2026", []),
        ("xã Không Có", None, None, None, []),
        ("xã Đại Sơn", "tỉnh Không Có", None, None, []),
        ("", None, None, None, []),
    ],
)
def test_find(name: str, within: str | None, district: str | None, day: str | None, found: list[str]) -> None:
    assert names(find_units(name, within, day, district)) == found


def test_decomposed_letters_are_found() -> None:
    assert find_units(unicodedata.normalize("NFD", "huyện Văn Quan")) == find_units("huyện Văn Quan")


@pytest.mark.parametrize(
    ("name", "hint", "day", "expected"),
    [
        ("xã Đình Lập", None, None, "tỉnh Lạng Sơn"),
        ("xã Đại Sơn", None, None, None),
        ("xã Đại Sơn", "Hải Phòng", "2026-01", "thành phố Hải Phòng"),
        ("xã Hòa Bình", "huyện Văn Quan", None, "tỉnh Lạng Sơn"),
        ("tỉnh Lạng Sơn", None, None, "tỉnh Lạng Sơn"),
        ("xã Không Có", None, None, None),
    ],
)
def test_province_of(name: str, hint: str | None, day: str | None, expected: str | None) -> None:
    found = province_of(name, hint, day)
    assert (found.name if found else None) == expected


def test_a_commune_that_kept_its_name_goes_on() -> None:
    (old,) = find_units("xã Đình Lập", day="2024")
    after = continues_as(old)
    assert after is not None
    assert (after.name, after.since) == ("xã Đình Lập", "2025-07-01")
    assert continues_as(after) == after
    assert continues_as(find_units("xã Tú Xuyên")[0]) is None


@given(st.text(max_size=40))
def test_any_text_is_a_harmless_name(text: str) -> None:
    for one in find_units(text):
        full = unit_key(one.name)
        assert unit_key(text) in (full, full.split(" ", 1)[-1], full.split(" ", 2)[-1])
    assert unit_key(unit_key(text)) == unit_key(text)


def test_a_first_lookup_is_fast() -> None:
    code = (
        "import sys; from ontology.units import find_units; calls = []\n"
        "sys.setprofile(lambda *_: calls.append(1)); find_units('xã Đình Lập'); sys.setprofile(None); print(len(calls))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    assert int(done.stdout) < 300_000, "118,000 calls and returns, 22 ms on a slow core"


def test_the_table_is_fresh(tmp_path: Path) -> None:
    pytest.importorskip("vietnamadminunits", reason="the source of units.csv is not installed")
    made = tmp_path / "units.csv"
    subprocess.run([sys.executable, str(ROOT / "scripts" / "units.py"), str(made)], check=True, capture_output=True)
    assert made.read_bytes() == (ROOT / "ontology" / "units.csv").read_bytes()
