"""What of a store others may see: everything but the store's own books and texts, and who signed if that is hidden.

The books tell where files lie on this machine. A query can name any graph, or none, and compute from what it finds; so
what is not to be seen must not be there. Beside the checkpoint that readers hold stands a second one of the same files
(links, made in milliseconds), from which these graphs are taken out. It goes when the build goes.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import pyoxigraph as ox

from kg.graph.terms import is_own, term
from kg.storage.folder import FinishedStore
from kg.storage.sentences import as_store_errors
from kg.storage.store import Store
from kg.writing import put_in_place

_FOLDERS = {True: "public", False: "public-unsigned"}
_SIGNED = term("cancu:signedBy")
_AT_ONCE = 20_000  # statements that one transaction takes out, so that memory stays bounded


def public_folder(store: FinishedStore, *, signers: bool = True) -> Path:
    """The folder of what others may see of a build; made when it is first asked for. Raises StoreError."""
    name = _FOLDERS[signers]
    known = store.kept.get(name)
    if known is None or known[0] != store.generation:
        with as_store_errors(store.where):
            known = store.generation, _made(store, signers)
        store.kept[name] = known
    folder: Path = known[1]
    return folder


def public_quads(store: Store, *, signers: bool = True) -> Iterator[ox.Quad]:
    """The same of a store in memory."""
    return (quad for quad in store.quads() if signers or quad.predicate != _SIGNED)


def _made(store: FinishedStore, signers: bool) -> Path:
    """Whole or not at all: who else makes it at the same time makes the same."""
    folder = store.room / _FOLDERS[signers]
    if folder.is_dir():
        return folder
    part = folder.with_name(f"{uuid4().hex}.part")
    try:
        part.mkdir()
    except OSError:  # a folder that is not ours to write to
        part = Path(tempfile.mkdtemp(prefix="cancu-"))
        weakref.finalize(store, shutil.rmtree, part, ignore_errors=True)
        _fill(store.room, part, signers)
        return part
    try:
        _fill(store.room, part, signers)
        with suppress(OSError):
            put_in_place(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return folder


def _fill(room: Path, to: Path, signers: bool) -> None:
    for file in room.iterdir():
        if file.suffix == ".sst":  # is never written to again
            try:
                os.link(file, to / file.name)
            except OSError:
                shutil.copy(file, to / file.name)
        elif file.is_file() and _is_of_store(file.name):
            shutil.copy(file, to / file.name)
    quads = ox.Store(str(to))
    for graph in list(quads.named_graphs()):
        if is_own(graph):
            _take_out(quads, graph)
    if not signers:
        for quad in list(quads.quads_for_pattern(None, _SIGNED, None, None)):
            quads.remove(quad)
    quads.flush()


def _take_out(quads: ox.Store, graph: ox.NamedNode | ox.BlankNode) -> None:
    going = []
    for quad in quads.quads_for_pattern(None, None, None, graph):
        going.append(f"{quad.subject} {quad.predicate} {quad.object} .")
        if len(going) == _AT_ONCE:
            quads.update(f"DELETE DATA {{ GRAPH {graph} {{ {' '.join(going)} }} }}")
            going.clear()
    quads.remove_graph(graph)


def _is_of_store(name: str) -> bool:
    return name.startswith(("MANIFEST", "CURRENT", "OPTIONS", "IDENTITY")) or name.endswith(".log")
