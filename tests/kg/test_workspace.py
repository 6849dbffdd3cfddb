"""The layer of questions: its face, its rooms, its schemas, and how it decides what is open and in which language."""

from __future__ import annotations

import ast
import json
import pydoc
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from graphlib import TopologicalSorter
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest

import kg
from extract.errors import AmbiguousReferenceError, StoreError
from kg.check.settings import Settings
from kg.law.register import Register
from kg.render.html import fragment
from kg.render.markdown import markdown
from kg.resources import data_file
from kg.storage.store import Store
from kg.workspace.opening import language_of
from scripts.schemas import FOLDER, schemas

ROOT = Path(kg.__file__).parents[1]
ROOMS = (
    "identity", "law", "resolution", "graph", "storage", "building", "render", "answers", "check", "drawing",
    "workspace", "web", "cli",
)  # fmt: skip
"""Each above those it may import, as the docstring of ``kg`` tells."""
PACKAGES = ("ontology", "extract", "kg")
"""The same of the packages."""
VERBS = (
    "find", "listing", "card", "lineage", "status", "outdated", "check", "picture", "top", "stats", "query", "validate",
    "evaluate",
)  # fmt: skip


@pytest.fixture(scope="module")
def store() -> Store:
    store = kg.open_store(":memory:")
    kg.build([data_file("plans")], store)
    return store


def test_the_face_of_the_package_is_locked() -> None:
    assert kg.__all__ == ["Workspace", "__version__", "build", "draw", "network", "open", "open_store"]
    assert all(hasattr(kg, name) for name in kg.__all__)
    assert kg.__version__.split(".")[0].isdigit()
    with pytest.raises(AttributeError, match="lineage"):
        _ = kg.lineage  # type: ignore[attr-defined]


def test_help_shows_the_verbs() -> None:
    shown = pydoc.render_doc(kg, renderer=pydoc.plaintext)
    assert all(f"``{verb}``" in shown for verb in VERBS)
    assert all(f"    {name}(" in shown for name in ("open", "build", "draw", "network", "open_store"))
    assert all(getattr(kg.Workspace, verb).__doc__ for verb in VERBS)


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{one.name}" for one in node.names)
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


def test_no_room_imports_one_above_it() -> None:
    upward = {
        f"{path.relative_to(ROOT)} imports {module}"
        for place, room in enumerate(ROOMS)
        for path in (ROOT / "kg" / room).rglob("*.py")
        for module in imports(path)
        if module.split(".")[:2] in [["kg", above] for above in ROOMS[place + 1 :]]
    }
    assert upward == set()


def test_no_group_of_a_pattern_is_possessive() -> None:
    """Before Python 3.11.5 such a group may match less than it says; an atomic group, "(?>(?:...)*)", says the same."""
    possessive = re.compile(r"\)(?:[*+?]|\{+[\d,]+\}+)\+")
    found = {
        path.name
        for room in PACKAGES
        for path in (ROOT / room).rglob("*.py")
        if possessive.search(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_nothing_that_is_compiled_keeps_a_property_by_a_decorator() -> None:
    """mypyc makes a plain property of a cached one: what it finds is then looked for again at every use."""
    modules = (ROOT / "extract").rglob("*.py")
    assert {path.name for path in modules if "cached_property" in path.read_text(encoding="utf-8")} == set()


def test_no_imports_go_in_a_circle_and_no_module_is_long() -> None:
    """Wherever in a module they stand, and be it for types alone."""
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for room in PACKAGES
        for path in (ROOT / room).rglob("*.py")
    }
    needs = {
        name: {one if one in modules else one.rpartition(".")[0] for one in imports(path)} & modules.keys() - {name}
        for name, path in modules.items()
    }
    assert set(TopologicalSorter(needs).static_order()) == modules.keys()  # CycleError names the circle
    floor = {name: PACKAGES.index(name.partition(".")[0]) for name in modules}
    assert {(name, one) for name, some in needs.items() for one in some if floor[name] < floor[one]} == set()
    lines = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in modules.items()}
    assert {name for name, count in lines.items() if count > 360} == set()


