"""Laws, codes, ordinances and the constitution, cited by name.

The names of laws come from a table (``laws.csv``), longest first; an unknown law's name is read word by word to where a
new clause begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from extract import dates
from extract.bodies.canonical import central_body
from extract.mentions.law_names import by_initials, known_name
from extract.mentions.named import NamedDocument
from extract.mentions.no_laws import is_no_law
from extract.vocabulary import pattern_of, rows, words_of
from extract.words import UPPER, any_of, fold, key, lower, lowered, misread, occurrences
from ontology import table

#: The word for a type in small letters -> its code, its label, and who makes all of that type.
_TYPES = {
    row["label"].lower(): (row["code"], row["label"], central_body(row["issuer"]))
    for row in table("types")
    if row["known_by_name"]
}
_COUNTRIES = tuple(f" {name}" for role in ("country", "country_alone") for name in words_of("around_laws", role))
_LABELS = ("Luật", "Bộ luật")
_CODE, _CONSTITUTION = _LABELS[1].lower(), "hiến pháp"
#: What is looked for -> the words that it may be the end of.
_ANCHORS = {
    "luật ": (_CODE, _LABELS[0].lower()),
    "luật\n": (_CODE, _LABELS[0].lower()),
    "pháp lệnh ": ("pháp lệnh",),
    "n pháp": (_CONSTITUTION,),
}
#: What a misread "Hiễn pháp" must go on with, for "Hiện pháp nhân ...", "Hiện pháp lệnh ..." are common words.
_BEHIND_CONSTITUTION = (" năm ", " nước ")
#: The country whose law it is: "Hiến pháp Hoa Kỳ", "Luật Cạnh tranh năm 2002 của Nhật Bản".
_FOREIGN = re.compile(
    rf"\s(?:của\s)?(?:nước\s|[Cc]ộng\s(?:hòa|hoà)\s)?(?:{any_of(words_of('around_laws', 'country'))}(?!\w)"
    rf"|{any_of(words_of('around_laws', 'country_alone'))}(?!\w|\s[{UPPER}]|\s(?:lệnh|luật|chế)(?!\w)))"
)
_CODE_IN_SHORT = re.compile(rf"BL(?<![\w/.-]BL)(?P<initials>[{UPPER}]{{2,6}})(?![\w/-])")  # "BLDS 2015"
_CLAUSE_WORDS = frozenset(words_of("around_laws", "ends"))  # that end the name of a law outside the table
#: So do these, but for the name's first word: the first word of each -> the rest.
_OTHER_TYPES = {
    first: rest for first, _, rest in (one.partition(" ") for one in words_of("around_laws", "ends_as_type"))
}
_WORD = re.compile(r"\s?(?:([^\W\d_]+(?:[’'/-][^\W\d_]+)*)|\(HIV/AIDS\))")
_PAIR = 2  # of laws with a number each, of which the last may be that of the law that amends them
_MOST_WORDS = 15  # of a name outside it
_INITIALS = re.compile(r"\s\([A-ZĐ&]{2,10}\)")  # "Luật Phòng, chống tham nhũng (PCTN) năm 2018"
AMEND, ADD = (f"(?:{'|'.join(words_of('around_laws', role))})" for role in ("amends", "adds"))
_REVISED = re.compile(
    rf" \({AMEND}\)| {AMEND}(?:(?:, {ADD})?(?=\s(?:(?:năm\s)?\d{{4}}\b|\(?\d{{1,4}}/\d{{4}}\b))"
    rf"|(?=\s?(?:[).;:\n|]|$|{any_of(words_of('around_laws', 'behind_amended'))})))"
)
_AMENDS, _ADDS, _SOME = (
    f"(?:{'|'.join(map(misread, words_of('around_laws', role)))})" for role in ("amends", "adds", "amends_some")
)
_PARTS = "|".join(dict.fromkeys(misread(key(words)) for words in words_of("pinpoints", "again")))
_AMENDING = re.compile(
    rf"(?i:(?:{_AMENDS}(?:,?\s?(?:và\s)?{_ADDS})?|{_ADDS})\s(?:{_SOME} (?:\d\s)?|các )?"
    rf"(?:{_PARTS})?(?:\s\d{{1,3}}[a-z]?)?(?:\svà\s[^.;]{{0,80}}?(?=\scủa\s))?"
    rf"\s?(?:của\s)?(?=(?:\d{{1,3}}\s)?(?:các\s)?{any_of(_TYPES)}))"
)
_COUNTED = re.compile(
    rf"{any_of(words_of('around_laws', 'counted'))}\s"
    r"(?:(?:[^\W\d_]+,?\s?){1,8}?(?=,?\s(?:ngày|năm|số:?)\s\d)"
    r"|(?:[^\W\d_]+\s?){1,6}?(?:(?<=\s)(?=và\ssửa\s)|(?=[,;.()\n]|$)))"
)
_AMENDED = re.compile(rf"(?i:(?:các\s)?{any_of(_TYPES)}\s)")
_NEXT_AMENDED = re.compile(  # a comma may be misread as a full stop, if "và" and the last law, with its number, follow
    rf"\s?(?:,|và|,\s?và|\.(?=\s(?i:{any_of(_TYPES)})\s[^.;]{{1,160}}\svà\s(?i:{any_of(_TYPES)})\s[^.;]{{1,80}}/QH\d"
    rf"[^.;]{{1,4}}ngày\s))\s(?=(?i:{any_of(_TYPES)})\s(?!{AMEND}|số))"
)
#: The number behind the name of a law that an amending one names.
_OWN_NUMBER = re.compile(r"\s?,?\ss[ốô]:?\s\d{1,4}/\d{4}/(?:QH|UBTVQH)\d{1,2}(?!\w)")
_BASES = tuple(f"{words} " for words in words_of("lines", "basis"))
_MAKER_REACH = 60  # before a law's name, in characters
_DAY = len("2026-01-31")
_ENACTING_REACH = 60  # between a line's start and the law that it enacts, in characters
_YEAR_ALONE = re.compile(  # or the serial with it, "103/2025"; or in brackets
    r"\s(?P<open>\()?(?:\d{1,3}/)?(?P<y>(?:19|20)\d\d)(?(open)\)|(?![\d/-]| -))"
)
_COUNTRY = pattern_of("around_laws", "own_country", before=r"\s", behind="")


def find_laws(text: str) -> Iterator[NamedDocument]:
    """All laws, codes, ordinances and constitutions cited by name, kind by kind. Linear in the length of the text."""
    small = lowered(text)
    for anchor, words in _ANCHORS.items():
        for at in occurrences(anchor, small):
            end = at + len(anchor.rstrip())
            word = next((word for word in words if _stands(word, text, end)), None)
            if word and (law := _law(text, end - len(word), word)) and not _is_foreign(text, law):
                yield law
    for code in _CODE_IN_SHORT.finditer(text):
        at = code.start()
        name = by_initials(_LABELS[1]).get(code["initials"])
        told = text.startswith("(", at - 1) and text.startswith(")", code.end())
        if name and not told:  # "Bộ luật Dân sự (BLDS)" only tells the short name
            yield _named(text, at, code.end(), _CODE, f"{_LABELS[1]} {name}")


def _is_foreign(text: str, law: NamedDocument) -> bool:
    """Whether a law is that of another country, named behind its name or its day, or as the end of its name."""
    if _FOREIGN.match(text, law.name_end) or (law.end > law.name_end and _FOREIGN.match(text, law.end)):
        return True
    return law.name.endswith(_COUNTRIES)


def _stands(word: str, text: str, end: int) -> bool:
    """Whether ``word`` stands before ``end``, in any case, not as the end of a longer one."""
    start = end - len(word)
    if start < 0 or text[start - 1 : start].isalnum():
        return False
    written = key(text[start:end])
    misread = word == _CONSTITUTION and text[start : start + 1] == "H" and text.startswith(_BEHIND_CONSTITUTION, end)
    return written == word or (misread and fold(written) == fold(word))


def _law(text: str, start: int, word: str) -> NamedDocument | None:
    """The law whose type's ``word`` stands at ``start``; None where the word names none."""
    end = start + len(word)
    heading = text[end : end + 1] == "\n" and text[start - 1 : start] in {
        "\n",
        "",
    }  # the line of the document's own type
    enacted = _enacted(text, start, word)
    if heading or enacted == "here" or is_no_law(lowered(text), start, end):
        return None
    if word == _CONSTITUTION:
        return _constitution(text, start, end)
    if amending := _AMENDING.match(text, end + 1):
        law = _amending_law(text, start, word, amending.end())
        return _without_own_number(text, law) if law and enacted else law
    if found := known_name(text, end + 1):
        if word != _CODE and text[start].islower() and text[end + 1].islower() and " " not in found[1]:
            return None  # "luật lao động" may be one, "luật thuế" is a kind of law
        name_end, name = _longer_name(text, end + 1, found[0]) or found
        law = _named(text, start, name_end, word, f"{_TYPES[word][1]} {name}")
        return law if not _is_miscalled(text, law) or _is_of_the_state(text, law) else law._replace(known=False)
    return None if _FOREIGN.match(text, end) else _unknown_law(text, start, end, word)


