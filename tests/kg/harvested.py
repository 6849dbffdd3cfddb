"""Acts of a province as texts, what is harvested from such texts, and commands as they are typed."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

import kg
from kg.cli import app
from kg.workspace.harvesting import Harvest

PROVINCE = "Ủy ban nhân dân tỉnh Lạng Sơn"
OLD = f"Quyết định số 17/2018/QĐ-UBND ngày 20/4/2018 của {PROVINCE}"


def act(number: str, day: str, *articles: str, kind: str = "QUYẾT ĐỊNH", place: str = "Lạng Sơn") -> str:
    head = (
        f"ỦY BAN NHÂN DÂN\nTỈNH {place.upper()}\n\nSố: {number}\n\n{place}, ngày {day}\n\n{kind}\nVề giá nước sạch\n\n"
    )
    numbered = (f"Điều {place}. {article}\n\n" for place, article in enumerate(articles, start=1))
    return head + "".join(numbered) + "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn A\n"


IN_FORCE = "Quyết định này có hiệu lực thi hành kể từ ngày 25 tháng 3 năm 2026"
ENDING = act("12/2026/QĐ-UBND", "10 tháng 3 năm 2026", "Quy định giá.", f"{IN_FORCE} và thay thế {OLD}.")


def harvest(*texts: str, register: tuple[Path, ...] = ()) -> Harvest:
    folder = Path("acts")
    folder.mkdir(exist_ok=True)
    for place, text in enumerate(texts):
        (folder / f"{place}.txt").write_text(text, encoding="utf-8")
    with kg.open(register=register, language="en") as work:
        return work.harvest([folder], workers=1)


def run(*words: object) -> str:
    done = CliRunner().invoke(app, [*map(str, words), "--language", "en"])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.stdout
