"""One answer, whoever asks: the questions of ``questions.toml``, asked at every door.

The layer's ``to_dict()`` is the answer; every other door must give the same in the fields that it declares: the command
line as JSON all of them, as CSV those of :meth:`kg.render.result.Result.table`, a notebook those that a person reads,
the page of a picture those of its documents. A new door joins :data:`DOORS`.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result as Printed
from late import Late
from typer.testing import CliRunner

import kg
from benchmarks.corpus import write
from extract.errors import CancuError
from kg.cli import app
from kg.harmless import cell
from kg.render.blocks import Table
from kg.render.result import Result
from kg.render.terminal import warnings_of
from kg.resources import data_file
from kg.storage.querying import find_query
from kg.web.links import Links
from tests.kg import aside_texts, namesakes
from tests.kg.web_server import serving

jsonschema = Late("jsonschema")

QUESTIONS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("questions.toml").read_text(encoding="utf-8"))[
    "question"
]

LETTERHEAD = "ỦY BAN NHÂN DÂN\nTỈNH LẠNG SƠN\n\nSố: {number}\n\nLạng Sơn, ngày {day}\n\n{kind}\n{title}\n\n"
EARLIER = "Quyết định số 15/QĐ-UBND ngày 10/01/2024 của UBND tỉnh Lạng Sơn"
REPLACING = (
    LETTERHEAD.format(
        number="88/QĐ-UBND", day="02 tháng 02 năm 2026", kind="QUYẾT ĐỊNH", title="Ban hành Quy định về chợ"
    )
    + "Điều 1. Ban hành Quy định.\n\n"
    + f"Điều 2. Quyết định này có hiệu lực từ ngày 02 tháng 02 năm 2026 và thay thế {EARLIER}.\n"
)
PLAN = (
    LETTERHEAD.format(number="9/KH-UBND", day="05 tháng 3 năm 2026", kind="KẾ HOẠCH", title="Phát triển chợ năm 2026")
    + f"Căn cứ {EARLIER};\n\nI. MỤC ĐÍCH\nPhát triển chợ.\n"
)
STATED = {"later": REPLACING, "plan": PLAN}
NINE = "Kế hoạch số 9/KH-UBND {day}của UBND tỉnh Lạng Sơn"
FACT = (
    "relation,scope,later_type,later_number,later_date,later_issuer,later_name,earlier_type,earlier_number,earlier_date,"
    "earlier_issuer,earlier_name,effective,source,mark,note\n"
    "supersedes,whole,Kế hoạch,70/KH-UBND,2026-04-01,Ủy ban nhân dân tỉnh Lạng Sơn,,Kế hoạch,61/KH-UBND,2026-02-26,"
    "Ủy ban nhân dân tỉnh Lạng Sơn,,2026-04-01,Kế hoạch 70/KH-UBND,V,\n"
)
FACTS = {"settings": FACT, "namesakes": namesakes.FACTS}
"""The tables of facts in the settings of a place."""


@dataclass(frozen=True)
class Place:
    """Where a question is asked: the store (None: without one), the working directory, the files to check."""

    store: str | None
    folder: Path
    files: Path


def plan(number: str, *bases: str) -> str:
    text = LETTERHEAD.format(number=number, day="07 tháng 3 năm 2026", kind="KẾ HOẠCH", title=f"Việc của {number}")
    return text + "".join(f"Căn cứ {base};\n" for base in bases) + "\nI. MỤC ĐÍCH\n"


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Place]:
    """The stores by name, each made when it is first asked for."""
    root = tmp_path_factory.mktemp("doors")
    made: dict[str, Place] = {}

    def texts(name: str, **files: str) -> Path:
        folder = root / f"{name}-files"
        folder.mkdir()
        for file, text in files.items():
            (folder / f"{file}.txt").write_text(text, encoding="utf-8")
        return folder

    def files_of(name: str) -> Path:
        match name:
            case "stated":
                return texts(name, **STATED)
            case "namesakes":
                return texts(name, **namesakes.TEXTS)
            case "asides" | "asides, no texts":
                return texts(name, **aside_texts.files())
            case "pages":
                page = f"# Hỏi đáp\n\nChợ do ai quản lý?\n\nThực hiện {EARLIER}, chợ do xã quản lý.\n"
                return texts(name, **STATED, page=page)
            case "uncertain":
                dated, undated = NINE.format(day="ngày 05/01/2026 "), NINE.format(day="")
                other = NINE.format(day="ngày 05/01/2024 ")
                return texts(name, a=plan("1/KH-UBND", dated), b=plan("2/KH-UBND", other), c=plan("3/KH-UBND", undated))
            case "made":
                write(300, root / "made-files")
                return root / "made-files"
            case "seeds":
                seeds = Path(__file__).parents[3] / "shared" / "seeds"
                if not seeds.is_dir():
                    pytest.skip(f"needs the folder {seeds}, which is not here")
                return seeds
            case _:
                return data_file("plans")

    def place(name: str) -> Place:
        if name not in made:
            files = files_of(name)
            folder = root / name
            folder.mkdir()
            if name in FACTS:
                (folder / "facts.csv").write_text(FACTS[name], encoding="utf-8")
                (folder / "cancu.toml").write_text('register = ["facts.csv"]\n', encoding="utf-8")
            store = None if name == "none" else str(root / f"{name}.store")
            if store is not None:
                assert not kg.build([files], store, texts="no texts" not in name).failed
            made[name] = Place(store, folder, files)
        return made[name]

    return place


def asked(question: dict[str, Any], place: Place) -> Result:
    """The layer's answer."""
    verb, arguments = question["ask"]["verb"], {**question["ask"]}
    del arguments["verb"]
    pages = question.get("pages", False)
    with kg.open(place.store, as_of=question.get("as_of"), language="vi", pages=pages) as work:
        match verb:
            case "check":
                answer: Result = work.check([place.files / arguments["path"]])
            case "find" | "status":
                answer = getattr(work, verb)(arguments.pop("reference"), **arguments)
            case "lineage":
                reference, direction = arguments.pop("reference"), arguments.pop("direction")
                answer = work.lineage(reference, direction, **arguments)
            case "card":
                answer = work.card(arguments.pop("reference"), **arguments)
            case "picture":
                answer = work.picture(arguments["reference"])
            case "query":
                answer = work.query(find_query(arguments["name"]), ref=arguments["ref"])
            case "top":
                answer = work.top(arguments["by"], count=arguments["count"])
            case _:
                answer = getattr(work, verb)(**arguments)
    return answer


