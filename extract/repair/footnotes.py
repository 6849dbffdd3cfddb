"""Footnotes (chú thích cuối trang): found by their marks, and set behind the text that they interrupt."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from extract.repair.pieces import Note, Pieces, Reading, row_at
from extract.vocabulary import words_of
from extract.words import UPPER, any_of, occurrences

_NOTE = rf'(?P<label>\d{{1,3}})\s(?=[“"{UPPER}])'
_NOTE_OPENS = re.compile(_NOTE)
_LINE = re.compile(rf"\n{_NOTE}")
_RULE = " " * 30  # what stands over the notes of a page that Word made, a line of blanks
_NOTES = re.compile(rf"\n(?P<rule>{_RULE} *)\r?\n\s*(?=\S)")
_WIDE = 80  # as wide is the rule over one that goes on from the page before, in blanks
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_SPACED = re.compile(rf"(?:[^\n]+{_BLANK_LINE.pattern}){{3}}")
_GLUED = re.compile(r"[0-9](?<!QH.)(?:(?<=[^\W\d_].)|(?<=[”\"’)\]].))\d?(?![\w/]|[.,]\d)")
(_RECOUNTS,) = words_of("lines", "recounts") or ("\0",)
_BASIS = words_of("lines", "basis")[0]
_CHANGED = " này được "  # "3 Khoản này được sửa đổi"
_CHANGED_REACH = 40  # from the head of a note, in characters
_CHANGED_BY = words_of("lines", "changed_by")
_CHANGED_BY_REACH = 160  # from the head of a note to where these words end, in characters
_LONGEST_PART = 12  # of the word for what is changed, in characters
_OPENS = ("“", '"')
_CLOSES = ("”", '"')
_CLOSING = frozenset(_CLOSES)
_LONGEST_QUOTED = 4_000  # of what an act rests on, in characters
_RECITALS = tuple(words for words in words_of("lines", "basis", "recital") if "{" not in words)
_FIRST_ARTICLE = "\nĐiều 1"
_ENACTS = " ban hành "
_ENACTS_REACH = 160  # in the paragraph that who enacts opens, in characters
_OPENS_PART = re.compile(rf"\d{{1,2}}[.)]|[a-zđ]\)|{any_of(words_of('lines', 'operative'))}(?!\w)")
_LABEL = re.compile(r"\d{1,3}(?=\s)")


def page_notes(source: str) -> list[tuple[int, int]]:
    """Where notes stand at the foot of a page, in ``source``: from the line of blanks over them to the page's end."""
    places: list[tuple[int, int]] = []
    if _RULE not in source:
        return places
    for rule in _NOTES.finditer(source):
        if places and rule.start() < places[-1][1]:
            continue
        if _SPACED.match(source, rule.end()):  # each line of the file has a blank one behind it
            return []
        goes_on = places and len(rule["rule"]) >= _WIDE  # such a one has no number
        if goes_on or _NOTE_OPENS.match(source, rule.end()):
            blank = _BLANK_LINE.search(source, rule.end())
            places.append((rule.end(), blank.start() if blank else len(source)))
    return places


@dataclass(frozen=True, slots=True)
class Found:
    """A footnote's paragraph in the text as the file has it, its label, and where its mark stands, if anywhere."""

    start: int
    end: int
    label: str
    mark: int | None


def find_footnotes(text: str, marks: list[tuple[int, str]], places: list[tuple[int, int]]) -> list[Found]:
    """The footnotes of ``text``: by the marks that its markup shows, by digits glued to words, and in ``places``.

    In such a place, at the foot of a page, all is of notes; one may go on from the page before.
    """
    ends: dict[int, int] = {}
    inline: dict[str, int] = {}
    opening: list[tuple[int, str]] = []
    for position, label in marks:
        before = text[max(0, position - 3) : position]
        if position == 0 or ("\n" in before and not before[before.rfind("\n") + 1 :].strip()):
            opening.append((position, label))
        else:
            inline[label] = position
    behind = bool(inline) and bool(opening) and max(inline.values()) < opening[0][0]  # all stand at the document's end
    nexts = [mark for mark, _ in opening[1:]] if behind else []
    found = [
        Found(start, end, label, inline.get(label))
        for (mark, label), following in zip_longest(opening, nexts)
        if (end := _note_end(text, start := _behind_mark(text, mark), following, ends)) > start
    ]
    glued: dict[str, int | None] = {}
    for start, end in places:
        cuts = [start, *(note.start("label") for note in _LINE.finditer(text, start + 1, end)), end]
        for first, last in pairwise(cuts):
            opens = _LABEL.match(text, first)
            label = opens[0] if opens else ""
            found.append(Found(first, last, label, _mark(label, text, first, glued) if label else None))
    lines: list[Found] = []
    for line in _LINE.finditer(text):
        start, label = line.start("label"), line["label"]
        at = bisect_right(places, (start, len(text))) - 1
        if at < 0 or start >= places[at][1]:
            lines.append(Found(start, _whole(text, start, ends), label, _mark(label, text, start, glued)))
    lifted = {note.label: note.start for note in lines if note.mark is not None}
    found += [note for note in lines if note.mark is not None or _between(note, lifted) or _is_of_change(note, text)]
    found += (*_recounted(text, found, ends), *_torn_off(text)) if text.find(_RECOUNTS) >= 0 else ()
    found += _of_change(text, found) if found else ()
    longest = {note.start: note for note in sorted(found, key=lambda note: (note.end, note.label))}
    return [longest[start] for start in sorted(longest)]


