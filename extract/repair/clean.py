"""Reading through the noise: the repaired text, and the way back to the source.

Files wrap lines anywhere, hide zero-width characters in numbers, wrap digits in emphasis and drop footnotes and page
headers into the middle of sentences. ``clean`` gives the text as its author meant it:

* paragraphs separated by one ``"\\n"``, words by one ``" "`` (a line break inside a sentence is a space);
* NFC; Ð is Đ; no markup, zero-width or soft-hyphen characters, page headers or signature stamps;
* footnotes lifted out of the flow and set behind it, the interrupted sentence joined again.

Every position of the repaired text maps to a position of the source, so offsets always point into the source.
All patterns are linear: no whitespace run is visited twice.
"""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import replace

from extract.repair.accents import mend_accents
from extract.repair.footnotes import find_footnotes, lift, page_notes
from extract.repair.gluing import part_words
from extract.repair.misread import mend_digits
from extract.repair.paragraphs import MAY_OPEN_PAGE, OPENS_PAGE, measure_lines
from extract.repair.pieces import Pieces, Reading
from extract.repair.specks import without_specks
from extract.repair.torn import join_syllables
from extract.repair.unfolding import unfold
from extract.words import ESCAPED, LOWER, UPPER

#: Look-alikes, one character for one: Icelandic and African Đ, Cyrillic capitals, blanks, hyphens (U+FFFE: a hyphen
#: that a PDF library marks at a line's end), the line between two cells of a drawn table, the stroke of a fraction.
_LOOKALIKES = tuple(
    zip(
        "ÐƉðАВСЕНКМОРТХ\u00a0\u2007\u202f\u2010\u2011\u2212\ufffe\x02\v\u2028\u2029\x85│⁄",
        "ĐĐđABCEHKMOPTX   -----\n\n\n\n|/",
        strict=True,
    )
)
_FULL_WIDTH = re.compile("[\uff01-\uff5e]+")  # letters, digits and signs as wide as Chinese ones
_WIDE_DIGITS = "\uff12\uff10\uff11"  # of these a text so written has one
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_RUN = re.compile(r"  +|[-=]{3,}")
_MARKS = r"\u0300-\u036f"
_UNSEEN = r"\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff"
_RAISED = r"\u00b9\u00b2\u00b3\u2070-\u2079"
_BLANKS = r"\t-\r\x1c-\x1f\x85\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"  # but for the usual one
_LONGEST_LINKED, _LONGEST_TARGET = 300, 300  # words of a Markdown link and its address, in characters
_TARGET = r"(?:https?:|mailto:|[/\#.])"
_HOVER = r'(?:\s"[^"\n]{0,300}")?'  # what a link shows to who points at it
_GOES_ON = rf"[{LOWER}](?!\)\s)"  # what opens no item in small letters
_NEXT = rf"(?=(?!CÔNG|Tr|Pa)[{UPPER}]|\d{{1,3}}[.)]|[^\w\s])"  # what no sentence goes on with; no page's header


def _noise(blanks: str) -> re.Pattern[str]:
    """One piece of noise, but for runs of blanks and hyphens; one class of characters is fast to find.

    ``markup`` is left out whatever stands around it; an underscore in a name, as in file_name, is none.
    """
    return re.compile(
        rf"""[{_BLANKS}{_MARKS}{_UNSEEN}{_RAISED}<&*`\#~_=\[\]\\]
        (?: {blanks} | (?<=\*)\*{{3}}(?:(?=[{UPPER}])|(?<=[{UPPER}]{{2}}\*{{4}})(?=[{LOWER}])) | (?<=\[)\^?\d{{1,3}}\]:?
          | (?P<markup>(?<=[*`])[*`]* | (?<=_)(?!(?<=[^\W_]_)[^\W_])_* | (?<=~)~+ | (?<![^\n]\#)(?<=\#)\#{{0,5}}(?=\s)
              | (?<=\[)(?=[^][\n]{{1,{_LONGEST_LINKED}}}\]\({_TARGET})
              | (?<=\])\({_TARGET}[^()\s]{{0,{_LONGEST_TARGET}}}{_HOVER}\) | (?<=\\){ESCAPED})
          | (?<==)[-=]{{2,}} | (?<=<)[a-zA-Z/][^<>]{{0,300}}> | (?<=&)(?:[a-zA-Z]{{2,8}}|\#\d{{1,6}});
          | (?<=[{_RAISED}])[{_RAISED}]* | (?P<loose>(?<=[{_MARKS}{_UNSEEN}])))""",
        re.VERBOSE,
    )


