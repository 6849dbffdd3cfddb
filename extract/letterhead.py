"""The frame of a document (thể thức văn bản): letterhead, title, signature, recipients.

Reads lines, not sentences: a letterhead stands in two columns, in a table, in Markdown or with a word a line, and may be
lost altogether; then the title, the opening sentence and the signature say who issued the document.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import pairwise

from extract import dates
from extract.bodies import Named, Place, find_body, resolve
from extract.clean import unify
from extract.pieces import Reading
from extract.numbers import parse_number
from extract.records import Body, Document, Level, Signer
from extract.words import UPPER, key
from ontology import table
from ontology.units import ancestors, find_units

_HEAD, _TAIL = 7_000, 4_500  # how much of a document may hold its head and its signature, in characters
_MARKUP = re.compile(r"[*`#>]+|_{2,}|</?[a-zA-Z][^<>]{0,200}>|[\u00ad\u200b-\u200f\u2060\ufeff]|-{3,}|={3,}|~{2,}")
_MARKED = re.compile(r"[*`#><_=~\u00ad\u200b-\u200f\u2060\ufeff]|--")
_CELLS = re.compile(r"\s{3,}|\t|\|")
_MOTTO = re.compile(r"(?i)^(?:cộng$|(?:cộng )?(?:hòa|hoà) xã|xã hội$|(?:xã )?hội chủ nghĩa|chủ nghĩa việt nam|việt nam$|độc lập|tự do|hạnh phúc|đảng cộng sản việt nam$|phụ lục)")
_NUMBER_AT = re.compile(r"(?i:\bsố)\s?[:.]?\s?(?=[\d./…_\s]*[/-]|\d|$)")
_BLANK_SYMBOL = re.compile(rf"[\s.…_0]*[/-]\s?(?P<symbol>[{UPPER}][\w&]*(?:\s?[-/]\s?[{UPPER}][\w&.]*)*)")
_BLANK = r"[\s.…_]*"
_PLACE_DATE = re.compile(
    rf"(?<!\w)(?P<place>(?:(?:TP\.|Tp\.|Thành phố|tỉnh)\s?)?[{UPPER}][\w’']{{0,12}}(?:\s(?:-\s)?[{UPPER}][\w’']{{0,12}}){{0,4}})\s?,\s?"
    rf"(?i:ngày){_BLANK}(?P<d>\d{{1,2}})?{_BLANK}(?i:tháng){_BLANK}(?P<m>\d{{1,2}})?{_BLANK}(?i:năm){_BLANK}(?P<y>(?:19|20)\d\d)?"
)
_DATE_ALONE = re.compile(r"(?i:ngày)\s(?P<d>\d{1,2})\stháng\s(?P<m>\d{1,2})\snăm\s(?P<y>\d{4})")
_ENACTED = re.compile(
    r"(?:được Quốc hội|đã được|được Ủy ban [Tt]hường vụ Quốc hội)[^.;]{0,160}?thông qua[^.;]{0,40}?ngày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})"
)
_RECITAL = re.compile(
    r"(?:Căn cứ|Theo đề nghị|Xét |Thực hiện (?:các )?(?:[A-ZĐ]|kế hoạch số|nghị quyết)|Để |Nhằm |Triển khai (?:thực hiện )?[A-ZĐ]|Trên cơ sở|Theo (?:chỉ đạo|Công văn|Kế hoạch|Tờ trình)"
    r"|Kính gửi|Thời gian qua|Trong (?:thời gian|những năm)|Phần |Chương |Điều \d|[IVX]{1,4}\s?[.\-–)/]|\d{1,2}[.)]|[A-Z][.)]\s|-\s|\(?Ban hành kèm theo|\(?Kèm theo|Quốc hội ban hành|Chính phủ ban hành)"
)
_SUBJECT = re.compile(r"^\s?(?:V/v|Về việc|v/v)\s?:?\s?(?P<subject>.{5,})$")
_BEHALF = re.compile(r"^(?:(?:TM|KT|TL|TUQ|Q)\s?[./]|T/M\.?|K/T\.?|T/L\.?)\s?", re.IGNORECASE)
_POSITION = re.compile(
    r"(?i)^(?:(?:(?:TM|KT|TL|TUQ|Q)\s?[./]|T/M|K/T|T/L).*|(?:phó )?(?:chủ tịch|bí thư|giám đốc|trưởng (?:ban|phòng|công an)|chánh văn phòng|cục trưởng|viện trưởng|bộ trưởng|tổng giám đốc|chủ nhiệm|tổng cục trưởng|chi cục trưởng|hiệu trưởng|tổng thanh tra|thống đốc|chánh án|chánh thanh tra|tổng bí thư|thường trực)(?:\s.{0,60})?"
    r"|thứ trưởng.{0,60}|thủ tướng.{0,30}|phó thủ tướng.{0,30}|phó (?:trưởng|chánh|cục trưởng|viện trưởng|tổng).{0,60}|ủy viên.{0,60}|người đứng đầu|trưởng ban.{0,60}|trưởng phòng.{0,40}|đại tá|thượng tướng|đại tướng|trung tướng|thiếu tướng)$"
)
_NAME = re.compile(rf"^(?:(?:TS|ThS|PGS|GS|BS|KS)\.?\s?)*(?P<name>[{UPPER}][\w’']*(?:\s[{UPPER}][\w’']*){{1,4}})$")
_OWN_UNIT = re.compile(
    rf"(?i:địa bàn|của|tại|ở|cho)\s(?P<kind>(?i:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|tỉnh|thành phố))\s(?P<name>[{UPPER}][\w’']*(?:\s(?:-\s)?[{UPPER}][\w’']*){{0,4}})"
)
_OPENING = re.compile(
    r"(?P<verb>xây dựng|ban hành|đề ra|triển khai|yêu cầu|đề nghị|chỉ đạo|báo cáo|thông báo|hướng dẫn|quyết định|lập|trình|nhận được)\b"
)
_SIGN_BODY = {
    "uỷ ban nhân dân": "Ủy ban nhân dân", "ủy ban nhân dân": "Ủy ban nhân dân", "ubnd": "Ủy ban nhân dân",
    "hội đồng nhân dân": "Hội đồng nhân dân", "hđnd": "Hội đồng nhân dân",
}  # fmt: skip


def _cells(text: str) -> list[str]:
    """The lines of ``text`` without markup, cells of a row one by one, empty ones left out."""
    cells: list[str] = []
    for line in text.split("\n"):
        plain = _MARKUP.sub("", line) if _MARKED.search(line) else line
        for part in _CELLS.split(plain):
            if cell := " ".join(part.split()):
                cells.append(cell)
    return cells


def _type_of(cell: str) -> tuple[str, str, str] | None:
    """(code, label, rest of the cell) where the cell opens with a type in capitals or is a type alone."""
    words = key(cell).split()
    for size in range(min(4, len(words)), 0, -1):
        row = _types().get(" ".join(words[:size]))
        if row is None:
            continue
        head = " ".join(cell.split()[:size])
        if head.isupper() or size == len(words):
            return row["code"], row["label"], " ".join(cell.split()[size:])
    return None


@cache
def _types() -> dict[str, dict[str, str]]:
    return {key(row["label"]): row for row in table("types")}


def read_letterhead(source: str, reading: Reading) -> tuple[Document, Place, int]:
    """The document's own data, the place where it stands for resolving bodies, and where the text after the title begins."""
    source = unicodedata.normalize("NFC", unify(source[:_HEAD] + "\n\n" + source[max(_HEAD, len(source) - _TAIL) :]))
    head, tail = _cells(source[:_HEAD]), _cells(source[-_TAIL:])
    if sum(map(len, head[:40])) < 24 * len(head[:40]):  # a word a line: the repaired text has whole lines
        head = [*reading.text[:_HEAD].split("\n"), *head]
    number, symbol = _number(head)
    place, date = _place_and_date(head)
    code, label, title, after = _type_and_title(head, reading)
    if code is None and symbol and (number or "").count("/") == 1:
        subject = next((m["subject"] for cell in head[:25] if (m := _SUBJECT.match(cell))), None)
        if subject:
            code, label, title = "CV", "Công văn", _subject_lines(head, subject)
    signer = _signer(tail)
    bodies, joint = _letterhead_bodies(head)
    if symbol and (central := _central(symbol)) and not bodies:
        bodies = [central]
    if title and (of := re.match(r"(?i)của\s(?=\S)", title)):
        titled = find_body(_titled(title), of.end())
        if titled:
            bodies = [titled, *bodies[:0]] if titled.name else [replace(titled, kind=b.kind, name=b.name) for b in bodies[-1:]]
            title = title[titled.end :].strip(" -") or None
    issuer, others, where = _issuer(bodies, joint, signer, title, place, symbol, reading, date, after)
    if code in {"LUAT", "BLUAT", "HP"}:
        issuer = Body("Quốc hội", "quoc-hoi", "central")
    if date is None and (match := _ENACTED.search(reading.text[-3000:])):
        date = dates.iso(match[3], match[2], match[1])
    document = Document(
        number=number,
        symbol=symbol,
        type=code,
        type_label=label,
        date=date,
        place=place,
        issuer=issuer,
        co_issuers=others,
        province=_bare(where.province),
        title=title,
        period=dates.period_of(title) if title else None,
        signer=signer,
        recipients=_recipients(tail),
        warnings=_warnings(number, symbol, date),
    )
    return document, where, after


