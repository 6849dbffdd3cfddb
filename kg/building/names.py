"""Under which names the sources of a build go: relative to what was given to it, never by a path of this machine.

A file in a folder that was given has the folder's name and the path below it, a file that was given its own name. A
name once told stays, whatever is given later. A second folder or file of one name gets a number, "plans (2)", as file
managers do: its parents would tell of the machine again, whose they are for instance, and may be of one name, too.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cached_property
from itertools import count
from pathlib import Path, PurePath

from extract.reading import printable
from kg.storage.file_list import FileList, location_of


class Names:
    """The names of files by their locations; ``roots`` are the given folders that the books do not know yet."""

    def __init__(self, file_list: FileList, given: Iterable[Path]) -> None:
        self._file_list = file_list
        self._alone: dict[str, str] = {}
        self._folders: dict[str, str | None] = {}
        self.roots: dict[str, str] = {}
        # outer ones come before inner ones
        for folder in sorted(location_of(path) for path in given if os.path.isdir(path)):  # noqa: PTH112 - raises nothing
            if self._prefix(folder) is None:
                self.roots[folder] = self._free(printable(PurePath(folder).name) or "root", "")
                self._folders.clear()

    def of(self, file: str) -> str:
        """The name of the file at this location."""
        held = self._file_list.held_of(file)
        if held:
            return held[0].file_name
        folder, name = os.path.split(file)
        prefix = self._prefix(folder)
        if prefix is not None:
            return printable(f"{prefix}/{name}")
        if file not in self._alone:
            self._alone[file] = self._free(*map(printable, os.path.splitext(name)))  # noqa: PTH122 - a string
        return self._alone[file]

    def _prefix(self, folder: str) -> str | None:
        """What the names of the files in a folder begin with; None for one in no folder that was ever given."""
        below, at = list[tuple[str, str, str]](), folder
        while at not in self._folders:
            root = self.roots.get(at) or self._file_list.roots.get(at)
            parent, name = os.path.split(at)
            if root is not None or not name:
                self._folders[at] = root
            else:
                below.append((at, parent, name))
                at = parent
        for inner, parent, name in reversed(below):
            above = self._folders[parent]
            self._folders[inner] = None if above is None else f"{above}/{name}"
        return self._folders[folder]

    def _free(self, stem: str, suffix: str) -> str:
        numbered = (f"{stem} ({number}){suffix}" for number in count(2))
        taken = self._taken | {*self.roots.values(), *self._alone.values()}
        name = f"{stem}{suffix}"
        return name if name not in taken else next(one for one in numbered if one not in taken)

    @cached_property
    def _taken(self) -> set[str]:
        """What the names of the store begin with so far."""
        return {entry.name.partition("/")[0] for entry in self._file_list.entries.values()} | {
            *self._file_list.roots.values()
        }