_ANY_NOISE = _noise(r"(?<=\s)\s*")
_ENDED, _OPEN = rf"[{LOWER}][.;:!?…]", rf"[{LOWER},]"  # how a line ends that ends its sentence, and one that does not
_NOISE = _noise(
    rf"""(?<=\n)(?: (?P<parts>(?:(?<={_ENDED}\n)\n+|(?<={_ENDED}[ ]\n)\n*){_NEXT})
          | (?P<wraps>(?:(?<={_OPEN}\n)\n+|(?<={_OPEN}[ ]\n)\n*)(?={_GOES_ON}))
          | (?<={_ENDED}\n)(?!{_NEXT})\s* | (?<!{_ENDED}\n)(?!(?<=\|\n)\|)\s* )
          | (?<=\s)(?<!\n)\s*"""
)
"""In any file but one that has a line for every word, what ends a paragraph is told at once: line breaks ``parts`` are,
and a single one stays that no blank is before, or that parts rows; so is that breaks ``wraps`` are within one."""
_NOTE_TAG = re.compile(r"<sup>\s{0,3}\[?(\d{1,3})\]?\s{0,3}</sup>", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"</?(?:p|div|br|tr|td|th|table|li|ul|ol|h[1-6])\b", re.IGNORECASE)
_STAMP = re.compile(
    r"(?:Người ký|Ký bởi|Digitally signed by):[^\n]{0,200}(?:\n[^\n]{0,200}){0,4}?"
    r"Thời gian ký:\s{0,5}[\d./-]{8,10}\s{1,5}[\d:]{5,8}(?:\s?[+-]\d\d:\d\d)?"
)
_MOST_MARKS = 30  # behind the first of a letter; to compose a letter takes time in the square of its marks
_LOOSE = re.compile(  # marks that belong to the letter before them, and characters that nobody sees
    rf"[{_MARKS}{_UNSEEN}](?:(?<=[{_UNSEEN}])[{_UNSEEN}]*|(?P<marks>[{_MARKS}]{{0,{_MOST_MARKS}}}))"
)
_WRAPPED = re.compile(rf"\n(?<=[{LOWER},]\n)(?={_GOES_ON})")  # ends no paragraph, whatever the file's width
_ALL_MARKS = "".join(map(chr, range(0x300, 0x370)))
_LINE_BREAKS = frozenset("\n\f\u2028")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def clean(source: str) -> Reading:
    """The reading of ``source``. Linear in its length; raises nothing."""
    source, misread = mend_digits(mend_accents(without_specks(unify(source))))
    mended = []
    for mend in (join_syllables, part_words):
        if found := mend(source):
            source = found[0]
            mended.append(found[1])
    reading = _reading(source)
    if reading is None:  # few texts have loose characters, so that to look for them first would cost more
        source, letters = _composed(source)
        reading = _reading(source)
        assert reading is not None
        reading = reading.behind(letters)
    for before in reversed(mended):
        reading = reading.behind(before)
    return replace(reading, misread=misread) if misread else reading


def _reading(source: str) -> Reading | None:
    """The reading of ``source``; None where it has loose characters."""
    source = unfold(source)
    found = _without_noise(_without_stamps(source))
    if found is None:
        return None
    text, pieces, marks = found
    places = [(pieces.reached(start), pieces.reached(end)) for start, end in page_notes(source)]
    footnotes = find_footnotes(text, marks, places)
    return lift(text, source, pieces, footnotes) if footnotes else pieces.reading(source)


def _composed(source: str) -> tuple[str, Pieces]:
    """``source`` with each letter and its combining marks as one character, and the way back.

    Hidden characters are left out, and marks that make no letter with the one before them.
    """
    pieces, position = Pieces(), 0
    for loose in _LOOSE.finditer(source):
        marks = loose["marks"] is not None
        start = max(position, loose.start() - 1) if marks else loose.start()
        pieces.keep(source[position:start], position)
        if marks:
            composed = unicodedata.normalize("NFC", source[start : loose.end()])
            pieces.put(composed.rstrip(_ALL_MARKS), start, loose.end())
        position = loose.end()
    pieces.keep(source[position:], position)
    return "".join(pieces.parts), pieces


def unify(source: str) -> str:
    """``source`` with look-alikes replaced, one character for one."""
    for other, plain in _LOOKALIKES:  # much faster than a table: most are nowhere
        source = source.replace(other, plain)
    if "\n" not in source:
        source = source.replace("\r", "\n")
    if any(digit in source for digit in _WIDE_DIGITS):
        source = _FULL_WIDTH.sub(lambda wide: wide[0].translate(_HALF_WIDTH), source)
    return source


