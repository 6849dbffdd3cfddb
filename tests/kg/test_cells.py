"""What a block comes to does not depend on its falling into cells, and the store follows every change of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Quad

from extract import extract
from extract.records import Body, Citation, Document, Extraction, Source
from kg.answers.counts import counts
from kg.building.linking import link
from kg.graph.terms import INFERRED, source_iri, term
from kg.graph.validation import validate
from kg.identity.keys import Key
from kg.resolution import cells as cells_
from kg.resolution import numbered
from kg.resolution.blocks import Outcome, resolve
from kg.resolution.cells import cell_of, groups
from kg.resolution.descriptions import Description, cited_descriptions, own_description
from kg.resolution.drafts import Draft
from kg.storage.opening import open_store
from kg.storage.store import Store

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
        (Key("KH", "61/KH-UBND", "2026-02-26", BODIES[0]), None, "61.khubnd@tinh.lang.son"),
        (Key("QĐ", "23-QĐ/TW"), None, "23.qdtw@"),
        (Key("LUAT", name="Luật Tố cáo"), None, "luat.to.cao@"),
    ],
)
def test_the_cell_of_a_description(key: Key, near: str | None, cell: str) -> None:
    assert cell_of(Description(key, near=near)) == cell


def test_what_no_other_file_can_say_is_lone() -> None:
    said = Description(Key("KH", "61/KH-UBND", "2026-02-26", BODIES[4]), scope="f" * 64, own=True)
    assert cell_of(said) == f"61.khubnd@xa.yen.binh#{said.scope}"
    assert cell_of(replace(said, key=replace(said.key, issuer=BODIES[2]))) == "61.khubnd@tinh.lang.son/xa.yen.binh"


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
        found = resolve({description: weight for cell in group.cells for description, weight in cells[cell].items()})
        apart |= found.outcomes
        documents |= set(found.documents)
    together = resolve(weights)
    assert apart == together.outcomes
    assert documents == set(together.documents)


@settings(max_examples=60, deadline=None)
@given(FILES, st.data(), st.sampled_from([0, 1, 2, 6, 500]))
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


def test_what_too_many_could_be_is_ambiguous_and_says_more_than_how_many() -> None:
    outcomes = resolve(crowd(numbered.MANY + 50)).outcomes
    late = [outcome for said, outcome in outcomes.items() if said.as_of == "2025-01-28"]
    assert late
    assert set(late) == {Outcome(None, "ambiguous", over=numbered.MANY)}
    assert all(outcome.document for said, outcome in outcomes.items() if said.own)


def plan(turn: int) -> Extraction:
    """A plan of a commune without its province, all of one number, citing that number of a province without a name."""
    return extract(
        f"ỦY BAN NHÂN DÂN\nXÃ AN\n\nSố: 01/KH-UBND\n\nAn, ngày {1 + turn % 28} tháng 1 năm 2025\n\nKẾ HOẠCH\n"
        f"Phát triển chợ xã số {turn}\n\nCăn cứ Kế hoạch số 01/KH-UBND của UBND tỉnh;\n\nI. MỤC ĐÍCH\nKhông.\n"
    )


def holding(files: int) -> Store:
    store = open_store(None)
    store.apply(link(store, new=[plan(turn) for turn in range(files)]))
    return store


def test_one_file_more_of_a_crowd_reads_no_more_beside_twice_as_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells_, "CROWD", 40)
    read = Counter[int]()

    def counting(store: Store, quads: Iterator[Quad]) -> Iterator[Quad]:
        for quad in quads:
            read[len(store)] += 1
            yield quad

    spent = []
    for files in (100, 200):
        store = holding(files)
        with monkeypatch.context() as patched:
            patched.setattr(Store, "_read", counting)
            come, gone = link(store, new=[plan(files)]), link(store, gone={source_iri(plan(0).source.sha256)})
        spent.append((read.total(), come.added_size + len(come.remove), gone.added_size + len(gone.remove)))
        read.clear()
    (few, *changed), (many, *changed_then) = spent
    assert many <= few + 10
    assert changed == changed_then


def test_in_a_crowd_nothing_is_resolved_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells_, "CROWD", 40)
    store = holding(60)
    assert {quad.object for quad in store.match(None, term("cancu:resolution"))} == {term("cancu:resolution-ambiguous")}
    told = [quad for quad in store.match(None, term("cancu:candidatesOver")) if quad.graph_name != INFERRED]
    assert len(told) == 60
    assert counts(store).ambiguous == 60
    assert not [finding for finding in validate(store) if finding.rule == "citation-resolution"]


def test_a_mention_beside_a_crowd_does_not_mean_the_only_one_that_stands_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells_, "CROWD", 3)
    commune = BODIES[2]
    undated = [made(turn, commune, None, []) for turn in range(4)]
    whole = made(8, commune, "2026-02-26", [])
    citing = made(9, BODIES[0], "2026-03-01", [(None, None, None)])
    store = open_store(None)
    store.apply(link(store, new=[*undated[:3], whole, citing]))
    store.apply(link(store, new=undated[3:]))
    ways = {quad.object.value for quad in store.match(None, term("cancu:resolution"))}
    assert ways == {term("cancu:resolution-ambiguous").value}
