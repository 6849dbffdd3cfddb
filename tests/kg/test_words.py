"""Documents found by their words: what comes first, what limits them, and where the index lies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

import kg
from extract.errors import AmbiguousReferenceError, UnknownReferenceError
from kg.answers import reference, word_rows
from kg.answers.reference import find_document
from kg.answers.view import DocumentView, views
from kg.answers.words import Limits, words_of
from kg.render.terminal import drawn_lines, plain_lines
from kg.storage.querying import parse_query
from kg.storage.store import Store

HEAD = "ỦY BAN NHÂN DÂN\n{place}\n\nSố: {number}\n\n{town}, ngày {day}\n\nKẾ HOẠCH\n{title}\n\n"
LANG_SON = {"place": "TỈNH LẠNG SƠN", "town": "Lạng Sơn"}
CHUNG = "Kế hoạch số 1/KH-UBND ngày 05/01/2026 của UBND tỉnh Lạng Sơn về công tác dân vận"
PLANS = {
    "a": HEAD.format(number="1/KH-UBND", day="05 tháng 01 năm 2026", title="Công tác dân vận", **LANG_SON),
    "b": HEAD.format(number="2/KH-UBND", day="06 tháng 01 năm 2026", title="Dẫn vấn công tác", **LANG_SON),
    "c": HEAD.format(number="3/KH-UBND", day="07 tháng 01 năm 2025", title="Vận động người dân", **LANG_SON),
    "d": HEAD.format(
        number="4/KH-UBND", day="08 tháng 01 năm 2026", title="Trồng hoà bình", place="TỈNH CAO BẰNG", town="Cao Bằng"
    )
    + f"Căn cứ {CHUNG};\n",
    "e": HEAD.format(number="5/KH-UBND", day="09 tháng 01 năm 2026", title="Dẫn vấn", **LANG_SON)
    + "Căn cứ Kế hoạch số 2/KH-UBND ngày 06/01/2026 của UBND tỉnh Lạng Sơn;\n"
    + "Căn cứ Kế hoạch số 3/KH-UBND ngày 07/01/2025 của UBND tỉnh Lạng Sơn;\n",
    "f": HEAD.format(number="6/KH-UBND", day="10 tháng 01 năm 2026", title="Việc khác", **LANG_SON)
    + "Căn cứ Kế hoạch số 2/KH-UBND ngày 06/01/2026 của UBND tỉnh Lạng Sơn;\n",
}


def written(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = kg.open_store(":memory:")
    assert not kg.build([written(tmp_path_factory.mktemp("plans"), **PLANS)], store).failed
    return store


@pytest.fixture(scope="module")
def samples(sample_store: Path) -> Iterator[Store]:
    with kg.open_store(sample_store) as opened:
        yield opened


@pytest.fixture(scope="module")
def one_plan(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """One plan that cites nine others of its year, and a law."""
    head = HEAD.format(number="7/KH-UBND", day="03 tháng 02 năm 2026", title="Việc", **LANG_SON)
    others = "".join(
        f"Căn cứ Kế hoạch số {number}/KH-UBND ngày {number - 4}/3/2026 của UBND tỉnh Lạng Sơn;\n"
        for number in range(8, 17)
    )
    law = "Căn cứ Luật Tổ chức chính quyền địa phương số 77/2015/QH13 ngày 19/6/2015;\n"
    store = kg.open_store(":memory:")
    assert not kg.build([written(tmp_path_factory.mktemp("one"), a=head + law + others)], store).failed
    return store


def numbers(store: Store, asked: str, **limits: list[str]) -> list[str]:
    """The figures of what is found, in its order."""
    with kg.open(store, language="en") as work:
        return [(one.document.number or "").partition("/")[0] for one in work.find(asked, **limits).documents]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("dân vận", ["1", "3", "2", "5"]),  # as typed and in order, as typed, without accents by how often it is cited
        ("dan van", ["2", "1", "5", "3"]),  # in this order, the most cited first; then in any order
        ("dan vận", ["1", "3", "2", "5"]),  # an accent on one word is meant
        ("DẪN VẤN", ["2", "5", "1", "3"]),
        ("hòa bình", ["4"]),
        ("hoa bi", []),
        ("cao bang", ["4"]),
        ("ubnd cao bang 2026", ["4"]),
        ("3/KH-UBND", ["3"]),
        ("ke hoach 3", ["3"]),
        ("nothing like it", []),
    ],
)
def test_what_comes_first(memory: Store, asked: str, found: list[str]) -> None:
    assert numbers(memory, asked) == found


def test_limits(memory: Store) -> None:
    assert numbers(memory, "van", years=["2025"]) == ["3"]
    assert numbers(memory, "hoa", provinces=["cao bằng"]) == ["4"]
    assert numbers(memory, "hoa", provinces=["Lạng Sơn"]) == []
    assert numbers(memory, "dan", types=["qd"]) == []
    assert numbers(memory, "dan van", types=["kế hoạch"], levels=["province"]) == numbers(memory, "dan van")
    assert numbers(memory, "3/KH-UBND", years=["2026"]) == []


def test_pages_make_the_whole(memory: Store) -> None:
    with kg.open(memory) as work:
        whole = work.find("dân vận").documents
        pages = [work.find("dân vận", limit=2, offset=offset) for offset in (0, 2)]
        assert tuple(one for page in pages for one in page.documents) == whole
        assert {page.total for page in pages} == {len(whole)} == {4}
        every = work.listing().documents
        assert [one.cited for one in every] == sorted((one.cited for one in every), reverse=True)
        assert len(every) == len(PLANS)
        assert work.listing(limit=2, offset=2).documents == every[2:4]


@pytest.mark.parametrize("words", ["", "dan van", "ke hoach 2024", "33/CT-TTg", "luat", "dân vận"])
def test_facets_count_what_a_limit_leaves(samples: Store, words: str) -> None:
    """Of each facet, the documents that are left by each of its values."""
    with kg.open(samples, language="vi") as work:
        parts = work.facets(words, most=1_000)
        for name in ("types", "levels", "provinces", "years"):
            found = getattr(parts, name)
            assert found or name == "provinces", name
            for part in found[:6]:
                narrow: Any = {name: [part.value]}
                left = work.find(words, **narrow) if words else work.listing(held=False, **narrow)
                assert left.total == part.count, (name, part.value)
            assert [part.count for part in found] == sorted((part.count for part in found), reverse=True)


def test_every_door_tells_one_year_also_of_what_has_no_day(samples: Store) -> None:
    """Of two of the five plans only the year is known: by its month of one, by its title of the other."""
    (asked,) = re.findall(r"```sparql\n(.+?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    with kg.open(samples, language="vi") as work:
        derived = {step.document.label: step.document.year for step in work.lineage("33/CT-TTg").steps}
        assert {row["label"]: row["year"] for row in work.query(parse_query(asked)).rows} == derived
        assert sorted(derived.values()) == ["2024", "2024", "2026", "2026", "2026"]
        (undated,) = (one.document for one in work.find("tu xuyen", years=[2024], held=True).documents
                      if one.document.date is None)  # fmt: skip
        assert undated.year == "2024"
        assert find_document(samples, "ke hoach tu xuyen dan van chinh quyen 2024") == undated
        with pytest.raises(UnknownReferenceError):
            find_document(samples, "ke hoach tu xuyen dan van chinh quyen 2023")
        with pytest.raises(AmbiguousReferenceError, match=r"may mean 9 documents.+168-KH/TU.+; and 1 more"):
            find_document(samples, "ke hoach 2024")


@pytest.mark.parametrize(
    ("asked", "narrow", "total"),
    [
        ("ke hoach 2026", {"types": ["KH"], "years": [2026]}, 10),
        ("luat 2015", {"types": ["luat"], "years": [2015]}, 1),
    ],
)
def test_a_type_and_a_year_mean_what_find_gives_by_them(
    one_plan: Store, asked: str, narrow: Any, total: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cited documents, too; of many only those are looked at that are named."""
    looked: list[str] = []

    def seen(store: Store, iris: Iterable[str]) -> dict[str, DocumentView]:
        looked.extend(listed := list(iris))
        return views(store, listed)

    monkeypatch.setattr(reference, "views", seen)
    with kg.open(one_plan) as work:
        given = work.listing(held=False, **narrow)
    assert given.total == total
    if total == 1:
        assert find_document(one_plan, asked).id == given.documents[0].document.id
    else:
        with pytest.raises(AmbiguousReferenceError, match=rf"may mean {total} documents.+; and 2 more"):
            find_document(one_plan, asked)
    assert len(looked) == min(total, reference.SHOWN)


