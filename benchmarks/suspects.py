"""Where what was read of a text contradicts the text or itself: suspects to look at by eye, counted by kind.

    python -m benchmarks.suspects PATHS... [--of mentions] [--show KIND] [--each 5]

Nothing is annotated, so a suspect is no error: the counts say what to look at, and before and after a change whether a
kind has fallen. ``--show`` prints the suspects of one kind, so many of each file, with the words around them.
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from extract import extract, read
from extract.bodies.mentioned import find_body
from extract.errors import InputError
from extract.frame.cells import in_small_letters
from extract.frame.lines import MOTTO, is_motto
from extract.frame.place_and_day import is_doubled
from extract.mentions.type_words import types_by_label
from extract.reading.files import walk
from extract.records import PAGES, Citation, Extraction
from extract.roles.cues import CHANGES, standard
from extract.vocabulary import rows, words_of
from extract.words import UPPER, any_of, key, lowered
from ontology.numbers import type_codes
from ontology.symbols import issuer_of
from ontology.units import find_units

_AROUND = 90  # characters shown on either side
_LONG_TITLE, _LONGEST_SPAN = 300, 160  # characters
_TYPES = any_of(label for label in types_by_label() if " " in label or label == "luật")
_SIGNS = any_of(sign for sign in type_codes() if len(sign) > 1)
_NUMBER = re.compile(rf"(?<![\w/.-])\d{{1,5}}\s?[/–-]\s?(?:(?:19|20)\d\d\s?[/–-]\s?)?(?:{_SIGNS})(?![{UPPER}a-z])")
_LIKE_NUMBER = re.compile(rf"ố\s(?<=[Ss]ố\s)\d{{1,5}}\s?[/–-]\s?(?:(?:19|20)\d\d\s?[/–-]\s?)?[{UPPER}]{{2,}}")
_FIGURE = r"[\dOolISZ|§]"  # or what recognition reads for one
_SPOILT_NUMBER = re.compile(  # behind a type and what may be "số": "Nghi đinh sô 3O/2020", "Quyết định số 1 2/QĐ"
    rf"(?i:(?<!\w)(?:{_TYPES}))\s(?i:s[ốôóo6]?)\s?:?\s?(?=\S{{0,3}}\d){_FIGURE}{{1,6}}(?![\d,.]*\s?[a-zà-ỹđ]{{2}})"
)
_TYPED_NUMBER = re.compile(rf"(?i:(?<!\w)(?:{_TYPES}))\s(?:số\s)?\d{{1,4}}(?=[/.\s,;)-])(?![.,]\s?\d)")
_CONGRESS = any_of(words_of("congresses", "congress", "plenum", "plenum_before", "sitting"))
_TYPED_NAME = re.compile(
    rf"(?i:(?<!\w)(?:{_TYPES}))\s(?:của\s)?(?i:{_CONGRESS})(?!\w)|(?<!\w)(?:Điều lệ|Cương lĩnh)\s[{UPPER}]\w+"
)
_LAW = re.compile(rf"(?<!\w)(?i:{any_of(' '.join((row['type'], row['name'])) for row in rows('laws'))})(?!\w)")
_LIKE_LAW = re.compile(rf"(?<!\w)(?:Bộ luật|Luật|Pháp lệnh)\s(?![Ss]ửa đổi)[{UPPER}]\w+")
_GOES_ON = re.compile(rf"[{UPPER}a-z\d]|[)\]}}§!|]?\s?[-–/&]\s?[{UPPER}]{{2}}")  # behind a symbol: it is cut short
_DAY_BEHIND = re.compile(r"[\s,.]{0,3}ng\wy\s?\d", re.IGNORECASE)
_OF_BODY = re.compile(rf"[\s,]{{1,3}}của\s[{UPPER}]\w+")
_BREAKS_OFF = re.compile(
    rf"(?:[,(–-]|(?<!\w)(?:{any_of(words_of('titles', 'opens'))}|của|và|về|theo|tại|từ|cho|trong))$"
)
_PART = re.compile(r"(?<!\w)(?:[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Pp]hụ lục)\s[\dIVXa-z]\w{0,3}\s(?:của\s)?(?:\w+\s){0,3}$")
_PART_REACH = 60  # before an act, in characters
_PAIRS = (("(", ")"), ("“", "”"))
_HEAD_LINES, _LONGEST_HEAD_LINE, _TAIL = 25, 120, 3_500  # the last in characters
_LIKE_OWN_NUMBER = re.compile(rf"^\W{{0,3}}(?i:s\w?)\W{{0,4}}\d|\d{{1,5}}\s?[/–-]\s?[{UPPER}]{{2,}}")
_OWN_NUMBER = re.compile(r"[Ss]ố\s?:?\s?\d{1,5}\s?[/–-]")
_COMMITTEES = ("Ủy ban nhân dân", "Hội đồng nhân dân")
_LIKE_DAY = re.compile(r"(?i)(?:[,;.]\s?|^)ng\wy\W{0,12}(?P<d>\d{1,2})?.{0,12}th\wng.{0,14}n\wm")
_OPENS = re.compile(rf"\W{{0,4}}(?:{any_of(words_of('lines', 'basis', 'text'))}|Kính gửi)")
_BEHALF = re.compile(rf"(?m)^[\W_]{{0,6}}(?:[KT]\s?[MTL]|TUQ|T/M|K/T)[./]\s?[{UPPER}]{{2}}")
_NAME = re.compile(rf"[{UPPER}][\w’']*(?: [{UPPER}][\w’']*){{1,4}}")
_TAG, _FEW_TAGS = "</p>", 5
_FIRST_ARTICLE, _BASES = "\nĐiều 1", words_of("lines", "basis")
_TWICE = re.compile(r"(?<![\d/.-])\d{4}(?![\d/.-])")
_RECIPIENTS = re.compile(r"(?m)^\W{0,4}Nơi nhận\W")


class Suspect(NamedTuple):
    """What is suspect, of which ``kind``, at ``start:end`` of the text; ``note`` says what was read."""

    kind: str
    start: int
    end: int
    note: str = ""


def mentions(text: str, record: Extraction) -> Iterator[Suspect]:
    """What looks like a mention and is none; numbers, spans and titles that break off; one number read in two ways."""
    spans = sorted((one.start, one.end) for one in record.citations)
    spans += sorted((one.start, one.end) for one in record.anaphora)
    spans.sort()
    reach = _reaches(spans)
    own = record.document.number or "\0"
    passed_over = (*(f"{words} " for words in words_of("around_numbers", "before", "before_so")), " là ")
    for kind, pattern in (
        ("number, no mention", _NUMBER),
        ("so and symbol, no mention", _LIKE_NUMBER),
        ("type and number, no mention", _TYPED_NUMBER),
        ("type and figures, no mention", _SPOILT_NUMBER),
        ("like a law, no mention", _LIKE_LAW),
        ("type and name, no mention", _TYPED_NAME),
    ):
        for match in pattern.finditer(text):
            before = lowered(text[max(0, match.start() - 40) : match.start() + 3 * (match[0][0] == "ố")])
            before = before.rstrip().removesuffix("số").rstrip() + " "
            told = own in "".join(text[match.start() : match.end() + 25].split()) or before.endswith(passed_over)
            declared = text.rfind("(", max(0, match.start() - 60), match.start()) >= 0 and " là " in before
            if not told and not declared and not _covered(spans, reach, *match.span()):
                yield Suspect(kind, *match.span())
    named = {key(one.name) for one in record.citations if one.name}
    for match in _LAW.finditer(text):
        none = lowered(text[max(0, match.start() - 5) : match.start()]).endswith("pháp ")
        if key(match[0]) in named and not none and not _covered(spans, reach, *match.span()):
            yield Suspect("law, elsewhere a mention", *match.span())
    numbers: dict[str, list[Citation]] = defaultdict(list)
    reached = 0
    for one in record.citations:
        yield from _of_span(text, one)
        yield from _of_number(text, one)
        if one.start < reached < one.end:
            yield Suspect("overlaps the one before", one.start, one.end)
        reached = max(reached, one.end)
        if one.number and one.number == record.document.number:
            yield Suspect("the document's own number", one.start, one.end)
        if one.number:
            numbers[one.number].append(one)
        elif one.type_label:
            yield Suspect("without number", one.start, one.end, one.name or "")
    for number, several in numbers.items():
        yield from _unlike(number, several)


def heads(text: str, record: Extraction) -> Iterator[Suspect]:
    """Lines of a head that say what the record lacks; titles, issuers and signers that are none; a letterhead of what
    is called a page."""
    document = record.document
    lines = list(_head(text))
    yield from _as_programs_write(text, lines)
    yield from _bases_in_the_body(text, record)
    if document.kind in PAGES:
        said = [line for _, line in lines if _OWN_NUMBER.match(line) or _LIKE_DAY.search(line)]
        if len(said) > 1 and any(map(is_motto, (line for _, line in lines))):
            yield Suspect("page with a letterhead", lines[0][0], lines[0][0] + 1, document.kind)
        return
    for start, line in lines:
        end = start + len(line)
        if document.number is None and _LIKE_OWN_NUMBER.search(line):
            yield Suspect("like a number, none read", start, end)
        day = _LIKE_DAY.search(line)
        if day and document.date is None:
            yield Suspect("like a day, none read", start, end)
        elif day and day["d"] and len(document.date or "") < len("2026-01-31"):
            yield Suspect("day read in part", start, end, document.date or "")
        if line.isupper() and document.type is None and key(line) in types_by_label():
            yield Suspect("type alone, none read", start, end)
    title, first = document.title or "", lines[0][0] if lines else 0
    number, issuer = document.numbering, document.issuer
    known = issuer_of(number.issuers[0]) if number and number.issuers else None
    for kind, suspect, note in (
        ("no title", not title and document.type, document.number),
        ("document's title breaks off", _BREAKS_OFF.search(title), title),
        ("document's title long", len(title) > _LONG_TITLE, title),
        ("document's title is a body's name", title and _is_body(title), title),
        ("document's title holds a head", title and (_OWN_NUMBER.search(title) or MOTTO.search(title)), title),
        ("no issuer of a document", issuer is None and (document.type or document.number), document.number),
        ("issuer outside the tables", issuer and issuer.level == "other", issuer and issuer.name),
        ("committee without unit", issuer and issuer.name.endswith(_COMMITTEES), issuer and issuer.name),
        ("number of another type", number and number.types and document.type not in number.types, document.number),
        (
            "number of another issuer",
            known and issuer and known.level == "central" and not _names(issuer.name, known.body),
            f"{document.number} {issuer and issuer.name}",
        ),
        ("nothing of a letterhead", not (document.number or document.date or issuer), document.type_label),
        (
            "signer's name is none",
            document.signer and not _NAME.fullmatch(document.signer.name or ""),
            document.signer and document.signer.name,
        ),
        (
            "signer is a body or a place",
            document.signer and _is_body(document.signer.name or ""),
            document.signer and document.signer.name,
        ),
        (
            "signer without position",
            document.signer and not document.signer.position,
            document.signer and document.signer.name,
        ),
    ):
        if suspect:
            yield Suspect(kind, first, first + 1, note or "")
    tail = len(text) - _TAIL
    if document.signer is None and (behalf := _BEHALF.search(text, max(0, tail))):
        yield Suspect("signed, no signer read", *behalf.span())
    if not document.recipients and (recipients := _RECIPIENTS.search(text, max(0, tail))):
        yield Suspect("recipients not read", *recipients.span())


def _as_programs_write(text: str, lines: list[tuple[int, str]]) -> Iterator[Suspect]:
    """Tags of a page that was read as a text, and figures that a program has set twice, one over the other."""
    if text.count(_TAG) >= _FEW_TAGS:
        yield Suspect("read with its tags", text.find(_TAG), text.find(_TAG) + len(_TAG))
    for start, line in lines:
        if (twice := _TWICE.search(line)) and is_doubled(twice[0]):
            yield Suspect("figures set twice", start + twice.start(), start + twice.end())


def _bases_in_the_body(text: str, record: Extraction) -> Iterator[Suspect]:
    """Recitals behind the first article of what recounts on what acts rest: notes that were taken for the body."""
    first = text.find(_FIRST_ARTICLE) if any(text.find(words) >= 0 for words in words_of("lines", "recounts")) else -1
    for one in record.citations if first >= 0 else ():
        line = text[text.rfind("\n", 0, one.start) + 1 : one.start].lstrip(' “"')
        if one.zone == "body" and one.start > first and line.startswith(_BASES):
            yield Suspect("basis in the body", one.start, one.end)


def _is_body(words: str) -> bool:
    """Whether words are the name of a body or a unit and nothing else."""
    small = in_small_letters(words)
    body = find_body(small, 0)
    return (body is not None and body.end == len(small)) or bool(find_units(small))


def _names(issuer: str, body: str) -> bool:
    """Whether an issuer's name holds that of a body, or of who heads it."""
    return any(key(part) in key(issuer) for part in (body, body.partition(" ")[2]) if part)


