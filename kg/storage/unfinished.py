"""A large change as a file: whole or not at all, although it is done in pieces that memory holds.

The file is written first; what it tells is done piece by piece; then it goes. Whoever opens a store for writing and
finds one does it from its beginning, for each step may be done twice. So a process may be killed at any moment: before
the file has its name nothing was done, and after that all will be.

It is data, never a request that is run, for a store may come from somebody else: the graphs that go as a JSON list, the
quads that go, a line "#", the quads that come, and "#" with the sum of all before, so that damage is seen.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg.storage.change import Change
from kg.writing import replacing

QUADS, BYTES = 100_000, 50_000_000
"""The most of a piece; the database takes about a kilobyte for each quad until it has written it."""

NAME = "unfinished.nq"
_PART = f"{NAME}.part"
_MARK = b"#"


def is_there(folder: Path) -> bool:
    """Whether a change was begun in a store's folder and is not done."""
    return (folder / NAME).exists()


def write(folder: Path, change: Change) -> None:
    """Writes a change down: from now on it will be done. Raises OSError where that fails; then it never will."""
    try:
        with replacing(folder / NAME, folder / _PART) as file:
            summed = _Summed(file)
            summed.write(json.dumps(sorted(graph.value for graph in change.drop)).encode() + b"\n")
            _put(change.remove, summed)
            summed.write(_MARK + b"\n")
            _put(change.added(), summed)
            file.write(_end(summed.sum))
    except BaseException:
        (folder / NAME).unlink(missing_ok=True)  # it has its name where the folder alone did not come to the disk
        raise


def sweep(folder: Path) -> None:
    """Takes away what a killed process had not written down to its end."""
    (folder / _PART).unlink(missing_ok=True)


def is_whole(folder: Path) -> bool:
    """Whether the file is as it was written."""
    found, last = 0, b""
    with (folder / NAME).open("rb") as lines:
        for line in lines:
            found, last = zlib.crc32(last, found), line
    return last == _end(found)


def do(folder: Path, quads: ox.Store) -> None:
    """Does what is written down, and takes the file away."""
    with (folder / NAME).open("rb") as lines:
        for graph in map(NamedNode, json.loads(next(lines))):
            _remove(quads.quads_for_pattern(None, None, None, graph), quads)
            quads.remove_graph(graph)
        for piece in _pieces(lines):
            _remove(cast(Iterator[Quad], ox.parse(piece, ox.RdfFormat.N_QUADS)), quads)
        for piece in _pieces(lines):
            quads.bulk_load(piece, ox.RdfFormat.N_QUADS)
    quads.flush()  # on the disk, before the file is not
    (folder / NAME).unlink()


def _remove(gone: Iterable[Quad], quads: ox.Store) -> None:
    """One by one: together in a transaction they take one and a half kilobytes each."""
    for number, quad in enumerate(gone, 1):
        quads.remove(quad)
        if number % QUADS == 0:
            quads.flush()  # what waits to be written fills memory, too


def _pieces(lines: Iterator[bytes]) -> Iterator[bytes]:
    """The lines up to the next mark."""
    piece: list[bytes] = []
    size = 0
    for line in lines:
        if line.startswith(_MARK):
            break
        piece.append(line)
        size += len(line)
        if len(piece) == QUADS or size >= BYTES:
            yield b"".join(piece)
            piece, size = [], 0
    if piece:
        yield b"".join(piece)


def _put(quads: Iterable[Quad], file: _Summed) -> None:
    ox.serialize(quads, cast(IO[bytes], file), ox.RdfFormat.N_QUADS)


def _end(found: int) -> bytes:
    return b"%s %08x\n" % (_MARK, found)


class _Summed:
    """A file and the sum of what was written to it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.sum = 0

    def write(self, data: bytes) -> int:
        self.sum = zlib.crc32(data, self.sum)
        return self._file.write(data)

    def flush(self) -> None:
        """Nothing: the whole file is brought to the disk at its end."""
