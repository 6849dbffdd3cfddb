"""Running the server: uvicorn around the application, until it is told to stop."""

from __future__ import annotations

import uvicorn

from kg.web.app import application
from kg.web.settings import Settings
from kg.workspace.workspace import Workspace

CONNECTIONS = 2_000
"""Connections and requests at once; beyond them 503."""


def server(work: Workspace, settings: Settings, host: str, port: int, proxies: str | None = None) -> uvicorn.Server:
    """A server that is ready to run. ``proxies`` are the addresses whose word is taken for who asks, with commas."""
    return uvicorn.Server(
        uvicorn.Config(
            application(work, settings),
            host=host,
            port=port,
            http="h11",
            ws="none",
            lifespan="on",
            access_log=False,
            log_level="warning",
            server_header=False,
            date_header=True,
            root_path=settings.root,
            proxy_headers=proxies is not None,
            forwarded_allow_ips=proxies or "",
            limit_concurrency=CONNECTIONS,
            backlog=1_024,
            timeout_keep_alive=20,
            timeout_graceful_shutdown=10,
            h11_max_incomplete_event_size=32_000,
        )
    )
