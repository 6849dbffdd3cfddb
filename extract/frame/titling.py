"""The title of a document (trích yếu): the lines behind its type, to where the text begins."""

from __future__ import annotations

import re

from extract.bodies.acting import OPENING_ACT
from extract.bodies.mentioned import find_body, starts_body
from extract.frame.capitals import is_body
from extract.frame.cells import in_small_letters, type_of
from extract.frame.lines import AWAITING, COMES_WITH, DECIDES, MOTTO, OPENS_TEXT, behind_stamp
from extract.frame.own_number import ENDS_IN_TYPE, NUMBER_AT
from extract.frame.untyped import LONGEST, MOST_LINES
from extract.words import any_of
from ontology import table, types_with

_ON, _ON_DAY = "VỀ ", "Ngày "
AGAIN = 400
"""How far behind a page's own heading that of the document stands, in characters."""
_LONGEST_SPECK = 16  # in characters
_CELLS = " | "  # between those of a table's row


def _types(codes: frozenset[str]) -> str:
    """A pattern for the types of documents of these codes."""
    return any_of(row["label"] for row in table("types") if row["code"] in codes)


_SESSION = re.compile(  # who held it stands between type and title: "HỘI NGHỊ LẦN THỨ BẢY BAN CHẤP HÀNH ... về ..."
    r"\s*(?i:của\s)?(?i:hội\snghị)\s(?i:l[ầâ]n\sthứ)\s[^\n.;:]{1,20}?\s(?i:ban\schấp\shành)\s[^.;:]{1,90}?\s(?=(?i:về)\s)"
)
_RULER = re.compile(
    r"[-_*.=~\s]{2,}$|[\W\d_]{0,9}\w?[\W\d_]{1,9}$|(?=\S{0,30}\d)[^\s()]+$"
)  # or a stamp's letters: "DEN/L002001556"
OF_BODY = re.compile(r"CỦA\s[^\n]{3,120}?\sSỐ:?\s(?=\d)")
_DAY_LINE = re.compile(r"(?:SỐ:?\s\S+\s)?NGÀY \d{1,2} THÁNG \d{1,2} NĂM \d{4}\s?")
_CONSOLIDATES = re.compile(  # what a consolidated text says of the act whose text it is
    rf"(?:^{_types(types_with('known_by_name'))}\s[^.;\n]{{0,120}}?"
    rf"|(?:^|(?<=\s)){_types(types_with('changes_acts') - types_with('known_by_name'))}\s)"
    r"số:?\s\d[^;\n]{10,600}(?:có hiệu lực|được sửa đổi)"
)
_ISSUED_WITH = re.compile(rf"\s\({COMES_WITH} [^()]*\)$")  # behind the title of an annex
_LONGEST_FIRST = 700  # line of a title, in characters
_SHORTEST_OF_TYPE = 3  # letters
_RULES = " –—_*"  # behind a title
_MARKS = "'‘’`:;.,~=—–- "  # before a title, of recognition or of a page
_ENCLOSED = {"(": ")", "“": "”", '"': '"'}


def read_title(text: str, end: int, rest: str) -> tuple[str | None, int]:
    """The title from ``rest`` of the type's line, which ends at ``end``, and the paragraphs after it; where it ends."""
    held = rest.startswith("-") or (rest[:1] == "(" and rest[-1:] == ")")  # "VĂN BẢN HỢP NHẤT - BỘ TƯ PHÁP"
    position = end + 1
    lines = [] if not rest or held or _is_of_type(rest, text, position) else [rest]
    if not lines and (session := _SESSION.match(text, position)):
        position = session.end()
    while position < len(text) and len(lines) < MOST_LINES:
        stop = text.find("\n", position)
        stop = len(text) if stop < 0 else stop
        line = behind_stamp(text[position:stop].strip(" |*>"))
        line = line[2:] if line[:2] == "- " and line[2:].upper().startswith(_ON) else line
        consolidated = None if lines else type_of(line)  # "VĂN BẢN HỢP NHẤT" and "THÔNG TƯ"
        named = rest[:1] == "-" and line.isupper() and not consolidated  # the rest of a body's name
        heads = held and (named or MOTTO.match(line))
        held = held and not consolidated
        own = not lines and (OF_BODY.match(line) or _DAY_LINE.fullmatch(line) or heads)
        speck = not lines and line[-2:] == ".." and _is_speck(line)
        skipped = own or speck or _RULER.match(line) or (consolidated and not consolidated[2])
        if line and not skipped:
            told = _consolidates(line) if "số" in line and not OPENS_TEXT.match(line) else None
            if told:
                lines.append(line[:told].rstrip())
                break
            if not (_goes_on(lines, line) if lines else _opens(line) and not _decides(line)):
                break
            row = text.startswith("|", position) and _CELLS in line  # of a table
            if row or (not lines and line.isupper() and _heads_number(text, stop, line)):
                break
            lines.append(line)
        position = stop + 1
    said = " ".join(lines)
    own = _DAY_LINE.search(said) if said.startswith(("CỦA ", "SỐ", "NGÀY ")) else None  # its own, before the title
    title = _plain(_ISSUED_WITH.sub("", (said[: own.start()] + said[own.end() :] if own else said).strip()))
    if title.count("(") > title.count(")") and title[(opens := title.rfind("(")) + 1 :][:1].isupper():
        title = title[:opens]  # a remark goes on below
    return title.rstrip(_RULES).rstrip("." if title.isupper() else "") or None, position