def _head(text: str) -> Iterator[tuple[int, str]]:
    """The short lines of a head, up to where the text begins, each with its place."""
    at = found = 0
    for line in text.split("\n"):
        plain = line.strip(" *_#>|\t")
        if found > 2 and _OPENS.match(plain):
            return
        if plain:
            found += 1
            if len(plain) < _LONGEST_HEAD_LINE:
                yield at + line.find(plain), plain
        if found == _HEAD_LINES:
            return
        at += len(line) + 1


def _of_span(text: str, one: Citation) -> Iterator[Suspect]:
    """Spans and titles that begin or end where no words do."""
    start, end = one.start, one.end
    if text[end - 1].isalnum() and text[end : end + 1].isalnum():
        yield Suspect("ends in a word", start, end)
    if start and text[start].isalnum() and text[start - 1].isalnum():
        yield Suspect("begins in a word", start, end)
    if any(one.quote.count(opens) != one.quote.count(closes) for opens, closes in _PAIRS):
        yield Suspect("open bracket", start, end)
    if end - start > _LONGEST_SPAN:
        yield Suspect("long span", start, end)
    if "\n\n" in one.quote:
        yield Suspect("span over paragraphs", start, end)
    if one.type is None or (one.number and one.issuer is None and one.numbering and one.numbering.issuers):
        yield Suspect("no issuer or type", start, end)
    title = one.title or ""
    if _BREAKS_OFF.search(title) or any(title.count(opens) != title.count(closes) for opens, closes in _PAIRS):
        yield Suspect("title breaks off", start, end, title)
    if len(title) > _LONG_TITLE:
        yield Suspect("long title", start, end, title)


