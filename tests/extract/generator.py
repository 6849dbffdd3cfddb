"""Documents composed from the vocabularies, with the noise of real files, that know their own gold.

A :class:`Recipe` says what a document is to hold; ``compose`` writes it down and notes, as it goes, what a careful
reader finds: the gold in the form of ``extract.evaluate``. Recipes print as Python, so that a failure found once can be
kept as an ``@example`` row of ``test_generated.py``; they are drawn in ``recipes.py``, their noise is in ``noises.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from noises import NOISES, NUMBERS_ONLY

from extract.gold import Gold
from ontology import table

# WHAT CAN BE CITED


@dataclass(frozen=True)
class Issuer:
    """A body as written, and in full."""

    written: str
    name: str


@dataclass(frozen=True)
class Cited:
    """One citation: a number or the name of a law, what follows it, and the noise that it suffers.

    ``day`` is ISO or a year; ``date_form`` an index of :data:`DATES`; ``so`` the words before the number; ``implied``
    the issuer that symbol or type tells when none is written; ``at`` decides where noise goes.
    """

    type: str
    number: str = ""
    name: str = ""
    so: str = "số "
    day: str = ""
    date_form: int = 0
    issuer: Issuer | None = None
    implied: str | None = None
    title: str = ""
    noises: tuple[str, ...] = ()
    at: int = 0


@dataclass(frozen=True)
class Passage:
    """A sentence around citations: an index of :data:`FRAMES`, or a trap that cites nothing."""

    frame: int
    cited: tuple[Cited, ...] = ()
    trap: str = ""


@dataclass(frozen=True)
class Head:
    """The letterhead: who signs (an index of :data:`BODIES`), for which unit, serial number, day, title and layout."""

    body: int
    unit: str
    serial: int
    day: str
    title: int = 0
    layout: str = "lines"

    @property
    def type(self) -> str:
        return BODIES[self.body].type

    @property
    def number(self) -> str:
        return BODIES[self.body].number.format(self.serial)

    @property
    def place(self) -> str:
        """The unit without its kind word."""
        return self.unit.split(" ", 2 if self.unit.startswith(("thành phố", "thị", "đặc")) else 1)[-1]


@dataclass(frozen=True)
class Recipe:
    """A document: letterhead, recitals, operative passages, and how the file is laid out."""

    head: Head
    recitals: tuple[Passage, ...]
    body: tuple[Passage, ...]
    width: int = 0  # lines are wrapped at this width; 0: not at all; 1: a line for every word
    spaced: bool = False  # a blank line between paragraphs


@dataclass(frozen=True)
class Written:
    text: str
    gold: Gold


# WORDS


@dataclass(frozen=True)
class Signing:
    """A body that signs documents: the lines of its letterhead with {0} for the unit, number, issuer and signature."""

    lines: tuple[str, ...]
    type: str
    number: str
    issuer: str
    signature: tuple[str, ...]
    levels: tuple[str, ...] = ("province", "commune")
    party: bool = False


BODIES = (
    Signing(("ỦY BAN NHÂN DÂN", "{0}"), "QĐ", "{}/QĐ-UBND", "Ủy ban nhân dân {0}", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
    Signing(
        ("ỦY BAN NHÂN DÂN", "{0}"), "KH", "{}/KH-UBND", "Ủy ban nhân dân {0}",
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    ),
    Signing(("UBND {0}", "SỞ NỘI VỤ"), "KH", "{}/KH-SNV", "Sở Nội vụ {0}", ("GIÁM ĐỐC",), ("province",)),
    Signing(("HỘI ĐỒNG NHÂN DÂN", "{0}"), "NQ", "{}/NQ-HĐND", "Hội đồng nhân dân {0}", ("CHỦ TỊCH",)),
    Signing(
        ("ĐẢNG ỦY {0}", "*"), "CTr", "{:02}-CTr/ĐU", "Đảng ủy {0}", ("T/M ĐẢNG ỦY", "BÍ THƯ"), ("commune",), party=True,
    ),
)  # fmt: skip
LAYOUTS = ("lines", "columns", "tabs", "table")
MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
OWN_TITLES = (
    ("Về công tác dân vận chính quyền năm 2026",),
    ("Về việc ban hành Quy chế làm việc",),
    ("Về tăng cường kỷ luật, kỷ cương hành chính", "trên địa bàn giai đoạn 2026 - 2030"),
    ("Thực hiện công tác cải cách hành chính năm 2026",),
)

DATES = (
    " ngày {d:02}/{m}/{y}",
    " ngày {d}/{m}/{y}",
    ", ngày {d:02}/{m:02}/{y}",
    " ngày {d:02} tháng {m} năm {y}",
    " ngày {d:02} tháng {m:02} năm {y}",
    ", ngày {d} tháng {m} năm {y}",
    " ngày {d:02}-{m}-{y}",
    " ngày {d:02}.{m:02}.{y}",
    " ({d:02}/{m}/{y})",
    " Ngày {d:02}/{m:02}/{y}",
)
TITLES = (
    "",
    "về công tác dân vận chính quyền",
    "về việc phê duyệt Đề án văn hóa công vụ",
    "về tăng cường kỷ luật, kỷ cương hành chính",
    "quy định về tuyển dụng, sử dụng và quản lý công chức",
    "về phong trào thi đua “Dân vận khéo” giai đoạn 2026 - 2030",
    "ban hành Quy chế làm việc",
    "về phát triển kinh tế - xã hội năm 2026",
    "hướng dẫn bầu cử",
    "phê duyệt quy hoạch thời kỳ 2021 - 2030, tầm nhìn đến năm 2050",
)
TRAPS = (
    "Điện thoại: 0205.3812/605-108; Fax: 0205-3812/605.",
    "Đạt 3/4 chỉ tiêu, tỷ lệ 1/500 và 12/15 xã.",
    "Năm học 2025/2026, giai đoạn 2021-2025.",
    "Nước sạch đạt QCVN 01-1:2018/BYT, cống theo TCVN 6909:2001.",
    "Các nghị quyết, chỉ thị của Đảng; pháp luật của Nhà nước.",
    "Theo khoản 1 Điều 5 của Quyết định này và Điều 3 Quy chế này.",
    "Số:    /KH-MTTQ-BTT",
    "Hỗ trợ 1.500.000đ/hộ, 25kg/người, từ ngày 26/11/2021 đến 30-7-2025.",
    "Tổ chức 12 hội nghị, 36/40 thôn hoàn thành trước 31/12/2025.",
    "Công khai minh bạch; đúng pháp luật; không để dân thiệt.",
)
#: Words before and after the citations of a passage, in a document of its own type, their relation, and whether it can
#: stand as a recital.
FRAMES: tuple[tuple[str, str, str, bool], ...] = (
    ("Căn cứ ", ";", "based_on", True),
    ("- Căn cứ ", ";", "based_on", True),
    ("Thực hiện ", ";", "implements", True),
    ("Triển khai thực hiện ", ";", "implements", True),
    ("Tiếp tục thực hiện ", ".", "implements", False),
    ("- Quán triệt, triển khai nghiêm túc ", ";", "implements", False),
    ("1. Các phòng chuyên môn bám sát ", ".", "implements", False),
    ("- Công khai theo quy định tại ", ".", "cites", False),
    ("3. Báo cáo kết quả thực hiện ", ".", "cites", False),
    ("Điều 2. {own} này thay thế ", ".", "supersedes", False),
    ("Điều 3. {own} này bãi bỏ ", ".", "repeals", False),
    ("Điều 4. {own} này sửa đổi, bổ sung Điều 5 ", ".", "amends", False),
    ("2. {own} này bãi bỏ khoản 2 Điều 7 ", ".", "amends", False),
)


# WRITING


@cache
def labels() -> dict[str, str]:
    """Type code -> its word."""
    return {row["code"]: row["label"] for row in table("types")}


class _Page:
    """The text as it grows, with what it cites."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.text = ""
        self.citations: list[dict[str, Any]] = []

    def write(self, words: str) -> None:
        self.text += words

    def cite(self, cited: Cited, relation: str, zone: str, within: int | None = None, shared: str = "") -> int:
        """Write one citation without its title; ``shared``: the type that its list has written already."""
        pieces = {
            "type": "" if shared else f"{labels()[cited.type]} ",
            "so": cited.so if cited.number else "",
            "number": cited.number or cited.name,
            "date": _date(cited),
            "link": " của " if cited.issuer else "",
            "issuer": cited.issuer.written if cited.issuer else "",
        }
        for name in cited.noises:
            where, noise = NOISES[name]
            if pieces[where] and _certain(cited, name, self.width):
                pieces[where] = noise(pieces[where], cited.at)
        if shared:
            self.write(pieces.pop("so"))
        start = len(self.text)
        self.write("".join(pieces.values()))
        end = len(re.sub(r"<sup>\d</sup>$", "", self.text))  # a note's mark is no part of the citation
        self.citations.append(
            {
                "start": start,
                "end": end,
                "quote": self.text[start:end],
                "in": zone,
                "doc_type": shared or labels()[cited.type],
                "number": cited.number or None,
                "date": cited.day or None,
                "title": None,
                "relation": relation,
                "within": within,
                "issuer": cited.issuer.name if cited.issuer else cited.implied,
            }
        )
        return len(self.citations) - 1

    def entitle(self, index: int, title: str) -> None:
        if title:
            self.write(f" {title}")
            self.citations[index]["title"] = title


