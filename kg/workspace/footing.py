"""What every question of a workspace stands on: what is open, which facts count, on which day, in which language."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Self, TypeVar

from extract.errors import StoreError
from kg.answers.stated import blocks_of, with_stated
from kg.wording import Language

if TYPE_CHECKING:
    from kg.answers.corpus import Corpus
    from kg.answers.stored import StoredCorpus
    from kg.check.settings import Settings
    from kg.identity.keys import Key
    from kg.law.register import Register
    from kg.storage.store import Store

VIETNAM = timezone(timedelta(hours=7))
"""Where "today" is what an official means by it."""


Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Stands = TypeVar("Stands", bound="Footing")


def of_one_build(
    question: Callable[Concatenate[Stands, Given], Answer],
) -> Callable[Concatenate[Stands, Given], Answer]:
    """A question that is answered from one finished build throughout: the last one when it is asked."""

    @wraps(question)
    def asked(work: Stands, /, *given: Given.args, **named: Given.kwargs) -> Answer:
        return question(work.now(), *given, **named)

    return asked


@dataclass(slots=True)
class _Known:
    """What one question leaves for the next: the register, and the documents of a build, by its generation, without
    pages and with them."""

    register: Register | None = None
    corpora: dict[bool, tuple[str, StoredCorpus]] = field(default_factory=dict)


class Footing:
    """An open store, or none, the facts, the day and the language: what every question stands on.

    The facts are the register that comes along, the tables that the ``settings`` name, and what the documents of the
    store state of each other. ``as_of`` None is today, at each question anew. ``pages``: news, answers and forms, which
    are no documents, count as if they were: in lineages, pictures, what is outdated and what others stand on. A context
    manager; ``closing``: the store was opened for it.
    """

    def __init__(
        self,
        store: Store | None,
        settings: Settings,
        *,
        language: Language,
        as_of: date | None = None,
        pages: bool = False,
        closing: bool = False,
    ) -> None:
        self._store = store
        self._closing = closing
        self.settings = settings
        self.language: Language = language
        self.as_of = as_of
        self.pages = pages
        self._known = _Known()
        self._holds_still = False
        self._is_steady = False
        self._opened: Self | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        where = "no store" if self._store is None else f"store {self._store.where or 'in memory'}"
        return f"<Workspace: {where}, {self.day}, {self.language}>"

    def close(self) -> None:
        """Lets go of the store, if it was opened for this workspace, which answers nothing from then on."""
        if self._store is not None and self._closing:
            self._store.close()
            self._closed = True

    def now(self) -> Self:
        """The same over the last finished build, which stays the same while a question is answered.

        Raises StoreError once the store is closed.
        """
        if self._holds_still:
            return self
        if self._closed:
            raise StoreError("This workspace is closed; open the store again.")
        if self._store is not None and not self._is_steady:
            self._move_to(self._store.latest())
        now = copy(self)
        now._holds_still, now._closing = True, False
        return now

    def steady(self) -> Self:
        """The same, which answers from the build that is the last one now until it is told to :meth:`take_up` the next.

        It is for one thread to take up what several ask.
        """
        one = copy(self.now())
        one._holds_still, one._is_steady, one._opened = False, True, self
        return one

    def take_up(self, ready: Callable[[Self], None]) -> bool:
        """Goes on with the last finished build, if that is another, once ``ready`` has looked at it; whether it did.

        Meanwhile questions are answered from the build before. The workspace that this one was made of goes on with it,
        so that nobody holds the build before for ever. Raises StoreError where the store is gone, and whatever
        ``ready`` raises.
        """
        latest = self._store.latest() if self._store is not None else None
        if latest is None or latest is self._store:
            return False
        next_one = copy(self)
        next_one._move_to(latest)
        ready(next_one)
        before = self._store
        for one in (self, self._opened):
            if one is not None and one._store is before:
                one._known, one._store = next_one._known, latest
        return True

    def _move_to(self, store: Store) -> None:
        if store is not self._store:
            self._known, self._store = _Known(self._known.register), store

    def asked(self, *, as_of: date | None = None, language: Language | None = None, pages: bool = False) -> Self:
        """The same for one who asks: on a day of his own, in his language, with ``pages`` or without, from the last
        finished build throughout."""
        now = self.now()
        one = copy(now) if now is self else now
        one._holds_still, one._closing = True, False
        one.as_of, one.language, one.pages = as_of or self.as_of, language or self.language, pages or self.pages
        return one

    @property
    def has_store(self) -> bool:
        """Whether a store is open."""
        return self._store is not None

    @property
    def store(self) -> Store:
        """The open store. Raises StoreError where none is."""
        if self._store is None:
            raise StoreError("This question needs a store; make one with: cancu build FOLDER")
        return self._store

    @property
    def stamp(self) -> str:
        """What answers depend on besides the question: the build, the day, the facts, the language, the pages."""
        said = (self.store.generation, str(self.day), self.register.fingerprint, self.language, str(self.pages))
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:24]

    @property
    def day(self) -> date:
        """The chosen day, else today in Vietnam."""
        return self.as_of or datetime.now(VIETNAM).date()

    @property
    def register(self) -> Register:
        """The register that comes along, with the tables of the settings."""
        if self._known.register is None:
            self._known.register = self.settings.facts()
        return self._known.register

    @property
    def corpus(self) -> Corpus | None:
        """The documents of the store and what they say of each other; None without a store."""
        if self._store is None:
            return None
        from kg.answers.stored import StoredCorpus  # whoever has no store need not wait for what reads one

        generation, known = self._store.generation, self._known.corpora.get(self.pages)
        if known is None or known[0] != generation:
            known = generation, StoredCorpus(self._store, pages=self.pages)
            self._known.corpora[self.pages] = known
        return known[1]

    def facts(self, keys: Iterable[Key]) -> Register:
        """All facts that count for these documents: the register, and what the store's documents state of them."""
        corpus = self.corpus
        return self.register if corpus is None else with_stated(self.register, corpus, blocks_of(keys))