def _central(symbol: str) -> Named | None:
    """The central body that the last part of a symbol names ("NĐ-CP")."""
    last = re.split(r"[/-]", symbol)[-1].rstrip("0123456789")
    row = next((r for r in table("symbols") if r["symbol"] == last and r["level"] == "central"), None)
    return find_body(row["body"], 0) if row else None


def _bare(unit: str | None) -> str | None:
    return None if unit is None else unit.removeprefix("tỉnh ").removeprefix("thành phố ")


def _warnings(number: str | None, symbol: str | None, date: str | None) -> tuple[str, ...]:
    found = []
    if number is None:
        found.append("Số của văn bản để trống." if symbol else "Không thấy số, ký hiệu của văn bản.")
    if date is None:
        found.append("Không thấy ngày ban hành của văn bản.")
    elif len(date) < 10:
        found.append("Ngày ban hành của văn bản chưa ghi đủ.")
    return tuple(found)


def _number(head: list[str]) -> tuple[str | None, str | None]:
    """The document's own number and symbol: the line that opens with "Số", else with a type ("Luật số: ...")."""
    lines = head[: next((i for i, cell in enumerate(head[:40]) if i > 2 and _RECITAL.match(cell)), 40)]
    for typed in (False, True):
        for index, cell in enumerate(lines):
            match = _NUMBER_AT.search(cell)
            if match is None or (_type_of(cell[: match.start()].strip()) is None if typed else match.start() > 0):
                continue
            if number := parse_number(f"{cell[match.end() :]} {head[index + 1] if index + 1 < len(head) else ''}"):
                return number.text, number.symbol
            if blank := _BLANK_SYMBOL.match(cell, match.end() - 1) or _BLANK_SYMBOL.match(cell, match.end()):
                return None, re.sub(r"\s", "", blank["symbol"])
    return None, None


