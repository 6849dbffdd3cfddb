"""Make ``ontology/units.csv``: Vietnam's administrative units around 1 July 2025, with what became of what.

Source: the PyPI package ``vietnamadminunits`` (MIT licence, Copyright (c) 2025 Tran Ngoc Minh Hieu).
Run with it installed:

    pip install vietnamadminunits==1.0.4 && python scripts/units.py

A row is one unit under one name, kind and parent. So a province that kept its name and kind is one row, also where it
took in others; every commune of before has ended, because its parent, the district, ended that day, and where it
went on under the same name, the row of that name is among its successors.

Ids are the official codes with p, d or c (province, district, commune) before them. The reform gave codes away anew:
communes that began with it carry "-2025" behind theirs, and provinces keep the code they had before.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

TARGET = Path(__file__).parent.parent / "ontology" / "units.csv"
HEADER = ("id", "name", "level", "parent", "from", "ended", "successors")
LAST_DAY, FIRST_DAY = "2025-06-30", "2025-07-01"
KIND = re.compile(r"(?i)tỉnh|thành phố|thị xã|thị trấn|đặc khu|huyện|quận|phường|xã")

# Resolution 175/2024/QH15, in force on 1 January 2025 (cand.com.vn, 29 December 2024); the package begins after it.
HUE = "p46-2025"
THUA_THIEN_HUE = ("p46", "tỉnh Thừa Thiên Huế", "province", "", "", "2024-12-31", HUE)


class Row(NamedTuple):
    """One line of the table; days are ISO and inclusive, empty where unknown or open; successors by likeliness."""

    id: str
    name: str
    level: str
    parent: str = ""
    since: str = ""
    ended: str = ""
    successors: str = ""


def running(name: str) -> str:
    """The name as in running text, its kind word in lower case: 'Xã Đình Lập' -> 'xã Đình Lập'."""
    kind = KIND.match(name)
    if kind is None:
        raise ValueError(f"no kind word in {name!r}")
    proper = re.sub(r" ([éáủý])", lambda initial: initial.group().upper(), name[kind.end() :])  # 'Xã é Tòng' there
    return unicodedata.normalize("NFC", kind.group().lower() + proper)


def code(district_or_commune: str, level: str, *, new: bool = False) -> str:
    """The id of an official code."""
    return level + district_or_commune + ("-2025" if new else "")


def successor_keys(conversion: dict[str, dict[str, dict[str, list[object]]]]) -> dict[str, list[tuple[str, str]]]:
    """Old commune key -> the (province key, commune key) it became part of, the package's default one first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for province, whole in conversion["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, olds in whole.items():
            for old in olds:
                found.setdefault(str(old), []).append((province, commune))
    for province, divided in conversion["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in divided.items():
            ranked = sorted((p for p in parts if isinstance(p, dict)), key=lambda part: not part["isDefaultNewWard"])
            found.setdefault(old, []).extend((province, part["newWardKey"]) for part in ranked)
    return found


def rows(database: sqlite3.Connection, conversion: dict[str, dict[str, dict[str, list[object]]]]) -> Iterator[Row]:
    """All rows: provinces, districts, communes before, communes after."""
    olds = database.execute("SELECT * FROM admin_units_legacy ORDER BY provinceCode, districtCode, wardCode").fetchall()
    news = database.execute("SELECT * FROM admin_units ORDER BY wardCode").fetchall()
    provinces = {r["provinceKey"]: HUE if r["provinceCode"] == "46" else code(r["provinceCode"], "p") for r in olds}
    names = {r["provinceKey"]: running(r["province"]) for r in olds}
    became = {old: new for new, parts in conversion["DICT_PROVINCE"].items() for old in parts}
    yield Row(*THUA_THIEN_HUE)
    for key, province in provinces.items():
        ended = became[key] != key
        yield Row(
            province,
            names[key],
            "province",
            since="2025-01-01" if province == HUE else "",
            ended=LAST_DAY if ended else "",
            successors=provinces[became[key]] if ended else "",
        )

    after = {(r["provinceKey"], r["wardKey"]): code(r["wardCode"], "c", new=True) for r in news}
    keys = successor_keys(conversion)
    of_district: dict[str, dict[str, None]] = {}  # dicts keep the order and drop what is double
    communes: list[Row] = []
    districts: dict[str, Row] = {}
    for r in olds:
        district = code(r["districtCode"], "d")
        successors = [after[key] for key in keys[f"{r['provinceKey']}_{r['districtKey']}_{r['wardKey'] or ''}"]]
        of_district.setdefault(district, {}).update(dict.fromkeys(successors))
        districts[district] = Row(district, running(r["district"]), "district", provinces[r["provinceKey"]])
        if r["wardCode"]:  # five island districts had no communes
            commune = code(r["wardCode"], "c")
            communes.append(Row(commune, running(r["ward"]), "commune", district, "", LAST_DAY, " ".join(successors)))
    for district, row in districts.items():
        yield row._replace(ended=LAST_DAY, successors=" ".join(of_district[district]))
    yield from communes
    for r in news:
        yield Row(
            after[r["provinceKey"], r["wardKey"]], running(r["ward"]), "commune", provinces[r["provinceKey"]], FIRST_DAY
        )


def main() -> None:
    """Write the table and say how many rows it has."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("target", nargs="?", type=Path, default=TARGET, help="the table")
    target: Path = cli.parse_args().target
    with as_file(files("vietnamadminunits") / "data") as data:
        conversion = json.loads((data / "converter_2025.json").read_text(encoding="utf-8"))
        database = sqlite3.connect(f"file:{data / 'dataset.db'}?mode=ro", uri=True)
        database.row_factory = sqlite3.Row
        table = list(rows(database, conversion))
        database.close()
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(table)
    print(f"{target.name}: {len(table)} units")


if __name__ == "__main__":
    main()
