"""Make ``docs/how-to.md`` and ``docs/huong-dan.md`` out of what the commands show: python -m scripts.how_to"""

from __future__ import annotations

import tempfile
from pathlib import Path

from scripts.how_to.playing import PAGES, page, play, prepared


def main() -> None:
    """Write both pages."""
    with tempfile.TemporaryDirectory() as folder:
        ready = prepared(Path(folder) / "ready")
        for language, target in PAGES.items():
            tasks = play(ready, Path(folder) / language, language, (100, 30))
            target.write_text(page(tasks, language), encoding="utf-8")


if __name__ == "__main__":
    main()
