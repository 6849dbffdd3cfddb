"""A made-up national corpus: abridged plans of provinces and communes that stand on central documents.

Levels, fan-out and collisions are like the real ones: a few central documents on which thousands stand, one plan of
each province for a matter and year, plans of the communes that carry it out, and in every unit the numbers begin at 1,
so that each number is borne by hundreds of documents. The same seed gives the same corpus, and a smaller corpus is the
beginning of a larger one.

Run it to write the files: python -m benchmarks.corpus 10000 FOLDER
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import count, islice
from pathlib import Path

from ontology import table

MATTERS = (
    "công tác dân vận chính quyền",
    "cải cách hành chính",
    "chuyển đổi số",
    "phòng, chống tham nhũng, lãng phí, tiêu cực",
    "phòng, chống thiên tai và tìm kiếm cứu nạn",
    "phát triển kinh tế tập thể",
    "giảm nghèo bền vững",
    "xây dựng nông thôn mới",
    "bảo đảm trật tự, an toàn giao thông",
    "phòng cháy, chữa cháy và cứu nạn, cứu hộ",
    "phổ biến, giáo dục pháp luật",
    "thực hiện dân chủ ở cơ sở",
    "bảo vệ và phát triển rừng",
    "phòng, chống dịch bệnh động vật",
    "an toàn thực phẩm",
    "bình đẳng giới",
    "phổ cập giáo dục, xóa mù chữ",
    "thi đua, khen thưởng",
    "quốc phòng địa phương",
    "tiếp công dân, giải quyết khiếu nại, tố cáo",
)
"""What plans are about, from the most frequent to the rarest."""

_LAWS = ("Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025", "Luật Thực hiện dân chủ ở cơ sở")
_CENTRAL = (
    ("Chỉ thị", "{}/CT-TTg", "Thủ tướng Chính phủ"),
    ("Quyết định", "{}/QĐ-TTg", "Thủ tướng Chính phủ"),
    ("Nghị quyết", "{}/NQ-CP", "Chính phủ"),
    ("Nghị định", "{}/2024/NĐ-CP", "Chính phủ"),
    ("Kết luận", "{}-KL/TW", "Ban Bí thư"),
)
_BODY = (
    "Tổ chức triển khai đồng bộ, có trọng tâm, trọng điểm, phù hợp với điều kiện của địa phương.",
    "Phân công rõ người, rõ việc, rõ thời gian hoàn thành; thường xuyên kiểm tra, đôn đốc.",
    "Kinh phí do ngân sách bảo đảm theo phân cấp hiện hành và các nguồn hợp pháp khác.",
)


@dataclass(frozen=True, slots=True)
class _Unit:
    name: str
    communes: tuple[str, ...] = ()


def plans(number: int, seed: int = 2026) -> Iterator[str]:
    """The texts of the first ``number`` plans of the corpus: round by round, each province with its communes."""
    return islice(_all_plans(seed), number)


def write(number: int, folder: Path, seed: int = 2026) -> None:
    """Writes the plans as text files, a thousand to a folder."""
    for index, text in enumerate(plans(number, seed)):
        path = folder / f"{index // 1000:04d}" / f"{index:06d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@dataclass(slots=True)
class _Country:
    """What has been written so far: the last number of each unit, and its last plan on each matter, as it is cited."""

    chance: random.Random
    numbers: Counter[str] = field(default_factory=Counter)
    last: dict[tuple[str, str], str] = field(default_factory=dict)


def _all_plans(seed: int) -> Iterator[str]:
    """Round by round, each unit takes up one matter; a province's plan comes before those of its communes."""
    country = _Country(random.Random(seed))
    for rounds in count():
        day = date(2025, 7, 2) + timedelta(days=9 * rounds)
        for province in _provinces():
            matter = _matter(country.chance)
            yield _plan(country, province.name, None, matter, day)
            for commune in province.communes:
                chosen = matter if country.chance.random() < 0.6 else _matter(country.chance)
                yield _plan(country, f"{commune}, {province.name}", province.name, chosen, day)


def _matter(chance: random.Random) -> str:
    return MATTERS[min(int(chance.expovariate(0.25)), len(MATTERS) - 1)]


def _plan(country: _Country, unit: str, province: str | None, matter: str, after: date) -> str:
    chance = country.chance
    country.numbers[unit] += 1
    day = after + timedelta(days=chance.randrange(9))
    own, _, of = unit.partition(", ")
    bases = [_LAWS[0], *chance.sample(_central(matter), 4)]
    last = country.last.get((unit, matter))
    leading = country.last.get((province, matter)) if province else None
    aim = f"Thực hiện {leading or last or bases[-1]}"
    mentioned = chance.sample(_central(_matter(chance)), 2) + ([last] if last else [])
    symbol = f"{country.numbers[unit]}/KH-UBND"
    title = f"Thực hiện {matter} năm {day.year} trên địa bàn {own}"
    country.last[unit, matter] = f"Kế hoạch số {symbol} ngày {_written(day)} của Ủy ban nhân dân {unit} về {matter}"
    place = own.partition(" ")[2]
    lines = [
        "ỦY BAN NHÂN DÂN",
        own.upper(),
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        f"Số: {symbol}",
        f"{place}, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}",
        "",
        "KẾ HOẠCH",
        title,
        "",
        *(f"Căn cứ {basis};" for basis in bases),
        f"{aim}; Ủy ban nhân dân {own} ban hành Kế hoạch như sau:",
        "",
        "I. MỤC ĐÍCH, YÊU CẦU",
        *(f"{index}. {sentence}" for index, sentence in enumerate(_BODY, 1)),
        "II. NỘI DUNG",
        *(f"- Tiếp tục thực hiện {cited}." for cited in mentioned),
        "",
        "Nơi nhận:",
        f"- Ủy ban nhân dân {of or own};",
        "- Lưu: VT.",
    ]
    return "\n".join(lines) + "\n"


def _written(day: date) -> str:
    return f"{day.day:02d} tháng {day.month:02d} năm {day.year}" if day.day % 2 else f"{day:%d/%m/%Y}"


@cache
def _central(matter: str) -> tuple[str, ...]:
    """The central documents on a matter, cited in full; their numbers meet across matters, as real ones do."""
    chance = random.Random(matter)
    found = []
    for index in range(8):
        label, pattern, issuer = _CENTRAL[index % len(_CENTRAL)]
        day = date(2018, 1, 1) + timedelta(days=chance.randrange(2500))
        number = pattern.format(chance.randrange(1, 60))
        found.append(f"{label} số {number} ngày {_written(day)} của {issuer} về {matter}")
    return tuple(found)


@cache
def _provinces() -> tuple[_Unit, ...]:
    """The provinces and communes of today."""
    rows = [row for row in table("units") if not row["ended"]]
    communes: dict[str, list[str]] = {}
    for row in rows:
        if row["level"] == "commune":
            communes.setdefault(row["parent"], []).append(row["name"])
    return tuple(
        _Unit(row["name"], tuple(sorted(communes.get(row["id"], ())))) for row in rows if row["level"] == "province"
    )


if __name__ == "__main__":
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("plans", type=int, help="how many")
    cli.add_argument("folder", type=Path, help="where to write them")
    write(*vars(cli.parse_args()).values())
