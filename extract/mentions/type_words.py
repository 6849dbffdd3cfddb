"""The type of a document (loại văn bản) that a number belongs to: the words before it, or the symbol."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from extract.bodies.mentioned import find_body
from extract.bodies.named import Named
from extract.mentions.numbers import Number
from extract.vocabulary import words_of
from extract.words import any_of, key, last_match, lowered, old_tones, unaccented
from ontology import table, types_of, types_with
from ontology.numbers import Numbering, type_codes
from ontology.symbols import issuer_of, symbols_of


class TypeWords(NamedTuple):
    """A type's code and label, where the words that name it start, and the issuer if it stands behind them."""

    start: int
    code: str
    label: str
    body: Named | None = None


_WINDOW = 70  # how far before a number its type's words may start, in characters
_BREAKS = frozenset(' \n,;:.()“”"|^[')
_BREAK = re.compile(f"[{re.escape(''.join(_BREAKS))}]")
_SO = "số"
_SO_AND_SPECK = (f"{_SO},", f"{_SO} ,", f"{_SO} .", f"{_SO}.")
_SPECKS = " ,."
_MISREAD_SO = " s"  # and whatever recognition read for its vowel: "Luật sẻ 58/2024/QH15"
_NUMBERED_SO = re.compile(r"\s?[,:]?\s?(?:gồm:?\s)?[Ss]ố\s?:?\s?")
_EXTRA = words_of("around_numbers", "between")  # type and "số": "Chương trình hành động số"
_LAWS = types_with("known_by_name")
#: The words for kinds of laws that may have a number.
_KINDS = any_of(row["label"].lower() for row in table("types") if row["code"] in _LAWS & types_with("numbered"))
_LAW_BEFORE = re.compile(rf"(?:(?<=\s)|^|(?<=[“\"(]))(?<!pháp\s)(?i:{_KINDS})\s")
_AMENDS, _ADDS, _SOME = (any_of(words_of("around_laws", role)) for role in ("amends", "adds", "amends_some"))
_AMENDING_LAW = re.compile(
    rf"(?i:{_KINDS}) (?i:{_AMENDS}|{_ADDS}),? ?(?:và )?(?:{_ADDS} )?(?:{_SOME} |các )?(?:điều )?"
    r"của (?:các )?(?:(?:[Bb]ộ )?[Ll]uật [^;.()\d]{2,70}?(?:,| và) )*$"
)
_NOT_LAW = ("này ", "sư ", "pháp ")
_LETTER = "CV"  # whose symbol has no sign of its own: "CV 12/BXD"
_STANDARD = re.compile(r"(?:TCVN|QCVN|ISO|IEC|TCCS|QCĐP)[\s:/-]{0,2}(?:QG\s?)?[\w.:/-]{0,12}$")
_STANDARD_REACH = 21  # its longest match, in characters
_NEVER_SO = words_of("around_numbers", "before_so")  # what "số" numbers, and no document is
_NEVER = words_of("around_numbers", "before")


@cache
def label_of(code: str) -> str:
    """The label of a type's code."""
    return next(row["label"] for row in table("types") if row["code"] == code)


@cache
def types_by_label() -> dict[str, tuple[str, str]]:
    """Label in small letters, with either tone placement -> (code, label); "thông báo kết luận" is no conclusion."""
    return {
        form: (row["code"], row["label"])
        for row in table("types")
        if row["numbered"]
        for form in (key(row["label"]), old_tones(key(row["label"])))
    } | {"thông báo kết luận": ("TB", "Thông báo")}


@cache
def _laws() -> dict[str, tuple[str, str]]:
    """First letter of the word for a kind of law that may have a number -> (code, label)."""
    rows = (row for row in table("types") if row["code"] in _LAWS & types_with("numbered"))
    return {row["label"][0].lower(): (row["code"], row["label"]) for row in rows}


@cache
def _labels_by_last_word() -> dict[str, tuple[str, ...]]:
    """Last word -> the labels that end with it, longest first."""
    found: dict[str, list[str]] = {}
    for label in sorted(types_by_label(), key=len, reverse=True):
        found.setdefault(label.rsplit(" ", 1)[-1], []).append(label)
    return {word: tuple(labels) for word, labels in found.items()}


