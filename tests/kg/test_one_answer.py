"""That commands agree: what one says of a document, all say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import kg
from kg.render.terminal import drawn_lines

DAY = "2024-06-01"
PLAN = (
    "ỦY BAN NHÂN DÂN\nXÃ TÚ XUYÊN\n\nSố:     /KH-UBND\n\nTú Xuyên, ngày      tháng 3 năm 2024\n\nKẾ HOẠCH\n"
    "Cải cách hành chính năm 2024\n\n"
    "Thực hiện Nghị quyết số 60-NQ/TU ngày 15/12/2021 của Ban Thường vụ Tỉnh ủy Lạng Sơn;\n"
    "Thực hiện Nghị quyết số 71-NQ/TU ngày 15/12/2021 của Ban Thường vụ Tỉnh ủy Lạng Sơn;\n"
    "Thực hiện Kế hoạch số 95-KH/HU ngày 09/3/2022 của Ban Thường vụ Huyện ủy Văn Quan về triển khai thực hiện Nghị "
    "quyết số 60-NQ/TU ngày 15/12/2021 của Ban Thường vụ Tỉnh ủy Lạng Sơn về cải cách hành chính giai đoạn 2021-2030.\n"
)


def test_what_a_plan_says_once_of_the_time_of_an_act_holds_wherever_it_cites_it(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    kg.build([tmp_path / "plan.txt"], tmp_path / "store")
    with kg.open(tmp_path / "store", as_of=DAY, language="en") as work:
        plan = next(one.document for one in work.listing().documents if one.document.source)
        card = work.card(plan.id)
        told = {one.evidence.quote.split(" ngày")[0][-8:]: set[str]() for one in card.cites}
        for one in card.cites:
            told[one.evidence.quote.split(" ngày")[0][-8:]].add(one.as_of)
        status = work.status("60-NQ/TU").status
        open_ones = [one for one in work.check([tmp_path / "plan.txt"]).findings if one.code == "S110"]
        lines = list(drawn_lines(card.tree("en"), "en", 300, colour=False))
    assert told["60-NQ/TU"] == {status} == {"in_force"}
    assert told["71-NQ/TU"] == {"unknown"}, "of which nothing says the time"
    assert open_ones
    assert "71-NQ/TU" in "".join(open_ones[0].reasons)
    assert "60-NQ/TU" not in "".join(open_ones[0].reasons)
    assert any(line.startswith("When it was signed (2024-03): ") for line in lines), "no day that it does not tell"
    assert date.fromisoformat(DAY) == card.now.day


def test_a_day_that_is_told_to_be_a_slip_makes_no_act_of_tomorrow(tmp_path: Path) -> None:
    head = PLAN[: PLAN.index("Thực hiện")].replace("ngày      tháng 3 năm 2024", "ngày 02 tháng 02 năm 2026")
    slip = "Căn cứ Nghị định số 59/2023/NĐ-CP ngày 14/8/2032 của Chính phủ;\n"
    later = "Căn cứ Nghị định số 9998/2023/NĐ-CP ngày 14/8/2032 của Chính phủ;\n"
    found = {}
    for name, text in (("slip", slip), ("later", later)):
        (tmp_path / name).write_text(head + text, encoding="utf-8")
        with kg.open(as_of="2026-06-01", language="en") as work:
            found[name] = work.check([tmp_path / name])
    told = {name: {one.code: one for one in one.findings} for name, one in found.items()}
    assert "C401" not in told["slip"]
    assert told["slip"]["I203"].verdict is not None
    assert (told["slip"]["I203"].verdict.at_signing, found["slip"].checked["outdated"]) == ("in_force", 0)
    assert "C401" in told["later"], "of which nothing tells another day"
