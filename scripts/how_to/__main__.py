"""Make ``docs/how-to.md`` and ``docs/huong-dan.md`` out of what the commands show, or the folder to follow them in.

python -m scripts.how_to            both pages
python -m scripts.how_to FOLDER     the folder that the tasks start from, which is not there yet
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from scripts.how_to.playing import PAGES, page, play, prepared


def main() -> None:
    """Write both pages, or make the folder that is named."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    if (given := cli.parse_args().folder) is not None:
        prepared(given)
        return
    with tempfile.TemporaryDirectory() as folder:
        ready = prepared(Path(folder) / "ready")
        for language, target in PAGES.items():
            tasks = play(ready, Path(folder) / language, language, (100, 30))
            target.write_text(page(tasks, language), encoding="utf-8")


if __name__ == "__main__":
    main()