COMMANDS = {"card": "show", "listing": "list", "picture": "draw", "harvest": "register harvest"}
OPTIONS = {
    "years": "year", "provinces": "province", "levels": "level", "statuses": "status", "rules": "rule", "types": "type",
}  # fmt: skip
"""What may be given again on the command line, and is a list elsewhere."""


def command(question: dict[str, Any], place: Place, form: str, *more: str) -> str:
    """What the command line prints."""
    return run(question, place, form, *more).stdout


def run(question: dict[str, Any], place: Place, form: str, *more: str) -> Printed:
    """What the command line prints and what it warns of."""
    ask = {**question["ask"]}
    verb = ask.pop("verb")
    words = COMMANDS.get(verb, verb).split()
    limit, offset = ask.pop("limit", None), ask.pop("offset", 0)
    if "path" in ask:
        words.append(str(place.files / ask.pop("path")))
    words += [ask.pop(name) for name in ("reference", "name") if name in ask]
    if ask.pop("direction", "down") == "up":
        words.append("--up")
    if limit:
        words += ["--limit", str(limit), "--page", str(offset // limit + 1)]
    if ask.get("held") is False:
        del ask["held"]
        words.append("--all")
    for name, value in ask.items():
        option = f"--{OPTIONS.get(name, name).replace('_', '-')}"
        words += [option] if value is True else [word for one in listed(value) for word in (option, str(one))]
    words += ["--store", place.store] if place.store else []
    words += ["--as-of", question["as_of"]] if "as_of" in question else []
    words += ["--pages"] if question.get("pages") else []
    done = CliRunner().invoke(app, [*words, "--format", form, "--language", "vi", *more])
    if isinstance(done.exception, CancuError):
        raise done.exception
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def json_door(question: dict[str, Any], place: Place, answer: Result) -> None:
    """The command line's JSON is the answer."""
    assert json.loads(command(question, place, "json")) == json.loads(json.dumps(answer.to_dict()))


def warned_door(question: dict[str, Any], place: Place, answer: Result) -> None:
    """What else the words may mean stands on standard error, whatever the form."""
    if not answer.to_dict().get("namesakes"):
        return
    warned = run(question, place, "json").stderr
    assert all(sentence in warned for sentence in warnings_of(answer.blocks("vi")))


def csv_door(question: dict[str, Any], place: Place, answer: Result) -> None:
    """The command line's CSV is the answer's table."""
    if question["ask"]["verb"] == "picture":
        return
    printed = command(question, place, "csv").removeprefix("\ufeff")
    table = answer.table()
    expected = [list(table.names), *([str(cell(value)) for value in row] for row in table.rows)]
    assert list(csv.reader(io.StringIO(printed))) == expected


class _Cells(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.notes: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.rows[-1].append("")
        is_note = ("role", "note") in attrs
        self.notes += [""] * is_note
        self._inside = "note" if is_note else tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "td":
            self.rows[-1][-1] += data
        elif self._inside == "note":
            self.notes[-1] += data


def notebook_door(question: dict[str, Any], place: Place, answer: Result) -> None:
    """A notebook shows what a person is shown, in Vietnamese."""
    page = _Cells()
    page.feed(answer._repr_html_())
    tables = [block for block in answer.blocks("vi") if isinstance(block, Table)]
    assert [row for row in page.rows if row] == [row for table in tables for row in table.worded("vi")]
    assert page.notes == list(warnings_of(answer.blocks("vi")))


def page_door(question: dict[str, Any], place: Place, answer: Result) -> None:
    """The page of a picture holds its documents with their statuses, and each status is the one that `status` gives."""
    if question["ask"]["verb"] != "picture":
        return
    out = place.folder / "picture.html"
    command(question, place, "html", "-o", str(out))
    data = json.loads(re.findall(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', out.read_text("utf-8"))[0])
    nodes = {(node["label"], node["date"]): node["status"] for node in data["nodes"]}
    said: Any = answer.to_dict()
    assert nodes == {(node["label"], node["date"]): node["status"] for node in said["nodes"]}
    assert data["beside"]["vi"] == list(warnings_of(answer.blocks("vi")))
    with kg.open(place.store, as_of=question.get("as_of"), language="vi") as work:
        assert {node["id"]: node["status"] for node in said["nodes"]} == {
            node["id"]: work.status(node["id"]).status for node in said["nodes"]
        }


def web_door(question: dict[str, Any], place: Place, answer: Result) -> None:
    """The address of a page with .json gives the answer, and with .csv its table."""
    ask = {**question["ask"]}
    verb = ask.pop("verb")
    if verb not in WEB or place.store is None:
        return
    told: dict[str, Any] = {"lang": "vi", "limit": ask.pop("limit", 500)}
    told |= {"page": ask.pop("offset") // told["limit"] + 1} if "offset" in ask else {}
    told |= {"as_of": question["as_of"]} if "as_of" in question else {}
    told |= {"pages": "1"} if question.get("pages") else {}
    said: Any = answer.to_dict()
    links = Links("", "vi")
    told |= {"q": ask.pop("reference")} if "reference" in ask else {}
    match verb:
        case "find":
            path = links.page("search", "json")
        case "listing":
            told |= {"all": "1"} if ask.pop("held", True) is False else {}
            path = links.page("list", "json")
        case "card":
            path = links.document(said["document"]["id"], "json")
        case "lineage":
            path = links.lineage(said["root"]["id"], "json")
        case "query":
            told, path = {"lang": "vi"}, links.query(ask.pop("name"), "json")
        case "check":
            told, path = {"as_of": told["as_of"]}, links.page("check", "json")
        case _:
            path = links.page({"outdated": "outdated", "stats": "figures"}[verb], "json")
            del told["limit"]
    if ask.get("by", "citation") != "citation" or ask.get("at_large") or said.get("total", 0) > told.get("limit", 500):
        return  # sums are the command line's, and so is more than a page
    ask = {OPTIONS.get(name, name): value for name, value in ask.items() if name not in ("path", "by")}
    told |= {name: "1" if value is True else value for name, value in ask.items()}
    with kg.open(place.store, language="vi") as work, serving(work) as asking:
        if verb == "check":
            name = question["ask"]["path"]
            found = asking.post(path, params=told, files={"file": (name, (place.files / name).read_bytes())})
            said = json.loads(json.dumps(said).replace(f"{place.files}/", ""))
        else:
            found = asking.get(path, params=told)
            sheet = asking.get(f"{path.removesuffix('json')}csv", params=told).text.removeprefix("\ufeff")
            rows = list(csv.reader(io.StringIO(sheet)))
            table = answer.table()
            assert rows == [list(table.names), *([str(cell(value)) for value in row] for row in table.rows)]
    assert found.json().get("answer") == json.loads(json.dumps(said)), found.text[:300]


WEB = frozenset(("find", "listing", "card", "lineage", "outdated", "stats", "check", "query"))
"""The verbs that a page answers alone; what holds for a document stands on its card."""

DOORS = (json_door, warned_door, csv_door, notebook_door, page_door, web_door)


def name_of(question: dict[str, Any]) -> str:
    pages = "with pages" * question.get("pages", False)
    return "-".join([question["store"], pages, *map(str, question["ask"].values()), question.get("as_of", "")])[:90]


@pytest.mark.parametrize("question", QUESTIONS, ids=map(name_of, QUESTIONS))
def test_every_door_gives_one_answer(
    question: dict[str, Any], places: Callable[[str], Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = places(question["store"])
    monkeypatch.chdir(place.folder)
    if "refuses" in question:
        with pytest.raises(CancuError) as refused:
            asked(question, place)
        assert question["refuses"] in str(refused.value)
        with pytest.raises(CancuError) as printed:
            command(question, place, "json")
        assert str(printed.value) == str(refused.value)
        return
    answer = asked(question, place)
    said = json.loads(json.dumps(answer.to_dict()))
    jsonschema.validate(said, type(answer).schema())
    for path, value in question["gives"].items():
        assert at(said, path) == value, path
    for door in DOORS:
        door(question, place, answer)


def at(said: Any, path: str) -> Any:
    """What stands at a path: "rows.0.as_of"; "rows.#" counts; nothing is ""."""
    for part in path.split("."):
        said = len(said) if part == "#" else said[int(part)] if isinstance(said, list) else said[part]
    return "" if said is None else said


def test_there_are_questions_enough() -> None:
    assert len(QUESTIONS) >= 40
    assert {"samples", "seeds", "made"} <= {question["store"] for question in QUESTIONS}
    verbs = {question["ask"]["verb"] for question in QUESTIONS}
    assert verbs == {
        "find", "listing", "status", "lineage", "card", "outdated", "picture", "check", "top", "stats", "harvest",
        "query",
    }  # fmt: skip
