"""Finished pages that are given again as long as nothing changed that they depend on: the least lately asked goes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock


@dataclass(frozen=True, slots=True)
class Finished:
    """A page as it is sent."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Kept:
    """At most so many bytes of them."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._pages: OrderedDict[tuple[str, ...], Finished] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[str, ...]) -> Finished | None:
        """The page under a key, which says all that it depends on."""
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def put(self, key: tuple[str, ...], page: Finished) -> None:
        """Keeps a page, unless it alone would fill a tenth of the room."""
        if len(page.body) > self._most // 10:
            return
        with self._lock:
            gone = self._pages.pop(key, None)
            self._size += len(page.body) - (len(gone.body) if gone else 0)
            self._pages[key] = page
            while self._size > self._most:
                _, old = self._pages.popitem(last=False)
                self._size -= len(old.body)
