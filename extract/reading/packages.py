"""Zip files (.docx, .odt, .zip) opened with suspicion: bounded in size, members and ratio; XML without entities."""

from __future__ import annotations

import contextlib
import io
import os
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from extract.errors import InputError
from extract.reading.files import is_passed_over, printable
from extract.reading.limits import Task, beyond

_DEPTH = 200  # elements in elements; office files stay below 60
_ELEMENTS = 1_000_000
_HARMLESS = 10_000_000  # bytes unpacked below which no ratio is suspicious
_OFFICE = {"[Content_Types].xml", "mimetype"}  # members that only office documents have
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_ENCRYPTED, _UTF8_NAMES = 0x1, 0x800  # flags of a member


def is_archive(path: str | os.PathLike[str]) -> bool:
    """Whether a file is a zip of files and no office document: it may hold thousands of texts."""
    try:
        with Path(path).open("rb") as file:
            if file.read(2) != b"PK":
                return False
            with zipfile.ZipFile(file) as package:
                return not _OFFICE & set(package.namelist())
    except _BROKEN:
        return False


class Package:
    """The members of a zip file, each read within what is left of the limits."""

    def __init__(self, data: bytes, name: str, task: Task) -> None:
        """Raises InputError on a file that is damaged, encrypted or beyond the limits."""
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self._damaged(error) from None
        self.members = {info.filename: info for info in self._zip.infolist() if not info.is_dir()}
        limits, size = task.limits, sum(info.file_size for info in self.members.values())
        if len(self.members) > limits.members:
            raise beyond(name, f"holds {len(self.members):,} files", "members", limits.members)
        if size > _HARMLESS and size > limits.ratio * len(data):
            raise beyond(name, f"unpacks to {size // len(data):,} times its size", "ratio", limits.ratio)
        task.unpack(size, name)

    def __contains__(self, member: str) -> bool:
        return member in self.members

    def read(self, member: str) -> bytes:
        """The bytes of a member, never more than its header announces."""
        info = self.members[member]
        if info.flag_bits & _ENCRYPTED:
            raise InputError(f"{self.name} is encrypted; save it without a password.")
        if info.compress_type not in _METHODS:
            raise InputError(f"{self.name} is packed by an unusual method; pack it again as a plain zip.")
        try:
            with self._zip.open(info) as file:
                return file.read(info.file_size)
        except _BROKEN as error:
            raise self._damaged(error) from None

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
        return parse_xml(self.read(member), self.name) if member in self else None

    def _damaged(self, error: Exception) -> InputError:
        reason = str(error).rstrip(".").splitlines()[0] if str(error) else type(error).__name__
        return InputError(f"{self.name} is damaged or cut off ({reason}); get a whole copy of it.")


class _Tree(ElementTree.TreeBuilder):
    """A tree of local names; no document type, and bounded depth and size."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._count = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> ElementTree.Element:
        self._depth += 1
        self._count += 1
        if self._depth > _DEPTH or self._count > _ELEMENTS:
            raise _RefusedError("nests too deeply" if self._depth > _DEPTH else "has too many elements")
        return super().start(_local(tag), {_local(key): value for key, value in attrs.items()})

    def end(self, tag: str, /) -> ElementTree.Element:
        self._depth -= 1
        return super().end(_local(tag))

    def doctype(self, name: str, pubid: str | None, system: str | None, /) -> None:
        raise _RefusedError("declares a document type, through which entities could be smuggled in")


class _RefusedError(Exception):
    """Why an XML part is not read further."""


def parse_xml(data: bytes, name: str) -> ElementTree.Element:
    """The root of an XML document. Raises InputError when it is malformed, has a document type or is beyond bounds."""
    parser = ElementTree.XMLParser(target=_Tree())  # noqa: S314 - _Tree refuses document types, so there are no entities
    try:
        parser.feed(data)
        root: ElementTree.Element = parser.close()
    except _RefusedError as refused:
        raise InputError(f"{name} {refused}; save it again from an office program.") from None
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise InputError(
            f"{name} is damaged inside ({error}); open it in an office program and save it again."
        ) from None
    return root


def _legible(info: zipfile.ZipInfo) -> str:
    """The name of a member; many programs write UTF-8 without saying so."""
    if not info.flag_bits & _UTF8_NAMES:
        with contextlib.suppress(UnicodeError):
            return info.filename.encode("cp437").decode("utf-8")
    return info.filename


def _local(name: str) -> str:
    return name.rpartition("}")[2]
