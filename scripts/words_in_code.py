"""How many Vietnamese words stand in string literals of the extractor's code, by room: what a jurist cannot edit.

    python scripts/words_in_code.py            the rooms and their sum
    python scripts/words_in_code.py --modules  every module

Counted from the syntax tree: the words of two letters and more in every string that is no docstring and holds a letter
that only Vietnamese has; patterns are strings, their escapes, marks and group names are no words.
"""

from __future__ import annotations

import argparse
import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1] / "extract"
ROOMS = ("roles", "mentions", "bodies", "frame")
_WORD = re.compile(r"[^\W\d_]{2,}")
_VIETNAMESE = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)
_ESCAPE = re.compile(r"\\[A-Za-z]|\(\?P?<\w+>|\(\?[a-zA-Z]+:")


def main() -> None:
    """Print the counts."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--modules", action="store_true", help="every module, not the rooms alone")
    modules = cli.parse_args().modules
    rooms: Counter[str] = Counter()
    for room in ROOMS:
        for path in sorted((ROOT / room).glob("*.py")):
            count = words(path.read_text(encoding="utf-8"))
            rooms[room] += count
            if modules and count:
                print(f"  {path.relative_to(ROOT)!s:30} {count:6}")
        print(f"{room:32} {rooms[room]:6}")
    print(f"{'all':32} {rooms.total():6}")


def words(source: str) -> int:
    """The Vietnamese words in the string literals of a module."""
    return sum(
        1
        for literal in literals(ast.parse(source))
        if _VIETNAMESE.search(literal)
        for _ in _WORD.findall(_ESCAPE.sub(" ", literal))
    )


def literals(tree: ast.Module) -> Iterator[str]:
    """The strings of a module, its docstrings left out."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


if __name__ == "__main__":
    main()
