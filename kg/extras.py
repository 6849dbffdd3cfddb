"""What brings an extra: the command that installs it, wherever pip took this program from."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution


def command_for(extra: str) -> str:
    """What to type for an extra, such as ``web``.

    The name alone is given only where an index gave it: another index may know another program under it.
    """
    return f'pip install "{_named(extra)}"'


def _named(extra: str) -> str:
    """The program with an extra, as pip takes it: where it came from is noted beside it (PEP 610)."""
    try:
        noted = distribution("cancu").read_text("direct_url.json")
    except PackageNotFoundError:
        return f".[{extra}]"
    if noted is None:
        return f"cancu[{extra}]"
    origin = json.loads(noted)
    prefix = f"{origin['vcs_info']['vcs']}+" if "vcs_info" in origin else ""
    return f"cancu[{extra}] @ {prefix}{origin['url']}"
