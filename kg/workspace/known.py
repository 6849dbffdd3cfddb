"""The documents of a register by what people call them: number, leading figures, the words of a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kg.answers.reference import Wanted, parse_reference
from kg.identity.keys import Key, compatible, dates_agree
from kg.identity.naming import fold, measure_of, number_block
from kg.law.register import Register


def known_by(reference: str, register: Register) -> list[Key]:
    """The documents of the register that a reference fits."""
    wanted = parse_reference(reference)
    near = _numbered(wanted.block, register) if wanted.block else _called(register).near(wanted)
    return list(_distinct(key for key in near if _fits(key, wanted)))


def _numbered(block: str, register: Register) -> Iterator[Key]:
    """A whole number is where the register looks first: nothing else of it is read."""
    return (entry.key for entry in register.under([block]))


class _Called:
    """Each document under all that a reference may begin to name it by: far more than fit are never looked at."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._numbered: dict[str, list[Key]] = defaultdict(list)
        self._named: dict[str, list[tuple[frozenset[str], Key]]] = defaultdict(list)
        for key in keys:
            if key.number is not None:
                parts = number_block(key.number).split(".")
                for length in range(1, len(parts)):
                    self._numbered[".".join(parts[:length])].append(key)
            words = frozenset(fold(key.name or "").split())
            for word in words:
                self._named[word].append((words, key))

    def near(self, wanted: Wanted) -> list[Key]:
        """What may fit: nothing else does."""
        if wanted.figures:
            return self._numbered.get(wanted.figures, [])
        rarest = min((self._named.get(word, []) for word in wanted.words), key=len, default=[])
        return [key for words, key in rarest if words.issuperset(wanted.words)]


@lru_cache(maxsize=4)
def _called(register: Register) -> _Called:
    return _Called(entry.key for entry in register.entries())


def _fits(key: Key, wanted: Wanted) -> bool:
    if wanted.block:
        met = key.number is not None and number_block(key.number) == wanted.block
    elif wanted.figures:
        met = key.number is not None and number_block(key.number).startswith(wanted.figures + ".")
    else:
        of_type = {word for measure in wanted.types for word in measure.split(".")}
        met = bool(wanted.words) and set(wanted.words) == set(fold(key.name or "").split()) - of_type
    typed = not wanted.types or key.type is None or measure_of(key.type) in wanted.types
    words = set(fold(f"{key.name or ''} {key.issuer.name if key.issuer else ''}").split())
    said = not (wanted.block or wanted.figures) or set(wanted.words) <= words
    return met and typed and said and dates_agree(wanted.date, key.date or key.year)


def _distinct(found: Iterable[Key]) -> Iterator[Key]:
    """One key for each document, the fullest."""
    kept: list[Key] = []
    for key in sorted(found, key=lambda key: (-len(key.date or ""), key.name is None)):
        if not any(compatible(key, known) for known in kept):
            kept.append(key)
            yield key
