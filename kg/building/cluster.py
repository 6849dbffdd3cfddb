"""Reading on a cluster, for those who outgrow one machine: a Dask scheduler as an executor.

Needs the extra ``dask``.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from extract.errors import MissingExtraError, UsageError, WorkerError
from kg.extras import command_for

SCHEME = "dask://"


@contextmanager
def executor_at(address: str, seconds: float = 10.0) -> Iterator[Executor]:
    """The executor of the Dask scheduler at ``dask://HOST:PORT``; its workers need Căn Cứ and the same paths.

    Raises UsageError for another address, MissingExtraError without Dask, and WorkerError where no scheduler answers
    within ``seconds``.
    """
    if not address.startswith(SCHEME):
        raise UsageError(
            "{address} is no executor; write for instance {scheme}scheduler.example:8786",
            address=address,
            scheme=SCHEME,
        )
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as error:
        raise MissingExtraError("A Dask cluster needs Dask: {command}", command=command_for("dask")) from error
    try:
        client = Client(f"tcp://{address.removeprefix(SCHEME)}", timeout=seconds)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise WorkerError(
            "No Dask scheduler answers at {address} within {seconds:g} seconds.", address=address, seconds=seconds
        ) from error
    with client:
        yield client.get_executor()  # type: ignore[no-untyped-call]
