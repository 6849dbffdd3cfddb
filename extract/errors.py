"""Every error that Căn Cứ raises on purpose.

CancuError                  base; its text is one sentence for the user: what, where, what to do
├── InputError              a file or text cannot be read (missing, binary, undecodable, too large)
│   └── SettingError        a setting in the environment is wrong; that concerns no one file
├── UnknownReferenceError   a reference names no document (see kg.workspace.meaning)
│   └── AmbiguousReferenceError   it may mean several, which the sentence lists
├── StoreError              the store is missing, locked, broken, older, or cannot be written
├── QueryError              a SPARQL query is refused, wrong, or ran out of its bounds
└── FactError               a fact of the register has no source, or impossible dates
"""

from __future__ import annotations


class CancuError(Exception):
    """Base of all; ``str(error)`` is a sentence fit for the user's screen."""


class InputError(CancuError):
    """A file or text cannot be read."""


class SettingError(InputError):
    """A setting in the environment is wrong: nothing can be read before it is mended."""


class UnknownReferenceError(CancuError):
    """A reference does not name exactly one document."""


class AmbiguousReferenceError(UnknownReferenceError):
    """A reference may mean several documents."""


class StoreError(CancuError):
    """The graph store cannot be opened, read or written."""


class QueryError(CancuError):
    """A query is refused, malformed, or exceeded its bounds."""


class FactError(CancuError):
    """A fact of the register lacks a source or contradicts itself."""
