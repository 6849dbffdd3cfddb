"""Annotations made by hand (gold): a file of JSON a document. Their form is described in tests/gold/README.md."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.errors import InputError
from extract.userfiles import load_text

_NEEDED = {"start", "end", "number", "in", "doc_type", "date", "issuer", "title", "relation", "within"}


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
