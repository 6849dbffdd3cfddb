"""What a block comes to does not depend on its falling into cells, and the store follows every change of them."""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.records import Body, Citation, Document, Extraction, Source
from kg.building.linking import link
from kg.graph.terms import source_iri
from kg.identity.keys import Key
from kg.resolution import cells as cells_
from kg.resolution import numbered
from kg.resolution.blocks import Outcome, resolve
from kg.resolution.cells import cell_of, groups
from kg.resolution.descriptions import Description, cited_descriptions, own_description
from kg.resolution.drafts import Draft
from kg.storage.opening import open_store

LANG_SON, CAO_BANG = "tỉnh Lạng Sơn", "tỉnh Cao Bằng"


def committee(unit: str, province: str | None) -> Body:
    level = "province" if unit.startswith("tỉnh") else "commune"
    return Body(f"Ủy ban nhân dân {unit}", "uy-ban-nhan-dan", level, unit, province)  # type: ignore[arg-type]


BODIES = [
    committee(LANG_SON, LANG_SON),
    committee(CAO_BANG, CAO_BANG),
    committee("xã Yên Bình", LANG_SON),
    committee("xã Yên Bình", CAO_BANG),
    committee("xã Yên Bình", None),
]
DATES = ["2026-02-26", "2026-02-28", "2026", "2025-12-01", None]
TITLES = ["về chuyển đổi số", "về cải cách hành chính năm 2026", None]


@pytest.mark.parametrize(
    ("key", "near", "cell"),
    [
        (Key("KH", "61/KH-UBND", issuer=BODIES[0]), None, "61.khubnd@tinh.lang.son"),
        (Key("KH", "61/KH-UBND", issuer=BODIES[3]), None, "61.khubnd@tinh.cao.bang/xa.yen.binh"),
        (Key("KH", "61/KH-UBND", issuer=BODIES[4]), None, "61.khubnd@xa.yen.binh"),
        (Key("KH", "61/KH-UBND"), "tinh.lang.son", "61.khubnd@tinh.lang.son"),
        (Key("KH", "61/KH-UBND"), None, "61.khubnd@?"),
        (Key("QĐ", "23-QĐ/TW"), None, "23.qdtw@"),
        (Key("LUAT", name="Luật Tố cáo"), None, "luat.to.cao@"),
    ],
)
def test_the_cell_of_a_description(key: Key, near: str | None, cell: str) -> None:
    assert cell_of(Description(key, near=near)) == cell


def made(
    index: int, issuer: Body | None, date: str | None, cited: list[tuple[Body | None, str | None, str | None]]
) -> Extraction:
    citations = [
        Citation(
            start=place * 20, end=place * 20 + 10, quote="61/KH-UBND", zone="body", type="KH", type_label="Kế hoạch",
            number="61/KH-UBND", number_as_written="61/KH-UBND", date=day, issuer=body, issuer_implied=False,
            title=title, relation="based_on",
        )
        for place, (body, day, title) in enumerate(cited)
    ]  # fmt: skip
    return Extraction(
        source=Source(f"{index}.txt", f"{index:064x}", "text/plain", 1000),
        document=Document(number="61/KH-UBND", type="KH", type_label="Kế hoạch", date=date, issuer=issuer),
        citations=tuple(citations),
    )


FILES = st.lists(
    st.tuples(
        st.sampled_from([*BODIES, None]),
        st.sampled_from(DATES),
        st.lists(
            st.tuples(st.sampled_from([*BODIES, None]), st.sampled_from(DATES), st.sampled_from(TITLES)), max_size=3
        ),
    ),
    min_size=1,
    max_size=6,
).map(lambda rows: [made(index, *row) for index, row in enumerate(rows)])


@settings(max_examples=150, deadline=None)
@given(FILES)
def test_cells_come_to_what_the_block_comes_to(files: list[Extraction]) -> None:
    weights = Counter(
        description
        for file in files
        for description in {own_description(file), *filter(None, cited_descriptions(file))}
    )
    cells: dict[str, dict[Description, int]] = defaultdict(dict)
    for description, weight in weights.items():
        cells[cell_of(description)][description] = weight
    apart: dict[Description, Outcome] = {}
    documents = set()
    for group in groups(cells):
        found = resolve({description: weight for cell in group for description, weight in cells[cell].items()})
        apart |= found.outcomes
        documents |= set(found.documents)
    together = resolve(weights)
    assert apart == together.outcomes
    assert documents == set(together.documents)


@settings(max_examples=60, deadline=None)
@given(FILES, st.data(), st.sampled_from([2, 6, 500]))
def test_the_store_comes_to_the_same_by_every_way(files: list[Extraction], data: st.DataObject, crowd: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(cells_, "CROWD", crowd)
        patched.setattr(numbered, "MANY", crowd)
        _compare_ways(files, data)


def _compare_ways(files: list[Extraction], data: st.DataObject) -> None:
    staying = data.draw(st.sets(st.sampled_from(range(len(files)))))
    order = data.draw(st.permutations(files))
    by_steps, at_once = open_store(None), open_store(None)
    for file in order:
        by_steps.apply(link(by_steps, new=[file]))
    for index, file in enumerate(files):
        if index not in staying:
            by_steps.apply(link(by_steps, gone={source_iri(file.source.sha256)}))
    at_once.apply(link(at_once, new=[file for index, file in enumerate(files) if index in staying]))
    assert set(by_steps.match()) == set(at_once.match())


def crowd(count: int) -> dict[Description, int]:
    """Files of one number from a commune without province, each citing that number of a province without a name."""
    commune, province = BODIES[4], Body("Ủy ban nhân dân tỉnh", "uy-ban-nhan-dan", "province")
    said: dict[Description, int] = {}
    for turn in range(count):
        day, file = f"2025-01-{1 + turn % 28:02}", f"{turn:064x}"
        said[Description(Key("KH", "01/KH-UBND", day, commune), f"Chợ số {turn}", scope=file, own=True)] = 1
        key = Key("KH", "01/KH-UBND", None, province)
        said[Description(key, scope=file, near="xa.yen.binh", as_of=day)] = 1
    return said


def test_twice_the_files_of_one_number_are_twice_the_comparisons(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = Counter[int]()

    def count(description: Description, draft: Draft) -> bool:
        compared[size] += 1
        return fits(description, draft)

    fits = numbered._fits
    monkeypatch.setattr(numbered, "_fits", count)
    listed = {}
    for size in (200, 400, 800):
        listed[size] = sum(len(outcome.candidates) for outcome in resolve(crowd(size)).outcomes.values())
    assert compared[800] <= 2.5 * compared[400]
    assert listed[800] <= 2.5 * listed[400]
    assert max(listed.values()) <= numbered.MANY * 400