@pytest.mark.parametrize(("day", "number"), [("03/02/2026", "7/KH-UBND"), ("5/3/2026", "9/KH-UBND")])
def test_a_type_and_a_day_mean_what_can_be_of_it(one_plan: Store, day: str, number: str) -> None:
    assert find_document(one_plan, f"ke hoach {day}").number == number


def test_what_is_near_is_no_answer(memory: Store) -> None:
    with kg.open(memory, language="en") as work:
        none, beyond = work.find("dân chủ hoa quả"), work.find("dan van", years=[1999])
        assert none.near
        assert (none.total, none.documents, none.table().rows) == (0, (), ())
        assert [*plain_lines(none.blocks("en"), "en")] == ["\t".join(one.heading("en") for one in none.table().columns)]
        drawn = "\n".join(drawn_lines(none.tree("en"), "en", 100, colour=True))
        head, near = drawn.split("nearest to it:")
        assert "fits no document" in head
        assert not any(one.label in head for one in none.near)
        assert all(line.startswith("\x1b[2m  Kế hoạch số ") for line in near.splitlines()[1:])
        assert (beyond.total, beyond.near, beyond.beyond) == (0, (), work.find("dan van").total)
        assert "without them: 4" in "".join(drawn_lines(beyond.tree("en"), "en", 100, colour=False))