def _of_number(text: str, one: Citation) -> Iterator[Suspect]:
    """Numbers that break off, and whose day or issuer stands behind them and was not read; days of another year."""
    start, end, value = one.start, one.end, one.numbering
    if value is None:
        return
    if one.date is None and _GOES_ON.match(text, end):
        yield Suspect("number breaks off", start, end, one.number or "")
    if one.date is None and one.within is None and _DAY_BEHIND.match(text, end):
        yield Suspect("day behind, none read", start, end)
    if one.issuer is None and _OF_BODY.match(text, end):
        yield Suspect("issuer behind, none read", start, end)
    if value.year and one.date and not one.date.startswith(value.year):
        yield Suspect("day of another year", start, end, one.date)
    if value.type and one.type and one.type not in value.types and value.year:
        yield Suspect("number of another type than its word", start, end)


def _unlike(number: str, several: list[Citation]) -> Iterator[Suspect]:
    """Mentions of one number that are read with two types, days, issuers or titles."""
    first = several[0]
    for field in ("type_label", "date", "issuer", "title"):
        values: dict[str, Citation] = {}
        for one in several:
            value = getattr(one, field)
            if value is not None:
                values.setdefault(key(value if isinstance(value, str) else value.name), one)
        texts = sorted(values, key=len)
        if field == "title":
            longer = {one: texts[index + 1 :] for index, one in enumerate(texts)}
            texts = [one for one in texts if not any(more.startswith(one) for more in longer[one])]
        if len(texts) > 1:
            one = values[texts[-1]]
            yield Suspect(f"one number, two {field}", one.start, one.end, f"{number}: {' <> '.join(texts)}")
    if first.date is None and first.type_label is None:
        yield Suspect("number alone", first.start, first.end, number)


