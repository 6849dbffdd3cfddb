"""Symbols of issuers (ký hiệu cơ quan ban hành): whom the last parts of a number name, as CP in "59/2023/NĐ-CP".

Look-ups in ``symbols.csv``. ``level`` says whose symbol it is: "central" of one body of the whole country, "party" of
the Party's central organs without telling which, others of a body in some unit. Where ``ending`` has a pattern, every
symbol that ends so is of a central body, be it in the table or not: KH/BCĐTW, TB-VPCP, NQ-UBTVQH15.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple, cast

from ontology import table

SymbolLevel = Literal["central", "party", "local", "party-province", "party-district", "party-commune", "department"]


class Issuer(NamedTuple):
    """The body that a symbol names, and the level of the symbol."""

    body: str
    level: SymbolLevel


@cache
def _issuers() -> dict[str, Issuer]:
    return {row["symbol"]: Issuer(row["body"], cast(SymbolLevel, row["level"])) for row in table("symbols")}


def issuer_of(part: str) -> Issuer | None:
    """Whom one part of a number's symbol names, None if it is not in the table. The figures of a term do not count.

    >>> issuer_of("UBTVQH15")
    Issuer(body='Ủy ban Thường vụ Quốc hội', level='central')
    """
    return _issuers().get(part.rstrip("0123456789"))


@cache
def symbols_of(level: SymbolLevel) -> frozenset[str]:
    """The symbols of a level.

    >>> sorted(symbols_of("party"))
    ['TW', 'TƯ']
    """
    return frozenset(row["symbol"] for row in table("symbols") if row["level"] == level)


@cache
def endings_of(*levels: SymbolLevel) -> str:
    """A pattern for the endings of central symbols, as far as they are of these levels.

    >>> endings_of("party")
    '(?:TW)'
    """
    return f"(?:{'|'.join(row['ending'] for row in table('symbols') if row['ending'] and row['level'] in levels)})"
