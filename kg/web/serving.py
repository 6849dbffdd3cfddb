"""Running the server: uvicorn around the application, until it is told to stop."""

from __future__ import annotations

import gc
import socket
import sys

import uvicorn

from extract.errors import InputError
from kg.web.app import application
from kg.web.connecting import allow_connections, waiting
from kg.web.settings import Settings
from kg.workspace.workspace import Workspace

TURN = 0.001
"""Seconds after which a thread that computes lets another one go on: who listens must not wait for long."""

YOUNG = 10_000
"""So many objects more than before are looked through for garbage: a page makes thousands, and hardly any is."""

CONNECTIONS = 2_000
"""Connections and requests at once; beyond them 503."""

BACKLOG = 1_024
"""Connections that wait to be taken."""


def listening(host: str, port: int) -> socket.socket:
    """A socket at the address, at which who comes early waits. Raises InputError where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, proto=socket.IPPROTO_TCP)  # named, or asyncio leaves each answer waiting for an ACK
    if sys.platform != "win32":  # where it would share the port with another server
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(BACKLOG)
    except (OSError, UnicodeError) as error:
        bound.close()
        raise InputError(
            "Nothing can listen at {host}, port {port} ({reason}); choose with --host and --port.",
            host=host,
            port=str(port),
            reason=getattr(error, "strerror", None) or str(error),
        ) from None
    return bound


def server(work: Workspace, settings: Settings, host: str, port: int, proxies: str | None = None) -> uvicorn.Server:
    """A server that is ready to run. ``proxies`` are the addresses whose word is taken for who asks, with commas."""
    allow_connections()
    sys.setswitchinterval(TURN)
    gc.set_threshold(YOUNG)
    return uvicorn.Server(
        uvicorn.Config(
            application(work, settings),
            host=host,
            port=port,
            http=waiting(settings.bounds.seconds),
            ws="none",
            lifespan="on",
            access_log=False,
            log_level="error",
            server_header=False,
            date_header=True,
            root_path=settings.root,
            proxy_headers=proxies is not None,
            forwarded_allow_ips=proxies or "",
            limit_concurrency=CONNECTIONS,
            backlog=BACKLOG,
            timeout_keep_alive=20,
            timeout_graceful_shutdown=10,
        )
    )
