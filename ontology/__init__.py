"""What the words mean: classes and properties, SHACL shapes, document types, bodies and units. Data, no logic.

The tables are CSV with a header row; ``table("types")`` gives their rows as dicts, read once.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``ontology/<name>.csv``. Raises FileNotFoundError for an unknown name."""
    text = files("ontology").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
