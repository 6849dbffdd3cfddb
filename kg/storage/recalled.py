"""What was read of a build one by one and is asked for again and again: documents, descriptions, by their ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from kg.storage.prepared import Kind, prepared
from kg.storage.store import Store

MOST = 20_000
"""How many of a kind are kept; beyond them all are let go, and what is asked for is read anew."""

Found = TypeVar("Found")


def recalled(
    store: Store, kind: str | Kind, names: Iterable[str], read: Callable[[list[str]], Mapping[str, Found]]
) -> dict[str, Found]:
    """What ``read`` gives for these names, in their order, once for each build; what it leaves out is left out.

    What was put down of a :class:`~kg.storage.prepared.Kind` beside the build is taken from there.
    """
    name = kind if isinstance(kind, str) else kind.name
    generation, known = store.kept.get(name, ("", None))
    if known is None or generation != store.generation or len(known) > MOST:
        known = dict[str, Any]()
        store.kept[name] = store.generation, known
    wanted = list(dict.fromkeys(names))
    missing = [one for one in wanted if one not in known]
    if missing and isinstance(kind, Kind) and (rows := prepared(store, kind)) is not None:
        known.update(rows.rows(kind, missing))
        missing = [one for one in missing if one not in known]
    if missing:
        known.update(read(missing))
    return {one: known[one] for one in wanted if one in known}
