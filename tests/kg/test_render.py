"""How answers are shown: shapes and their schemas, blocks on a terminal, in a sheet, in Markdown and on a page."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import ClassVar, Literal

import pytest
from late import Late
from rich.cells import cell_len

from kg.render.blocks import Branch, Heading, Line, Table, Warned, columns
from kg.render.html import fragment
from kg.render.markdown import markdown
from kg.render.result import Result
from kg.render.shapes import INNER, plain, schema_of
from kg.render.sheet import write_csv
from kg.render.terminal import drawn_lines, plain_lines, warnings_of

jsonschema = Late("jsonschema")

HOSTILE = "<script>alert(1)</script> =1+2 \x1b[31m\u202e|*a*\nb"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf."""

    name: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Tree(Result):
    """A tree.

    More of it.
    """

    KIND: ClassVar[str] = "tree"

    kind: Literal["a", "b"]
    leaves: tuple[Leaf, ...]
    counts: dict[str, int]
    trees: tuple[Tree, ...] = ()
    secret: object = field(default=None, metadata=INNER)


TREE = Tree("a", (Leaf("x", date(2025, 6, 30)), Leaf("y")), {"n": 1}, (Tree("b", (), {}, secret=object()),), object())


def test_a_shape_and_its_schema_agree() -> None:
    said = TREE.to_dict()
    assert said == {
        "schema": "cancu/tree/1",
        "kind": "a",
        "leaves": [{"name": "x", "day": "2025-06-30"}, {"name": "y", "day": None}],
        "counts": {"n": 1},
        "trees": [{"kind": "b", "leaves": [], "counts": {}, "trees": []}],
    }
    jsonschema.Draft202012Validator.check_schema(Tree.schema())
    jsonschema.validate(said, Tree.schema())


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "c"},
        {"leaves": [{"name": 1, "day": None}]},
        {"leaves": [{"name": "x"}]},
        {"counts": {"n": "1"}},
        {"schema": "cancu/tree/2"},
        {"more": 1},
    ],
)
def test_a_schema_refuses_what_is_not_of_the_shape(wrong: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(TREE.to_dict() | wrong, Tree.schema())


def test_what_has_no_form_in_json_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        plain(object())
    with pytest.raises(TypeError):
        schema_of(complex)


TABLE = Table(columns("document", ("level", "level"), ("date", "day")), ((HOSTILE, "commune", "2025-06-30"),))
BLOCKS = (Heading("Head"), Line(HOSTILE), TABLE, Branch("root", (Branch("one", (Branch(HOSTILE),)), Branch("two"))))


def test_a_pipe_gets_words_of_the_language_and_no_control_character() -> None:
    lines = list(plain_lines((*BLOCKS, Warned("beware")), "vi"))
    assert "văn bản\tcấp\tngày" in lines
    assert any(line.endswith("cấp xã\t30/6/2025") for line in lines)
    assert "│  └─ " in lines[-2]
    assert lines[-1] == "└─ two"
    assert not any(char in "".join(lines) for char in "\x1b\u202e\n")
    assert "beware" not in lines
    assert list(warnings_of((*BLOCKS, Warned("beware")))) == ["beware"]


def test_a_sheet_gets_names_and_values_as_they_are() -> None:
    out = io.StringIO()
    write_csv(Table(columns("document", ("date", "day")), (("=1+2", "2025-06-30"), (None, "2026"))), out)
    assert list(csv.reader(io.StringIO(out.getvalue()))) == [
        ["document", "date"],
        ["'=1+2", "2025-06-30"],
        ["", "2026"],
    ]


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.names.append(tag)

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def test_on_a_page_nothing_that_a_document_says_is_markup() -> None:
    page = _Elements()
    page.feed(fragment(BLOCKS, "vi"))
    assert set(page.names) == {"section", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "ul", "li"}
    assert sum("<script>" in said for said in page.said) == 3


def test_in_markdown_nothing_that_a_document_says_is_markup() -> None:
    text = markdown(BLOCKS, "en")
    assert "| document | level | date |\n| --- | --- | --- |\n" in text
    assert "\\<script\\>" in text
    assert "\\|\\*a\\* b" in text
    assert "\n- root\n  - one\n    - \\<script" in text


@pytest.mark.parametrize("width", [40, 80])
def test_a_table_is_never_cut(width: int) -> None:
    """Where its longest words have no room side by side, a row is a list of what stands in it under which head."""
    iri = "urn:lex:vn:thu.tuong.chinh.phu:chi.thi:2021-11-26;33-ct-ttg"
    table = Table(
        columns("id", ("level", "level"), ("date", "day")), ((iri, "commune", "2024-03-05"), ("a", None, None))
    )
    lines = list(drawn_lines((table,), "vi", width, colour=False))
    assert max(map(cell_len, lines)) <= width
    assert "".join("".join(lines).split()).count(iri) == 1
    assert all(word in " ".join(lines) for word in ("mã định danh", "cấp xã", "05/3/2024"))
    assert ("───" in lines[1]) is (width == 80)
    assert width == 80 or lines[-2:] == ["  ngày: 05/3/2024", "mã định danh: a"]
