"""Builds that are killed at random moments, with files added, changed and taken away between them.

    python -m benchmarks.kills                       100 kills, 40 places for plans
    python -m benchmarks.kills --kills 20 --seed 7

Each round changes about a third of a folder, starts `cancu build` with two workers and batches of five, and after a
random time kills it (SIGKILL, SIGTERM or Ctrl-C) or one of its processes (SIGKILL). Nothing of it may go on, a killed
worker costs at most the file it was at, and a build that is left alone brings exactly the store that a fresh one gives.
Linux only, for processes are looked for in /proc.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.corpus import plans
from benchmarks.processes import descendants, is_running
from kg.building.build import build
from kg.storage.opening import open_store

ROOT = Path(__file__).parents[1]
PROGRAM = """
try:
    import kg.building.build as module
    from kg.cli import main
except KeyboardInterrupt:  # Ctrl-C before there is anything to stop
    raise SystemExit(130) from None
module.BATCH = 5
main()
"""
PATIENCE = 300.0
"""Seconds after which a build is taken to hang."""


def main() -> None:
    """Kill, build, compare; end with what was done."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--kills", type=int, default=100)
    cli.add_argument("--plans", type=int, default=40)
    cli.add_argument("--seed", type=int, default=1)
    given = cli.parse_args()
    chance, told = random.Random(given.seed), Counter[str]()
    with tempfile.TemporaryDirectory(prefix="kills-") as place:
        folder, store = Path(place, "plans"), Path(place, "store")
        folder.mkdir()
        texts, lasting = list(plans(given.plans * 3)), 5.0  # seconds of a build that is not killed, as far as known
        while sum(told.values()) - told["ended before"] < given.kills:
            stir(folder, texts, given.plans, chance)
            what, lasting = kill(folder, store, chance, lasting)
            told[what] += 1
            compare(folder, store)
            print(f"\r{dict(told)}", end="", flush=True)
    print(f"\n{sum(told.values()) - told['ended before']} kills; after each, the store of a fresh build.")


def stir(folder: Path, texts: list[str], places: int, chance: random.Random) -> None:
    """About a third of the files go, come or change."""
    for index in range(places):
        path, move = folder / f"{index:03}.txt", chance.random()
        if path.exists() and move < 0.15:
            path.unlink()
        elif move < 0.4 or (not path.exists() and move < 0.8):
            path.write_text(chance.choice(texts), encoding="utf-8")


def kill(folder: Path, store: Path, chance: random.Random, lasting: float) -> tuple[str, float]:
    """A build and its end; says what was killed, and how long a build takes that is not."""
    command = [sys.executable, "-c", PROGRAM, "build", str(folder), "--store", str(store), "--workers", "2"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=ROOT
    )
    while process.poll() is None and not descendants(process.pid):
        time.sleep(0.005)
    started = time.monotonic()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(chance.uniform(0, lasting))
    family = descendants(process.pid)
    alone = bool(family) and chance.random() < 0.5
    if process.poll() is not None:
        what, lasting = "ended before", (lasting + time.monotonic() - started) / 2
    elif alone:
        what = "a process of it"
        with contextlib.suppress(ProcessLookupError):
            os.kill(chance.choice(family), signal.SIGKILL)
    else:
        sign = chance.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
        what, lasting = sign.name, lasting * 1.05
        process.send_signal(sign)
    _, errors = process.communicate(timeout=PATIENCE)
    assert "Traceback" not in errors, errors
    assert not alone or len(errors.splitlines()) <= 1, errors
    until = time.monotonic() + PATIENCE
    while any(map(is_running, family)):
        assert time.monotonic() < until, "something goes on"
        time.sleep(0.01)
    return what, lasting


def compare(folder: Path, store: Path) -> None:
    """Ends if a build brings another store than a fresh one."""
    with open_store(store, write=True) as opened, open_store(None) as fresh:
        report = build([folder], opened)
        assert not report.failed, report.failed
        build([folder], fresh)
        assert set(opened.quads()) == set(fresh.quads()), "another store than that of a fresh build"


if __name__ == "__main__":
    main()