def _is_speck(line: str) -> bool:
    """Whether a line is what recognition makes of a stamp between a type and its title: "điù 1?e..", "Lên.."."""
    return len(line) <= _LONGEST_SPECK and not line.isupper() and not line.upper().startswith(_ON)


def _is_of_type(rest: str, text: str, position: int) -> bool:
    """Whether a word or two behind a type belong to it, for a title in small letters stands below: "BÁO CÁO TUẦN"."""
    if not rest.isupper() or rest.count(" ") > 1 or len(rest) < _SHORTEST_OF_TYPE:
        return False
    below = text[position : position + _LONGEST_FIRST].partition("\n")[0].strip(" *_|")
    opens = below[:1].isupper() and below[1:2].islower() and ":" not in below and _opens(below)
    return opens and not (NUMBER_AT.match(below) or find_body(below, 0))


def _decides(line: str) -> bool:
    """Whether a line in capitals is who decides: "THỦ TƯỚNG CHÍNH PHỦ" between a type and its recitals."""
    return line.isupper() and DECIDES.match(line) is not None and is_body(line)


def _consolidates(line: str) -> int | None:
    """Where in a line, behind a title, begins what a consolidated text says of the act whose text it is."""
    told = _CONSOLIDATES.search(line)
    while told and line[: told.start()].rstrip().upper().endswith(AWAITING):  # an act that the title names
        told = _CONSOLIDATES.search(line, told.start() + 1)
    return told.start() or None if told else None


def _plain(title: str) -> str:
    """A title without the marks that recognition or a page set before it, or brackets and quotation marks around it."""
    title = title.lstrip(_MARKS)
    closes = _ENCLOSED.get(title[:1])
    return title[1:-1].strip() if closes and title.find(closes, 1) == len(title) - 1 else title


def _heads_number(text: str, stop: int, words: str) -> bool:
    """Whether number or motto stand right below a line of these words that ends at ``stop``, below a body's also behind
    others of the letterhead: it is no title; "SỬA ĐỔI NGHỊ QUYẾT" and "SỐ 10/2022/NQ-HĐND" are one."""
    if ENDS_IN_TYPE.search(words):
        return False
    of_body = is_body(words)
    for line in filter(None, (below.strip(" |*>#") for below in text[stop : stop + AGAIN].split("\n"))):
        if NUMBER_AT.match(line) or MOTTO.match(line):
            return True
        if not (of_body and line.isupper()):
            return False
    return False


def _opens(line: str) -> bool:
    """Whether a line can be the first of a title."""
    text = (OPENS_TEXT.match(line) or _CONSOLIDATES.match(line)) and not line.lower().startswith(
        ("thực hiện", "triển khai")
    )
    longest = _LONGEST_FIRST * (2 if line[:3].upper() == _ON else 1)
    return not (text or tells(line) or MOTTO.match(line)) and len(line) <= longest


def _goes_on(lines: list[str], line: str) -> bool:
    """Whether a line goes on with the title whose first lines are ``lines``."""
    capitals = lines[0].isupper()
    of_body = len(lines) == 1 and lines[0].startswith("CỦA ") and not line.isupper()
    if (
        OPENS_TEXT.match(line)
        or (NUMBER_AT.match(line) and not (capitals and ENDS_IN_TYPE.search(lines[-1])))
        or _CONSOLIDATES.match(line)
        or (capitals != line.isupper() and not of_body)
        or len(line) > LONGEST
    ):
        return False
    follows = line[:1].islower() or (line[0] == "(" and line[1:2].isdigit())
    inside = follows or lines[-1].upper().endswith(AWAITING)
    listed = follows and lines[-1][-1:] == ";"  # titles may be lists, as recitals are, which open with a capital
    if (lines[-1][-1:] in ".;:" and not listed) or (
        line[-1] in ".;:," and not (capitals or (inside and line[-1] == ",") or (follows and line[-1] == ";"))
    ):
        return False
    if capitals and not of_body:
        if lines[-1].endswith(AWAITING):
            return True
        long = len(" ".join(lines)) > 20
        if long and DECIDES.match(line):
            return False
        small = in_small_letters(line)
        body = find_body(small, 0) if long and starts_body(small, 0) else None
        return body is None or body.scope == "other"
    return lines[-1].upper().endswith(AWAITING) or not tells(line)


def tells(line: str) -> bool:
    """Whether a line is a sentence of the text: what somebody does, or did on a day, "Ngày 29/7/2020, UBND ..."."""
    if "như sau:" in line or (line.startswith(_ON_DAY) and line[len(_ON_DAY) :][:1].isdigit()):
        return True
    body = find_body(line, 0) if line[:1].isupper() else None
    return body is not None and body.scope != "other" and OPENING_ACT.match(line, body.end + 1) is not None
