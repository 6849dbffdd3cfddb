"""What changes or carries a store: building, forgetting, backup, restoring. Each opens it, works, and lets go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path

from extract.errors import InputError
from extract.reading import Progress as Pages
from extract.reading import printable, walk
from kg.building.build import Report, build
from kg.building.cluster import executor_at
from kg.building.corrections import Corrections, load_corrections
from kg.building.forgetting import forget, remember
from kg.building.papers import make_ready
from kg.building.workers import Workers
from kg.storage.backup import backup, restore
from kg.storage.file_list import Forgotten, forgotten_in
from kg.storage.opening import is_there, open_store

__all__ = ["backup_store", "build_store", "forget_source", "forgotten_sources", "remember_source", "restore"]


def build_store(
    paths: Iterable[str | Path],
    where: str | Path,
    *,
    infer: bool = True,
    texts: bool = True,
    corrections: Path | None = None,
    prune: bool = False,
    workers: int = 1,
    cluster: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    pages: Pages | None = None,
) -> Report:
    """Brings the store at ``where``, made if need be, up to date with files; ``cluster`` is a ``dask://`` address.

    ``texts`` off: no text of a source is kept. ``corrections`` is a file of the user's
    (:mod:`kg.building.corrections`). ``prune``: what lay under a folder that is empty now leaves, too. Files
    are read by so many ``workers``, which are started before the store is open. Raises StoreError where it cannot be
    written, CancuError for a cluster that does not answer, InputError where there is neither a store nor a file.
    """
    paths = list(map(Path, paths))
    if not is_there(where) and not any(path.is_file() for path in walk(paths)):
        raise InputError(
            "There is nothing to read at {paths}; no store was made.", paths=", ".join(map(printable, paths))
        )
    corrected = load_corrections(corrections) if corrections else Corrections()
    with (
        Workers(workers, make_ready) as reading,
        executor_at(cluster) if cluster else nullcontext() as executor,
        open_store(where, write=True) as store,
    ):
        return build(
            paths,
            store,
            infer=infer,
            texts=texts,
            corrections=corrected,
            prune=prune,
            workers=reading,
            executor=executor,
            progress=progress,
            pages=pages,
        )


def forget_source(where: str | Path, which: str) -> Forgotten:
    """Takes a source, by its name or the hash of its content, out of the store at ``where``. Raises CancuError."""
    with open_store(where, write=True) as store:
        return forget(store, which)


def remember_source(where: str | Path, which: str) -> Forgotten:
    """Takes a source off the list of what was taken out, so that the next build reads it. Raises CancuError."""
    with open_store(where, write=True) as store:
        return remember(store, which)


def forgotten_sources(where: str | Path) -> list[Forgotten]:
    """What was taken out of the store at ``where`` on purpose. Raises StoreError."""
    with open_store(where) as store:
        return forgotten_in(store)


def backup_store(where: str | Path, to: Path) -> int:
    """Writes the store at ``where`` to one file and says how many statements it holds. Raises CancuError."""
    with open_store(where) as store:
        return backup(store, to)
