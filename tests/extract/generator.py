"""Documents composed from the vocabularies, with the noise of real files, that know their own gold.

A :class:`Recipe` says what a document is to hold; ``compose`` writes it down and notes, as it goes, what a careful
reader finds: the gold in the form of ``extract.evaluate``. Recipes print as Python, so that a failure found once can be
kept as an ``@example`` row of ``test_generated.py``.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Any

from hypothesis import strategies as st

from extract.gold import Gold
from extract.vocabulary import rows
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
#: Words before and after the citations of a passage, their relation, and whether it can stand as a recital.
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
    ("Điều 2. Quyết định này thay thế ", ".", "supersedes", False),
    ("Điều 3. Bãi bỏ ", ".", "repeals", False),
    ("Điều 4. Sửa đổi, bổ sung Điều 5 ", ".", "amends", False),
    ("2. Bãi bỏ khoản 2 Điều 7 ", ".", "amends", False),
)


# NOISE

Noise = Callable[[str, int], str]


def _after(marks: str, inserted: str) -> Noise:
    """Noise that puts something behind one of ``marks``, if the piece has any; never at its ends."""

    def noise(piece: str, at: int) -> str:
        places = [i + 1 for i, c in enumerate(piece) if c in marks and 0 < i < len(piece) - 1]
        cut = places[at % len(places)] if places else 0
        return piece[:cut] + inserted + piece[cut:] if cut else piece

    return noise


def _before(marks: str, inserted: str) -> Noise:
    def noise(piece: str, at: int) -> str:
        places = [i for i, c in enumerate(piece) if c in marks and 0 < i < len(piece) - 1]
        cut = places[at % len(places)] if places else 0
        return piece[:cut] + inserted + piece[cut:] if cut else piece

    return noise


def _anywhere(inserted: str) -> Noise:
    return lambda piece, at: piece[: (cut := 1 + at % max(1, len(piece) - 1))] + inserted + piece[cut:]


def _swap(old: str, new: str) -> Noise:
    return lambda piece, _: piece.replace(old, new)


def _around_first(opening: str, closing: str) -> Noise:
    def noise(piece: str, _: int) -> str:
        first = re.split(r"[/-]", piece, maxsplit=1)[0]
        return opening + first + closing + piece[len(first) :]

    return noise


def _blank_to(inserted: str) -> Noise:
    def noise(piece: str, at: int) -> str:
        places = [i for i, c in enumerate(piece) if c == " " and 0 < i < len(piece) - 1]
        if not places:
            return piece
        cut = places[at % len(places)]
        return piece[:cut] + inserted + piece[cut + 1 :]

    return noise


def _decomposed(piece: str, _: int) -> str:
    return unicodedata.normalize("NFD", piece)


LOST_HYPHENS = ("NĐ-CP", "CT-TTg", "QĐ-TTg", "NQ-CP", "QĐ-UBND", "KH-UBND", "NQ-HĐND")


def _lost_hyphen(piece: str, _: int) -> str:
    symbol = piece.rsplit("/", 1)[-1]
    return piece.replace(symbol, symbol.replace("-", "")) if symbol in LOST_HYPHENS else piece


def _without_accent(piece: str, _: int) -> str:
    """NĐ and QĐ as a keyboard without Vietnamese writes them."""
    return piece.replace("/NĐ-", "/ND-").replace("/QĐ-", "/QD-")


#: Name -> (the piece that it strikes: number, type, so, date, link (before the issuer) or issuer; what it does).
NOISES: dict[str, tuple[str, Noise]] = {
    "break after hyphen": ("number", _after("-", "\n")),
    "break after slash": ("number", _after("/", " \n")),
    "blank after hyphen": ("number", _after("-", " ")),
    "blank after slash": ("number", _after("/", " ")),
    "blank before slash": ("number", _before("/", " ")),
    "blank before hyphen": ("number", _before("-", " ")),
    "no-break space before slash": ("number", _before("/", "\u00a0")),
    "stars around the serial": ("number", _around_first("**", "**")),
    "bold serial": ("number", _around_first("<b>", "</b>")),
    "star before slash": ("number", _before("/", " *")),
    "zero-width space": ("number", _anywhere("\u200b")),
    "soft hyphen": ("number", _anywhere("\u00ad")),
    "Icelandic": ("number", _swap("Đ", "Ð")),
    "en dash": ("number", _swap("-", "–")),
    "without accent": ("number", _without_accent),
    "small letter": ("number", _swap("-CP", "-Cp")),
    "capital letter": ("number", _swap("-TTg", "-TTG")),
    "lost hyphen": ("number", _lost_hyphen),
    "glued note": ("number", lambda piece, at: f"{piece}{1 + at % 9}"),
    "superscript note": ("number", lambda piece, at: f"{piece}<sup>{1 + at % 9}</sup>"),
    "broken type": ("type", _blank_to("\n")),
    "type broken with a blank": ("type", _blank_to(" \n")),
    "no-break type": ("type", _blank_to("\u00a0")),
    "small type": ("type", lambda piece, _: piece.lower()),
    "decomposed type": ("type", _decomposed),
    "soft hyphen in type": ("type", _anywhere("\u00ad")),
    "số with a colon": ("so", _swap("số ", "số: ")),
    "break after số": ("so", _swap("số ", "số\n")),
    "no-break space after số": ("so", _swap("số ", "số\u00a0")),
    "glued số": ("so", _swap("số ", "số")),
    "decomposed số": ("so", _decomposed),
    "broken date": ("date", _blank_to("\n")),
    "date broken with a blank": ("date", _blank_to(" \n")),
    "no-break date": ("date", _blank_to("\u00a0")),
    "blanks in date": ("date", lambda piece, _: piece.replace("/", "/ ", 1) if "(" not in piece else piece),
    "glued ngày": ("date", lambda piece, _: piece.removeprefix(" ") if piece.startswith(" ngày") else piece),
    "decomposed date": ("date", _decomposed),
    "glued note on the year": ("date", lambda piece, at: piece if piece.endswith(")") else f"{piece}{1 + at % 9}"),
    "stars before the date": ("date", lambda piece, _: piece.replace(" ", "* *", 1)),
    "break before của": ("link", _swap(" của", "\ncủa")),
    "gazette header before của": (
        "link", _swap(" của", "\nCÔNG BÁO/Số 35 + 36/Ngày 08-01-2024 \n33\ncủa"),
    ),
    "broken issuer": ("issuer", _blank_to("\n")),
    "decomposed issuer": ("issuer", _decomposed),
}  # fmt: skip

#: Noise that is certain only beside a number: behind a law's name a digit or a glued word may be anything.
NUMBERS_ONLY = {"glued ngày", *(name for name, (where, _) in NOISES.items() if where == "number")}


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
        _passage(page, passage, "preamble")
        page.write(gap)
    page.write(f"Điều 1. Ban hành kèm theo {own} này các phụ lục.{gap}")
    for passage in recipe.body:
        _passage(page, passage, "body")
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


def _passage(page: _Page, passage: Passage, zone: str) -> None:
    if passage.trap:
        page.write(passage.trap)
        return
    opening, closing, relation, _ = FRAMES[passage.frame]
    page.write(opening)
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


# DRAWING
# A passage is drawn from one seed with random.Random: a draw of hypothesis costs more than the extraction it tests.


@cache
def _ministries() -> tuple[tuple[str, str], ...]:
    """(symbol, name) of the ministries."""
    return tuple((row["symbol"], row["body"]) for row in table("symbols") if row["body"].startswith("Bộ "))


@cache
def _party_centre() -> tuple[Issuer, ...]:
    """Every spelling of the bodies that sign for the Party's centre."""
    centre = {"Bộ Chính trị", "Ban Bí thư Trung ương Đảng", "Ban Chấp hành Trung ương Đảng"}
    return tuple(
        Issuer(spelling, row["name"])
        for row in table("bodies")
        if row["name"] in centre
        for spelling in (row["name"], *filter(None, row["variants"].split("|")))
        if len(spelling) > 8
    )


