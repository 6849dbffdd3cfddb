"""Connections that bring no request in time are closed: what says nothing, and what says it letter by letter.

Of many that wait, those that waited longest are closed first, so that they keep nobody out. A request whose head has no
end is refused. The head of an answer and its body leave in one piece: each piece costs the system, and whoever reads
it, as much as all.
"""

from __future__ import annotations

import asyncio
import sys
from collections import OrderedDict
from contextlib import suppress
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD = 32_000
"""Bytes of a request beside its body: its head, and what follows a body that comes in pieces."""

PIECE = 8
"""Bytes that a piece of a body may take for each byte of it: one of a single byte has six."""


class Gathering:
    """A transport that sends in one piece what is written to it in one turn of the loop."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._written: list[bytes] = []

    def write(self, data: bytes) -> None:
        """Sends the data soon."""
        if not self._written:
            self._loop.call_soon(self._send)
        self._written.append(data)

    def close(self) -> None:
        """Closes the connection when all is sent."""
        self._send()
        self._transport.close()

    def _send(self) -> None:
        if self._written and not self._transport.is_closing():
            self._transport.write(b"".join(self._written))
        self._written.clear()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


class Impatient(HttpToolsProtocol):
    """A connection that waits so many ``seconds`` for the head of each request, one of ``most`` that do."""

    seconds = 30.0
    most = 1_000
    others: OrderedDict[Impatient, asyncio.TimerHandle]
    _beside = 0  # bytes that came of the request, less what its body may have taken

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(cast(asyncio.Transport, Gathering(transport, self.loop)))
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        before = self.cycle
        self._beside += len(data)
        super().data_received(data)
        if self.cycle is not before:
            self._stop_waiting()
            self._beside = 0
        elif self._beside > HEAD and not self.transport.is_closing():
            self.send_400_response("The head of the request is too long.")

    def on_body(self, body: bytes) -> None:
        self._beside -= PIECE * len(body)
        super().on_body(body)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if not self.transport.is_closing():
            self._wait()

    def _wait(self) -> None:
        self._stop_waiting()
        self.others[self] = self.loop.call_later(self.seconds, self.transport.close)
        if len(self.others) > self.most:
            longest, timer = self.others.popitem(last=False)
            timer.cancel()
            longest.transport.close()

    def _stop_waiting(self) -> None:
        timer = self.others.pop(self, None)
        if timer is not None:
            timer.cancel()


def waiting(seconds: float) -> type[Impatient]:
    """Such connections with this patience, for one server."""
    return type("Impatient", (Impatient,), {"seconds": seconds, "others": OrderedDict()})


def allow_connections() -> None:
    """As many open connections as the system lets this process have."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on every system

        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        with suppress(OSError, ValueError):  # where the system has a bound of its own
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
