"""What several tests of the graph ask: a store of the bundled plans, on disk, open for reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.building.build import build
from kg.resources import data_file
from kg.storage.opening import open_store
from kg.storage.store import Store


@pytest.fixture(scope="module")
def plans_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plans") / "s"
    with open_store(folder, write=True) as store:
        build([data_file("plans")], store)
    return folder


@pytest.fixture(scope="module")
def plans_store(plans_folder: Path) -> Iterator[Store]:
    with open_store(plans_folder) as opened:
        yield opened
