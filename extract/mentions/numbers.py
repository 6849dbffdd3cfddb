"""The number of a document (số, ký hiệu văn bản) and what noise does to it.

::

     66.13 / 2026 / NQ - CP            43 - KL / TW            01 - ĐA / BDVTU - UBND
     serial  year   type issuer        serial type issuer      serial type issuers (joint)

A serial with a letter must follow; dates ("26/11/2021"), periods ("2025/2026") and fractions have none. Repairs are
named, and only certain ones are made: the author's own mistakes stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from extract.vocabulary import repair
from extract.words import LOWER, any_of, unaccented
from ontology import table
from ontology.numbers import Numbering, numbering, type_codes

_SHORT_SYMBOL = 4  # letters
_UPPER = "A-ZĐƯƠÂÊÔĂ"
_LOWER = "a-zđư"
_DOTTED = rf"\.(?=[{_UPPER}]|\d{{1,2}}-[{_UPPER}])|(?<=\.)\d{{1,2}}(?=-)"  # "CCTKV.05-TTKT3"
#: A small word that a file glued to the symbol before it: "NĐ-CPcủa Chính phủ".
_GLUED_WORD = (
    r"[nNcCvqhbdđ](?:(?<=[nN])gày|(?<=[cC])ủa|(?<=v)[àề]\s|(?<=q)uy\s|(?<=h)ướng\s|(?<=b)an\s|(?<=[dđ])(?:o|ược)\s)"
)
_PLAIN = "ABDEFGHIJKLMOPQRSTUVWXYZĐƯƠÂÊÔĂaefgijklmoprstuwxyzư&"  # letters that open no such word
_INNER = rf"[{_PLAIN}]|(?!{_GLUED_WORD})[NCncvqhbdđ]|{_DOTTED}|\s(?<=&\s)(?=[{_UPPER}]{{2}})"
_BROKEN = any_of(  # symbols of issuers, a blank behind their first letter
    f"{row['symbol'][0]} {row['symbol'][1:]}" for row in table("symbols") if len(row["symbol"]) > _SHORT_SYMBOL
)
_COMMITTEE = "UBND"
_MOST_PARTS = 20  # behind the first of a symbol; joint ones have five
_MOST_LETTERS = 40  # behind the first of a part; the longest have twelve
_SPLIT = (  # "N Đ-CP", "T ANDTC", "Q H 12", "QH1 5", "0HI 2"
    r"[NQ]\sĐ(?=\s?[-–—])|T\sT(?:LT)?(?=\s?[-–—]\s?B[A-ZĐ])|C\sP(?!\w)"
    rf"|(?:UBTV)?[Q0]\s?H\s?[1IJ]\s?\d(?!\w)|{_BROKEN}(?!\w)"
)
_PART = rf"(?:{_SPLIT}|[{_UPPER}](?:{_INNER}){{0,{_MOST_LETTERS}}}\d{{0,3}}(?={_GLUED_WORD}|\W|_|$))"
_ISSUERS = any_of(row["symbol"] for row in table("symbols"))
_BEFORE_WORD = (
    rf"(?:{_ISSUERS})(?=[{_UPPER}]?[a-z]{{0,3}}[{LOWER.removeprefix('a-z')}])"  # "QĐ-UBNDThành phố", "NĐ-CPcó"
)
_SMALL_ISSUERS = r"(?:[cC][pP]|[tT][tT][gG]|[uU][bB][nN][dD]|[hH][đĐ][nN][dD])(?!\w)"  # "NĐ-cP"
_TYPES = any_of(sign for row in table("types") for sign in row["symbols"].split("|") if sign)
_SPACED_PARTY = rf"\s[-–—]\s(?=[{_UPPER}][{_UPPER}{_LOWER}]{{0,3}}\s?/\s?[{_UPPER}]{{2}})"  # "46 - CT/TW"
_PARTY = frozenset(row["symbol"] for row in table("symbols") if "party" in row["level"] or "TW" in row["symbol"])
_BLANK_SYMBOL = rf"(?:{_TYPES})[ ](?:{_ISSUERS})(?!\w)"  # "212 KL TW", "291 2025 NĐ CP"
_LOST_HYPHEN = (  # "12 KH/TU"
    rf"(?<=\d)[ ](?=(?:{_TYPES})/(?:{any_of(_PARTY)}|[HQTX]?ĐTN)(?!\w)|{_BLANK_SYMBOL})"
)
_LOST_STROKE = rf"(?<=\d\d)(?=(?:{_TYPES})-(?:{_ISSUERS})(?!\w))"  # "1675QĐ-UBND"
_SPACED_ISSUER = rf"\s[-–—]\s(?=(?:{_ISSUERS}|BCSĐ[{_UPPER}]{{0,8}})(?!\w))"  # "TT - BNV", "BDVTW – BCSĐCP"
_SPACED_TYPE = rf"\s[-–—]\s(?=(?:{_TYPES})\s[nN]gày\s\d)"  # "297 - CT ngày 26/11/1986"
_SPACED_LAST = rf"\s[-–—]\s(?=[{_UPPER}]{{1,6}}\s[nN]gày\s\d)"  # "09/TCCP - VC ngày 9/1/1995"
_COLUMN_BREAK = (
    rf"(?<=[/ ](?:NĐ|QĐ|TT|NQ|CT|KL|CV|KH|HD))\s(?=(?:{_ISSUERS})(?!\w))"  # "NĐ", "CP", broken at the hyphen
)
_DOUBLED = rf"[-–—](?=-)|\.(?=[-–—])|_(?=(?:{_ISSUERS})(?!\w))"  # "NĐ--CP", "NĐ.-CP", "NĐ_CP"
_FILE = r"(?:/[a-zđ]{2}(?=[\s,;.)]|$))?"  # the file of an office, in small letters: "731-CV/VPTU/nb"
_WORDS = r"(?P<words>(?<=-BCSĐ)\sUBND(?:\stỉnh|\sthành\sphố)?)?"  # of whom the Party's group leads
_TYPE_GLUED = "|".join(  # the last syllables of the types that may stand glued to the serial: "Chỉ thị33/CT-TTg"
    f"(?<={word}.)" for word in sorted({row[name].split()[-1] for row in table("types") for name in ("label", "code")})
)
_NUMBER = re.compile(
    rf"""(?P<serial>[0-9](?<![0-9/:.-].)(?:(?<!\w.)|(?<=[^\W\d_].)(?:(?<=[sS]ố.)|{_TYPE_GLUED}))
        (?:\d?,\d{{3}}(?=/)|(?:(?<=[sS]ố\s.)|(?<=[sS]\số\s.))\d?\s\d{{1,3}}(?=\s?/(?:(?:19|20)\s?\d\s?\d\s?/|(?:{_TYPES})\s?[-–]\s?[{_UPPER}])))?
        \d{{0,4}}+(?>(?:\.\d{{1,3}}+)?)(?>(?:[a-zđ]|[A-D](?=/))?)(?=\s?[-–—/A-ZĐ]|[ ](?:19|20)\d\d[ ][A-ZĐ]))
    (?P<year>\s?//?\s?(?:19|20)\s?\d\s?\d(?!\d)|[-–]20\d\d(?=/(?:{_TYPES})-)
        |[ ](?:19|20)\d\d(?=[ ](?:{_BLANK_SYMBOL}|(?:UBTV)?QH1\d)))?
    (?P<symbol>
        (?:\s?/\s?|\s?[-–—](?!\s)|[-–—]\s[-–—](?=[{_UPPER}])|[-–—]\s?|{_SPACED_PARTY}|{_SPACED_TYPE}|{_LOST_HYPHEN}|(?:(?<=[/\s](?:19|20)\d\d)|(?<=[/\s]20\d\s\d))\s?(?=(?:NĐ|ND|QĐ|QD|TT|NQ|CT|TTLT)-|(?:UBTV)?QH[1IJ]\d)|{_LOST_STROKE})
        (?:{_PART}(?:(?:[-–—/]\s?(?=\S)|\s[-–—/]|{_SPACED_ISSUER}|{_SPACED_LAST}|{_COLUMN_BREAK}|(?:{_DOUBLED})[-–—_]?)
            (?:(?<=[-–—/_]){_PART}|(?<=[-–—/]){_SMALL_ISSUERS}|(?<=[-–—/]){_BEFORE_WORD}
              |(?<=\s)[{_UPPER}]{{2}}(?:(?!{_GLUED_WORD})[{_UPPER}{_LOWER}&]){{0,{_MOST_LETTERS}}}\d{{0,3}}
              |(?<=\s)TTg(?!\w))){{0,{_MOST_PARTS}}}{_FILE}{_WORDS}
          |(?:qđ|nđ|ct|nq|tt|ttlt|kh|nd|qd|hd|tb)\s?-\s?(?:ttg|cp|ubnd|hđnd|b[a-zđ]{{1,8}})(?!\w)))
    """,
    re.VERBOSE,
)
_MARKS_BETWEEN = re.compile(r"\.?[-–—]{2}|\.[-–—]|_")  # what stands for one hyphen
_MISREAD_TT = ("TEB", "TFB", "TIB")  # the second T and the hyphen behind it, read as one letter
_GLUED = re.compile(r"(?<=[^\W\d])\d{1,2}$")
_FIRST, _YEARS = 1946, 5  # of the National Assembly: as if its terms were of five years from 1946 on
#: The symbol of the National Assembly or its Standing Committee, with the term: "UBTVQH15".
TERM = re.compile(r"(?i)(QH|UBTVQH)(1[0-9]|[1-9])(\d?)$")
_DASHES = str.maketrans("–—", "--")


class Number(NamedTuple):
    """A number as found in the repaired text at ``start:end``; ``text`` is its repaired form, ``value`` its parts."""

    start: int
    end: int
    text: str
    as_written: str
    value: Numbering
    repairs: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """Those of the symbol: ("QĐ", "TW"), ("ĐA", "BDVTU", "UBND"); one that is empty where there is none."""
        value = self.value
        return (value.type, *value.issuers) if value.type else value.issuers or ("",)


@cache
def _issuer_symbols() -> dict[str, str]:
    """Issuer symbol in capitals -> its proper form: {"TTG": "TTg", "CP": "CP"}."""
    return {row["symbol"].upper(): row["symbol"] for row in table("symbols")}


def _proper(part: str, first: bool, repairs: list[str]) -> str:
    """One part of a symbol in its proper letters: "Cp" is CP, "TTG" is TTg, "ND" (as a type) is NĐ."""
    if first and part.upper() in {"ND", "QD"}:
        repairs.append(repair("letter-đ"))
        return part.upper().replace("D", "Đ")
    if part in _proper_parts():
        return part
    term = part.upper() if TERM.fullmatch(part) else None  # "Qh15"
    better = term or _issuer_symbols().get(part.upper()) or (_signs().get(part.upper()) if first else None)
    if better is None and not first and len(part) > 3:
        better = _without_accents().get(unaccented(part))  # "BKHDT"
    if better is None and len(part) == len(_COMMITTEE) and _is_misread_committee(part):
        repairs.append(repair("spoilt"))
        return _COMMITTEE
    if better is None and "I" in part and (first or len(part) > 3) and (mended := _without_stroke(part)):
        repairs.append(repair("spoilt"))
        return mended
    if better is not None and better != part:
        repairs.append(repair("case"))
        return better
    return part


def _is_misread_committee(part: str) -> bool:
    """Whether a part that no table has is the symbol of people's committees but for one letter: "UBNP"."""
    return sum(one != other for one, other in zip(part, _COMMITTEE, strict=True)) == 1


