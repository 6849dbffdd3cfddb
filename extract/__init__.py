"""Citations out of Vietnamese administrative documents: text in, records out.

>>> from extract import extract
>>> record = extract("Căn cứ Nghị định số 59/2023/NĐ-CP ngày 14/8/2023 của Chính phủ;")
>>> record.citations[0].number, record.citations[0].date, record.citations[0].relation
('59/2023/NĐ-CP', '2023-08-14', 'based_on')

The way of a text: :mod:`extract.reading` (any file), :mod:`extract.repair` (its noise), :mod:`extract.frame` (its own
number, day, issuer), :mod:`extract.mentions` and :mod:`extract.bodies` (whom it cites), :mod:`extract.roles` (how).
:mod:`extract.extracting` has the order of the steps, :mod:`extract.records` what comes out.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from extract.errors import CancuError, InputError
from extract.records import (
    Anaphor,
    Body,
    Citation,
    Document,
    Extraction,
    Period,
    Signer,
    Source,
    SourceText,
    Stated,
    from_dict,
    to_dict,
    to_json,
)

if TYPE_CHECKING:
    from extract.extracting import extract
    from extract.reading import read

__all__ = [
    "Anaphor", "Body", "CancuError", "Citation", "Document", "Extraction", "InputError", "Period", "Signer", "Source",
    "SourceText", "Stated", "extract", "from_dict", "read", "to_dict", "to_json",
]  # fmt: skip

_LATER = {"extract": "extract.extracting", "read": "extract.reading"}


def __getattr__(name: str) -> object:
    """What reads and extracts is imported when it is first used, so that what only asks starts at once."""
    if name in _LATER:
        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
