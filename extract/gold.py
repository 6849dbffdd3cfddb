"""What is compared: annotations made by hand (gold), a file of JSON a document, and records that were written before.

The form of the annotations is described in tests/gold/README.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.errors import InputError
from extract.reading.files import open_regular
from extract.records import Extraction, from_dict
from extract.userfiles import load_text

_LONGEST_LINE = 500_000_000  # bytes; the record of the longest text that is read has fewer
_NEEDED = {"start", "end", "number", "relation"}  # any other field is compared where an annotation has it


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotation of one document: ``document``, ``citations`` and ``stated`` as in the file; ``stated`` None where
    nobody annotated what is stated."""

    name: str
    document: dict[str, Any]
    citations: tuple[dict[str, Any], ...]
    stated: tuple[dict[str, Any], ...] | None = None


def load_gold(folder: str | Path) -> tuple[Gold, ...]:
    """The annotations in ``folder`` (``*.json``), by name. Raises InputError if there are none or one is malformed."""
    paths = sorted(Path(folder).glob("*.json"))
    if not paths:
        raise InputError(
            "No annotations (*.json) in {folder}; name a folder such as tests/gold/documents.", folder=folder
        )
    return tuple(map(_load_one, paths))


def _load_one(path: Path) -> Gold:
    try:
        return gold_of(path.stem, json.loads(load_text(path)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(
            "{path} is not an annotation ({error}); see tests/gold/README.md for its form.", path=path, error=error
        ) from error


def gold_of(name: str, data: dict[str, Any]) -> Gold:
    """The annotation that stands in a file of JSON. Raises KeyError, TypeError or AttributeError where it is none."""
    for citation in data["citations"]:
        if lacking := sorted(_NEEDED - set(citation)):
            raise KeyError(*lacking)
    stated = data.get("stated")
    return Gold(name, data["document"], tuple(data["citations"]), None if stated is None else tuple(stated))


def load_records(path: str | Path) -> Iterator[Extraction]:
    """The records of a file that ``cancu extract --format jsonl`` wrote. Raises InputError at a foreign line."""
    number = 0
    try:
        with open_regular(path) as file:
            while line := file.readline(_LONGEST_LINE):
                number += 1
                if line.strip():
                    yield from_dict(json.loads(line.decode("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(
            "{path}, line {line}, is not a record of `cancu extract --format jsonl` ({error}).",
            path=path,
            line=max(1, number),
            error=error,
        ) from error