def _without_stamps(source: str) -> str:
    """``source`` with blanks where digital signatures are stamped on it."""
    return _STAMP.sub(lambda stamp: " " * len(stamp[0]), source) if "Thời gian ký" in source else source


def _without_noise(source: str) -> tuple[str, Pieces, list[tuple[int, str]]] | None:
    """The text without noise, in source order, its pieces, and the footnote marks as (position, label).

    None where ``source`` has loose characters.
    """
    pieces = Pieces()
    marks: list[tuple[int, str]] = []
    lines = measure_lines(source)
    source = source[: lines.keyed] + _WRAPPED.sub(" ", source[lines.keyed :])  # keys have lines of their own
    blanks, rule = _next("  ", source, 0), _next("---", source, 0)
    look = (_ANY_NOISE if lines.parted else _NOISE).finditer
    stretches: list[tuple[int, int, str]] = []  # of the source that are kept, each with what stands behind it
    kept = position = reached = 0  # up to where the source is kept, looked through, and matched
    noises = look(source)
    while noise := next(noises if position == reached else (noises := look(source, position)), None):
        start, end = noise.span()
        reached = end
        kind, blank = noise.lastgroup, ""
        if kind == "markup":
            position = end
        elif kind == "parts" or (kind == "wraps" and end > lines.keyed):
            start -= start > kept and source[start - 1] == " "
            position, blank = end, "\n" if kind == "parts" else " "
        elif (run := noise[0]).isspace():
            while start > kept and source[start - 1] == " ":
                start -= 1
            blank = " "
            if "\n" in run or not _LINE_BREAKS.isdisjoint(run):
                paged = source[end : end + 1] in MAY_OPEN_PAGE and source.startswith(OPENS_PAGE, end)
                end = lines.page_end(start, end) if paged else end
                if lines.ends_paragraph(start, end):
                    blank = "\n"
            position = end
            if source[start:end] == blank:
                continue  # a line that ends its paragraph as it is, as most do
        elif kind == "loose":
            return None
        else:
            position = -1
        if blanks < start or rule < start:
            pieces.keep_all(source, stretches)
            kept = _keep_runs(source, kept, start, pieces)
            blanks = _next("  ", source, start) if blanks < start else blanks
            rule = _next("---", source, start) if rule < start else rule
        stretches.append((kept, start, blank))  # the blank is in step with the first of those behind
        if position < 0:
            pieces.keep_all(source, stretches)
            position = _symbol(source, noise, pieces, marks)
        kept = position
    pieces.keep_all(source, stretches)
    kept = _keep_runs(source, kept, len(source), pieces)
    pieces.keep(source[kept:], kept)
    return "".join(pieces.parts), pieces, marks


def _next(run: str, source: str, position: int) -> int:
    """Where the next run of blanks or hyphens begins, from a position on; the end of the source where none does."""
    at = source.find(run, position)
    return len(source) if at < 0 else at


def _keep_runs(source: str, start: int, end: int, pieces: Pieces) -> int:
    """Keep what stands between noise up to its last run of blanks or hyphens, and that; gives where the rest begins."""
    stretch = source[start:end]
    if "  " in stretch or "---" in stretch:
        for run in _RUN.finditer(source, start, end):
            pieces.keep(source[start : run.start()] + ("\n" if run[0][0] == "-" else " "), start)
            start = run.end()
    return start


def _symbol(source: str, noise: re.Match[str], pieces: Pieces, marks: list[tuple[int, str]]) -> int:
    """What says something: tags, entities, footnote marks, what parts paragraphs. Gives where the scan goes on."""
    start, end = noise.span()
    first = source[start]
    if first == "<":
        if note := _NOTE_TAG.match(source, start):
            marks.append((pieces.length, note[1]))
            return note.end()
        if _BLOCK_TAG.match(source, start):
            pieces.put("\n", start, end)
    elif first == "&":
        pieces.put(html.unescape(noise[0]).replace("\u00a0", " "), start, end)
    elif first in "[⁰¹²³⁴⁵⁶⁷⁸⁹":
        marks.append((pieces.length, re.sub(r"\D", "", noise[0].translate(_SUPERSCRIPT))))
    elif first == "=" or (
        first == "*" and noise["markup"] is None and source[end].isalpha()
    ):  # a rule, or the end of bold letters
        pieces.put("\n", start, end)
    return end