def _without_stroke(part: str) -> str | None:
    """The issuer's symbol or the type's sign that a part is whose I recognition put in, or read for a T: "BNNMIT"."""
    at = part.index("I")
    known = {one for one in (part[:at] + part[at + 1 :], f"{part[:at]}T{part[at + 1 :]}") if one in _proper_parts()}
    return known.pop() if len(known) == 1 else None


@cache
def _without_accents() -> dict[str, str]:
    """Symbols of issuers without accents -> as the table writes them; those that two share are left out."""
    found: dict[str, set[str]] = {}
    for symbol in _issuer_symbols().values():
        found.setdefault(unaccented(symbol), set()).add(symbol)
    return {plain: symbols.pop() for plain, symbols in found.items() if len(symbols) == 1}


@cache
def _proper_parts() -> frozenset[str]:
    """Signs of types and symbols of issuers as the tables write them."""
    return frozenset((*_signs().values(), *_issuer_symbols().values()))


@cache
def _signs() -> dict[str, str]:
    """Sign of a type in capitals -> as the table writes it: {"CTR": "CTr"}."""
    return {sign.upper(): sign for row in table("types") for sign in row["symbols"].split("|") if sign}


def _split_lost_hyphen(symbol: str) -> str | None:
    """CT-TTg for "CTTTg": only where type and issuer are both known and one split fits."""
    issuers, types = _issuer_symbols(), type_codes()
    if symbol.startswith(_MISREAD_TT):  # "TEBTC"
        issuer = issuers.get(symbol[2:].upper())
        return f"TT-{issuer}" if issuer else None
    if symbol in types or symbol in issuers.values() or len(symbol) < 4:
        return None
    sign, stroke, party = symbol.rpartition("I")
    if stroke and sign in types and party in _PARTY:  # "NQITW"
        return f"{sign}/{party}"
    fits = [
        f"{symbol[:cut]}-{issuers[symbol[cut:].upper()]}"
        for cut in range(2, min(5, len(symbol) - 1))
        if symbol[:cut] in types and symbol[cut:].upper() in issuers
    ]
    return fits[0] if len(fits) == 1 else None