def _certain(cited: Cited, noise: str, width: int) -> bool:
    """Whether a reader can tell the noise from the text.

    A letter's "P6" is a department, a law's name has no number, a page header of one word a line is no header.
    """
    if cited.name and noise in NUMBERS_ONLY:
        return False
    return not (cited.type == "CV" and noise == "glued note") and not (width == 1 and noise.startswith("gazette"))


def _date(cited: Cited) -> str:
    if len(cited.day) == 4:
        return f" năm {cited.day}"
    if not cited.day:
        return ""
    year, month, day = map(int, cited.day.split("-"))
    return DATES[cited.date_form % len(DATES)].format(d=day, m=month, y=year)


def compose(recipe: Recipe) -> Written:
    """The document of a recipe, and its gold."""
    page = _Page(recipe.width)
    gap = "\n\n" if recipe.spaced else "\n"
    head = recipe.head
    body, own = BODIES[head.body], labels()[head.type]
    page.write(gap.join([*_letterhead(head), ""]))
    columns = 0 if head.layout == "lines" else len(page.text)  # lines with columns are never wrapped
    page.write(gap.join([own.upper(), *OWN_TITLES[head.title], ""]))
    for passage in recipe.recitals:
        _passage(page, passage, "preamble", own)
        page.write(gap)
    page.write(f"Điều 1. Ban hành kèm theo {own} này các phụ lục.{gap}")
    for passage in recipe.body:
        _passage(page, passage, "body", own)
        page.write(gap)
    page.write(gap.join([*body.signature, "Nguyễn Văn An", ""]))
    document = {
        "number": head.number,
        "doc_type": own,
        "date": head.day,
        "place": head.place,
        "issuer": body.issuer.format(head.unit),
        "title": " ".join(OWN_TITLES[head.title]),
        "signer": "Nguyễn Văn An",
    }
    text = page.text[:columns] + _wrapped(page.text[columns:], recipe.width)
    for citation in page.citations:
        citation["quote"] = text[citation["start"] : citation["end"]]
    return Written(text, Gold("generated", document, tuple(page.citations)))


