"""What holds of a type of document stands in ``types.csv``, and only there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from ontology import TYPE_MARKS, Family, TypeMark, issuer_of_type, table, types_of, types_with

ROOT = Path(__file__).parents[2]
CODES = {row["code"] for row in table("types")}
MODULES = sorted(path for package in ("extract", "kg", "ontology") for path in (ROOT / package).rglob("*.py"))
#: Modules whose lists still wait for a column of their own.
WAITING = {"extract/roles/deciding.py", "kg/check/case.py", "kg/check/identity_rules.py"}


def lists_of_codes(source: str) -> Iterator[str]:
    """The sets, lists and tuples in a module that hold nothing but codes of types."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Set | ast.List | ast.Tuple) and node.elts:
            values = [one.value if isinstance(one, ast.Constant) else ... for one in node.elts]
            several = isinstance(node, ast.Set) or len(values) > 1
            if several and CODES >= set(values) - {None} != set():
                yield f"line {node.lineno}: {ast.unparse(node)}"


@pytest.mark.parametrize(
    "code", ['X = frozenset({"BC", "BB"})', 'x = y in {None, "VB"}', 'for x in ("NĐ", "TT"): pass']
)
def test_a_list_of_codes_is_seen(code: str) -> None:
    assert list(lists_of_codes(code))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_lists_types_by_their_codes(path: Path) -> None:
    if path.relative_to(ROOT).as_posix() not in WAITING:
        assert list(lists_of_codes(path.read_text(encoding="utf-8"))) == [], "name the kind in a column of types.csv"


def test_every_column_is_a_known_mark_and_asked_for() -> None:
    marks = set(get_args(TypeMark))
    assert set(TYPE_MARKS) == marks
    assert set(table("types")[0]) - marks == {"code", "label", "label_en", "family", "symbols", "issuer", "examples"}
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in MODULES if path.parent.name != "ontology"]
    asked = {
        node.value
        for tree in trees
        for parent in ast.walk(tree)
        if isinstance(parent, ast.Call | ast.Subscript)
        for node in ast.iter_child_nodes(parent)
        if isinstance(node, ast.Constant)
    }
    assert marks - asked == set(), "a column that no rule asks for"


def test_a_mark_says_yes_or_nothing_and_parts_the_types() -> None:
    for mark in get_args(TypeMark):
        assert {row[mark] for row in table("types")} == {"yes", ""}, mark
        assert set() < types_with(mark) < CODES
    with pytest.raises(KeyError):
        types_with("loud")  # type: ignore[arg-type]


def test_every_type_is_of_one_family() -> None:
    families = [types_of(family) for family in get_args(Family)]
    assert sum(map(len, families)) == len(CODES)
    assert frozenset().union(*families) == CODES


def test_who_makes_all_of_a_type() -> None:
    assert [issuer_of_type(code) for code in ("LUAT", "KH", None)] == ["Quốc hội", None, None]
    assert {row["issuer"] for row in table("types")} - {""} <= {row["name"] for row in table("bodies")}