def _place_and_date(head: list[str]) -> tuple[str | None, str | None]:
    """Place and day of the letterhead ("Đình Lập, ngày 25 tháng 5 năm 2026"); blanks give a partial day."""
    lines = head[:60]
    for text in (*lines, *(f"{a} {b}" for a, b in pairwise(lines)), " ".join(lines)):
        match = _PLACE_DATE.search(text)
        if match is None or not (match["y"] or match["m"]) or match.start() > 600:
            continue
        words = match["place"].split()
        while len(words) > 1 and (words[0].isupper() and len(words[0]) > 1 or words[0] == "TTg"):
            words = words[1:]
        return " ".join(words), _partial_day(match["y"], match["m"], match["d"])
    for text in lines[:25]:
        if match := _DATE_ALONE.fullmatch(text):
            return None, dates.iso(match["y"], match["m"], match["d"])
    return None, None


def _partial_day(year: str | None, month: str | None, day: str | None) -> str | None:
    if not year:
        return None
    if not month or not 1 <= int(month) <= 12:
        return year
    return dates.iso(year, month, day) if day else f"{year}-{int(month):02d}"


def _type_and_title(head: list[str], reading: Reading) -> tuple[str | None, str | None, str | None, int]:
    """Type and title from the first line that is a type in capitals; also where the text after the title begins."""
    text = reading.text
    position = 0
    for _ in range(60):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        paragraph = text[position:end].strip(" |")
        if end > _HEAD or (_RECITAL.match(paragraph) and position > 200):
            break
        for cell in (c.strip() for c in re.split(r"\s?\|\s?", paragraph)):
            found = _type_of(cell)
            if found and not (found[2] and not found[2][0].isupper() and not cell.isupper()):
                code, label, rest = found
                title, after = _title(text, end, rest)
                return code, label, title, after
        if end >= len(text):
            break
        position = end + 1
    return None, None, None, 0


