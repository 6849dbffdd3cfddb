"""Who may change what: each row of the hierarchy, who breaks it, and that a store draws no edge for what breaks it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from extract import extract
from extract.records import Changing
from kg.answers.corpus import stated_change
from kg.answers.stored import StoredCorpus
from kg.building.build import build
from kg.graph.terms import RELATIONS, term
from kg.graph.validation import validate
from kg.identity.keys import Key
from kg.law import powers
from kg.law.powers import breach, counted, rank_of
from kg.law.register import Register
from kg.law.status import status
from kg.storage.opening import open_store
from ontology import table

ROWS = [(index, example) for index, row in enumerate(table("powers")) for example in row["examples"].split("|")]


def key_of(cited: str) -> Key:
    (citation,) = [one for one in extract(f"Căn cứ {cited};").citations if one.within is None]
    return Key.of_citation(citation)


@pytest.mark.parametrize(("index", "example"), ROWS, ids=[example for _, example in ROWS])
def test_a_row_ranks_its_example_which_nothing_else_does(
    index: int, example: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = table("powers")[index]
    found = rank_of(key_of(example))
    assert found is not None
    assert (found.side, found.rank, found.label) == (row["side"], int(row["rank"]), row["label"])
    without = tuple(one for place, one in enumerate(powers._rows()) if place != index)
    monkeypatch.setattr(powers, "_rows", lambda: without)
    assert rank_of(key_of(example)) != found


PROVINCE = "của Ủy ban nhân dân tỉnh Lạng Sơn"


@pytest.mark.parametrize(
    ("later", "relation", "earlier", "expected"),
    [
        ("Luật Đất đai số 31/2024/QH15", "supersedes", "Luật Đất đai số 45/2013/QH13", None),
        ("Nghị quyết số 203/2025/QH15", "amends", "Hiến pháp năm 2013", None),
        ("Luật Đất đai số 31/2024/QH15", "amends", "Hiến pháp năm 2013", "kind"),
        ("Nghị định số 30/2020/NĐ-CP", "amends", "Luật Đất đai số 31/2024/QH15", "kind"),
        ("Nghị quyết số 66.13/2026/NQ-CP", "amends", "Luật Đất đai số 31/2024/QH15", None),
        ("Nghị quyết số 66.13/2026/NQ-CP", "amends", "Luật Đất đai", None),
        ("Nghị quyết số 9191/NQ-CP", "amends", "Luật Đất đai", "kind"),
        ("Nghị định số 30/2020/NĐ-CP", "repeals", "Quyết định số 33/2002/QĐ-TTg", None),
        ("Quyết định số 33/2002/QĐ-TTg", "amends", "Nghị định số 30/2020/NĐ-CP", "kind"),
        ("Thông tư số 24/2025/TT-BTP", "amends", "Nghị định số 30/2020/NĐ-CP", "kind"),
        ("Thông tư số 24/2025/TT-BTP", "supersedes", "Quyết định số 15/2006/QĐ-BTC", None),
        ("Pháp lệnh số 34/2007/PL-UBTVQH11", "amends", "Luật Đất đai số 31/2024/QH15", "kind"),
        (f"Quyết định số 5/2026/QĐ-UBND {PROVINCE}", "repeals", "Thông tư số 24/2025/TT-BTP", "below"),
        (f"Quyết định số 5/2026/QĐ-UBND {PROVINCE}", "repeals", f"Quyết định số 3/2019/QĐ-UBND {PROVINCE}", None),
        (
            f"Quyết định số 5/2026/QĐ-UBND {PROVINCE}",
            "repeals",
            "Nghị quyết số 3/2019/NQ-HĐND của Hội đồng nhân dân tỉnh Lạng Sơn",
            "kind",
        ),
        (
            f"Quyết định số 5/2026/QĐ-UBND {PROVINCE}",
            "supersedes",
            "Quyết định số 3/2019/QĐ-UBND của Ủy ban nhân dân tỉnh Cà Mau",
            "elsewhere",
        ),
        (
            "Quyết định số 2579/QĐ-UBND ngày 21/11/2025 của Ủy ban nhân dân thành phố Cần Thơ",
            "supersedes",
            "Quyết định số 824/QĐ-UBND ngày 11/6/2024 của Ủy ban nhân dân tỉnh Hậu Giang",
            None,
        ),
        (f"Kế hoạch số 16/KH-UBND {PROVINCE}", "amends", "Nghị quyết số 71/NQ-CP", "no_act"),
        (f"Kế hoạch số 16/KH-UBND {PROVINCE}", "suspends", f"Kế hoạch số 5/KH-UBND {PROVINCE}", None),
        (f"Kế hoạch số 16/KH-UBND {PROVINCE}", "corrects", f"Quyết định số 5/QĐ-UBND {PROVINCE}", None),
        (f"Kế hoạch số 16/KH-UBND {PROVINCE}", "amends", f"Quyết định số 5/QĐ-UBND {PROVINCE}", "no_act"),
        (
            f"Kế hoạch số 16/KH-UBND {PROVINCE}",
            "supersedes",
            "Kế hoạch số 5/KH-UBND của Ủy ban nhân dân xã Đình Lập",
            "no_act",
        ),
        (f"Tờ trình số 16/TTr-UBND {PROVINCE}", "amends", "Nghị định số 30/2020/NĐ-CP", "no_act"),
        (f"Báo cáo số 16/BC-UBND {PROVINCE}", "repeals", f"Quyết định số 5/QĐ-UBND {PROVINCE}", "no_act"),
        (f"Công văn số 16/UBND-NC {PROVINCE}", "supersedes", f"Quyết định số 5/QĐ-UBND {PROVINCE}", "no_act"),
        ("Văn bản hợp nhất số 89/VBHN-BQP", "amends", "Thông tư số 24/2025/TT-BQP", "consolidates"),
        ("Quyết định số 225/QĐ-BNV", "amends", "Thông tư số 24/2025/TT-BNV", "kind"),
        ("Quyết định số 15/2006/QĐ-BTC", "amends", "Thông tư số 24/2005/TT-BTC", None),
        ("Quyết định số 225/QĐ-BNV", "amends", "Quyết định số 169/QĐ-BNV", None),
        (f"Quyết định số 5/QĐ-UBND {PROVINCE}", "repeals", f"Quyết định số 3/2019/QĐ-UBND {PROVINCE}", "kind"),
        ("Nghị quyết số 1656/NQ-UBTVQH15", "amends", "Nghị quyết số 326/2016/UBTVQH14", None),
        ("Nghị quyết số 175/NQ-CP", "amends", "Nghị định số 30/2020/NĐ-CP", "kind"),
        ("Nghị quyết số 43-NQ/TW", "supersedes", "Quy định số 124-QĐ/TW", None),
        ("Hướng dẫn số 02-HD/BTCTW của Ban Tổ chức Trung ương", "amends", "Quy định số 124-QĐ/TW", "no_act"),
        ("Quyết định số 593-QĐ/TU của Tỉnh ủy Lạng Sơn", "amends", "Quy định số 124-QĐ/TW", "below"),
        ("Nghị quyết số 43-NQ/TW", "amends", "Nghị định số 30/2020/NĐ-CP", "sides"),
        ("Nghị định số 143/2016/NĐ-CP", "amends", "Nghị định số 24/2022/NĐ-CP", "younger"),
        ("Nghị định số 24/2022/NĐ-CP", "amends", "Nghị định số 143/2022/NĐ-CP", None),  # of one year
        ("Quyết định số 5/QĐ-UBND", "amends", "Quyết định số 3/QĐ-UBND", None),  # of whom is not known
    ],
)
def test_who_may_change_what(later: str, relation: str, earlier: str, expected: str | None) -> None:
    assert breach(cast(Changing, relation), key_of(later), key_of(earlier)) == expected
    stated = stated_change(
        cast(Changing, relation),
        "whole",
        _dated(key_of(later)),
        key_of(earlier),
        effective=None,
        source="a",
        teller=None,
    )
    changing = relation not in ("corrects", "extends") and bool(key_of(earlier).number)
    assert (stated is not None) == (expected is None and changing)


def test_what_was_made_later_in_a_year_is_changed_by_nothing_before_it() -> None:
    june, november = key_of("Luật số 17/2012/QH13 ngày 21/6/2012"), key_of("Luật số 19/2012/QH13 ngày 20/11/2012")
    assert breach("amends", november, june) is None
    assert breach("amends", june, november) == "younger"
    assert breach("amends", june, key_of("Luật số 18/2012/QH13 ngày 21/6/2012")) == "younger"


def relations(text: str) -> dict[str, str]:
    """As what each citation of a text counts, at the first mention of its number or name."""
    record = extract(text)
    told = zip(record.citations, counted(record), strict=True)
    return {str(one.number or one.name): relation for one, relation in reversed([*told])}


CONSOLIDATED = """BỘ CÔNG THƯƠNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 45/VBHN-BCT
Hà Nội, ngày 02 tháng 3 năm 2026

