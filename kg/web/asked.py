"""One request as a question: the page, the language, the day, the form, and what the address tells besides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast

from starlette.datastructures import QueryParams

from extract.errors import InputError
from kg.render.result import Result
from kg.web.accepting import accepted
from kg.web.links import FORMS, Links
from kg.web.parameters import EVERYWHERE, Parameter, Value
from kg.web.settings import Settings
from kg.wording import Language
from kg.workspace.endpoint import Endpoint
from kg.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: ``work`` is for this request alone, on its day and in its language; ``endpoint`` answers queries;
    ``part`` is what the path names.

    ``typed``: what the address tells, by the name of the parameter.
    """

    page: Page
    work: Workspace
    endpoint: Endpoint
    settings: Settings
    links: Links
    form: str
    part: str
    typed: Mapping[str, Value]

    @property
    def language(self) -> Language:
        """The language of the answer."""
        return self.work.language

    def text(self, name: str) -> str:
        """A parameter of text, empty where it was not given."""
        return str(self.typed[name] or "")

    def texts(self, name: str) -> tuple[str, ...]:
        """A parameter that may be given again."""
        return cast(tuple[str, ...], self.typed[name])

    def number(self, name: str) -> int | None:
        """A number; None where it was not given and has no default."""
        return cast(int | None, self.typed[name])

    def flag(self, name: str) -> bool:
        """Whether it was set."""
        return bool(self.typed[name])

    @property
    def is_slow(self) -> bool:
        """Whether it waits for others of its kind, so that the quick ones need not wait for it."""
        return self.page.slow or bool(self.typed.get("status"))  # for which every document is judged

    @property
    def is_brief(self) -> bool:
        """Whether it is answered in about the time that it takes to hand it to a thread."""
        return self.form not in self.page.written and self.page.brief(self)

    @property
    def limit(self) -> int:
        """How many entries of an answer are asked for."""
        return self.number("limit") or 1

    @property
    def offset(self) -> int:
        """How many entries are passed over."""
        return ((self.number("page") or 1) - 1) * self.limit


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown: the answer, the template of its page, and what the template needs besides.

    ``total`` entries there are in all, where the answer is one page of them; ``named``: what the page is called.
    """

    answer: Result
    template: str
    named: str
    total: int = 0
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is asked for has its own page."""

    link: str


Written = Callable[[Asked], bytes]


@dataclass(frozen=True, slots=True)
class Page:
    """A page that answers a question: what it may be told, and in which forms besides HTML it comes.

    ``answer`` is the class of what it gives, ``shown`` asks the workspace for it; ``written`` are forms that need more
    than the answer; ``slow``: the question takes long; ``brief`` tells of one whether it takes next to no time.
    """

    name: str
    answer: type[Result]
    shown: Callable[[Asked], Shown | Elsewhere]
    parameters: tuple[Parameter, ...] = ()
    forms: tuple[str, ...] = ("json", "csv")
    written: Mapping[str, Written] = field(default_factory=dict)
    slow: bool = False
    brief: Callable[[Asked], bool] = lambda _: False

    def typed(self, query: QueryParams, form: str) -> dict[str, Value]:
        """What the address tells. Raises InputError for what is wrong in it.

        A program hears of a parameter that is not known; a person's address may have grown some on its way.
        """
        known = {one.name: one for one in (*EVERYWHERE, *self.parameters)}
        if form != "html" and (unknown := sorted(set(query) - known.keys())):
            raise InputError(
                "There is no parameter {name}; there are: {known}.", name=unknown[0][:80], known=", ".join(known)
            )
        return {name: one.read(query.getlist(name)) for name, one in known.items()}


def form_wanted(suffix: str, accept: str, offered: tuple[str, ...]) -> str:
    """The form of an answer: that of the suffix, else the first of the ``Accept`` header that is offered, else HTML."""
    if suffix:
        return suffix.removeprefix(".")
    types = {"text/html": "html", **{FORMS[form].partition(";")[0]: form for form in offered}}
    return next((types[kind] for kind in accepted(accept) if kind in types), "html")


def language_wanted(of_path: Language, chosen: Value) -> Language:
    """The language: the one that is asked for, else that of the path."""
    return cast(Language, chosen) if chosen in ("vi", "en") else of_path


def day_wanted(chosen: Value) -> date | None:
    """The day that is asked for; None: today."""
    return chosen if isinstance(chosen, date) else None