def _letterhead(head: Head) -> list[str]:
    """The lines above the type, in one of the layouts of real files."""
    body = BODIES[head.body]
    left = [line.format(head.unit.upper()) for line in body.lines]
    left.append(f"Số {head.number}" if body.party else f"Số: {head.number}")
    year, month, day = head.day.split("-")
    right = ["ĐẢNG CỘNG SẢN VIỆT NAM"] if body.party else list(MOTTO)
    right.append(f"{head.place}, ngày {day} tháng {month} năm {year}")
    if head.layout == "lines":
        return left[:-1] + right[:-1] + [left[-1], right[-1]]
    right = [""] * (len(left) - len(right)) + right
    if head.layout == "columns":
        return [f"{one:45}{two}".rstrip() for one, two in zip(left, right, strict=True)]
    if head.layout == "tabs":
        return [f"{one}\t{two}".rstrip() for one, two in zip(left, right, strict=True)]
    return [f"| {one} | {two} |" for one, two in zip(left, right, strict=True)]


def _passage(page: _Page, passage: Passage, zone: str, own: str) -> None:
    if passage.trap:
        page.write(passage.trap)
        return
    opening, closing, relation, _ = FRAMES[passage.frame]
    page.write(opening.format(own=own))
    first, *others = passage.cited
    if others and first.type == "LUAT":
        _chain(page, first, others, relation, zone)
    elif others:
        _list(page, first, others, relation, zone)
    else:
        page.entitle(page.cite(first, relation, zone), first.title)
    page.write(closing)


def _chain(page: _Page, first: Cited, others: list[Cited], relation: str, zone: str) -> None:
    """A law "được sửa đổi, bổ sung bởi" others."""
    outer = page.cite(first, relation, zone)
    page.write(" được sửa đổi, bổ sung bởi ")
    for index, cited in enumerate(others):
        page.write("" if index == 0 else ", " if index < len(others) - 1 else " và ")
        page.cite(cited, "cites", zone, outer)


def _list(page: _Page, first: Cited, others: list[Cited], relation: str, zone: str) -> None:
    """Items that share their type and, behind the last, their issuer."""
    page.write("các ")
    page.cite(first, relation, zone)
    for index, cited in enumerate(others):
        page.write(", " if index < len(others) - 1 else " và ")
        page.cite(cited, relation, zone, shared=labels()[first.type])
    last = others[-1].issuer
    for citation in page.citations[-len(others) - 1 :]:
        citation["issuer"] = last.name if last else citation["issuer"]


def _wrapped(text: str, width: int) -> str:
    """``text`` with line breaks for blanks where lines get too long, character for character."""
    if not width:
        return text
    letters, column = list(text), 0
    for index, letter in enumerate(text):
        column = 0 if letter == "\n" else column + 1
        if letter == " " and column >= width and text[index + 1 : index + 2].strip():
            letters[index], column = "\n", 0
    return "".join(letters)