@cache
def abbreviations() -> dict[str, tuple[str, str]]:
    """Abbreviations that count as a type where "số" follows ("QĐ số 22") -> (code, label)."""
    return {row["code"]: (row["code"], row["label"]) for row in table("types") if row["abbreviated"]}


class Before(NamedTuple):
    """The words before a number, in small letters, which begin at ``start``; ``so``: "số" stands behind them."""

    start: int
    words: str
    so: bool


def words_before(text: str, number: Number) -> Before:
    """Those that may name the type of a number."""
    start = number.start - _WINDOW if number.start > _WINDOW else 0
    words = lowered(text)[start : number.start].replace("_", " ").rstrip(" \n:")  # "nghị_định số", as segmented
    if words[-len(_SO) :] == _SO:
        words = words[: -len(_SO)].rstrip(" \n:")
        twice = words[-len(_SO) :] == _SO  # "Quyết định số Số: 12/2018/QĐ-TTg"
        return Before(start, words[: -len(_SO)].rstrip(" \n:") if twice else words, so=True)
    less = ""
    if words.endswith(_SO_AND_SPECK):
        less = words.rstrip(_SPECKS)[: -len(_SO)].rstrip(" \n:")
    elif words[-3:-1] == _MISREAD_SO:
        less = words[: -len(_SO)].rstrip(" \n:")
    if less and _label_at_end(less, start):  # "số" with a speck numbers a type, and ends no word: "tham số, 1-PL"
        return Before(start, less, so=True)
    return Before(start, words, so=False)


def find_type(text: str, number: Number, before: Before) -> TypeWords | None:
    """The type that the words before a number name."""
    found = _at_end(text, before, number.value.type)
    if (before.so or found) and (found is None or found.code in _LAWS) and (law := _law_before(text, number)):
        return law
    return found or (_before_issuer(text, number) if before.so else None)


def type_before(text: str, begin: int, end: int) -> TypeWords | None:
    """The type whose words end at ``end``, and begin at ``begin`` or behind it."""
    return _label_at_end(lowered(text)[begin:end], begin)


def is_declined(text: str, number: Number, before: Before) -> bool:
    """Whether what looks like a number is none of a document: a technical standard, an account, a form, a part of a web
    address."""
    if text[number.end : number.end + 1] == "%":  # "TT-BL%C4%90TBXH"
        return True
    if before.words.endswith(_NEVER_SO if before.so else _NEVER):
        return True
    if before.so and text[number.start - 1].isspace():
        return False
    return _STANDARD.search(text, max(0, number.start - _STANDARD_REACH), number.start) is not None


def _at_end(text: str, before: Before, sign: str | None = None) -> TypeWords | None:
    """The type that ends the words; an abbreviation counts before "số", or where the symbol repeats it."""
    start, small, so = before
    found = _label_at_end(small, start)
    if found is None and small.endswith(_EXTRA):
        less = _without_extra(small)
        found = _label_at_end(less, start) or _label_at_end(_without_extra(less), start)
    if found is None:
        end = start + len(small)
        last = _last_word(text[start:end])
        if (so or last == (sign or _LETTER)) and (abbreviated := abbreviations().get(last)):
            return TypeWords(end - len(last), *abbreviated)
        if so:
            return _misread_label(text, start, small, sign)
    return found


def _without_extra(small: str) -> str:
    """The words without the one at their end that may stand between a type and "số"."""
    extra = max((one for one in _EXTRA if small.endswith(one)), key=len, default="")
    return small[: len(small) - len(extra)].rstrip() if extra else small


def _misread_label(text: str, begin: int, small: str, sign: str | None) -> TypeWords | None:
    """The type of two or three words that ends the words, its accents misread: "Quyêt đinh", "Nghi quyêt"; or the word
    behind its first, which the symbol's ``sign`` tells: "Nghị ãịmh số 99/2016/NĐ-CP"."""
    words = small.split(" ")
    for count in (3, 2):
        last = " ".join(words[-count:])
        at = begin + len(small) - len(last)
        if len(words) >= count and text[at].isupper() and (typed := _plain_labels().get(unaccented(last))):
            return TypeWords(at, *typed)
    for code in type_codes().get(sign or "", ()) if len(words) > 1 and text[at].isupper() else ():
        first, _, rest = label_of(code).lower().partition(" ")
        if (
            words[-2] == first
            and rest
            and " " not in rest
            and abs(len(words[-1]) - len(rest)) < 2
            and words[-1].isalpha()
        ):
            return TypeWords(at, code, label_of(code))
    return None