ONE_HOME = {
    "DERIVING", "Evidence", "Language", "Level", "Place", "Relation", "Severity", "day_in", "fold", "place_in",
}  # fmt: skip
"""What has been written in several places with several meanings."""


def named(path: Path) -> Iterator[str]:
    """What a module gives a name to, outside its classes and functions."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def test_a_fact_has_one_home() -> None:
    homes = Counter(name for room in PACKAGES for path in (ROOT / room).rglob("*.py") for name in named(path))
    assert {name: homes[name] for name in ONE_HOME} == dict.fromkeys(ONE_HOME, 1)


def test_no_answer_prints_or_knows_a_terminal() -> None:
    """What a question gives is shown elsewhere: in :mod:`kg.render`, by a door."""
    below = ROOMS[: ROOMS.index("web")]
    for path in (path for room in below for path in (ROOT / "kg" / room).rglob("*.py")):
        if path.parent.name == "render" or path.name == "query_worker.py":  # which speaks to its parent by pipes
            continue
        words = {
            ast.unparse(node)
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Name | ast.Attribute)
        }
        assert words.isdisjoint({"print", "input", "sys.stdout", "sys.stderr", "shutil.get_terminal_size"}), path
        assert {one.partition(".")[0] for one in imports(path)}.isdisjoint({"typer", "click", "rich"}), path


def test_doors_open_no_store_and_hold_no_sparql() -> None:
    for path in (*(ROOT / "kg" / "cli").glob("*.py"), *(ROOT / "kg" / "web").glob("*.py")):
        asked = set(imports(path))
        opened = {one for one in asked if one.startswith(("kg.storage.opening", "kg.storage.store", "pyoxigraph"))}
        assert opened == set(), path.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                sparql = "SELECT " in node.value and "Example: cancu" not in node.value
                assert not sparql, (path.name, node.value)


def test_the_web_asks_the_layer_alone() -> None:
    """What it imports are the workspace, its answers, how they are shown and files are made; no store, no law."""
    faces = (
        "kg.workspace", "kg.answers", "kg.render", "kg.drawing", "kg.web", "kg.wording", "kg.harmless", "kg.tracing",
        "kg.writing", "kg.__version__", "extract.errors", "extract.records",
    )  # fmt: skip
    for path in (ROOT / "kg" / "web").glob("*.py"):
        own = {one for one in imports(path) if one.split(".")[0] in ("kg", "extract", "ontology", "pyoxigraph")}
        assert {one for one in own if not one.startswith(faces)} == set(), path.name


def test_a_door_can_be_written_against_the_layer_alone(store: Store) -> None:
    """What a web page or an assistant needs: the workspace, its answers, and how they are shown."""
    with kg.open(store, language="vi", as_of="2026-06-01") as work:
        for answer in (work.lineage("33/CT-TTg"), work.card("33/CT-TTg"), work.outdated(), work.status("33/CT-TTg")):
            blocks = answer.blocks(work.language)
            assert fragment(blocks, "vi").startswith('<section class="cancu" lang="vi">')
            assert markdown(blocks, "vi")
            assert json.loads(json.dumps(answer.to_dict()))["schema"] == type(answer).schema_id()


def test_the_published_schemas_are_those_of_the_answers() -> None:
    """After a change that is meant: python -m scripts.schemas"""
    published = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    assert published == schemas()
    assert {f"{verb}.json" for verb in VERBS} <= published.keys()


def test_an_answer_is_a_data_frame_where_pandas_is_there(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    class DataFrame(NamedTuple):
        rows: list[tuple[object, ...]]
        columns: list[str]

    with kg.open(store, language="en") as work:
        answer = work.lineage("33/CT-TTg")
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError):
        answer.to_dataframe()
    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=DataFrame))
    frame = answer.to_dataframe()
    assert isinstance(frame, DataFrame)
    assert {"label", "inferred", "uncertain"} <= {*frame.columns}
    assert {len(row) for row in frame.rows} == {len(frame.columns)}
    assert {row[frame.columns.index("id")] for row in frame.rows} == {step.document.id for step in answer.steps}


def test_answers_are_frozen_and_short_to_look_at(store: Store) -> None:
    with kg.open(store, language="en") as work:
        answer = work.lineage("33/CT-TTg")
        with pytest.raises(FrozenInstanceError):
            answer.total = 0  # type: ignore[misc]
        assert len(repr(answer)) < 200
        assert "lineage" in repr(answer)
        assert len(repr(work)) < 120


@pytest.mark.parametrize(
    ("said", "settings", "system", "speaks"),
    [
        ("vi", "en", "en_US", "vi"),
        ("", "vi", "en_US", "vi"),
        ("", None, "vi_VN", "vi"),
        ("", None, "en_US", "en"),
        ("", None, None, "en"),
        ("en", "vi", "vi_VN", "en"),
    ],
)
def test_one_switch_for_the_language(
    said: str, settings: str | None, system: str | None, speaks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CANCU_LANGUAGE", said)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):  # where the system has none of these, as Windows
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("locale.getlocale", lambda: (system, "UTF-8"))
    assert language_of(Settings(language=settings)) == speaks  # type: ignore[arg-type]


def test_a_question_that_needs_a_store_says_so() -> None:
    with kg.open() as work, pytest.raises(StoreError, match="needs a store"):
        work.lineage("33/CT-TTg")


def test_a_closed_workspace_says_so_and_not_that_nothing_was_read(tmp_path: Path) -> None:
    kg.build([ROOT / "data" / "plans" / "tu-xuyen-2024.md"], tmp_path / "store")
    with kg.open(tmp_path / "store", language="vi") as work:
        kept = work.lineage("33/CT-TTg")
    assert len(kept.steps) == 1
    with pytest.raises(StoreError, match="is closed"):
        work.lineage("33/CT-TTg")


def test_of_a_number_or_a_name_the_register_is_asked_and_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Register, "entries", lambda _: pytest.fail("all of it is read"))
    with kg.open(as_of="2026-06-01", language="en") as work:
        assert work.status("34/2007/PL-UBTVQH11").status == "superseded"
        with pytest.raises(AmbiguousReferenceError, match=r"may mean \d documents"):
            work.status("33/CT-TTg")
        assert work.status("luat to cao").document == "Luật Tố cáo số 25/2018/QH14 ngày 12/6/2018"


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("luat phong chong tham nhung 2005", "55/2005/QH11"),
        ("Luật Phòng, chống tham nhũng năm 2005", "55/2005/QH11"),
        ("luat bhxh 2014", "58/2014/QH13"),
        ("luật phòng cháy và chữa cháy 2001", "27/2001/QH10"),
    ],
)
def test_a_law_is_known_by_its_name_as_laws_are_compared_by_theirs(written: str, means: str) -> None:
    """Commas, "và" and initials tell no law from another."""
    with kg.open(language="vi") as work:
        assert work.meant(written).key.number == means


def test_today_is_that_of_vietnam(monkeypatch: pytest.MonkeyPatch) -> None:
    script = "import kg; print(kg.open().day)"
    days = {
        subprocess.run(
            [sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=ROOT, env={"TZ": zone}
        ).stdout
        for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago")
    }
    assert len(days) == 1


def test_an_open_workspace_answers_from_a_later_build(tmp_path: Path) -> None:
    plans, where = tmp_path / "plans", tmp_path / "store"
    plans.mkdir()
    (plans / "a.txt").write_text((data_file("plans") / "dinh-lap-2026.txt").read_text("utf-8"), "utf-8")
    kg.build([plans], where)
    with kg.open(where) as work:
        assert work.stats().counts.files == 1
        assert work.lineage("33/CT-TTg").documents == 1
        (plans / "b.txt").write_text((data_file("plans") / "lang-son-2026.txt").read_text("utf-8"), "utf-8")
        kg.build([plans], where)
        assert work.stats().counts.files == 2
        assert work.lineage("33/CT-TTg").documents == 2
        assert work.find("61/KH-UBND").documents