def test_a_word_may_be_only_begun(memory: Store) -> None:
    with kg.open(memory) as work:
        (one,) = work.find("hoa bi", unfinished=True).documents
    assert one.document.number == "4/KH-UBND"


ODD = ('"', "AND", "NOT dan", "a OR b", "said:x", "*", "(((", "NEAR(a b)", "''--", "^a", "💥", "_")


@pytest.mark.parametrize("asked", ODD)
def test_no_words_are_a_language(memory: Store, asked: str) -> None:
    with kg.open(memory) as work:
        work.find(asked)


def test_what_is_no_reference_is_refused(memory: Store) -> None:
    with kg.open(memory) as work:
        for asked in ("", " ", "x" * 501):
            with pytest.raises(UnknownReferenceError):
                work.find(asked)


def test_a_title_that_people_use_as_a_name_finds_its_document(samples: Store) -> None:
    """Others bear its words as well: those of a province and of two districts, one of them a "Quy chế" by type."""
    for asked in ("Quy chế công tác dân vận", "quy che cong tac dan van"):
        assert find_document(samples, asked).number == "23-QĐ/TW"
    assert find_document(samples, "Quy chế công tác dân vận huyện Văn Quan").number == "10-QC/HU"
    with pytest.raises(AmbiguousReferenceError):
        find_document(samples, "công tác dân vận")


def test_the_index_follows_a_store_in_memory(tmp_path: Path) -> None:
    store = kg.open_store(":memory:")
    kg.build([written(tmp_path / "plans", a=PLANS["a"])], store)
    assert numbers(store, "hoa binh") == []
    kg.build([written(tmp_path / "plans", d=PLANS["d"])], store)
    assert numbers(store, "hoa binh") == ["4"]


def test_readers_of_one_build_share_its_index_and_the_next_build_has_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where, read = tmp_path / "store", []
    reading = word_rows._read

    def counted(store: Store) -> Iterator[word_rows._Row]:
        read.append(store.generation)
        return reading(store)

    monkeypatch.setattr(word_rows, "_read", counted)
    kg.build([written(tmp_path / "plans", a=PLANS["a"])], where)
    with kg.open_store(where) as first, kg.open_store(where) as second:
        assert numbers(first, "dan van") == numbers(second, "dan van") == ["1"]
        assert len(read) == 1
        kg.build([written(tmp_path / "plans", b=PLANS["b"])], where)
        assert words_of(first).every(Limits(), None)[1] == 1, "who reads the build of before sees that one"
        assert numbers(first.latest(), "dan van") == ["1", "2"]
        assert len(read) == 2
    with kg.open_store(where) as third:
        assert numbers(third, "dan van") == ["1", "2"]
    assert len(read) == 2
    assert not list(where.rglob("*.part"))


def test_where_nothing_may_be_written_it_is_made_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kg.build([written(tmp_path / "plans", **PLANS)], tmp_path / "store")

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(word_rows, "_write", refused)
    with kg.open_store(tmp_path / "store") as store:
        assert numbers(store, "hoa binh") == ["4"]
    assert not list((tmp_path / "store").rglob(word_rows._FILE))


def test_several_threads_may_ask(memory: Store) -> None:
    index = words_of(memory)
    asked = ["dân vận", "dan van", "hoa binh", "cao bang"] * 50
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda one: index.find(one, Limits(), 3), asked))
    assert together == [index.find(one, Limits(), 3) for one in asked]
