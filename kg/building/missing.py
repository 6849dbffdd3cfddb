"""What the books hold and no folder shows any more: gone, or only out of sight."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from extract.errors import Sentence
from extract.reading import printable
from kg.storage.file_list import FileList, location_of


@dataclass(frozen=True, slots=True)
class Missing:
    """``gone`` are the files that are to leave. ``unlisted`` are folders that cannot be listed, and ``emptied`` those
    that were named and are empty, each with the number of texts that are held of it. ``pruned`` leave with all theirs.
    """

    gone: list[str] = field(default_factory=list)
    unlisted: Counter[str] = field(default_factory=Counter)
    emptied: Counter[str] = field(default_factory=Counter)
    pruned: set[str] = field(default_factory=set)

    @property
    def dealt_with(self) -> set[str]:
        """What was found and need not be read to be told of."""
        return self.pruned | self.emptied.keys()

    def sentences(self) -> list[Sentence]:
        """About folders that are empty, of which the store keeps what it holds."""
        return [
            Sentence(
                "{folder} is empty, but the store holds {texts:,} texts of it and keeps them; mount what belongs there "
                "and build again, or let go of them with --prune.",
                folder=printable(folder),
                texts=texts,
            )
            for folder, texts in self.emptied.items()
        ]


def missing(file_list: FileList, named: Iterable[Path], found: Mapping[str, str], *, prune: bool) -> Missing:
    """What is missing under the paths that were ``named``, where the files (by location) were ``found``.

    A folder is only found where it cannot be listed or was named and is empty, as where nothing is mounted: what lay
    in it is out of sight. ``prune``: what lay in an empty one, or at a path where nothing is any more, is gone.
    """
    paths = {location_of(path): path for path in named}
    absent = {location for location, path in paths.items() if not os.path.lexists(path)} if prune else set()
    under = tuple(
        os.path.join(location, "")  # noqa: PTH118 - keeps the root's only slash
        for location, path in paths.items()
        if location in absent or path.is_dir()
    )
    answer = Missing()
    for file in file_list.files():
        if file in absent:
            answer.pruned.add(file)
            answer.gone.append(file)
        elif file not in found and file.startswith(under):
            folder = next((str(parent) for parent in Path(file).parents if str(parent) in found), None)
            if folder is None:
                answer.gone.append(file)
            elif folder in absent or (prune and _can_be_listed(found[folder])):
                answer.pruned.add(folder)
                answer.gone.append(file)
            else:
                kept = answer.emptied if _can_be_listed(found[folder]) else answer.unlisted
                kept[folder] += len(file_list.held_of(file))
    return answer


def _can_be_listed(folder: str) -> bool:
    try:
        with os.scandir(folder):
            return True
    except OSError:
        return False
