"""What to type for an extra: it names where this program came from, never what an index may have under its name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.extras import command_for


@pytest.mark.parametrize(
    ("origin", "named"),
    [
        ({"url": "file:///home/an/can%20cu", "dir_info": {}}, "cancu[web] @ file:///home/an/can%20cu"),
        ({"url": "file:///tmp/cancu-0.1.0-py3-none-any.whl", "archive_info": {}},
         "cancu[web] @ file:///tmp/cancu-0.1.0-py3-none-any.whl"),
        ({"url": "https://example.org/cancu.git", "vcs_info": {"vcs": "git", "commit_id": "0"}},
         "cancu[web] @ git+https://example.org/cancu.git"),
        (None, "cancu[web]"),  # from an index
    ],
)  # fmt: skip
def test_it_names_where_pip_took_the_program_from(
    origin: dict[str, object] | None, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = tmp_path / "cancu-0.1.0.dist-info"
    notes.mkdir()
    (notes / "METADATA").write_text("Metadata-Version: 2.1\nName: cancu\nVersion: 0.1.0\n", encoding="utf-8")
    if origin is not None:
        (notes / "direct_url.json").write_text(json.dumps(origin), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert command_for("web") == f'pip install "{named}"'


def test_where_it_was_not_installed_it_is_the_clone_one_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    assert command_for("png") == 'pip install ".[png]"'
