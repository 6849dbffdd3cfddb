"""Files that a user keeps beside the documents: settings, tables, queries, annotations. They are text in UTF-8."""

from __future__ import annotations

import os

from extract.errors import InputError
from extract.reading.files import open_regular, printable

MEGABYTES = 10
"""What such a file holds at most, unless its reader allows more."""


def load_text(path: str | os.PathLike[str], megabytes: int = MEGABYTES) -> str:
    """The text of a small file, without a mark of its encoding.

    Raises InputError where it is missing, forbidden, no regular file, larger than the bound, or not in UTF-8.
    """
    with open_regular(path) as file:
        try:
            data = file.read(megabytes * 1_000_000 + 1)
        except OSError as error:
            raise InputError(
                "{path} cannot be read ({reason}); check the disk.", path=printable(path), reason=error.strerror
            ) from error
    if len(data) > megabytes * 1_000_000:
        raise InputError(
            "{path} is larger than {megabytes} MB; no file of this kind is.", path=printable(path), megabytes=megabytes
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            "{path} is not UTF-8 (at byte {start:,}); save it as UTF-8.", path=printable(path), start=error.start
        ) from None