def _is_of_change(note: Found, text: str) -> bool:
    """Whether a note of a consolidated text says by what a part is changed, which no text does behind a bare figure."""
    if text.find(_CHANGED, note.start, note.start + _CHANGED_REACH) >= 0:
        return True
    return any(text.find(words, note.start, note.start + _CHANGED_BY_REACH) >= 0 for words in _CHANGED_BY)


def _of_change(text: str, found: list[Found]) -> Iterator[Found]:
    """Paragraphs beside the notes ``found`` that say the same without a figure: "Điều này được bãi bỏ theo quy định
    tại khoản 5 Điều 1 của Luật ...", "Cụm từ “...” được bỏ theo quy định tại ..."."""
    noted = {note.start for note in found}
    for at in sorted(at for words in _CHANGED_BY for at in occurrences(words, text)):
        start = text.rfind("\n", max(0, at - _CHANGED_BY_REACH), at) + 1
        if start and start not in noted and text[start].isupper():
            opens = text[start : start + _LONGEST_PART]
            if "“" in opens or text.find(_CHANGED, start, start + _LONGEST_PART + len(_CHANGED)) >= 0:
                noted.add(start)
                yield Found(start, _paragraph_end(text, start), "", None)


def _between(note: Found, lifted: dict[str, int]) -> bool:
    """Whether a note whose mark is not found stands between those before and behind it, which are ``lifted``."""
    number = int(note.label)
    before, behind = lifted.get(str(number - 1)), lifted.get(str(number + 1))
    return before is not None and behind is not None and before < note.start < behind


def _mark(label: str, text: str, before: int, known: dict[str, int | None]) -> int | None:
    """Where the mark of a note stands, glued to a word before it; of each label it is looked for once."""
    if label not in known:
        known[label] = _first_glued(label, text)
    mark = known[label]
    return mark if mark is not None and mark < before else None


def _first_glued(label: str, text: str) -> int | None:
    """The first place of a one- or two-digit number that is glued to a word or a closing mark."""
    for at in occurrences(label, text):
        if (glued := _GLUED.match(text, at)) and glued[0] == label:
            return at
    return None


def _behind_mark(text: str, position: int) -> int:
    """Where a footnote's words start behind its mark: on the same line, or on the next."""
    return position + 1 if text.startswith("\n", position) else position


def _note_end(text: str, start: int, following: int | None, known: dict[int, int]) -> int:
    """Where a footnote ends: before the one that follows it, or with its paragraph where the text goes on."""
    return _whole(text, start, known) if following is None else max(start, text.rfind("\n", start, following))


def _whole(text: str, start: int, known: dict[int, int]) -> int:
    """The end of a note's paragraph, and of what it goes on with: where it recounts on what an act rests, in quotation
    marks, and then of the next act the same. ``known``: where those end that begin in one asked before."""
    begun = []
    while start not in known:
        begun.append(start)
        end = _quoted_end(text, start)
        if end is None or text.find(_RECOUNTS, end, _paragraph_end(text, end + 1)) < 0:
            known[start] = _paragraph_end(text, start) if end is None else end
        else:
            start = end + 1
    known.update(dict.fromkeys(begun, known[start]))
    return known[start]


def _quoted_end(text: str, start: int) -> int | None:
    """Where the paragraph of a note ends with what it quotes; None where it quotes nothing."""
    end = _paragraph_end(text, start)
    recounts = text.find(_RECOUNTS, start, end)
    opens = recounts + len(_RECOUNTS) + 1
    if recounts < 0 or not text.startswith(_OPENS, opens):
        return None
    return _bases_end(text, opens)


def _bases_end(text: str, start: int) -> int | None:
    """Where the bases of an act that a note quotes end: with the quotation, or who enacts it; else before what cannot
    be one of them, be there a quotation mark over them. None where they are none."""
    quoted, reached, end = text.startswith(_OPENS, start), None, start - 1
    opened = 0
    while end < len(text) and (at := end + 1) < start + _LONGEST_QUOTED:
        end = _paragraph_end(text, at)
        words = text[at:end].lstrip("".join(_OPENS))
        if _OPENS_PART.match(words):
            break
        opened += text.count("“", at, end) - text.count("”", at, end)
        recital = words.startswith(_RECITALS)
        enacts = reached is not None and not recital and text.find(_ENACTS, at, min(end, at + _ENACTS_REACH)) >= 0
        if (opened <= 0 and words.rstrip(".;, ").endswith(_CLOSES)) or (enacts and not quoted):
            return end
        if not (recital or enacts or quoted or words[:1].islower()):
            break
        if recital or enacts:
            reached = end
    return reached if quoted else None


