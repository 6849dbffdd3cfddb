"""What a question may be told in the address, each with its bounds, as it is read and as it is documented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from extract.errors import InputError
from extract.records import Level
from kg.workspace.statuses import VALUES

Kind = Literal["text", "number", "day", "flag", "choice"]
Value = str | int | bool | date | None | tuple[str, ...]

LONGEST = 500
"""Characters of one value."""

MANY = 20
"""How often a parameter may be given that may be given again."""

_FLAGS = {"1": True, "true": True, "0": False, "false": False, "": False}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One of them: ``choices`` for a choice, ``least`` and ``most`` for a number, ``many``: it may be given again."""

    name: str
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    least: int = 1
    most: int = 1_000_000
    default: int | str | None = None
    many: bool = False

    def read(self, given: Sequence[str]) -> Value:
        """Its value, out of all that was given under its name. Raises InputError for what is none."""
        if len(given) > (MANY if self.many else 1):
            raise InputError("{name} is given {count} times.", name=self.name, count=len(given))
        values = [one.strip() for one in given]
        for value in values:
            if len(value) > LONGEST:
                raise InputError("{name} is longer than {most} characters.", name=self.name, most=LONGEST)
            if self.choices and value and value not in self.choices:
                raise self._wrong(value, ", ".join(self.choices))
        if self.many:
            return tuple(value for value in values if value)
        return self._one(values[0]) if values and values[0] else False if self.kind == "flag" else self.default

    def _one(self, value: str) -> Value:
        match self.kind:
            case "number":
                if not (value.isascii() and value.isdigit() and self.least <= int(value[:12]) <= self.most):
                    raise self._wrong(value, f"{self.least} … {self.most}")
                return int(value)
            case "day":
                try:
                    return date.fromisoformat(value)
                except ValueError:
                    raise self._wrong(value, "2026-05-25") from None
            case "flag":
                if value not in _FLAGS:
                    raise self._wrong(value, "1, 0")
                return _FLAGS[value]
            case _:
                return value

    def _wrong(self, value: str, wanted: str) -> InputError:
        return InputError("{name} is {value!r}; give {wanted}.", name=self.name, value=value[:80], wanted=wanted)

    def schema(self) -> dict[str, object]:
        """The same as JSON Schema."""
        said: dict[str, object]
        match self.kind:
            case "number":
                said = {"type": "integer", "minimum": self.least, "maximum": self.most}
            case "day":
                said = {"type": "string", "format": "date"}
            case "flag":
                said = {"type": "string", "enum": ["1", "0"]}
            case _:
                said = {"type": "string", "maxLength": LONGEST} | ({"enum": list(self.choices)} if self.choices else {})
        if self.many:
            return {"type": "array", "items": said, "maxItems": MANY}
        return said | ({"default": self.default} if self.default is not None else {})


LANGUAGE = Parameter("lang", "choice", choices=("vi", "en"))
DAY = Parameter("as_of", "day")
EVERYWHERE = (LANGUAGE, DAY)
"""What every question may be told."""

PAGES_TOO = Parameter("pages", "flag")
"""Whether pages of news, answers and forms count among the documents."""

LIMIT = Parameter("limit", "number", most=500, default=20)
PAGE = Parameter("page", "number", most=100_000, default=1)
PAGED = (LIMIT, PAGE)

LEVELS = tuple(get_args(Level))
NARROW = (
    Parameter("type", many=True),
    Parameter("level", "choice", choices=LEVELS, many=True),
    Parameter("province", many=True),
    Parameter("year", "choice", choices=tuple(map(str, range(1945, 2101))), many=True),
    Parameter("status", "choice", choices=VALUES, many=True),
)
"""What documents may be limited to."""
