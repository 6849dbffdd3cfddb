"""How far a register sees, by family and year."""

from __future__ import annotations

from register_rows import CHANGE, EFFECT, SEEN

from kg.law import shelves
from kg.law.register import Register, fact_of, load_register, read_facts
from kg.law.shelves import indexed
from kg.resources import data_file
from kg.workspace.reaching import reach_of


def test_the_reach_of_a_register_is_told_by_family_and_year() -> None:
    """Known is what has a day of effect or an end; a number that is only seen says how far the numbers go."""
    seen = fact_of("seen", SEEN | {"number": "90/2018/QH14", "type": "Luật", "date": "", "issuer": "Quốc hội"})
    row = fact_of("changes", CHANGE)
    (year_2011, year_2018) = reach_of(Register([row, seen]), "luat qh").rows
    assert (year_2011.known, year_2011.ended, year_2011.last_change) == (1, 1, "2018-06-12")
    assert year_2011.first_hand == 1
    (told,) = reach_of(Register([fact_of("changes", CHANGE | {"mark": "S"})]), "luat qh").rows[:1]
    assert (told.known, told.first_hand) == (1, 0)
    assert (year_2018.known, year_2018.numbers, year_2018.last_change) == (0, "25-90", None)
    for kind, missing in (("Bộ luật", "26, 28-89"), ("Nghị quyết", "26-89")):  # codes are numbered among the laws
        other = fact_of("seen", SEEN | {"number": "27/2018/QH14", "type": kind, "date": "", "issuer": "Quốc hội"})
        assert reach_of(Register([row, seen, other]), "luat qh").rows[-1].missing == missing
    slip = fact_of(
        "seen", SEEN | {"number": f"{'9' * 5_000}/2018/QH14", "type": "Luật", "date": "", "issuer": "Quốc hội"}
    )
    assert reach_of(Register([row, seen, slip]), "luat qh").rows[-1].missing == "26-89"
    (whole,) = reach_of(Register([row, seen]), "").rows
    assert (whole.years, whole.known, whole.numbers) == ("2011-2018", 1, "3")


def test_documents_of_a_province_are_a_family_of_it() -> None:
    """Every province has its own row of numbers; until when all this was read stands under it."""
    row = EFFECT | {"type": "Quyết định", "date": "2025-03-01", "effective": "2025-03-15", "number": "12/2025/QĐ-UBND"}
    places = ("tỉnh Lạng Sơn", "xã Đình Lập tỉnh Lạng Sơn", "tỉnh Điện Biên")
    facts = [fact_of("effects", row | {"issuer": f"Ủy ban nhân dân {place}"}) for place in places]
    answer = reach_of(Register(facts, beside=load_register()), "quyet dinh ubnd tinh")
    found = {one.family: one.missing for one in answer.rows if one.years == "2025"}
    assert found["Quyết định UBND tỉnh Điện Biên"] == found["Quyết định UBND tỉnh Lạng Sơn"] == ""
    assert f"{answer.read_until}" in str(answer.blocks("en")[-1])


def test_the_reach_says_from_which_year_on_no_end_is_told() -> None:
    """As far back as nearly all acts since were read; the index says the same as the tables."""
    read = {2023: (1, 9), 2024: (1, 2, 3), 2025: (1, 2)}
    row = EFFECT | {"type": "Nghị định", "issuer": "Chính phủ", "date": ""}
    facts = [
        fact_of("effects", row | {"number": f"{serial}/{year}/NĐ-CP", "effective": f"{year}-12-31"})
        for year, serials in read.items()
        for serial in serials
    ]
    last = row | {"number": "3/2025/NĐ-CP", "date": "2025-11-01", "effective": "2025-12-31"}
    register = Register([*facts, fact_of("effects", last)])
    assert [one.told_from for one in reach_of(register, "nghi dinh cp").rows] == [None, "2024", "2025"]
    assert [one.told_from for one in reach_of(register, "").rows] == ["2024"]
    loose, shelf = shelves.Loose(read_facts(data_file("register"))), indexed(data_file("register"))
    assert shelf is not None
    assert {series: shelf.tally(series) for series in loose.tallies} == loose.tallies
