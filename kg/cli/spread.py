"""Options that several commands share, named once: a command takes a group of them as one parameter.

::

    @dataclass(frozen=True)
    class Portion:
        limit: Limit = None

    @spread
    def list_command(*, portion: Portion) -> None: ...

The command line sees ``--limit``; the function gets a ``Portion``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import wraps
from inspect import Parameter, signature
from typing import Any, get_type_hints

Command = Callable[..., None]


def spread(command: Command) -> Command:
    """The command as the command line is to see it: for each parameter that is a group, the options of the group."""
    own, hints = signature(command), get_type_hints(command, include_extras=True)
    groups = {name: kind for name, kind in hints.items() if isinstance(kind, type) and is_dataclass(kind)}
    seen: list[Parameter] = []
    for name, parameter in own.parameters.items():
        if name in groups:
            seen += _options(groups[name])
        else:
            seen.append(parameter.replace(annotation=hints[name]))

    @wraps(command)
    def called(*given: object, **named: object) -> None:
        for name, group in groups.items():
            named[name] = group(**{option.name: named.pop(option.name) for option in fields(group)})
        command(*given, **named)

    vars(called)["__signature__"] = own.replace(parameters=seen)
    return called


def _options(group: type[Any]) -> list[Parameter]:
    hints = get_type_hints(group, include_extras=True)
    return [
        Parameter(option.name, Parameter.KEYWORD_ONLY, default=option.default, annotation=hints[option.name])
        for option in fields(group)
    ]
