"""Every error that Căn Cứ raises on purpose, and the sentences in which it speaks to its users.

CancuError                  base, never raised itself; its text is one sentence for the user: what, where, what to do
├── InputError              a file or text cannot be read or written (missing, binary, undecodable, too large)
│   ├── NoWordsError        it can be read, but says nothing
│   └── SettingError        a setting is wrong, in the environment or in cancu.toml; that concerns no one file
├── UsageError              what was asked for does not go together, lacks a part, or is not known (a rule, an executor)
├── MissingExtraError       what was asked for needs a package or a font that is not installed
├── UnknownReferenceError   a reference names no document (see kg.workspace.meaning)
│   └── AmbiguousReferenceError   it may mean several, which the sentence lists
├── StoreError              the store is missing, locked, broken, older, or cannot be written
├── QueryError              a SPARQL query is refused, wrong, or ran out of its bounds
├── WorkerError             the processes that read, here or on a cluster, die or do not answer
└── FactError               a fact of the register has no source, or impossible dates
"""

from __future__ import annotations

from typing import Any


class Sentence(str):
    """A sentence for the user: the text in English, which knows by which template it was made and of what values.

    The template is the key under which the sentence stands in other languages (see kg.wording); a value that is a
    sentence itself is said in that language, too. Everywhere else it is the English text.

    >>> said = Sentence("{name} is empty.", name="plan.txt")
    >>> said, said.template, said.values
    ('plan.txt is empty.', '{name} is empty.', {'name': 'plan.txt'})
    """

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, /, **values: object) -> Sentence:
        """``template`` with its places filled; without values it is the text itself, whatever it holds."""
        if isinstance(template, Sentence) and not values:
            return template
        plain = {name: _plain(value) for name, value in values.items()}
        said = super().__new__(cls, template.format(**plain) if plain else template)
        said.template, said.values = str(template), plain
        return said

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        """By what it is made again, in another process."""
        return (self.template,), self.values


def _plain(value: object) -> object:
    """What may go to another process and into any format: the sentence of an error, a number, else a text."""
    if isinstance(value, CancuError):
        return value.sentence
    return value if isinstance(value, (str, int, float)) else str(value)


class CancuError(Exception):
    """Base of all; ``str(error)`` is a sentence fit for the user's screen, in English."""

    def __init__(self, template: str = "", /, **values: object) -> None:
        """Says ``template`` with its places filled by ``values``; see :class:`Sentence`."""
        super().__init__(Sentence(template, **values))

    @property
    def sentence(self) -> Sentence:
        """What is said, for another language."""
        return Sentence(self.args[0])


class InputError(CancuError):
    """A file or text cannot be read or written."""


class NoWordsError(InputError):
    """A file or text can be read, but there are no words in it."""


class SettingError(InputError):
    """A setting is wrong: nothing can be read before it is mended."""


class UsageError(CancuError):
    """What was asked for does not go together, lacks a part, or is not known."""


class MissingExtraError(CancuError):
    """What was asked for needs something that is not installed."""


class UnknownReferenceError(CancuError):
    """A reference does not name exactly one document."""


class AmbiguousReferenceError(UnknownReferenceError):
    """A reference may mean several documents."""


class StoreError(CancuError):
    """The graph store cannot be opened, read or written."""


class StoreVersionError(StoreError):
    """The graph store was written by another version of the program, or not whole."""


class QueryError(CancuError):
    """A query is refused, malformed, or exceeded its bounds."""


class WorkerError(CancuError):
    """The processes that read, here or on a cluster, die or do not answer."""


class FactError(CancuError):
    """A fact of the register lacks a source or contradicts itself."""