def _recounted(text: str, found: list[Found], known: dict[int, int]) -> Iterator[Found]:
    """What recounts on what acts rest outside the notes ``found``, as those do that a page's end has torn: also the
    bases without their lead, which stands on the page before."""
    reached = noted = 0
    notes = deque(sorted((note.start, note.end) for note in found))
    leads = [(text.rfind("\n", 0, at) + 1, at) for at in occurrences(_RECOUNTS, text)]
    torn = [(at + 1, at + 1) for opens in ("", *_OPENS) for at in occurrences(f"\n{opens}{_BASIS} ", text)]
    first = text.find(_FIRST_ARTICLE)
    for start, at in sorted(leads + [one for one in torn if 0 <= first < one[0]]):
        while notes and notes[0][0] <= at:
            noted = max(noted, notes.popleft()[1])
        if at < max(reached, noted):
            continue
        if start == at and not text.startswith(_OPENS, start) and _heads_bases(_paragraph_above(text, start)):
            continue
        end = _bases_end(text, start) if start == at else _whole(text, start, known)
        if end is not None:
            reached = end
            yield Found(start, reached, "", None)


def _torn_off(text: str) -> Iterator[Found]:
    """The ends of what notes quote that a page's end has torn from their beginnings: up to the quotation mark that
    closes more than was opened, from the last paragraph over it that goes on with no basis."""
    for at in occurrences(_RECOUNTS, text):
        opens = at + len(_RECOUNTS) + 1
        end = _bases_end(text, opens) if text.startswith(_OPENS, opens) else None
        if end is None or not _CLOSING.isdisjoint(text[end - len("”.;") : end]):
            continue
        closes = text.find("”", end, opens + _LONGEST_QUOTED)
        if closes < 0 or text.find("“", end, closes) >= 0:
            continue
        start = text.rfind("\n", end, closes) + 1
        while start > end + 1 and not text[start].islower():
            above = text.rfind("\n", end, start - 1) + 1
            if not text.startswith(_RECITALS, above):
                break
            start = above
        if text.startswith(_RECITALS, start) or text[start].islower() or text.find(_ENACTS, start, closes) >= 0:
            yield Found(start, _paragraph_end(text, closes), "", None)


def _heads_bases(words: str) -> bool:
    """Whether a paragraph stands over bases that a form recites: who decides, or another of them."""
    return words.isupper() or words.startswith(_RECITALS)


def _paragraph_above(text: str, start: int) -> str:
    return text[text.rfind("\n", 0, start - 1) + 1 : start - 1]


def _paragraph_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def lift(text: str, source: str, pieces: Pieces, footnotes: list[Found]) -> Reading:
    """The reading with the footnotes set behind the body, and the sentences that they cut joined again."""
    out = Pieces()
    moved: dict[int, int] = {}  # where a mark stood -> where it stands now
    position = 0
    for start, end, is_mark in _skips(text, footnotes):
        if start < position:
            continue
        out.copy(pieces, text, position, start)
        position = end
        if is_mark:
            moved[start] = out.length
        else:
            position += _close_gap(text, end, out)
    out.copy(pieces, text, position, len(text))
    body_end = out.length
    notes = tuple(_set_behind(text, pieces, out, note, moved) for note in footnotes)
    return out.reading(source, body_end, notes)


def _skips(text: str, footnotes: list[Found]) -> list[tuple[int, int, bool]]:
    """What the body leaves out, in order: footnotes, and (True) the digits of their marks."""
    skips = [(note.start, note.end, False) for note in footnotes]
    for note in footnotes:
        if note.mark is not None:
            size = len(note.label) if text.startswith(note.label, note.mark) else 0
            skips.append((note.mark, note.mark + size, True))
    return sorted(skips)


def _close_gap(text: str, end: int, out: Pieces) -> int:
    """Join the sentence that a footnote cut; gives how much of the text behind the footnote to leave out."""
    if text[end : end + 3].lstrip("\n ")[:1].islower() and out.last() == "\n":
        out.join_lines()
    return 1 if text[end : end + 1] == "\n" and out.last() in {"\n", " "} else 0


def _set_behind(text: str, pieces: Pieces, out: Pieces, note: Found, moved: dict[int, int]) -> Note:
    """Copy a footnote, without its label, behind what ``out`` holds."""
    _, origin, _ = pieces.rows[max(0, row_at(pieces.rows, note.start))]
    out.put("\n", origin, origin)
    begin = out.length
    label = _LABEL.match(text, note.start, note.start + 3)
    out.copy(pieces, text, label.end() if label else note.start, note.end)
    return Note(begin, out.length, note.label, None if note.mark is None else moved.get(note.mark))
