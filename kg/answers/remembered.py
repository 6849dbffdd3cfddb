"""What much was read for, remembered while the build stays the same: the pages of a long answer come in a row."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sized
from threading import Lock
from typing import Any, TypeVar, cast

from kg.storage.store import Store

MOST = 32
"""How many are remembered; the least lately asked goes."""

WORTH = 200
"""From how many entries on it is worth it."""

_KEPT = "remembered"
_lock = Lock()
Found = TypeVar("Found", bound=Sized)


def remembered(store: Store, asked: Hashable, read: Callable[[], Found]) -> Found:
    """What ``read`` gives, once for each build."""
    with _lock:
        generation, known = store.kept.get(_KEPT, ("", None))
        if known is None or generation != store.generation:
            known = OrderedDict[Hashable, Any]()
            store.kept[_KEPT] = store.generation, known
        if asked in known:
            known.move_to_end(asked)
            return cast(Found, known[asked])
    found = read()
    if len(found) >= WORTH:
        with _lock:
            known[asked] = found
            while len(known) > MOST:
                known.popitem(last=False)
    return found