THÔNG TƯ
Thực hiện quản lý chợ nổi trên sông và bến thuyền

Thông tư số 12/2031/TT-BCT ngày 30 tháng 6 năm 2022 của Bộ trưởng Bộ Công Thương \
thực hiện quản lý chợ nổi trên sông và bến thuyền, có hiệu lực kể từ ngày 15 tháng 8 năm 2022, \
được sửa đổi, bổ sung bởi:
Thông tư số 12/2024/TT-BCT ngày 14 tháng 11 năm 2024 của Bộ trưởng Bộ Công Thương.
Căn cứ Nghị định số 60/2003/NĐ-CP ngày 06 tháng 6 năm 2003 của Chính phủ;
Điều 1. Phạm vi
1. Căn cứ quy định tại Điều 3 Nghị định số 39/2007/NĐ-CP, các tỉnh quy định tiêu chí.
2. Tổ chức, cá nhân thực hiện Nghị định số 41/2008/NĐ-CP.
1 Thông tư số 12/2024/TT-BCT có căn cứ ban hành như sau:
“Căn cứ Nghị định số 96/2022/NĐ-CP ngày 29 tháng 11 năm 2022 của Chính phủ;”
"""


def test_a_consolidated_text_rests_on_its_grounds_and_not_on_the_act_that_it_gives() -> None:
    found = relations(CONSOLIDATED.replace("2031", "2022"))
    assert found["60/2003/NĐ-CP"] == "based_on"
    others = ("12/2022/TT-BCT", "39/2007/NĐ-CP", "41/2008/NĐ-CP", "96/2022/NĐ-CP")
    assert {found[one] for one in others} == {"cites"}


def test_what_a_document_changes_is_a_base_only_where_words_say_so() -> None:
    listed = "can_cu:\n- Luật Giá;\n- Nghị định số 67/2023/NĐ-CP;\n"
    text = decree(f"{listed}\nĐiều 1. Sửa đổi Điều 5 Nghị định số 67/2023/NĐ-CP như sau: A.")
    assert relations(text)["67/2023/NĐ-CP"] == "cites"
    assert relations(text.replace("Sửa đổi Điều 5", "Giải thích Điều 5"))["67/2023/NĐ-CP"] == "based_on"
    assert relations(text.replace("- Nghị định", "Căn cứ Nghị định"))["67/2023/NĐ-CP"] == "based_on"


def decree(passage: str) -> str:
    return (
        "CHÍNH PHỦ\nSố: 220/2026/NĐ-CP\nHà Nội, ngày 22 tháng 6 năm 2026\n\nNGHỊ ĐỊNH\nVề bảo hiểm bến thuyền\n\n"
        f"{passage}\n"
    )


def test_rules_of_law_bear_their_year_since_a_law_says_so() -> None:
    decision, earlier = "Quyết định số 225/TC-QĐ {}của Bộ Tài chính", key_of("Quyết định số 15/1994/QĐ-BTC")
    assert breach("repeals", key_of(decision.format("ngày 01/3/1995 ")), earlier) is None
    assert breach("repeals", key_of(decision.format("ngày 01/3/1998 ")), earlier) == "kind"


def _dated(key: Key) -> Key:
    """The same with a day of the year that its number bears, if it bears one."""
    year = re.search(r"/((?:19|20)\d\d)/", key.number or "")
    return Key(key.type, key.number, f"{year[1] if year else 2026}-11-01", key.issuer, key.name)


def plan(passage: str, kind: str = "KẾ HOẠCH", number: str = "16/KH-UBND") -> str:
    return (
        f"ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\nSố: {number}\nLạng Sơn, ngày 05 tháng 3 năm 2026\n\n{kind}\nChuyển đổi số\n\n"
        f"{passage}\n"
    )


A, B = (f"Quyết định số {number}/QĐ-UBND ngày 02/4/{year} {PROVINCE}" for number, year in ((27, 2024), (31, 2025)))
TELLS = f"Căn cứ {A} (đã được thay thế bởi {B});"


def edges(texts: Sequence[str], folder: Path) -> set[tuple[str, str, str]]:
    """The relations other than citing in the store of some texts, by the numbers of their documents."""
    papers = folder / "papers"
    papers.mkdir()
    for place, text in enumerate(texts):
        (papers / f"{place}.txt").write_text(text, encoding="utf-8")
    with open_store(folder / "store", write=True) as store:
        build([papers], store)
        assert [one for one in validate(store) if one.severity == "error"] == []
        number = {quad.subject: quad.object.value for quad in store.match(None, term("cancu:number"))}  # type: ignore[union-attr]
        found = {
            (number.get(quad.subject, ""), name, number.get(quad.object, ""))
            for name, relation in RELATIONS.items()
            for quad in store.match(None, relation)
        }
        changes = StoredCorpus(store).changes()
    assert {(one.later.number, one.relation, one.earlier.number) for one in changes if not one.told} <= found
    return {edge for edge in found if edge[1] not in ("cites", "based_on", "implements")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            plan(
                "Căn cứ Nghị quyết số 1171/NQ-CP ngày 01/4/2025 của Chính phủ;\n\nI. Sửa đổi Nghị quyết số 1171/NQ-CP."
            ),
            set(),
        ),
        (
            plan(f"Điều 2. Quyết định này thay thế {A}.", "QUYẾT ĐỊNH", "40/QĐ-UBND"),
            {("40/QĐ-UBND", "supersedes", "27/QĐ-UBND")},
        ),
        (
            plan(
                "Điều 2. Quyết định này thay thế Nghị định số 5/2020/NĐ-CP ngày 02/4/2020 của Chính phủ.",
                "QUYẾT ĐỊNH",
                "40/QĐ-UBND",
            ),
            set(),
        ),
        (plan(TELLS), set()),
        (plan(TELLS, "QUYẾT ĐỊNH", "40/QĐ-UBND"), {("31/QĐ-UBND", "supersedes", "27/QĐ-UBND")}),
    ],
    ids=["a plan amends", "a decision replaces", "a decision replaces a decree", "a plan tells", "a decision tells"],
)
def test_what_breaks_the_hierarchy_and_what_no_act_tells_is_no_edge(
    text: str, expected: set[tuple[str, str, str]], tmp_path: Path
) -> None:
    assert edges([text], tmp_path) == expected


def test_a_store_without_one_of_its_files_is_as_if_it_had_never_been(tmp_path: Path) -> None:
    """What counts otherwise than it is said is read back from the store when its neighbours go."""
    texts = [
        plan(TELLS),
        plan("I. Kế hoạch này sửa đổi Nghị quyết số 1171/NQ-CP ngày 01/4/2025 của Chính phủ."),
        plan(f"Theo {A};"),
    ]
    papers = tmp_path / "papers"
    papers.mkdir()
    for place, text in enumerate(texts):
        (papers / f"{place}.txt").write_text(text, encoding="utf-8")
    with open_store(tmp_path / "one", write=True) as one, open_store(tmp_path / "other", write=True) as other:
        build([papers], one)
        (papers / "2.txt").unlink()
        for store in (one, other):
            build([papers], store)
        assert set(one.match()) == set(other.match())


def test_what_only_a_plan_tells_of_is_evidence_and_ends_nothing() -> None:
    old, new = (Key("QĐ", number, day) for number, day in (("27/QĐ-UBND", "2024-04-02"), ("31/QĐ-UBND", "2025-04-02")))
    for teller, value, kind in (
        (Key("KH", "1/KH-UBND", "2026-01-01"), "unknown", "end_without_day"),
        (Key(None), "unknown", "end_without_day"),
        (Key("QĐ", "9/QĐ-UBND", "2026-01-01"), "superseded", None),
    ):
        change = stated_change("supersedes", "whole", new, old, effective=None, source="a plan", teller=teller)
        assert change is not None
        verdict = status(old, date(2026, 4, 1), Register([change]))
        assert (verdict.value, verdict.kind, verdict.mark) == (value, kind, "S")
        assert status(old, date(2024, 5, 1), Register([change])).kind != "end_without_day"


SCOPE = "NHỮNG QUY ĐỊNH CHUNG\nĐiều 1. Phạm vi điều chỉnh\n"


@pytest.mark.parametrize(
    ("kind", "number", "passage", "carries_out"),
    [
        ("NGHỊ ĐỊNH", "9991/2026/NĐ-CP", SCOPE + "Nghị định này quy định chi tiết khoản 2 Điều 5 {}.", False),
        ("NGHỊ ĐỊNH", "9991/2026/NĐ-CP", SCOPE + "Các bộ tổ chức thi hành {}.", False),
        ("NGHỊ ĐỊNH", "9991/2026/NĐ-CP", SCOPE + "1. Tuân thủ {}, pháp luật có liên quan.", False),
        ("NGHỊ QUYẾT", "9991/NQ-CP", SCOPE + "Các bộ tổ chức thực hiện {}.", True),
    ],
    ids=["details it", "bids others to carry it out", "bids to obey it", "a programme"],
)
def test_rules_of_law_carry_out_no_others(kind: str, number: str, passage: str, *, carries_out: bool) -> None:
    text = f"CHÍNH PHỦ\nSố: {number}\nHà Nội, ngày 05 tháng 3 năm 2026\n\n{kind}\nVề việc kiểm tra\n\n{passage}\n"
    found = extract(text.format("Luật Giá số 16/2023/QH15 ngày 19/6/2023"))
    assert [one.relation for one in found.citations] == ["implements" if carries_out else "cites"]
    assert list(counted(found)) == ["implements" if carries_out else "cites"]


def test_no_document_relies_on_itself(tmp_path: Path) -> None:
    """Its own number, with a slip of the day."""
    text = plan(f"Thực hiện Quyết định số 40/QĐ-UBND ngày 06/3/2026 {PROVINCE}.", "QUYẾT ĐỊNH", "40/QĐ-UBND")
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "one.txt").write_text(text, encoding="utf-8")
    with open_store(tmp_path / "store", write=True) as store:
        build([tmp_path / "papers"], store)
        meant = {quad.object for quad in store.match(None, term("oa:hasBody"))}
        own = {quad.subject for quad in store.match(None, term("cancu:readFrom"))}
        assert meant == own
        assert not [quad for relation in RELATIONS.values() for quad in store.match(None, relation)]