@cache
def _units(level: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row["name"] for row in table("units") if row["level"] == level))


@cache
def _signing_units(level: str) -> tuple[str, ...]:
    """Units whose bodies sign the documents, of kinds that their names tell."""
    kinds = {"tỉnh", "xã", "phường"}
    return tuple(u for u in _units(level) if u.split()[0] in kinds and u.split(" ", 1)[1].istitle())


@cache
def _laws() -> tuple[tuple[str, str], ...]:
    codes = {"Luật": "LUAT", "Bộ luật": "BLUAT"}
    return tuple(
        (codes[row["type"]], row["name"])
        for row in rows("laws")
        if row["type"] in codes and " năm " not in row["name"]  # a year in the name is no date of it
    )


def _day(random: Random, first: int = 1995) -> str:
    start, end = datetime.date(first, 1, 1).toordinal(), datetime.date(2026, 6, 30).toordinal()
    return datetime.date.fromordinal(random.randint(start, end)).isoformat()


def _noises(random: Random) -> tuple[str, ...]:
    """Up to two noises, on different pieces."""
    chosen = random.sample(sorted(NOISES), random.choice((0, 1, 1, 2)))
    return tuple({NOISES[name][0]: name for name in chosen}.values())


def _tail(random: Random, issuers: Sequence[Issuer | None]) -> dict[str, Any]:
    """Date, issuer, title and noise of a numbered citation."""
    return {
        "day": random.choice((_day(random), _day(random), "")), "date_form": random.randrange(len(DATES)),
        "issuer": random.choice(issuers), "title": random.choice(TITLES), "noises": _noises(random),
        "at": random.randrange(30), "so": random.choice(("số ", "số ", "số ", "")),
    }  # fmt: skip


