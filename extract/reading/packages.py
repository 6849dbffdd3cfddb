"""Zip files (.docx, .odt, .zip) opened with suspicion: bounded in size, members and ratio; XML without entities."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO
from xml.etree import ElementTree
from xml.parsers import expat

from extract.errors import InputError, Sentence
from extract.reading.files import is_passed_over, open_regular, printable
from extract.reading.limits import Limits, Task, beyond

_DEPTH = 200  # elements in elements; office files stay below 60
_NODES = 2_000_000  # of all XML of a document: an element counts as two, for it takes twice the memory of an attribute
_PIECE = 4_000_000  # bytes of XML that are parsed at once, and longest tag
_TAIL = 65_558  # bytes at the end of a zip in which its last record begins
_HARMLESS = 10_000_000  # bytes unpacked below which no ratio is suspicious
_OFFICE = {"[Content_Types].xml", "mimetype"}  # members that only office documents have
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_BROKEN = (  # what zipfile raises on damaged files
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, LookupError, ArithmeticError,
    RuntimeError,
)  # fmt: skip
_ENCRYPTED, _UTF8_NAMES = 0x1, 0x800  # flags of a member


def is_archive(path: str | os.PathLike[str]) -> bool:
    """Whether a file is a zip of files and no office document: it may hold thousands of texts."""
    try:
        with open_regular(path) as file:
            if file.read(2) != b"PK":
                return False
            if _entries(file) > Limits.from_environment().members:
                return True
            with zipfile.ZipFile(file) as package:
                return not _OFFICE & set(package.namelist())
    except (*_BROKEN, InputError):
        return False


def _entries(file: BinaryIO) -> int:
    """How many members the directory of a zip lists, without listing them: a gigabyte for two million.

    Zero where there is no directory. See section 4.3 of the ZIP specification (APPNOTE.TXT).
    """
    size = file.seek(0, os.SEEK_END)
    start = file.seek(max(0, size - _TAIL))
    tail = file.read()
    at = len(tail) - 22 if tail[-22:-18] == b"PK\5\6" and tail.endswith(b"\0\0") else tail.rfind(b"PK\5\6")
    if at < 0 or at + 22 > len(tail):
        return 0
    end, length = start + at, struct.unpack_from("<L", tail, at + 12)[0]
    if at >= 76 and tail[at - 20 : at - 16] == b"PK\6\7" and tail[at - 76 : at - 72] == b"PK\6\6":  # of more than 4 GB
        end, length = end - 76, struct.unpack_from("<Q", tail, at - 36)[0]
    file.seek(max(0, end - length))
    found, before = 0, b""
    while (left := end - file.tell()) > 0 and (piece := file.read(min(left, _PIECE))):
        found += (before + piece).count(b"PK\1\2")
        before = piece[-3:]
    return found


class Package:
    """The members of a zip file, each read within what is left of the limits."""

    def __init__(self, data: bytes, name: str, task: Task) -> None:
        """Raises InputError on a file that is damaged, encrypted or beyond the limits."""
        self.name, self._task = name, task
        file = io.BytesIO(data)
        if (count := _entries(file)) > task.limits.members:
            raise beyond(name, Sentence("holds {count:,} files", count=count), "members", task.limits.members)
        try:
            self._zip = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise self._damaged(error) from None
        self.members = {info.filename: info for info in self._zip.infolist() if info.filename and not info.is_dir()}
        limits, size = task.limits, sum(info.file_size for info in self.members.values())
        if size > _HARMLESS and size > limits.ratio * len(data):
            raise beyond(
                name, Sentence("unpacks to {times:,} times its size", times=size // len(data)), "ratio", limits.ratio
            )
        task.unpack(size, name)

    def __contains__(self, member: str) -> bool:
        return member in self.members

    def read(self, member: str) -> bytes:
        """The bytes of a member, never more than its header announces."""
        return b"".join(self._pieces(member))

    def _pieces(self, member: str) -> Iterator[bytes]:
        info = self.members[member]
        if info.flag_bits & _ENCRYPTED:
            raise InputError("{name} is encrypted; save it without a password.", name=self.name)
        if info.compress_type not in _METHODS:
            raise InputError("{name} is packed by an unusual method; pack it again as a plain zip.", name=self.name)
        try:
            with self._zip.open(info) as file:
                yield from iter(partial(file.read, _PIECE), b"")
        except _BROKEN as error:
            raise self._damaged(error) from None

    def size(self, member: str) -> int:
        """How many bytes a member has, as its header announces."""
        return self.members[member].file_size

    def documents(self) -> Iterator[tuple[str, str]]:
        """The files to read in an archive, in the order of their names, each with the path to call it by.

        Nothing is ever written out, so a member that points out of the archive is only called by what is left of its
        path, numbered where two are left with the same; links and what is passed over in folders are left out.
        """
        called: Counter[str] = Counter()
        for member in sorted(self.members):
            info = self.members[member]
            path = PurePosixPath(_legible(info).replace("\\", "/"))
            parts = [part for part in path.parts if part not in {"/", ".."}]
            if parts and not any(map(is_passed_over, parts)) and not stat.S_ISLNK(info.external_attr >> 16):
                name = printable("/".join(parts))
                called[name] += 1
                yield member, name if called[name] == 1 else f"{name} ({called[name]})"

    def xml(self, member: str) -> ElementTree.Element | None:
        """The root of an XML member, None if there is no such member. Names are without namespace."""
        return _parse_xml(self._pieces(member), self.name, self._task) if member in self else None

    def _damaged(self, error: Exception) -> InputError:
        reason = str(error).rstrip(".").splitlines()[0] if str(error) else type(error).__name__
        return InputError(
            "{name} is damaged or cut off ({reason}); get a whole copy of it.", name=self.name, reason=reason
        )


_DEEP, _MANY = Sentence("nests too deeply"), Sentence("has too many elements and attributes")


class _Tree:
    """A tree of local names that grows as expat tells of it; no document type, and bounded depth and size."""

    def __init__(self, task: Task) -> None:
        self._task, self._letters = task, 4 * task.limits.characters
        self._depth, self._names = 0, _Local()
        builder = ElementTree.TreeBuilder()
        self._open, self._close, self._write, self.root = builder.start, builder.end, builder.data, builder.close

    def start(self, name: str, attributes: dict[str, str]) -> None:
        task, names = self._task, self._names
        self._depth += 1
        task.nodes += 2 + len(attributes)
        if self._depth > _DEPTH or task.nodes > _NODES:
            raise _RefusedError(_DEEP if self._depth > _DEPTH else _MANY)
        self._open(names[name], {names[key]: value for key, value in attributes.items()} if attributes else attributes)

    def end(self, name: str) -> None:
        self._depth -= 1
        self._close(name)  # which looks at no name: expat has seen to it that it is the one that is open

    def data(self, text: str) -> None:
        self._task.letters += len(text)
        if self._task.letters > self._letters:
            raise _RefusedError(Sentence("holds too much text"))
        self._write(text)

    def doctype(self, *_: object) -> None:
        raise _RefusedError(Sentence("declares a document type, through which entities could be smuggled in"))


class _Local(dict[str, str]):
    """Names without their namespaces, each cut once."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition("}")[2]
        return local