def _reaches(spans: list[tuple[int, int]]) -> list[int]:
    """The farthest end of all spans up to each."""
    found: list[int] = []
    for _, end in spans:
        found.append(max(end, found[-1] if found else 0))
    return found


def _covered(spans: list[tuple[int, int]], reach: list[int], start: int, end: int) -> bool:
    """Whether a span shares characters with ``start:end``."""
    index = bisect_left(spans, (end, 0)) - 1
    return index >= 0 and reach[index] > start


def roles(text: str, record: Extraction) -> Iterator[Suspect]:
    """Lines with a verb of change and a number where the record tells no change, by verb and by who speaks; items of a
    list that a changing line leads in, of which nothing is told; ends told whole right behind a word for a part."""
    words, told = standard(), {one.object for one in record.stated}
    speaks = "document" if record.document.kind == "document" else "page"
    led_in = False
    place = start = 0
    for line in text.splitlines(keepends=True):
        cited = []
        while place < len(record.citations) and record.citations[place].start < start + len(line):
            cited.append(place)
            place += 1
        verbs = [one for one in words.deciding(text, start, start + len(line)) if one.cue.meaning in CHANGES]
        changed = told.union(one.subject for one in record.stated if one.subject is not None).intersection(cited)
        numbered = [record.citations[one] for one in cited if record.citations[one].number]
        if numbered and verbs and not changed:
            yield Suspect(f"{speaks}: {verbs[0].cue.id}, nothing changed", verbs[0].start, verbs[0].end)
        elif numbered and led_in and not changed:
            yield Suspect(f"{speaks}: item, nothing changed", numbered[0].start, numbered[0].end)
        led_in = line.rstrip(" *_\n").endswith(":") and bool(verbs) if not cited else led_in and not verbs
        start += len(line)
    for one in record.stated:
        act = record.citations[one.object]
        before = text[max(0, act.start - _PART_REACH) : act.start]
        if one.scope == "whole" and one.subject is None and _PART.search(before):
            yield Suspect("whole, behind a part", act.start, act.end, one.relation)


