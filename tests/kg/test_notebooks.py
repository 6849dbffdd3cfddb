"""The notebooks run, and what they show in the repository is what they show today.

After a change that is meant: ``python tests/kg/test_notebooks.py`` writes what they show now.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from nbformat import NotebookNode

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
PICTURES = {"image/png"}


def kept(path: Path) -> NotebookNode:
    """The notebook as it is kept."""
    import nbformat  # noqa: PLC0415 - takes a second, and every worker imports every test

    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def executed(path: Path) -> NotebookNode:
    """The notebook with what it shows now."""
    from nbclient import NotebookClient  # noqa: PLC0415

    book = kept(path)
    NotebookClient(book, timeout=1200, record_timing=False, resources={"metadata": {"path": str(FOLDER)}}).execute()
    return book


def outputs(book: NotebookNode) -> list[list[dict[str, str]]]:
    """What each cell shows, pictures of dots and the names of objects left out; text first, in one piece."""
    return [
        [
            {"text": "".join(shown["text"] for shown in cell["outputs"] if shown["output_type"] == "stream")},
            *(
                {kind: data for kind, data in shown["data"].items() if kind not in PICTURES | {"text/plain"}}
                for shown in cell["outputs"]
                if "data" in shown
            ),
        ]
        for cell in book["cells"]
        if cell["cell_type"] == "code"
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_what_it_showed(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path))
    committed = kept(path)
    assert outputs(executed(path)) == outputs(committed)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_bilingual_small_and_at_home_anywhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text) < 120_000
    assert str(FOLDER.parent) not in text
    assert not re.search(r"https?://(?!www\.w3\.org)", text)
    book = kept(path)
    said = "\n".join(cell["source"] for cell in book["cells"] if cell["cell_type"] == "markdown")
    headings = re.findall(r"(?m)^#+ .+$", said)
    assert len(headings) >= 4
    assert all(" · " in heading for heading in headings)
    assert not [shown for cell in book["cells"] for shown in cell.get("outputs", ()) if shown["output_type"] == "error"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_says_how_it_is_started(path: Path) -> None:
    book = kept(path)
    said = book["cells"][0]["source"]
    with (FOLDER.parent / "pyproject.toml").open("rb") as file:
        extras = tomllib.load(file)["project"]["optional-dependencies"]
    (extra,) = re.findall(r'\.venv/bin/pip install "\.\[(\w+)\]"', said)
    assert {re.split("[>=<]", one)[0] for one in extras[extra]} == {"ipykernel", "jupyterlab", "matplotlib"}
    assert ".venv/bin/jupyter lab notebooks" in said
    assert f"{path.name}" in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_the_notebooks_are_there() -> None:
    assert {path.stem for path in NOTEBOOKS} >= {
        "from_folder_to_graph", "lineage", "outdated", "own_decisions", "spacy_pipeline", "three_hundred_plans",
    }  # fmt: skip


if __name__ == "__main__":
    import nbformat

    for path in NOTEBOOKS:
        nbformat.write(executed(path), path)  # type: ignore[no-untyped-call]