def _without_note(symbol: str, year: str | None) -> str:
    """``symbol`` without the footnote digit that is glued to it.

    Read from a scan, QH15 becomes QH135: what is left is the term that sat in the number's ``year``.
    """
    if term := TERM.search(symbol):
        if term[3] and year is not None and f"{term[2][0]}{term[3]}" == str((int(year) - _FIRST) // _YEARS) != term[2]:
            return symbol[:-2] + term[3]
        return symbol[:-1] if term[3] else symbol
    glued = _GLUED.search(symbol)
    if glued is None or not _known(symbol[: glued.start()]):
        return symbol
    if len(glued[0]) > 1 and symbol.endswith(f"HĐND{glued[0]}"):
        return symbol  # the term of the council: "NQ-HĐND18"
    return symbol[: glued.start()]


def _known(symbol: str) -> bool:
    return symbol.replace("/", "-").rpartition("-")[2].upper() in _issuer_symbols()


@dataclass(frozen=True, slots=True)
class _Symbol:
    """A symbol as written, mended, and what stands before it."""

    separator: str
    symbol: str
    repairs: tuple[str, ...]


@lru_cache(maxsize=8192)
def _mended(written: str, year: str | None) -> _Symbol:
    """The symbol that ``written`` ("/ QĐ – UBND") stands for, with its separator, and what was mended."""
    repairs: list[str] = []
    symbol = "".join(written.split())
    if "0H" in symbol:
        symbol = symbol.replace("0H", "QH")
        repairs.append(repair("spoilt"))
    assembly, misread, figure = symbol.replace("QHJ", "QHI").partition("QHI")
    if misread and figure.isdigit():  # the term's first figure, read as a letter: "QHI5", or twice: "QHI15"
        symbol = f"{assembly}QH1{figure.removeprefix('1') or figure}"
        repairs.append(repair("letter-for-digit"))
    if written[0] == " " and symbol[0].isalpha():
        symbol = f"/{symbol}" if year else f"-{symbol}"
        repairs.append(repair("lost-slash" if year else "lost-hyphen"))
    if (single := _MARKS_BETWEEN.sub("-", symbol)) != symbol:
        symbol = single
        repairs.append(repair("hyphen"))
    if "–" in symbol or "—" in symbol:
        symbol = symbol.translate(_DASHES)
        repairs.append(repair("dash"))
    if symbol[0] not in "/-":
        symbol = f"/{symbol}"
        repairs.append(repair("lost-slash"))
    separator, symbol = symbol[0], symbol[1:]
    if year and separator == "-" and symbol.partition("-")[0] in type_codes():  # "56/2017-NĐ-CP"
        separator = "/"
        repairs.append(repair("hyphen"))
    if (plain := _without_note(symbol, year)) != symbol:
        symbol = plain
        repairs.append(repair("glued-note"))
    if symbol[:1].islower():
        symbol = symbol.upper()
        repairs.append(repair("case"))
    if "/" not in symbol and "-" not in symbol and (split := _split_lost_hyphen(symbol)):
        sign, _, issuer = split.partition("-")
        if written[0] == " " and not year:  # as those write it who have issued it
            separator, joint = ("-", "/") if issuer in _PARTY else ("/", "-")
            split = f"{sign}{joint}{issuer}"
        symbol = split
        repairs.append(repair("lost-hyphen"))
    pieces = re.split(r"([/-])", symbol)
    pieces[::2] = [_proper(piece, index == 0, repairs) for index, piece in enumerate(pieces[::2])]
    symbol = "".join(pieces)
    return _Symbol(separator, symbol, tuple(dict.fromkeys(repairs)))


def _runs_into_words(text: str, start: int, end: int) -> bool:
    """Whether a number and the word before or behind it have no blank between them."""
    return text[end : end + 1].isalpha() or (text[start - 1 : start].isalpha() and text[start - 1] != "ố")


@lru_cache(maxsize=8192)
def _read(serial: str, year: str | None, symbol: str, words: str | None) -> tuple[str, Numbering, tuple[str, ...]]:
    """The number of which these parts are written: its repaired form, its parts, and what was mended."""
    written = f"{serial}{year or ''}{symbol}"
    hyphen = (repair("hyphen"),) if year and year[0] in "-–" else ()  # "19-2016/NQ-CP"
    year = "".join(year.split()).lstrip("/-–") if year else None
    mended = _mended(symbol.removesuffix(words) if words else symbol, year)
    repairs = (*hyphen, *mended.repairs)
    if len(written.split()) > 1 and not (words and len(written.removesuffix(words).split()) == 1):
        repairs = (repair("blank"), *repairs)
    if not serial.isalnum():
        serial = "".join(serial.split())
    if "," in serial:
        serial, repairs = serial.replace(",", ""), (*repairs, repair("comma"))
    value = numbering(serial, year, mended.separator, mended.symbol)
    return f"{value}{words or ''}", value, repairs


def _repaired(match: re.Match[str]) -> Number:
    """The number of a match of the grammar."""
    text, value, repairs = _read(*match.group("serial", "year", "symbol", "words"))
    start, end = match.span()
    if _runs_into_words(match.string, start, end):
        repairs = (*repairs, repair("glued-word"))
    return Number(start, end, text, match[0], value, repairs)


def find_numbers(text: str) -> Iterator[Number]:
    """All numbers of documents in the repaired ``text``, in order. Linear in its length."""
    return map(_repaired, _NUMBER.finditer(text))


def parse_number(text: str) -> Number | None:
    """The number that ``text`` starts with, or None."""
    match = _NUMBER.match(text.strip())
    return _repaired(match) if match else None
