"""Reading on a real Dask cluster on this machine gives the same graph as reading alone."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from late import Late

from benchmarks.corpus import write
from extract.errors import CancuError
from kg.building.build import build
from kg.building.cluster import executor_at
from kg.storage.opening import open_store

pytestmark = pytest.mark.skipif(find_spec("distributed") is None, reason="the extra dask is not installed")
distributed = Late("distributed")


@pytest.mark.filterwarnings("ignore")  # of the cluster's own machinery as it shuts down
def test_a_cluster_reads_the_same(tmp_path: Path) -> None:
    write(60, tmp_path / "plans")
    alone, together = open_store(None), open_store(None)
    build([tmp_path / "plans"], alone)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1", protocol="tcp"
    ) as cluster:
        address = cluster.scheduler_address.replace("tcp://", "dask://")
        with executor_at(address) as executor:
            report = build([tmp_path / "plans"], together, executor=executor)
    assert (report.read, report.failed) == (60, [])
    assert set(together.quads()) == set(alone.quads())


@pytest.mark.parametrize(
    ("address", "sentence"), [("spark://here:1", "is no executor"), ("dask://127.0.0.1:9", "No Dask scheduler answers")]
)
def test_what_is_no_cluster_is_a_sentence(address: str, sentence: str) -> None:
    with pytest.raises(CancuError, match=sentence), executor_at(address, seconds=1):
        pass