def _unknown_law(text: str, start: int, end: int, word: str) -> NamedDocument | None:
    """A law outside the table whose ``word`` stands at ``start:end``."""
    found = _unknown_name(text, end + 1)
    if found is None:
        return None
    name_end, name = found
    cut = " " not in name  # "Luật Phòng, chống ...", "Luật Giáo": none outside the table has one word
    if (text[start].islower() or word == _CODE or cut) and not _is_told(text, name_end):
        return None  # "luật Nhân quả", "Bộ luật Hammurabi"; all codes of the State are in the table
    law = _named(text, start, name_end, word, f"{_TYPES[word][1]} {name}")
    return law if _is_of_the_state(text, law) else law._replace(known=False)


def _is_of_the_state(text: str, law: NamedDocument) -> bool:
    """Whether words tell that a law outside the table is one of the State: its day, a recital, who makes laws."""
    if law.date is not None and len(law.date) == _DAY:
        return True
    if text.endswith(_BASES, 0, law.start):
        return True
    maker = law.issuer.name if law.issuer else ""
    at = text.rfind(maker, max(0, law.start - _MAKER_REACH), law.start)
    return at >= 0 and text.find(". ", at, law.start) < 0 and _FOREIGN.match(text, at + len(maker)) is None


def _longer_name(text: str, start: int, known: int) -> tuple[int, str] | None:
    """A law outside the table whose name begins as one of it, number or day behind: "Luật Thương mại nội địa số"."""
    if text[known : known + 1] != " ":
        return None
    longer = _unknown_name(text, start)
    told = longer and longer[0] > known and (_OWN_NUMBER.match(text, longer[0]) or _has_day(text, longer[0]))
    return longer if told else None