class _RefusedError(Exception):
    """Why an XML part is not read further."""


def _parse_xml(pieces: Iterable[bytes], name: str, task: Task) -> ElementTree.Element:
    """The root of an XML document. Raises InputError when it is malformed, has a document type or is beyond bounds."""
    tree, parser = _Tree(task), expat.ParserCreate(None, "}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = tree.start, tree.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = tree.data, tree.doctype
    try:
        for piece in pieces:
            heard = task.nodes, task.letters
            parser.Parse(piece, False)
            task.look()
            if heard == (task.nodes, task.letters) and len(piece) == _PIECE:
                raise _RefusedError(Sentence("has a tag of millions of characters"))
        parser.Parse(b"", True)
        root: ElementTree.Element = tree.root()
    except _RefusedError as refused:
        raise InputError(
            "{name} {what}; save it again from an office program.", name=name, what=refused.args[0]
        ) from None
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise InputError(
            "{name} is damaged inside ({error}); open it in an office program and save it again.",
            name=name,
            error=error,
        ) from None
    return root


def _legible(info: zipfile.ZipInfo) -> str:
    """The name of a member; many programs write UTF-8 without saying so."""
    if not info.flag_bits & _UTF8_NAMES:
        with contextlib.suppress(UnicodeError):
            return info.filename.encode("cp437").decode("utf-8")
    return info.filename
