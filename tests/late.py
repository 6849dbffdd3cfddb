"""Large libraries that few tests need: every worker imports every test to know what there is, and few run those."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Late:
    """A module that is imported when something of it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("_"):  # who collects tests asks everything what it is
            raise AttributeError(attribute)
        return getattr(import_module(self._name), attribute)
