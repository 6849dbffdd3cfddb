"""A made-up country whose documents are known: its bodies, their books of numbers, its laws, and what is said of them.

Every document has an issuer, a type, a number of its issuer's book of that year, a day and a title; so numbers collide
as they do in the country: each of 3,321 communes has its 15/KH-UBND every year. Laws follow each other under one name.
Mentions are damaged at :data:`RATES`, as in real folders.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extract.records import Body
from kg.identity.keys import Key
from kg.identity.naming import units_of
from kg.identity.slips import legislature_of
from kg.resolution.descriptions import Description

RATES = {
    "no date": 0.02,
    "only the year": 0.005,
    "a slip of day or month": 0.01,
    "a slip of the year": 0.001,
    "a slip of the number": 0.001,
    "no issuer": 0.0125,
    "a commune without its province": 0.02,
    "another type word": 0.01,
    "another writing of the number": 0.02,
    "no title": 0.48,
    "an abridged title": 0.2,
    # of laws
    "no number": 0.47,
    "no day beside a number": 0.83,
    "no day beside a name": 0.74,
    "a year beside a name": 0.04,
    "no name": 0.5,
    "an abbreviated name": 0.1,
    "within an act's title": 0.11,
    "the day of effect": 0.01,
    "another legislature": 0.004,
    "another year in the number": 0.002,
    "another figure in the number": 0.002,
    # of where it stands
    "on a page": 0.02,
    # of letterheads
    "at hand": 0.1,
    "without its number": 0.1,
    "without its day": 0.5,
    "a copy": 0.2,
}
"""The share of mentions, or of documents, that each damage befalls, one independent of the other.

Missing dates, issuers and titles and other writings as in the annotated samples (tests/gold); slips of the year or the
number are not among those 600 mentions and are put at one in a thousand each; in the numbers of laws, which carry year
and legislature, at two and four (92 of 116,484 citations in real documents have the year of another day). How often
laws are cited without number, day or name, and within titles, is as in 46,719 real mentions, most of them in acts and
pages of the folder of :mod:`benchmarks.real_folder`.
"""

SUBJECTS = (
    "công tác dân vận chính quyền", "cải cách hành chính", "chuyển đổi số", "phòng cháy chữa cháy", "giao thông",
    "xây dựng nông thôn mới", "giảm nghèo bền vững", "phổ biến giáo dục pháp luật", "giải quyết khiếu nại, tố cáo",
    "phòng chống thiên tai", "an toàn thực phẩm", "bảo vệ môi trường", "phát triển du lịch cộng đồng", "bình đẳng giới",
    "chăm sóc người cao tuổi", "tuyển quân nhập ngũ", "thu ngân sách nhà nước", "quản lý đất đai xây dựng",
)  # fmt: skip
TYPES = (("KH", 0.5), ("QĐ", 0.3), ("TB", 0.1), ("CT", 0.05), ("BC", 0.05))

LAWS = (
    ("Luật Bảo hiểm xã hội", "Luật BHXH"), ("Luật Bảo hiểm y tế", "Luật BHYT"),
    ("Luật Xử lý vi phạm hành chính", "Luật XLVPHC"), ("Luật Phòng cháy và chữa cháy", "Luật phòng cháy, chữa cháy"),
    ("Bộ luật Lao động", "Luật Lao động"), ("Luật Quy hoạch đô thị", "luật quy hoạch đô thị"),
)  # fmt: skip
"""What laws are about, and how they are written otherwise; each of thirty parts of the country has its own."""

ASSEMBLY = Body("Quốc hội", "quoc-hoi", "central")
FIRST, LAST = 2016, 2026


@dataclass(frozen=True, slots=True)
class Truth:
    """A document as it really is; ``effective`` is a law's day of effect, ``until`` the eve of the next of its name."""

    key: Key
    title: str | None = None
    effective: str | None = None
    until: str = "9999"


