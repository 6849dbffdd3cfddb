"""Make ``docs/schemas/*.json``, the JSON Schemas of all answers, from the answers' own classes.

python -m scripts.schemas
"""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from pathlib import Path

from kg.render.result import kinds

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "schemas"
ROOMS = ("answers", "workspace", "drawing")
"""Where the classes of answers are."""


def schemas() -> dict[str, str]:
    """The text of each schema by the name of its file."""
    for room in ROOMS:
        for path in sorted((ROOT / "kg" / room).glob("*.py")):
            import_module(f"kg.{room}.{path.stem}")
    return {
        f"{kind}.json": json.dumps(answer.schema(), ensure_ascii=False, indent=2) + "\n"
        for kind, answer in kinds().items()
        if answer.__module__.startswith("kg.")
    }


def main() -> None:
    """Write the schemas, to the folder given as argument or docs/schemas."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folder", nargs="?", type=Path, default=FOLDER, help="where to write them")
    folder: Path = cli.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