_RULER = re.compile(r"[-_*.=~\s]{2,}$")
_STOPPER = re.compile(
    rf"(?i:ủy ban|uỷ ban|hội đồng|bộ trưởng|chủ tịch|thủ tướng|chính phủ|quốc hội|giám đốc|ban thường vụ|cục trưởng|tổng cục trưởng)[^.;]{{0,80}}$|[{UPPER}\s,\-]{{6,80}}$"
)


def _title(text: str, end: int, rest: str) -> tuple[str | None, int]:
    """The title from ``rest`` of the type's line and the paragraphs after it."""
    lines = [rest] if rest else []
    position = end + 1
    while position < len(text) and len(lines) < 6:
        stop = text.find("\n", position)
        stop = len(text) if stop < 0 else stop
        line = text[position:stop].strip(" |*")
        if not line or _RULER.match(line):
            position = stop + 1
            continue
        if _RECITAL.match(line) and (lines or not line.startswith(("Thực hiện", "Triển khai"))):
            break
        if lines:
            capitals = lines[0].isupper()
            if capitals != line.isupper() or lines[-1][-1:] in ".;:" or line[-1] in ".;:," or len(line) > 250:
                break
            if capitals and _STOPPER.match(line) and find_body(_titled(line), 0) and len(" ".join(lines)) > 20:
                break
            if not capitals and (find_body(line, 0) and _OPENING.search(line) or "như sau:" in line):
                break
        elif len(line) > 700 or _MOTTO.match(line):
            break
        lines.append(line)
        position = stop + 1
    title = " ".join(lines).strip()
    return (title or None), position


def _titled(words: str) -> str:
    return words.title() if words.isupper() else words


def _subject_lines(head: list[str], subject: str) -> str:
    """The subject of a letter ("V/v ...") with the lines that go on in small letters."""
    start = next(i for i, cell in enumerate(head) if cell.endswith(subject))
    lines = [subject]
    for cell in head[start + 1 : start + 5]:
        if cell[0].islower() and not _PLACE_DATE.search(cell):
            lines.append(cell)
        elif _PLACE_DATE.search(cell) or _MOTTO.match(cell):
            continue
        else:
            break
    return " ".join(lines)


_ORGANS = {"văn phòng": "Văn phòng", "ban thường trực": "Ban Thường trực", "ban tổ chức": "Ban Tổ chức"}


def _letterhead_bodies(head: list[str]) -> tuple[list[Named], bool]:
    """The bodies named in capitals before the number or the type, from the highest to the lowest; whether they act jointly."""
    lines: list[str] = []
    for cell in head[:16]:
        if (_type_of(cell) and lines) or _RECITAL.match(cell):
            break
        if cell.isupper() and not _MOTTO.match(cell) and len(cell) > 3 and not _NUMBER_AT.match(cell):
            lines.append(re.sub(r"\s(?:CỘNG (?:HÒA|HOÀ)|ĐẢNG CỘNG SẢN VIỆT NAM).*", "", cell))
    text = _titled(" ".join(lines).upper()).replace(" Và ", " và ")
    found: list[Named] = []
    position, joint = 0, False
    while position < len(text):
        body = find_body(text, position)
        if body and body.end > position:
            if found and "-" in text[found[-1].end : body.start]:
                joint = True
            found.append(_organ(text, body, found[-1] if found else None))
            position = body.end + 1
        elif found and (organ := _ORGANS.get(key(text[position:]))):
            found.append(replace(found[-1], head=f"{organ} {found[-1].head}"))
            break
        else:
            following = text.find(" ", position)
            if following < 0:
                break
            position = following + 1
    return found, joint


def _organ(text: str, body: Named, parent: Named | None) -> Named:
    """An organ that the letterhead sets under its parent: "Ban Chấp hành Trung ương / Ban Tổ chức"."""
    if parent is None or body.scope != "other" or body.name:
        return body
    words = key(text[body.start : body.end])
    if parent.head == "Ban Chấp hành Trung ương Đảng" and words.startswith(("ban ", "ủy ban ", "văn phòng")):
        return find_body(f"{body.head.capitalize()} Trung ương", 0) or body
    if words == "ban thường trực":
        return replace(parent, head=f"Ban Thường trực {parent.head}")
    return body