def bodies() -> tuple[list[Body], list[float]]:
    """Central bodies, 34 provinces and 3,321 communes, with how often each issues a document."""
    central = [
        Body("Thủ tướng Chính phủ", "thu-tuong-chinh-phu", "central"),
        Body("Chính phủ", "chinh-phu", "central"),
        Body("Bộ Chính trị", "bo-chinh-tri", "central"),
    ]
    provinces = [f"tỉnh Miền {number}" for number in range(34)]
    local = [Body(f"Ủy ban nhân dân {unit}", "uy-ban-nhan-dan", "province", unit, unit) for unit in provinces]
    for number in range(3321):
        unit, province = f"xã Bản {number % 2700}", provinces[number % 34]
        local.append(Body(f"Ủy ban nhân dân {unit}", "uy-ban-nhan-dan", "commune", unit, province))
    shares = [60.0] * len(central) + [30.0] * 34 + [1.0] * 3321
    return central + local, shares


def documents(count: int, chance: random.Random) -> list[Truth]:
    """Documents of eleven years; within a book numbers rise with the days."""
    issuers, shares = bodies()
    books: Counter[tuple[Body, int, str]] = Counter()
    symbols = {"thu-tuong-chinh-phu": "TTg", "chinh-phu": "CP", "bo-chinh-tri": "TW"}
    for issuer in chance.choices(issuers, shares, k=count):
        code, _ = chance.choices(TYPES, [share for _, share in TYPES])[0]
        books[issuer, chance.randint(FIRST, LAST), code] += 1
    found = []
    for (issuer, year, code), size in books.items():
        # A book holds more than what was collected of it: numbers have gaps.
        numbers = sorted(chance.sample(range(1, 3 * size + 20), size))
        for number in numbers:
            day = 1 + int(364 * number / (3 * size + 20))
            dated = time.strftime("%Y-%m-%d", time.strptime(f"{year} {day}", "%Y %j"))
            end = symbols.get(issuer.kind, "UBND")
            written = f"{number}-{code}/TW" if end == "TW" else f"{number}/{code}-{end}"
            title = f"về {chance.choice(SUBJECTS)} năm {year} trên địa bàn {issuer.unit or 'cả nước'}"
            found.append(Truth(Key(code, written, dated, issuer), title))
    return found


def laws(chance: random.Random) -> list[list[Truth]]:
    """Laws by name, each with its successors, the oldest first; some stand alone."""
    numbers = Counter[int]()
    found = []
    for part in range(30):
        for name, _ in LAWS:
            days = sorted(date(year, chance.randint(1, 12), chance.randint(2, 28)) for year in _years(chance))
            line = []
            for day in days:
                numbers[day.year] += 1
                number = legislature_of(f"{numbers[day.year]}/{day.year}/QH0", day.isoformat())
                assert number is not None
                effective = (day + timedelta(days=230)).replace(day=1).isoformat()
                line.append(
                    Truth(Key("LUAT", number, day.isoformat(), ASSEMBLY, f"{name} vùng {part}"), None, effective)
                )
            ends = [one.effective or "" for one in line[1:]] + ["9999"]
            found.append([replace(one, until=end) for one, end in zip(line, ends, strict=True)])
    return found


def _years(chance: random.Random) -> list[int]:
    return [year for year in (2003, 2012, 2022) if chance.random() < 0.7] or [2014]


def registered(truth: Truth) -> Description:
    """What the register knows of a law."""
    return Description(truth.key, effective=truth.effective, implied=True, registered=True)


def mention(truth: Truth, source: str, chance: random.Random) -> Description:
    """One mention of a document, damaged at the rates."""
    key, title = truth.key, None if chance.random() < RATES["no title"] else truth.title

    def struck(damage: str) -> bool:
        return chance.random() < RATES[damage]

    dated, number, issuer, page = str(key.date), str(key.number), key.issuer, struck("on a page")
    if struck("a slip of the number"):
        number = re.sub(r"^\d+", str(chance.randint(1, 400)), number)
    if struck("another writing of the number"):
        number = chance.choice([number.replace("-", "- "), number.lower(), f"0{number}", number.replace("QĐ", "QĐi")])
    if struck("a slip of day or month"):
        dated = f"{dated[:5]}{chance.randint(1, 12):02}-{dated[8:]}"
    if struck("a slip of the year"):
        dated = f"{int(dated[:4]) + chance.choice([-1, 1])}{dated[4:]}"
    if struck("only the year"):
        dated = dated[:4]
    if title and struck("an abridged title"):
        title = " ".join(title.split()[: chance.randint(4, 8)])
    near = scope = None
    if struck("no issuer"):
        if issuer and issuer.level != "central":
            scope, near = source, None if page else units_of(issuer)[0]
        issuer = None
    elif issuer and issuer.level == "commune" and struck("a commune without its province"):
        issuer = replace(issuer, province=None)
    as_of = None
    if struck("no date"):
        as_of, dated = None if page else f"{int(dated[:4]) + chance.choice([0, 0, 1, 1, 2, 3])}-12-31", ""
    code = "QyĐ" if key.type == "QĐ" and struck("another type word") else key.type
    said = Key(code, number, dated or None, issuer)
    return Description(said, title=title, scope=scope, near=near, as_of=as_of)