def _has_day(text: str, end: int) -> bool:
    """Whether the whole day of a law follows its name."""
    day = _date_after(text, end)[1]
    return day is not None and len(day) == _DAY


def _is_told(text: str, end: int) -> bool:
    """Whether a day, a year or a number behind a name tells that it is that of a law."""
    return _date_after(text, end)[1] is not None or _OWN_NUMBER.match(text, end) is not None


def _named(text: str, start: int, name_end: int, word: str, name: str) -> NamedDocument:
    """The law so named, with the date behind its name."""
    if revised := _REVISED.match(text, name_end):
        name_end = revised.end()
    initials = _INITIALS.match(text, name_end)
    end, date = _date_after(text, initials.end() if initials else name_end)
    end = end if date else name_end
    code, label, issuer = _TYPES[word]
    return NamedDocument(start, end, code, label, name, date, issuer, name_end=name_end)


def _enacted(text: str, start: int, word: str) -> Literal["here", "quoted"] | None:
    """Whether a line enacts the law, "Quốc hội ban hành Luật sửa đổi ...": numbers behind it are others'.

    A note that quotes how another law was enacted cites that law: "... Quốc hội ban hành Luật Phá sản.”."
    """
    issuer = _TYPES[word][2] if word in _TYPES else None
    first = max(0, start - _ENACTING_REACH)
    line = text.rfind("\n", first, start) + 1 or first
    if issuer is None or text[line:start].strip() != f"{issuer.name} ban hành":
        return None
    return "quoted" if text.find("”", start, text.find("\n", start) % (len(text) + 1)) > 0 else "here"


