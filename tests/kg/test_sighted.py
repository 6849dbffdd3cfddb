"""Who relied on what last: out of documents at hand, into a register of one's own, into every answer, and out again."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from harvested import harvest, run

import kg
from extract.errors import FactError
from kg.identity.keys import Key
from kg.law.facts import Sighting
from kg.law.own_facts import described
from kg.law.register import Register, load_register
from kg.law.rows import body_named, fact_of
from kg.law.status import status, status_for
from kg.workspace.harvesting import Harvest

pytestmark = pytest.mark.usefixtures("in_a_folder")

DIRECTIVE = "Chỉ thị số 9977/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ"
LOCAL = "Quyết định số 8855/2020/QĐ-UBND ngày 20/4/2020 của Ủy ban nhân dân tỉnh Lạng Sơn"


def plan(number: str, day: str, *bases: str, place: str = "Lạng Sơn", body: str = "Phát triển chợ.") -> str:
    head = f"ỦY BAN NHÂN DÂN\nTỈNH {place.upper()}\n\nSố: {number}\n\n{place}, ngày {day}\n\nKẾ HOẠCH\nPhát triển\n\n"
    return head + "".join(f"Căn cứ {base};\n" for base in bases) + f"\nI. MỤC ĐÍCH\n{body}\n"


def seen(found: Harvest) -> set[tuple[str, str, str]]:
    return {(one.earlier_number, one.relation, one.later_number) for one in found.seen}


def test_a_basis_and_a_mention_in_passing_are_told_apart() -> None:
    """Not what the plan's own body issued, nor what has no force, nor what a number alone cannot tell."""
    unsaid = "Chỉ thị số 9966/CT-TTg của Thủ tướng Chính phủ"
    report = "Báo cáo số 9944/BC-CP ngày 2/3/2025 của Chính phủ"
    consolidated = "Văn bản hợp nhất số 9922/VBHN-BTC ngày 2/3/2025 của Bộ Tài chính"
    told = plan(
        "60/KH-UBND", "01 tháng 4 năm 2026", DIRECTIVE, LOCAL, unsaid, report, consolidated,
        body="Việc này đã nêu tại Công điện và Quyết định số 9933/QĐ-TTg ngày 5/6/2024 của Thủ tướng Chính phủ.",
    )  # fmt: skip
    found = harvest(told)
    assert seen(found) == {
        ("9977/CT-TTg", "relies_on", "60/KH-UBND"),
        ("9933/QĐ-TTg", "names", "60/KH-UBND"),
    }
    (row,) = (one for one in found.seen if one.relation == "relies_on")
    assert (row.take, row.mark, row.effective) == (True, "S", "")
    assert row.source == "Kế hoạch số 60/KH-UBND ngày 01/4/2026 của Ủy ban nhân dân tỉnh Lạng Sơn"
    assert "9977/CT-TTg" in row.note
    assert found.rows == (), "none of it is a fact"


def test_of_each_body_the_last_document_counts() -> None:
    mention = f"Đã nêu tại {DIRECTIVE}."
    found = harvest(
        plan("60/KH-UBND", "01 tháng 4 năm 2025", DIRECTIVE),
        plan("70/KH-UBND", "01 tháng 4 năm 2026", DIRECTIVE),
        plan("50/KH-UBND", "01 tháng 3 năm 2026", body=mention),
        plan("80/KH-UBND", "01 tháng 2 năm 2026", DIRECTIVE, place="Cao Bằng"),
        plan("90/KH-UBND", "01 tháng 5 năm 2026", body=mention, place="Cao Bằng"),
    )
    assert seen(found) == {
        ("9977/CT-TTg", "relies_on", "70/KH-UBND"),
        ("9977/CT-TTg", "relies_on", "80/KH-UBND"),
        ("9977/CT-TTg", "names", "90/KH-UBND"),
    }


ENDED = "I. KẾT QUẢ NĂM 2025"


@pytest.mark.parametrize(
    ("part", "names"),
    [("I. NHIỆM VỤ", ["9977/CT-TTg"]), (ENDED, []), (f"{ENDED}\nTốt.\nII. NHIỆM VỤ", ["9977/CT-TTg"])],
)
def test_words_that_look_back_are_no_evidence(part: str, names: list[str]) -> None:
    """Neither in files nor in a store of them."""
    found = harvest(plan("60/KH-UBND", "01 tháng 4 năm 2026", body=f"{part}\nThực hiện {DIRECTIVE}."))
    assert [number for number, _, _ in seen(found)] == names
    kg.build(["acts"], "plans.store")
    with kg.open("plans.store", language="en") as work:
        assert seen(work.harvest()) == seen(found)


def test_a_store_tells_the_same_as_its_files() -> None:
    from_files = harvest(plan("60/KH-UBND", "01 tháng 4 năm 2026", DIRECTIVE), plan("7/KH-UBND", "2/2/2026", LOCAL))
    kg.build(["acts"], "plans.store")
    with kg.open("plans.store", language="en") as work:
        assert seen(work.harvest()) == seen(from_files) != set()


