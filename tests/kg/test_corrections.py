"""Corrections by the user hold in every build, whatever came first, and leave no trace once they are taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad

from extract.errors import InputError
from kg.building.build import build
from kg.building.corrections import Corrections, load_corrections
from kg.graph.terms import BOOKS
from kg.storage.opening import open_store
from kg.storage.store import Store

LETTERHEAD = (
    "ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\n\nSố: {}/KH-UBND\n\nSơn La, ngày 12 tháng 5 năm 2026\n\nKẾ HOẠCH\nPhát triển chợ\n\n"
)
RIGHT = "Chỉ thị số 33/CT-TTg ngày 26/11/2021 của Thủ tướng Chính phủ"
SLIP = "Chỉ thị số 33/CT-TTg ngày 26/11/2012 của Thủ tướng Chính phủ"
FILES = {
    "plans/a.txt": LETTERHEAD.format(101) + f"Căn cứ {RIGHT};\nCăn cứ Luật Đất đai;\n",
    "plans/b.txt": LETTERHEAD.format(102) + f"Căn cứ {SLIP};\nCăn cứ Luật Đất đai;\n",
    "plans/d.txt": LETTERHEAD.format(104) + "Căn cứ Luật Tố cáo ngày 12/6/2018;\n",
    "plans/c.txt": LETTERHEAD.format(103) + f"Căn cứ {RIGHT};\n",
}
CORRECTED = f"""
[[same]]
documents = ["{RIGHT}", "{SLIP}"]
note = "tra Công báo"

[[means]]
file = "plans/b.txt"
words = "Luật  Đất đai"
document = "Luật Đất đai số 45/2013/QH13 ngày 29/11/2013"

[[page]]
file = "c.txt"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "ours.toml").write_text(CORRECTED, encoding="utf-8")
    return tmp_path


def facts(store: Store) -> set[Quad]:
    """All but the books, which tell what was built how."""
    return {quad for quad in store.match() if quad.graph_name != BOOKS}


def built(folder: Path, *corrections: Corrections, batches: int = 1) -> Store:
    """A store after builds with these corrections, one after the other."""
    store = open_store(None)
    for one in corrections:
        for number in range(1, batches + 1):
            given = [folder / "in"] if number == batches else [folder / "in" / "plans" / "b.txt"]
            assert build(given, store, corrections=one).failed == []
    return store


def meant(store: Store) -> set[tuple[str, str, str]]:
    rows = store.select(
        """SELECT ?path ?quote ?number ?date WHERE { ?c oa:hasBody ?d ; oa:hasTarget ?t .
            ?t oa:hasSource/cancu:path ?path ; oa:hasSelector/oa:exact ?quote .
            ?d cancu:number ?number . OPTIONAL { ?d eli:date_document ?date } }"""
    )
    found = set()
    for row in rows:
        day = row["date"].value if row.get("date") else "-"
        found.add((Path(row["path"].value).name, row["quote"].value[:12], f"{row['number'].value} {day}"))
    return found


def test_what_the_user_knows_better_holds(folder: Path) -> None:
    ours = load_corrections(folder / "ours.toml")
    store = built(folder, ours)
    assert meant(store) >= {
        ("a.txt", "Chỉ thị số 3", "33/CT-TTg 2021-11-26"),
        ("b.txt", "Chỉ thị số 3", "33/CT-TTg 2021-11-26"),
        ("b.txt", "Luật Đất đai", "45/2013/QH13 2013-11-29"),
        ("a.txt", "Luật Đất đai", "31/2024/QH15 2024-01-18"),
    }
    assert not any("2012" in number for _, _, number in meant(store))
    shown = {row["note"].value for row in store.select("SELECT ?note WHERE { ?corrected cancu:correction ?note }")}
    assert shown == {"tra Công báo", "means", "page"}


@pytest.mark.parametrize("batches", [1, 2])
def test_corrections_may_come_later_and_go_again(folder: Path, batches: int) -> None:
    ours, none = load_corrections(folder / "ours.toml"), Corrections()
    corrected, plain = (facts(built(folder, one, batches=batches)) for one in (ours, none))
    assert corrected != plain
    assert facts(built(folder, none, ours, batches=batches)) == corrected
    assert facts(built(folder, ours, none, batches=batches)) == plain
    assert facts(built(folder, ours, ours, batches=batches)) == corrected


def test_only_what_a_correction_concerns_is_read_again(folder: Path) -> None:
    store = built(folder, Corrections())
    report = build([folder / "in"], store, corrections=load_corrections(folder / "ours.toml"))
    assert (report.read, report.unchanged) == (3, 1)  # all that bear the number, and the page
    report = build([folder / "in"], store, corrections=load_corrections(folder / "ours.toml"))
    assert (report.read, report.unchanged) == (0, 4)


def test_a_build_without_the_files_leaves_them_to_the_next(folder: Path) -> None:
    ours = load_corrections(folder / "ours.toml")
    store = built(folder, Corrections())
    build([folder / "in" / "plans" / "a.txt"], store, corrections=ours)
    assert any("2012" in number for _, _, number in meant(store))
    build([folder / "in"], store, corrections=ours)
    assert facts(store) == facts(built(folder, ours))


@pytest.mark.parametrize("turn", [1, -1])
def test_what_is_one_with_what_is_one_is_one(folder: Path, turn: int) -> None:
    """In whatever order the rows stand, and also where they go round."""
    between = SLIP.replace("2012", "2019")
    pairs = [(RIGHT, between), (between, SLIP)][::turn]
    rows = "".join(f'[[same]]\ndocuments = ["{one}", "{other}"]\n' for one, other in pairs)
    ours = folder / "chain.toml"
    ours.write_text(rows, encoding="utf-8")
    numbers = {number for _, _, number in meant(built(folder, load_corrections(ours))) if number.startswith("33/")}
    assert numbers == {"33/CT-TTg 2021-11-26"}
    ours.write_text(rows + f'[[same]]\ndocuments = ["{SLIP}", "{RIGHT}"]\n', encoding="utf-8")
    assert load_corrections(ours).same


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[[equal]]\nfile = "a"', "'equal' is no correction"),
        ('[[page]]\nfolder = "a"', "a [[page]] has file, note"),
        ("[[page]]\nfile = 7", "a [[page]] has file, note"),
        ('page = "a.md"', "a [[page]] has file, note"),
        (f'[[same]]\ndocuments = ["{RIGHT}"]', "a [[same]] has documents, note"),
        (f'[[same]]\ndocuments = ["{RIGHT}", "văn bản kia"]', '"văn bản kia" names no document'),
        ('[[means]]\nfile = "a"\nwords = "b"\ndocument = "Luật Việt Nam"', '"Luật Việt Nam" names no document'),
        ("[[means", "cannot be read as TOML"),
    ],
)
def test_what_is_no_correction_is_refused_by_name(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"ours\.toml") as caught:
        load_corrections(path)
    assert said in str(caught.value)