def _without_own_number(text: str, law: NamedDocument) -> NamedDocument:
    """An amending law that a quoted line enacts, to the end of all it amends; the numbers are those of these laws."""
    end = text.find("”", law.end)
    end -= len(text[law.end : end]) - len(text[law.end : end].rstrip(" ."))
    return law._replace(end=end, name_end=end, holds=True)


def _date_after(text: str, end: int) -> tuple[int, str | None]:
    if year := _YEAR_ALONE.match(text, end):  # "Luật Đất đai 2024"
        return year.end(), year["y"]
    if match := dates.AFTER.match(text, end):
        return match.end(), dates.date_of(match)
    if year := dates.YEAR_AFTER.match(text, end):
        return year.end(), year["y"]
    return end, None


def _constitution(text: str, start: int, end: int) -> NamedDocument | None:
    if text[start].islower() or text[end : end + 1].isalnum():
        return None
    country = _COUNTRY.match(text, end)
    return _named(text, start, country.end() if country else end, _CONSTITUTION, _CONSTITUTION.capitalize())


def _amending_law(text: str, start: int, word: str, at: int) -> NamedDocument | None:
    """A law named by the laws it amends, which stand at ``at``: "Luật sửa đổi, bổ sung một số điều của Luật A"."""
    counted = _COUNTED.match(text, at)
    end, holds = (counted.end(), False) if counted else _amended_names(text, at)
    if end == at:
        return None
    written = text[start:end].rstrip(" ,")
    name = _OWN_NUMBER.sub("", written) if holds else written
    return _named(text, start, start + len(written), word, name.replace("\n", " "))._replace(holds=holds)


def _amended_names(text: str, position: int) -> tuple[int, bool]:
    """The end of the laws that an amending law names: "Luật A", "Luật A và Luật B", "Luật A, Luật B và Luật C".

    Whether each of several has its own number: then the last number, too, is that of the last law and not the amending
    one's.
    """
    end, count, numbered, joined = position, 0, [], False
    while word := _AMENDED.match(text, position):
        found = known_name(text, word.end()) or _unknown_name(text, word.end())
        if found is None:
            break
        end, count = found[0], count + 1
        number = _OWN_NUMBER.match(text, end)
        behind = number.end() if number else end
        if number:
            numbered.append((end, behind))
        following = _NEXT_AMENDED.match(text, behind)
        if following is None or dates.AFTER.match(text, end):
            break
        joined = "và" in following[0]
        position = end = following.end()
    if not numbered:
        return end, False
    dated = dates.AFTER.match(text, numbered[-1][1]) is not None
    holds = len(numbered) == count > 1 and (joined or not dated or count > _PAIR)
    behind = numbered[-1][1]
    return (behind, _OWN_NUMBER.match(text, behind) is None) if holds else (numbered[0][0], False)


def _is_miscalled(text: str, law: NamedDocument) -> bool:
    """Whether a code is called a law in small letters, as any country's may be ("luật hình sự"), or a law a code."""
    of_law, of_code = (f"{label} {law.name.partition(law.type_label)[2].strip()}" in _called() for label in _LABELS)
    return of_law if law.type_label == _LABELS[1] else of_code and not of_law and text[law.start].islower()


@cache
def _called() -> frozenset[str]:
    return frozenset(f"{row['type']} {row['name']}" for row in rows("laws"))


def _unknown_name(text: str, position: int) -> tuple[int, str] | None:
    """An unknown law's name, (end, name): from a capital to the first word that opens a clause, or the line's end."""
    end = position
    for count in range(_MOST_WORDS):
        match = _WORD.match(text, end)
        word = match[1] if match else None
        if match is None or (count == 0 and not (word and word[0].isupper() and key(word) not in _CLAUSE_WORDS)):
            break
        if match[0][0] == "\n" or (count == 0 and text[position - 1] == "\n"):
            break  # a line of its own: "Loại văn bản | Luật" and "Nơi ban hành"
        rest = _OTHER_TYPES.get(key(word)) if count and word else None
        if word in _CLAUSE_WORDS or (
            rest is not None and lower(text[match.end() : match.end() + 1 + len(rest)]).endswith(rest)
        ):
            break
        end = match.end()
    return (end, text[position:end]) if end > position else None