def law_mention(lines: list[list[Truth]], chance: random.Random) -> tuple[Truth, Description]:
    """A law and a mention of it, as who signs on some day cites the law that is then in force."""

    def struck(damage: str) -> bool:
        return chance.random() < RATES[damage]

    day = date(FIRST, 1, 1) + timedelta(days=chance.randrange(365 * (LAST - FIRST + 1)))
    line = lines[min(int(chance.paretovariate(0.6)) - 1, len(lines) - 1)]
    truth = next((one for one in line if str(one.effective) <= day.isoformat() < one.until), line[0])
    key, page = truth.key, struck("on a page")
    name, number, dated = str(key.name), None if struck("no number") else str(key.number), str(key.date)
    if struck("an abbreviated name"):
        name = next(name.replace(full, short) for full, short in LAWS if name.startswith(f"{full} vùng"))
    if struck("the day of effect"):
        dated = str(truth.effective)
    if number and struck("another legislature"):
        number = re.sub(r"\d+$", str(chance.randint(12, 15)), number)
    if number and struck("another year in the number"):
        number = number.replace(f"/{dated[:4]}/", f"/{int(dated[:4]) + chance.choice([-1, 1])}/")
    elif struck("no day beside a number" if number else "no day beside a name"):
        dated = dated[:4] if number is None and struck("a year beside a name") else ""
    nameless = number is not None and struck("no name")
    if number and not nameless and struck("another figure in the number"):  # what no name tells nobody could know
        number = re.sub(r"^[1-9]", lambda figure: str(int(figure[0]) % 9 + 1), number)
    said = Key("LUAT", number, dated or None, ASSEMBLY, None if nameless else name)
    bare = number is None and not dated
    titled = bare and struck("within an act's title") and truth is line[-1]
    return truth, Description(
        said,
        implied=True,
        as_of=day.isoformat() if bare and not titled and not page else None,
        adopted_by=day.isoformat() if titled else None,
    )


def letterheads(truth: Truth, source: str, chance: random.Random) -> Iterator[Description]:
    """What files at hand say of themselves: one of a document with its number, or one and its copies without."""
    if chance.random() >= RATES["at hand"]:
        return
    if chance.random() >= RATES["without its number"]:
        yield Description(truth.key, truth.title, scope=source, own=True)
        return
    dated = None if chance.random() < RATES["without its day"] else truth.key.date
    for _ in range(1 + (chance.random() < RATES["a copy"])):
        yield Description(replace(truth.key, number=None, date=dated), truth.title, scope=source, own=True)


def corpus(count: int, seed: int) -> Iterator[tuple[object, Description]]:
    """Which document is meant, and what is said of it: of ``count`` documents, most are cited a few times, some often;
    beside each three mentions of laws stand on an average."""
    chance = random.Random(seed)
    lines = laws(chance)
    for line in lines:
        for truth in line:
            yield truth.key.number, registered(truth)
    for number, truth in enumerate(documents(count, chance)):
        for turn in range(min(60, 1 + int(chance.paretovariate(1.1)))):
            yield number, mention(truth, f"{number}.{turn}", chance)
        for said in letterheads(truth, f"{number}.own", chance):
            yield number, said
        for _ in range(chance.randint(1, 5)):
            law, said = law_mention(lines, chance)
            yield law.key.number, said
