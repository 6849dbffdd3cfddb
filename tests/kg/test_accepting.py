"""What was harvested, on its way into a register of one's own and out again; the commands that keep one."""

from __future__ import annotations

import csv
import json
import shlex
import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT
from harvested import ENDING, OLD, act, harvest, run
from typer.main import get_command
from typer.testing import CliRunner

import kg
from extract.errors import FactError
from kg.cli import app
from kg.law.accepting import accept, undo
from kg.law.facts import Change
from kg.law.register import load_register
from kg.workspace.harvesting import Harvest

pytestmark = pytest.mark.usefixtures("in_a_folder")


def reviewed(found: Harvest, name: str = "harvest.csv", **changed: str) -> Path:
    """The file that a person would review; ``changed`` is typed into its first row."""
    path = Path(name)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = found.table()
        rows = [dict(zip(table.names, row, strict=True)) for row in table.rows]
        writer = csv.DictWriter(file, table.names)
        writer.writeheader()
        writer.writerows([rows[0] | changed, *rows[1:]])
    return path


def test_what_is_accepted_is_judged_by_until_it_is_taken_back() -> None:
    plan = act("60/KH-UBND", "01 tháng 4 năm 2026", kind="KẾ HOẠCH").replace(
        "\n\nTM.", f"\n\nCăn cứ {OLD};\n\nI. MỤC\n\nTM."
    )
    Path("plans").mkdir()
    Path("plans/plan.txt").write_text(plan, encoding="utf-8")
    Path("acts").mkdir()
    Path("acts/act.txt").write_text(ENDING, encoding="utf-8")
    kg.build(["plans"], "plans.store")
    Path("cancu.toml").write_text('register = ["cancu-register.csv"]\n', encoding="utf-8")
    other = OLD.replace("17/2018", "3/2016").replace("20/4/2018", "1/3/2016")
    run("register", "add", "--relation", "amends", "--later", OLD, "--earlier", other, "--source", "Điều 1")
    before = Path("cancu-register.csv").read_bytes()

    def answers() -> tuple[str, list[str], int]:
        said = json.loads(run("status", OLD, "--as-of", "2026-04-02", "--format", "json"))
        checked = json.loads(run("check", "plans", "--as-of", "2026-04-02", "--select", "S101", "--format", "json"))
        ended = json.loads(run("outdated", "--store", "plans.store", "--as-of", "2026-04-02", "--format", "json"))
        return said["status"], [one["severity"] for one in checked["findings"]], len(ended["rows"])

    nothing = ("unknown", [], 0)
    assert answers() == nothing
    run("register", "harvest", "acts", "-o", "harvest.csv")
    assert "2 rows taken" in run("register", "harvest", "--accept", "harvest.csv")
    assert answers() == ("superseded", ["error"], 1)
    assert "0 rows taken, 2 were there" in run("register", "harvest", "--accept", "harvest.csv")
    assert "2 rows taken back, those accepted from harvest.csv" in run("register", "undo")
    assert Path("cancu-register.csv").read_bytes() == before
    assert answers() == nothing


def test_the_examples_in_the_help_of_the_register_run() -> None:
    """Each as it stands, in the order in which one makes what the next one reads."""
    commands = get_command(app).commands["register"].commands  # type: ignore[attr-defined]
    Path("acts").mkdir()
    Path("acts/act.txt").write_text(ENDING, encoding="utf-8")
    for name in ("relationships.csv", "metadata.csv"):
        shutil.copy(ROOT / "tests/kg/register" / name, name)
    in_order = ("list", "reach", "add", "check", "harvest", "undo", "import")
    assert {*in_order} == commands.keys()
    for name in in_order:
        if name == "check":
            for copied in ("our-facts.csv", "theirs.csv"):
                shutil.copy("cancu-register.csv", copied)
        examples = _examples(commands[name].help)
        assert examples, name
        for example in examples:
            done = CliRunner().invoke(app, shlex.split(example))
            assert done.exit_code == 0, (example, done.output)


def _examples(text: str) -> list[str]:
    parts = (" ".join(part.split()) for part in text.split("\n\n"))
    return [part.removeprefix("Example: cancu ") for part in parts if part.startswith("Example: cancu ")]


def test_rows_are_accepted_as_they_are_reviewed() -> None:
    found = harvest(ENDING)
    path = reviewed(found, mark="S", effective="2026-04-01", take="có")
    done = accept(path, Path("ours.csv"))
    assert (done.taken, done.left) == (2, 0)
    (change,) = (fact for fact in load_register(Path("ours.csv")).facts if isinstance(fact, Change))
    assert (change.mark, change.effective, change.relation) == ("S", date(2026, 4, 1), "supersedes")
    assert accept(reviewed(found, take="no"), Path("other.csv")).left == 1
    assert len(load_register(Path("other.csv"))) == 1


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"source": ""}, "row 2: the fact has no source"),
        ({"effective": "2025-01-01"}, "row 2: the later document is dated 2026-03-10"),
        ({"effective": "25/3/2026"}, "row 2: the column 'effective' says"),
        ({"take": "maybe"}, "row 2: the column 'take' says 'maybe'"),
        ({"relation": "takes_effect"}, "row 2: a row that says 'takes_effect'"),
    ],
)
def test_one_bad_row_refuses_all(changed: dict[str, str], says: str) -> None:
    found = harvest(ENDING)
    accept(reviewed(found, "first.csv", take="no"), Path("ours.csv"))
    before = Path("ours.csv").read_bytes()
    with pytest.raises(FactError, match=r"second\.csv") as refused:
        accept(reviewed(found, "second.csv", **changed), Path("ours.csv"))
    assert says in str(refused.value)
    assert Path("ours.csv").read_bytes() == before
    with pytest.raises(FactError, match="nothing to take back"):
        undo(Path("third.csv"))


def test_a_fact_that_the_register_holds_is_only_counted() -> None:
    found = harvest(ENDING)
    assert len(found.rows) == 2
    accept(reviewed(found), Path("ours.csv"))
    again = harvest(ENDING, ENDING, register=(Path("ours.csv"),))
    assert (again.rows, again.known) == ((), 2)


def test_each_undo_takes_back_one_acceptance() -> None:
    table = Path("ours.csv")
    accept(reviewed(harvest(ENDING), "a [1].csv"), table)
    accept(reviewed(harvest(ENDING.replace("12/2026", "14/2026")), "b.csv"), table)
    assert [undo(table), undo(table)] == [("b.csv", 2), ("a 1 .csv", 2)]
    assert len(load_register(table)) == 0
