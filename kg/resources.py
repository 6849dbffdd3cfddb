"""Where the files are that travel with the package: sample plans, register, queries."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def data_file(*parts: str) -> Path:
    """A file or folder of ``data/``: inside an installed package, else beside the packages in a checkout.

    Raises FileNotFoundError if it is in neither.
    """
    for root in (_PACKAGE / "data", _PACKAGE.parent / "data"):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"data/{'/'.join(parts)} is not in the installed package; reinstall cancu.")


def query_files() -> dict[str, Path]:
    """The named queries (``kg/queries/*.rq``) by name."""
    return {path.stem: path for path in sorted((_PACKAGE / "queries").glob("*.rq"))}
