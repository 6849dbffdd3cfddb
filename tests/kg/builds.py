"""What tests of building share: all that a store says, what one says that is built anew, and archives of files."""

from __future__ import annotations

import zipfile
from pathlib import Path

from kg.building.build import build
from kg.storage.opening import open_store
from kg.storage.store import Store


def contents(store: Store) -> set[str]:
    """All that a store says."""
    return set(map(str, store.quads()))


def anew(*paths: Path) -> set[str]:
    """What a store says that is built from these files and nothing else."""
    with open_store(None) as store:
        build(paths, store)
        return contents(store)


def zipped(archive: Path, *files: Path) -> Path:
    """These files in an archive, in a folder of it."""
    with zipfile.ZipFile(archive, "w") as package:
        for file in files:
            package.write(file, f"inner/{file.name}")
    return archive