def state(random: Random) -> Cited:
    """A document of a central State body."""
    serial, year = random.randint(1, 4999), random.randint(1997, 2026)
    symbol, body = random.choice(_ministries())
    shape = random.choice(("decree", "circular", "premier", "government", "ministry", "letter"))
    if shape == "decree":
        code, number, body = "NĐ", f"{serial % 300 + 1:02}/{year}/NĐ-CP", "Chính phủ"
    elif shape == "circular":
        code, number = "TT", f"{serial % 150 + 1:02}/{year}/TT-{symbol}"
    elif shape == "premier":
        code, body = random.choice(("QĐ", "CT", "CĐ")), "Thủ tướng Chính phủ"
        number = f"{serial:02}/{code}-TTg"
    elif shape == "government":
        code, number, body = "NQ", f"{serial % 300 + 1:02}/NQ-CP", "Chính phủ"
    elif shape == "ministry":
        code = random.choice(("QĐ", "KH", "HD", "BC", "TTr", "TB", "CT"))
        number = f"{serial}/{code}-{symbol}"
    else:
        code, number = "CV", f"{serial}/{symbol}-{random.choice(('VP', 'PC', 'TCCB', 'KHTC'))}"
    issuers = [None, Issuer(body, body)]
    if body.startswith("Bộ "):
        issuers.append(Issuer(f"Bộ trưởng {body}", f"Bộ trưởng {body}"))
    return Cited(code, number, implied=body, **_tail(random, issuers))


def party(random: Random) -> Cited:
    """A document of a Party committee of any level."""
    code = random.choice(("NQ", "CT", "KL", "QĐ", "KH", "HD", "TB", "CTr", "BC"))
    symbol = random.choice(("TW", "TU", "HU", "ĐU"))
    issuers: Sequence[Issuer | None]
    if symbol == "TW":
        issuers = (None, *_party_centre())
    else:
        unit = random.choice(_units({"TU": "province", "HU": "district", "ĐU": "commune"}[symbol]))
        kind, _, plain = unit.partition(" ")
        organ = {"tỉnh": "Tỉnh ủy", "huyện": "Huyện ủy"}.get(kind)
        name = f"{organ} {plain}" if organ else f"Đảng ủy {unit}"
        issuers = [Issuer(name, name)]
        if organ:
            issuers.append(Issuer(f"Ban Thường vụ {name}", f"Ban Thường vụ {name}"))
    return Cited(code, f"{random.randint(1, 999):02}-{code}/{symbol}", **_tail(random, issuers))