def test_what_was_seen_is_told_until_it_is_taken_back() -> None:
    """In the words of the evidence that comes along, of `status`, of a card and of `check`."""
    Path("acts").mkdir()
    Path("acts/one.txt").write_text(plan("60/KH-UBND", "01 tháng 4 năm 2026", DIRECTIVE), encoding="utf-8")
    Path("other").mkdir()
    Path("other/two.txt").write_text(plan("7/KH-UBND", "02 tháng 5 năm 2026", DIRECTIVE, place="Cao Bằng"), "utf-8")
    kg.build(["other"], "other.store")
    Path("cancu.toml").write_text('register = ["cancu-register.csv"]\n', encoding="utf-8")
    run("register", "add", "--relation", "amends", "--later", LOCAL.replace("2020", "2025"), "--earlier", LOCAL,
        "--source", "Điều 1")  # fmt: skip
    before = Path("cancu-register.csv").read_bytes()
    told = "a basis of another document, last on 2026-04-01 (source, secondary: Kế hoạch số 60/KH-UBND"

    def answers() -> list[bool]:
        day = "--as-of", "2026-06-01"
        return [
            told in run("status", DIRECTIVE, *day),
            told in run("show", DIRECTIVE, "--store", "other.store", *day, "--format", "json"),
            f"relied on by others, no end known: {DIRECTIVE}" in run("check", "other", *day),
        ]

    assert answers() == [False] * 3
    run("register", "harvest", "acts", "-o", "harvest.csv")
    assert "1 rows taken" in run("register", "harvest", "--accept", "harvest.csv")
    assert answers() == [True] * 3
    with kg.open(register=(Path("cancu-register.csv"),), language="en") as work:
        assert work.harvest(["acts"]).seen == (), "what is known is not listed again"
    assert "1 rows taken back" in run("register", "undo")
    assert Path("cancu-register.csv").read_bytes() == before
    assert answers() == [False] * 3


def by(number: str, place: str, day: str = "2026-04-01") -> Sighting:
    body = f"Ủy ban nhân dân tỉnh {place}"
    row = {
        "relation": "relies_on", "scope": "whole", "later_type": "Kế hoạch", "later_number": number, "later_date": day,
        "later_issuer": body, "earlier_type": "Chỉ thị", "earlier_number": "9977/CT-TTg", "earlier_date": "2021-11-26",
        "earlier_issuer": "Thủ tướng Chính phủ", "source": f"Kế hoạch số {number}", "mark": "S",
    }  # fmt: skip
    fact = fact_of("changes", row)
    assert isinstance(fact, Sighting)
    return fact


SAID = Key("CT", "9977/CT-TTg", "2021-11-26")


def test_neither_who_asks_nor_others_of_its_body_count() -> None:
    register = Register([by("60/KH-UBND", "Lạng Sơn", "2026-05-01"), by("7/KH-UBND", "Cao Bằng")])
    day = date(2026, 6, 1)

    def last(reader: Key) -> list[str]:
        verdict = status_for(reader, SAID, day, register)
        return [reason.source for reason in verdict.reasons if reason.phrase == "seen_basis"]

    of_its_body = Key("BC", "12/BC-UBND", "2026-05-30", body_named("Ủy ban nhân dân tỉnh Lạng Sơn"))
    elsewhere = Key("KH", "12/KH-UBND", "2026-05-30", body_named("Ủy ban nhân dân tỉnh Hà Giang"))
    assert last(of_its_body) == ["Kế hoạch số 7/KH-UBND"]
    assert last(elsewhere) == ["Kế hoạch số 60/KH-UBND"]
    alone = Register([by("60/KH-UBND", "Lạng Sơn")])
    assert status_for(of_its_body, SAID, day, alone).kind == "not_in_register"
    assert status(SAID, day, alone).kind == "relied_on"


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"effective": "2026-04-01"}, "a row that says 'relies_on' names the later document's day"),
        ({"later_date": ""}, "its number carries no year"),
        ({"earlier_date": "2027-01-01"}, "one of them is wrong"),
        ({"source": ""}, "no source"),
    ],
)
def test_a_row_of_evidence_keeps_the_rules_of_the_tables(changed: dict[str, str], says: str) -> None:
    row = {
        "relation": "relies_on", "later_type": "Kế hoạch", "later_number": "60/KH-UBND", "later_date": "2026-04-01",
        "earlier_type": "Chỉ thị", "earlier_number": "9977/CT-TTg", "earlier_date": "2021-11-26", "source": "x",
        "mark": "S",
    }  # fmt: skip
    with pytest.raises(FactError, match=says):
        fact_of("changes", row | changed)


def test_what_speaks_against_a_sighting_stands_beside_it() -> None:
    """A day that is not the document's own is a slip, or another document; what has ended was not seen in force."""
    decree = "Nghị định số 59/2023/NĐ-CP ngày 15/8/2023 của Chính phủ"
    (row,) = harvest(plan("60/KH-UBND", "01 tháng 4 năm 2026", decree, "Luật Tố cáo số 03/2011/QH13")).seen
    assert (row.earlier_number, row.take) == ("59/2023/NĐ-CP", False)
    assert "14/8/2023" in row.beside[0]


def test_evidence_is_listed_and_counted_apart() -> None:
    assert described(by("60/KH-UBND", "Lạng Sơn"), "en").startswith("[S] Chỉ thị số 9977/CT-TTg ngày 26/11/2021")
    found = harvest(plan("60/KH-UBND", "01 tháng 4 năm 2026", DIRECTIVE))
    table = found.table()
    with Path("ours.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(table.names)
        writer.writerows(table.rows)
    register = load_register(Path("ours.csv"))
    assert (len(register), len(register.facts)) == (0, 1)