@cache
def _plain_labels() -> dict[str, tuple[str, str]]:
    """Labels of two words and more without accents -> (code, label); those that two types share are left out."""
    found: dict[str, set[tuple[str, str]]] = {}
    for label, typed in types_by_label().items():
        if " " in label:
            found.setdefault(unaccented(label), set()).add(typed)
    return {label: typed.pop() for label, typed in found.items() if len(typed) == 1}


def _label_at_end(small: str, begin: int) -> TypeWords | None:
    """The longest label that ``small``, which begins at ``begin`` of the text, ends with; a word of its own."""
    for label in _labels_by_last_word().get(_last_word(small), ()):
        if small.endswith(label):
            start = len(small) - len(label)
            if start == 0 or small[start - 1] in _BREAKS:
                return TypeWords(begin + start, *types_by_label()[label])
    return None


def _last_word(words: str) -> str:
    last = words[words.rfind(" ") + 1 :]
    return last if last.isalpha() else _BREAK.split(last)[-1]


def _law_before(text: str, number: Number) -> TypeWords | None:
    """A law whose name stands between its type word and "số": "Luật Bầu cử ... số 85/2015/QH13"; no law of that name is
    numbered with another type's symbol: "Luật Bầu cử và Nghị số 12/2026/NQ-CP"."""
    if type_of_symbol(number.value) not in {None, *_LAWS}:
        return None
    begin = max(0, number.start - 240)
    window = text[begin : number.start]
    name_ends = len(window) - 4 if window.endswith(" số ") else len(window)
    cut = max(window.rfind(end, 0, name_ends) for end in (";", "\n", ". ", "(", " số "))
    last = last_match(_LAW_BEFORE, window, max(0, cut))
    if last is None or window.startswith(_NOT_LAW, last.end()):
        return None
    amending = _AMENDING_LAW.search(window, 0, last.start())
    return TypeWords(begin + (amending or last).start(), *_laws()[(amending or last)[0][0].lower()])


def _before_issuer(text: str, number: Number) -> TypeWords | None:
    """A type whose issuer stands before the number: "Thông tư của Bộ trưởng Bộ Nội vụ số 12/2012/TT-BNV"."""
    begin = max(0, number.start - 120)
    at = text.rfind(" của ", begin, number.start)
    body = find_body(text, at + 5) if at >= 0 else None
    if body is None or not _NUMBERED_SO.fullmatch(text, body.end, number.start):
        return None
    found = _at_end(text, Before(begin, lowered(text)[begin:at], so=False))
    return found._replace(body=body) if found else None


def type_of_symbol(value: Numbering) -> str | None:
    """The code of the type that the symbol alone tells; of several, a normative one if the number has a year or is of
    a central body of the State.

    TT is a Thông tư in "24/2025/TT-BTP" and "18/TT-BTP", and a Thông tri in "04/TT-MTTW-BTT"; else the first in the
    table is likeliest.
    """
    codes = type_codes().get(value.type or "", ())
    normative = value.year is not None or _is_of_state(value)
    fitting = (code for code in codes if (code in types_of("normative")) == normative)
    return next(fitting, codes[0] if codes else None)


def _is_of_state(value: Numbering) -> bool:
    """Whether a central body issued the number that is none of the Party's or the Front's; a sign that no table has may
    be a ministry's, written without accents: "54/TT-BGDDT"."""
    symbol = value.issuers[0] if value.issuers else ""
    issuer = issuer_of(symbol)
    if issuer is None:
        return value.issuers == (symbol,) and symbol.startswith("B") and not value.is_of_party
    return issuer.level == "central" and not symbol.endswith(tuple(symbols_of("party")))


def type_without_words(value: Numbering) -> str:
    """The code of the type where neither words nor a list name one; what the symbol does not tell is a letter."""
    if symbol := type_of_symbol(value):
        return symbol
    if value.symbol.startswith("QH"):
        return "LUAT"
    return "NQ" if value.symbol.startswith("UBTVQH") else "CV"
