"""What a server is told when it starts: who may ask, what is shown, and how much one question may cost."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Literal

Texts = Literal["none", "excerpts", "full"]

LOCAL = ("127.0.0.1", "localhost", "::1")
"""The names of this machine to itself."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is refused beyond: ``body`` bytes of a request, ``seconds`` for it to arrive, ``query_seconds`` and
    ``rows`` of a query in SPARQL, ``quick`` and ``slow`` questions at once, ``waiting`` for their turn, ``kept`` bytes
    of finished pages."""

    body: int = 20_000_000
    seconds: float = 30.0
    query_seconds: float = 20.0
    rows: int = 10_000
    quick: int = 2
    slow: int = 2
    waiting: int = 64
    kept: int = 64_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server behaves. ``hosts`` are the names under which it may be asked, without ports; ``root`` the path
    under which a proxy shows it; ``texts`` what of the sources is shown, ``signers``: with the names of those who
    signed; ``listed``: search engines may list it."""

    hosts: tuple[str, ...] = LOCAL
    root: str = ""
    texts: Texts = "full"
    signers: bool = True
    listed: bool = False
    bounds: Bounds = Bounds()


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens there."""
    if host in LOCAL:
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