def local(random: Random) -> Cited:
    """A document of a local State body, the issuer written with its unit."""
    unit = random.choice(_units(random.choice(("province", "district", "commune"))))
    code = random.choice(("KH", "QĐ", "CT", "BC", "TTr", "TB", "NQ", "HD"))
    serial, year = random.randint(1, 4999), random.randint(2005, 2026)
    body, short = ("Hội đồng nhân dân", "HĐND") if code == "NQ" else ("Ủy ban nhân dân", "UBND")
    written = random.choice((body, short, body.replace("Ủy", "Uỷ")))
    normative = code in {"QĐ", "NQ"} and random.random() < 0.5
    number = f"{serial % 200 + 1:02}/{year}/{code}" if normative else f"{serial}/{code}"
    return Cited(code, f"{number}-{short}", **_tail(random, [Issuer(f"{written} {unit}", f"{body} {unit}")]))


def numbered_law(random: Random) -> Cited:
    """A law by its number."""
    years = ((1998, 10), (2005, 11), (2010, 12), (2015, 13), (2019, 14), (2023, 15), (2025, 15), (2026, 16))
    year, term = random.choice(years)
    return Cited(
        "LUAT", f"{random.randint(1, 150):02}/{year}/QH{term}", day=random.choice((_day(random), "")),
        date_form=random.randrange(len(DATES)), implied="Quốc hội", noises=_noises(random), at=random.randrange(30),
    )  # fmt: skip


def named_law(random: Random) -> Cited:
    """A law or code by its name, with date, year or neither."""
    code, name = random.choice(_laws())
    day = random.choice((_day(random), str(random.randint(1990, 2026)), ""))
    return Cited(
        code, "", name, day=day, date_form=random.randrange(len(DATES)), implied="Quốc hội", noises=_noises(random),
        at=random.randrange(30),
    )  # fmt: skip


def listed(random: Random) -> tuple[Cited, ...]:
    """Decrees that share type and issuer, or a law by number and those that amended it."""
    count = random.randint(2, 4)
    if random.random() < 0.5:
        return tuple(numbered_law(random) for _ in range(count))
    decrees = []
    while len(decrees) < count:
        drawn = state(random)
        if drawn.type == "NĐ":
            struck = tuple(n for n in drawn.noises if NOISES[n][0] in {"number", "date"})
            decrees.append(replace(drawn, issuer=None, title="", so="số ", noises=struck))
    return (*decrees[:-1], replace(decrees[-1], issuer=Issuer("Chính phủ", "Chính phủ")))


def passage(seed: int, recital: bool) -> Passage:
    """The passage of a seed, for the recitals or for the operative part."""
    random = Random(seed)
    if not recital and random.random() < 0.2:
        return Passage(0, trap=random.choice(TRAPS))
    frame = random.choice([index for index, known in enumerate(FRAMES) if known[3] == recital])
    kinds = (state, state, party, party, local, local, numbered_law, named_law)
    return Passage(frame, listed(random) if random.random() < 0.2 else (random.choice(kinds)(random),))


def head(seed: int) -> Head:
    """A letterhead of any body, unit and layout."""
    random = Random(seed)
    body = random.randrange(len(BODIES))
    units = _signing_units(random.choice(BODIES[body].levels))
    layout, title = random.choice(LAYOUTS), random.randrange(len(OWN_TITLES))
    return Head(body, random.choice(units), random.randint(1, 4999), _day(random, 2015), title, layout)


def _laid_out(recipe: Recipe) -> Recipe:
    """A file with a word on every line keeps blank lines between its paragraphs, and has no columns."""
    if recipe.width != 1:
        return recipe
    return replace(recipe, head=replace(recipe.head, layout="lines"), spaced=True)


_seeds = st.integers(0, 2**32 - 1)
recipes = st.builds(
    Recipe,
    head=_seeds.map(head),
    recitals=st.lists(_seeds.map(lambda seed: passage(seed, True)), min_size=1, max_size=10).map(tuple),
    body=st.lists(_seeds.map(lambda seed: passage(seed, False)), min_size=1, max_size=14).map(tuple),
    width=st.sampled_from((0, 0, 60, 90, 1)),
    spaced=st.booleans(),
).map(_laid_out)
