"""Numbers that recognition spoilt, brought to a normal form where one reading alone is left.

::

    số 71/NQ.CP     số 14/2018/QĐ:UBND     số 12/QĐ-ỦBNĐ     số 1945SYT-NVY     số 22/22023/QH15     số 09CT/TU
    Quyết định số 30/2007/ Đ-TTg     Nghị quyết số 06/2020/NGQ-HĐND

Marks between the parts of a symbol are dropped, capitals lose the accents that no symbol has, a stroke or hyphen that
is lost stands where a known type meets a known issuer, a figure inside a symbol is a letter that only one known symbol
has; a sign with a letter too many or too few is that of the type before it. Looked at is only what follows a type and
"số" and is no number as it stands, one that breaks off, or one whose sign no table has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from string import ascii_letters, digits

from extract.mentions.numbers import TERM, Number
from extract.mentions.type_words import find_type, words_before
from extract.vocabulary import repair
from extract.words import UPPER, unaccented
from ontology import table
from ontology.numbers import Numbering, numbering, type_codes
from ontology.symbols import issuer_of

_NUMBERED = re.compile(r"ố(?<=[sS]ố)[^\w\n]{0,3}(?=\d)")
_HEAD = re.compile(  # or with no stroke before its year: "25 72026QH16"
    r"(?P<serial>\d{1,2}\s?\d{0,2}?(?=\s?20[0-3]\dU?[BQ])|\d{1,5}(?!\d))"
    r"\s?(?:[/.,]{0,2}\s?2?(?P<year>(?:19|20)\d\s?\d)2?)?"
)
_CAPITAL = rf"[{UPPER}Ñ§]"
_LETTERS = rf"{_CAPITAL}(?:{_CAPITAL}|\d|(?<=T)[rgyýỳỷ]|(?<=T1)g){{0,14}}"
_ROUND = rf"0{_CAPITAL}(?!\w)"  # "0Đ", read for the sign of a decision
_HYPHEN = r"[)\]}]\s?[-–]\s?"  # behind a bracket that nobody opened
_REST = re.compile(  # a mark parts each two groups, so that there is one way to part them
    rf"[^\w\n,;()§]{{0,6}}(?:{_LETTERS}|{_ROUND})(?:(?:[^\w\n,;()§]{{1,6}}|{_HYPHEN}){_LETTERS}){{0,4}}"
    r"(?=[^\w\n]{0,3}(?:\s|$|[,;.)]))"
)
_BREAKS_OFF = re.compile(rf"(?:[-–][^\w\n,;()]{{0,5}}|[.:'+~_]{{1,2}}){_CAPITAL}")
#: No office of the centre and no people's committee writes a stop for a hyphen, as departments do: "TTr.SKHĐT".
_UNDOTTED = tuple(f".{row['symbol']}" for row in table("symbols") if row["level"] in {"central", "local"})
_NO_ISSUER = re.compile(rf"(?:[^\w\n,;()]{{1,6}}|{_HYPHEN}){_CAPITAL}|[yýỳỷ](?!\w)")
_OF_SYMBOLS = frozenset(f"{ascii_letters}{digits}ĐƯƠÂÊÔĂ")  # also of a division, which no table has
#: No symbol has one.
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_MISTAKEN = {"Q": "og0", "N": "v", "Đ": "d"}  # letters of signs -> what recognition reads for them
_LEADER = len("TTg")  # whose last letter is misread most
_LEAST_MISREAD = 4  # letters of a symbol of which one may be unreadable
_LONGEST = 60  # a number with all its marks, in characters


def with_spoilt(text: str, numbers: Iterable[Number]) -> Iterator[Number]:
    """The ``numbers``, in order, with those that are none as they stand."""
    known = [_whole(text, number) for number in numbers]
    starts = {number.start for number in known}
    more = [
        number
        for so in _NUMBERED.finditer(text)
        if so.end() not in starts
        and (number := _spelled(text, so.end())) is not None
        and find_type(text, number, words_before(text, number)) is not None
    ]
    yield from sorted((*known, *more), key=lambda number: number.start) if more else known


def _whole(text: str, number: Number) -> Number:
    """The number; where it breaks off at a mark that recognition put into it, the whole of it."""
    value = number.value
    if len(value.issuers) > 1 and _has_unknown_sign(value):
        return _with_sign(text, number, value.issuers[0])
    breaks_off = _BREAKS_OFF if value.issuers else _NO_ISSUER
    dotted = value.symbol.endswith(_UNDOTTED)
    if not dotted and breaks_off.match(text, number.end) is None:
        return number
    whole = _spelled(text, number.start)
    return whole if whole and whole.end >= number.end + (not dotted) else number


def _has_unknown_sign(value: Numbering) -> bool:
    """Whether a number names its issuer behind what is neither the sign of a type nor a body."""
    return len(value.issuers) > 1 and value.issuers[1] in _issuers() and value.issuers[0] not in _issuers()


def _with_sign(text: str, number: Number, written: str) -> Number:
    """The number with the sign of the type before it, where its symbol begins with that sign but for one letter too
    many or too few: "Quyết định số 30/2007/ Đ-TTg"."""
    typed = find_type(text, number, words_before(text, number))
    sign = _sign_of(typed.code) if typed else ""
    if len(sign) < 2 or not (_is_a_letter_off(sign, written) or _is_mistaken_for(sign, written)):
        return number
    old = number.value
    value = numbering(old.serial, old.year, old.separator, f"{sign}{old.symbol.removeprefix(written)}")
    repairs = tuple(dict.fromkeys((*number.repairs, repair("spoilt"))))
    return number._replace(text=str(value), value=value, repairs=repairs)


def _is_a_letter_off(one: str, other: str) -> bool:
    """Whether one of two words has one letter more than the other, and all others alike."""
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _is_mistaken_for(sign: str, written: str) -> bool:
    """Whether letters are what recognition makes of a sign: "VO", "NỢ" for "NQ"."""
    return len(sign) == len(written) and all(
        one == other or unaccented(other) in _MISTAKEN.get(one, "") for one, other in zip(sign, written, strict=True)
    )


@cache
def _sign_of(code: str) -> str:
    """The sign that a type's numbers bear, "" for a letter's."""
    return next(row["symbols"].partition("|")[0] for row in table("types") if row["code"] == code)


def _spelled(text: str, start: int) -> Number | None:
    """The number whose serial stands at ``start``, in its normal form; None where no one reading is left."""
    limit = start + _LONGEST
    head = _HEAD.match(text, start, limit)
    rest = _REST.match(text, head.end(), limit) if head else None
    parts = _parts(rest[0].replace("§", "S")) if rest else None
    if head is None or rest is None or parts is None:
        return None
    separator, symbol = parts
    year = "".join(head["year"].split()) if head["year"] else None
    value = numbering("".join(head["serial"].split()), year, "/" if year else separator, symbol)
    number = Number(start, rest.end(), str(value), text[start : rest.end()], value, (repair("spoilt"),))
    if not _has_unknown_sign(value):
        return number
    mended = _with_sign(text, number, value.issuers[0])
    return mended if mended is not number else None


def _parts(written: str) -> tuple[str, str] | None:
    """What stands before a symbol, and the symbol; None where it begins with no type or issuer that is known."""
    pieces: list[str] = []
    before, stroke = "", False
    for letters, stretch in groupby(written, str.isalnum):
        if not letters:
            before = "".join(stretch)
        elif pieces and before.isspace():
            pieces[-1] += "".join(stretch)
        else:
            stroke = stroke or (len(pieces) == 1 and "/" in before)
            pieces.append("".join(stretch))
    first = _first(pieces[0])
    if first is None and len(pieces) > 1 and _like(_issuers(), pieces[1]):
        first = (pieces[0],)  # a sign that is misread
    if first is None:
        return None
    known = [*first, *(_like(_issuers(), piece) or piece for piece in pieces[1:])]
    told = len(known) > 1 or known[0].startswith("QH")
    if not told or not all(len(one) > 1 and _OF_SYMBOLS.issuperset(one) for one in known[1:]):
        return None
    issuer = issuer_of(known[1]) if len(known) > 1 and known[0] in type_codes() else None
    of_party = stroke or (issuer is not None and issuer.level.startswith("party"))
    return ("-", f"{known[0]}/{'-'.join(known[1:])}") if of_party else ("/", "-".join(known))


def _first(letters: str) -> tuple[str, ...] | None:
    """The sign or the issuer that a symbol begins with, or both where nothing parts them."""
    if alone := _like(_signs(), letters) or _like(_issuers(), letters):
        return (alone,)
    splits = ((letters[:cut], letters[cut:]) for cut in range(2, 5))
    fits = [
        (sign, issuer)
        for first, rest in splits
        if (sign := _signs().get(unaccented(first))) and (issuer := _like(_issuers(), rest))
    ]
    return fits[0] if len(fits) == 1 else None


def _like(symbols: Mapping[str, str], letters: str) -> str | None:
    """The one of ``symbols`` with these letters, be they accented, or with all but one that is a figure here."""
    toneless = unicodedata.normalize("NFC", unicodedata.normalize("NFD", letters).translate(_TONES))
    if toneless in symbols or TERM.fullmatch(toneless):
        return toneless
    plain = unaccented(letters)
    if found := symbols.get(plain) or symbols.get("ttg" if plain[:2] in {"tt", "t1"} and len(plain) == _LEADER else ""):
        return found
    if len(plain) < _LEAST_MISREAD or plain.isalpha():
        return None
    fits = {symbol for one, symbol in symbols.items() if len(one) == len(plain) and _alike(one, plain)}
    return fits.pop() if len(fits) == 1 else None


def _alike(symbol: str, letters: str) -> bool:
    """Whether the letters are those of a symbol, but for figures."""
    return all(one == other or other.isdecimal() for one, other in zip(symbol, letters, strict=True))


@cache
def _signs() -> dict[str, str]:
    """Signs of types in plain small letters, and as written -> as written."""
    signs = (sign for row in table("types") for sign in row["symbols"].split("|") if len(sign) > 1)
    return _spellings(signs)


@cache
def _issuers() -> dict[str, str]:
    """Symbols of issuers in plain small letters, and as written -> as written."""
    return _spellings(row["symbol"] for row in table("symbols"))


def _spellings(symbols: Iterable[str]) -> dict[str, str]:
    """Symbols as written, and in plain small letters -> that which the table has first."""
    written = [*symbols]
    return {unaccented(one): one for one in reversed(written)} | {one: one for one in written}