ROOMS: dict[str, Callable[[str, Extraction], Iterator[Suspect]]] = {
    "mentions": mentions,
    "heads": heads,
    "roles": roles,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--of", choices=sorted(ROOMS), action="append", help="the rooms whose suspects are told; all")
    parser.add_argument("--show", action="append", default=[], help="a kind whose suspects are printed")
    parser.add_argument("--each", type=int, default=5, help="how many of a file are printed")
    arguments = parser.parse_args()
    counts: Counter[str] = Counter()
    files: Counter[str] = Counter()
    read_files = 0
    for path in walk(arguments.paths):
        try:
            source = read(path)
        except InputError:
            continue
        read_files += 1
        record = extract(source)
        shown: Counter[str] = Counter()
        for room in arguments.of or ROOMS:
            for one in ROOMS[room](source.text, record):
                counts[one.kind] += 1
                shown[one.kind] += 1
                if one.kind in arguments.show and shown[one.kind] <= arguments.each:
                    print(path, one.start, _shown(source.text, one), one.note and f"| {one.note}", sep="\t")
        files.update(shown.keys())
    print(f"{read_files} files")
    for kind, count in counts.most_common():
        print(f"{count:7} in {files[kind]:5} files  {kind}")


def _shown(text: str, one: Suspect) -> str:
    """The suspect in its words, on one line."""
    start, end = max(0, one.start - _AROUND), one.end + _AROUND
    return " ".join(f"{text[start : one.start]}«{text[one.start : one.end]}»{text[one.end : end]}".split())


if __name__ == "__main__":
    main()
