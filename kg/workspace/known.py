"""The documents of a register by what people call them: number, leading figures, a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.answers.reference import Wanted, parse_reference
from kg.identity.keys import Key, compatible, dates_agree
from kg.identity.naming import measure_of, number_block
from kg.law.register import Register
from ontology.spelling import fold


def known_by(reference: str, register: Register) -> list[Key]:
    """The documents of the register that a reference fits; nothing but what it may mean is read of it."""
    wanted = parse_reference(reference)
    near = (entry.key for entry in register.under(_blocks(wanted, register)))
    return list(_distinct(key for key in near if _fits(key, wanted)))


def _blocks(wanted: Wanted, register: Register) -> Iterable[str]:
    """The numbers or names under which the register has what is wanted."""
    if wanted.block:
        return (wanted.block,)
    if wanted.figures:
        return (number for number in register.numbers if number.startswith(f"{wanted.figures}."))
    return _names(wanted)


def _names(wanted: Wanted) -> frozenset[str]:
    """A name as laws are compared by theirs: "luat phong chay va chua chay" is Luật Phòng cháy, chữa cháy."""
    words = " ".join(wanted.words)
    kinds = (measure.replace(".", " ") for measure in wanted.types or ("",))
    return frozenset(Key(None, name=f"{kind} {words}".strip()).name_block for kind in kinds if words) - {""}


def _fits(key: Key, wanted: Wanted) -> bool:
    if wanted.block:
        met = key.number is not None and number_block(key.number) == wanted.block
    elif wanted.figures:
        met = key.number is not None and number_block(key.number).startswith(f"{wanted.figures}.")
    else:
        met = key.name_block in _names(wanted)
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