def _issuer(
    bodies: list[Named], joint: bool, signer: Signer | None, title: str | None, place: str | None, symbol: str | None,
    reading: Reading, date: str | None, after: int,
) -> tuple[Body | None, tuple[Body, ...], Place]:  # fmt: skip
    """Issuer, co-issuers and place, from the letterhead, or from title, opening sentence and signature."""
    text = reading.text
    opening = _opening_body(text, after)
    signed = _signing_body(signer)
    chosen = (bodies[0] if joint else bodies[-1]) if bodies else signed or opening
    if chosen and signed and _speaks_for(signed, chosen):
        chosen = replace(signed, kind=chosen.kind, name=chosen.name) if signed.scope == "party" else signed
    if chosen is None and symbol and symbol.split("-")[-1] in {"UBND", "HĐND"}:
        chosen = Named(0, 0, "Ủy ban nhân dân" if symbol.endswith("UBND") else "Hội đồng nhân dân", "unit")
    if chosen is not None and chosen.scope == "central":
        where = Place("central", day=date)
    else:
        kind, name = _own_unit(chosen, opening, bodies, title, place, text)
        where = _where(kind, name, bodies, date, text)
        if chosen is not None and chosen.scope == "unit" and (chosen.kind is None or chosen.name is None) and kind:
            chosen = replace(chosen, kind=kind, name=name)
    others = tuple(resolve(b, where) for b in bodies[1:]) if joint else ()
    return (resolve(chosen, where) if chosen else None), others, where


def _speaks_for(signed: Named, chosen: Named) -> bool:
    """Whether the signature names the acting organ of the letterhead's body: the Standing Board of a Party committee."""
    if chosen.head == "Ban Chấp hành Trung ương Đảng":
        return signed.head in {"Bộ Chính trị", "Ban Bí thư Trung ương Đảng"}
    return chosen.scope == "party" and chosen.head in {"Tỉnh ủy", "Thành ủy", "Huyện ủy"} and signed.scope == "party"


def _opening_body(text: str, after: int) -> Named | None:
    """The body that opens a sentence of the first paragraphs and acts: "UBND xã Tú Xuyên xây dựng kế hoạch"."""
    end = min(len(text), after + 3500)
    for match in re.finditer(r"(?:^|[\n.;:]\s?)(?=[A-ZĐỦU])", text[after:end]):
        position = after + match.end()
        body = find_body(text, position)
        if body and body.scope in {"unit", "party", "field"} and _OPENING.match(text, body.end + 1):
            return body
    return None


def _signing_body(signer: Signer | None) -> Named | None:
    if signer is None:
        return None
    for line in (signer.on_behalf_of or "").split(" / "):
        words = _titled(_BEHALF.sub("", line))
        if words != line and (body := find_body(words, 0)) and body.scope != "other":
            return body
    return None


def _own_unit(
    chosen: Named | None, opening: Named | None, bodies: list[Named], title: str | None, place: str | None, text: str
) -> tuple[str | None, str | None]:
    """The unit that the issuer belongs to: kind word and name."""
    for body in (chosen, *reversed(bodies), opening):
        if body and body.kind and body.name:
            return body.kind, body.name
    kind = next((b.kind for b in (chosen, opening) if b and b.kind), None)
    match = None
    for candidate in _OWN_UNIT.finditer(title or ""):
        if kind is None or candidate["kind"].lower() == kind:
            match = candidate
    if match:
        return match["kind"].lower(), match["name"].title() if match["name"].isupper() else match["name"]
    if place:
        plain = re.sub(r"^(?:TP\.|Tp\.|Thành phố|tỉnh)\s?", "", place)
        if kind:
            return kind, plain
        found = find_units(plain)
        kinds = {u.name.rsplit(plain, 1)[0].strip() for u in found}
        if len(kinds) == 1:
            return kinds.pop(), plain
    return kind, None


_PROVINCE_HINT = re.compile(
    rf"(?:tỉnh|Tỉnh ủy|Tỉnh uỷ|[Tt]hành phố|TP\.|Thành ủy)\s(?P<name>[{UPPER}][^\W\d_]*(?:\s(?:-\s)?[{UPPER}][^\W\d_]*){{0,3}})"
)


def _where(kind: str | None, name: str | None, bodies: list[Named], date: str | None, text: str) -> Place:
    """The place of a unit: its province and district by the table of units, and by what the text names most."""
    hints = Counter(m["name"] for m in _PROVINCE_HINT.finditer(text[:8_000]))
    for body in bodies:
        if body.name and body.scope in {"unit", "party"}:
            hints[body.name] += 5
    level: Level = "other"
    unit = f"{kind} {name}" if kind and name else None
    if unit is None:
        province = _likely_province(hints)
        return Place("other", province, None, None, date)
    found = [u for u in find_units(unit) if date is None or u.existed(date)] or list(find_units(unit))
    level = found[0].level if found else {"tỉnh": "province", "thành phố": "province", "huyện": "district"}.get(kind or "", "commune")  # type: ignore[assignment]
    if level == "province":
        return Place("province", found[0].name if found else unit, None, None, date)
    provinces: dict[str, str | None] = {}
    for one in found:
        line = ancestors(one)
        province = next((a.name for a in line if a.level == "province"), None)
        district = next((a.name for a in line if a.level == "district"), None)
        if province:
            provinces.setdefault(province, district)
    best = max(provinces, key=lambda p: hints[_bare(p) or ""], default=None)
    if best is not None and len(provinces) > 1 and not hints[_bare(best) or ""]:
        best = None
    if best is None:
        best = _likely_province(hints) if not provinces else None
    district = provinces.get(best) if best else None
    if level == "district":
        return Place("district", best, unit, None, date)
    return Place("commune", best, district, unit, date)


def _likely_province(hints: Counter[str]) -> str | None:
    for name, _ in hints.most_common(6):
        for unit in find_units(name):
            if unit.level == "province":
                return unit.name
    return None


def _signer(tail: list[str]) -> Signer | None:
    """The last person who signs: name, position and on whose behalf, from the lines of the signature block."""
    for index in range(len(tail) - 1, -1, -1):
        if not _signs(tail[index]):
            continue
        name = _name_after(tail, index)
        if name is None:
            continue
        first = index
        while first > 0 and (_signs(tail[first - 1]) or (first > 1 and _signs(tail[first - 2]) and tail[first - 1].isupper())):
            first -= 1
        lines = [cell for cell in tail[first : index + 1] if cell.isupper() or _BEHALF.match(cell)]
        behalf = [line for line in lines if _BEHALF.match(line)]
        plain = [line for line in lines if not _BEHALF.match(line)]
        position = plain[-1] if plain else _BEHALF.sub("", lines[-1])
        return Signer(name, _sentence(position), " / ".join(behalf) or None)
    return None


def _signs(cell: str) -> bool:
    return bool(_POSITION.match(cell)) and (cell.isupper() or bool(_BEHALF.match(cell)))


def _name_after(tail: list[str], index: int) -> str | None:
    for cell in tail[index + 1 : index + 9]:
        if _POSITION.match(cell) and cell.isupper():
            return None
        match = _NAME.match(cell)
        if match and not cell.isupper() and not _type_of(cell) and not _names_body(cell):
            return match["name"]
        if match and cell.isupper() and len(cell.split()) in {2, 3, 4} and not _type_of(cell) and not _names_body(_titled(cell)):
            return match["name"].title()
    return None


def _names_body(cell: str) -> bool:
    """Whether a line names a body of the tables; "Đoàn Khắc Minh" is a person."""
    body = find_body(cell, 0)
    return body is not None and body.scope != "other"


def _sentence(words: str) -> str:
    lowered = words.lower()
    proper = {"phó chủ tịch": "Phó Chủ tịch", "chủ tịch": "Chủ tịch", "phó bí thư": "Phó Bí thư"}
    for start, form in proper.items():
        if lowered.startswith(start):
            return form + lowered[len(start) :]
    return lowered[:1].upper() + lowered[1:]


def _recipients(tail: list[str]) -> tuple[str, ...]:
    start = next((i for i, cell in enumerate(tail) if key(cell).startswith("nơi nhận")), None)
    if start is None:
        return ()
    found = []
    for cell in tail[start + 1 :]:
        if cell[:1] in "-–+•":
            found.append(cell[1:].strip().rstrip(";.").strip())
    return tuple(filter(None, found))
