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

from extract.footnotes import find_footnotes, lift
from extract.paragraphs import Lines, measure_lines
from extract.pieces import Pieces, Reading
from extract.words import LOWER

#: Look-alikes, one character for one: Icelandic and African Đ, Cyrillic capitals, blanks, hyphens (U+FFFE: a hyphen
#: that a PDF library marks at a line's end).
_SAME_LENGTH = str.maketrans("ÐƉðАВСЕНКМОРТХ\u00a0\u2007\u202f\u2010\u2011\u2212\ufffe\x02", "ĐĐđABCEHKMOPTX   -----")
_LOOKALIKE = re.compile("[" + "".join(map(chr, _SAME_LENGTH)) + "]")
#: Where noise may begin, but for runs of blanks and hyphens: one class of characters, so that the scan is fast.
_SIGN = re.compile(
    r"[\t-\r\x1c-\x1f\x85\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u0300-\u036f"
    r"<&*`#~_=\[\u00b9\u00b2\u00b3\u2070-\u2079]"
)
_SPACES = re.compile(r"\s+")
_RUN = re.compile(r"\s{2,}|[-=]{3,}")
_NOISE = re.compile(  # one piece of noise
    r"""[\u0300-\u036f]+ | [\u00b9\u00b2\u00b3\u2070-\u2079]+ | \[\^?\d{1,3}\]:? | [*`]+ | _+ | ~~+
      | \#{1,6}(?=\s) | [-=]{3,} | <[a-zA-Z/][^<>]{0,300}> | &(?:[a-zA-Z]{2,8}|\#\d{1,6});""",
    re.VERBOSE,
)
_NOTE_TAG = re.compile(r"<sup>\s{0,3}\[?(\d{1,3})\]?\s{0,3}</sup>", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"</?(?:p|div|br|tr|td|th|table|li|ul|ol|h[1-6])\b", re.IGNORECASE)
_STAMP = re.compile(
    r"(?:Người ký|Ký bởi|Digitally signed by):[^\n]{0,200}(?:\n[^\n]{0,200}){0,4}?"
    r"Thời gian ký:\s{0,5}[\d./-]{8,10}\s{1,5}[\d:]{5,8}(?:\s?[+-]\d\d:\d\d)?"
)
_LOOSE_SIGN = re.compile("[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_LOOSE = re.compile(  # marks that belong to the letter before them, and characters that nobody sees
    "(?P<marks>[\u0300-\u036f]+)|[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+"
)
_WRAPPED = re.compile(rf"\n(?<=[{LOWER},]\n)(?=[{LOWER}])")  # a break that ends no paragraph, whatever the file's width
_LINE_BREAKS = frozenset("\n\f\u2028")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def clean(source: str) -> Reading:
    """The reading of ``source``. Linear in its length; raises nothing."""
    source, letters = _composed(unify(source))
    text, pieces, marks = _without_noise(_without_stamps(source))
    footnotes = find_footnotes(text, marks)
    reading = lift(text, source, pieces, footnotes) if footnotes else pieces.reading(source)
    return reading.with_letters(letters) if letters else reading


def _composed(source: str) -> tuple[str, Pieces | None]:
    """``source`` with each letter and its combining marks as one character and without hidden characters.

    Beside it the way back; None if there were none of either.
    """
    if not _LOOSE_SIGN.search(source):
        return source, None
    pieces, position = Pieces(), 0
    for loose in _LOOSE.finditer(source):
        start = max(position, loose.start() - 1) if loose["marks"] else loose.start()
        pieces.keep(source[position:start], position)
        if loose["marks"]:
            pieces.put(unicodedata.normalize("NFC", source[start : loose.end()]), start, loose.end())
        position = loose.end()
    pieces.keep(source[position:], position)
    return "".join(pieces.parts), pieces


def unify(source: str) -> str:
    """``source`` with look-alikes replaced, one character for one."""
    return source.translate(_SAME_LENGTH) if _LOOKALIKE.search(source) else source


def _without_stamps(source: str) -> str:
    """``source`` with blanks where digital signatures are stamped on it."""
    return _STAMP.sub(lambda stamp: " " * len(stamp[0]), source) if "Thời gian ký" in source else source


def _without_noise(source: str) -> tuple[str, Pieces, list[tuple[int, str]]]:
    """The text without noise, in source order, its pieces, and the footnote marks as (position, label)."""
    pieces = Pieces()
    marks: list[tuple[int, str]] = []
    lines = measure_lines(source)
    source = _WRAPPED.sub(" ", source)
    position = 0
    for sign in _SIGN.finditer(source):
        start = sign.start()
        if start < position:
            continue
        first = source[start]
        if first.isspace():
            while start > position and source[start - 1] == " ":
                start -= 1
            _keep(source, position, start, pieces)
            position = _blank(source, start, lines, pieces)
        elif noise := _NOISE.match(source, start):
            _keep(source, position, start, pieces)
            position = _symbol(source, noise, pieces, marks)
    _keep(source, position, len(source), pieces)
    return "".join(pieces.parts), pieces, marks


def _keep(source: str, start: int, end: int, pieces: Pieces) -> None:
    """What stands between signs of noise, but for its runs of blanks and hyphens."""
    stretch = source[start:end]
    if "  " in stretch or "---" in stretch:
        for run in _RUN.finditer(source, start, end):
            pieces.keep(source[start : run.start()], start)
            pieces.put("\n" if run[0][0] == "-" else " ", *run.span())
            start = run.end()
        stretch = source[start:end]
    pieces.keep(stretch, start)


def _blank(source: str, start: int, lines: Lines, pieces: Pieces) -> int:
    """A run of whitespace at ``start``: a blank or a paragraph break. Gives where the scan goes on."""
    end = start + 1
    if run := _SPACES.match(source, end):
        end = run.end()
    if _LINE_BREAKS.isdisjoint(source[start:end]):
        pieces.put(" ", start, end)
    else:
        end = lines.page_end(start, end)
        pieces.put("\n" if lines.ends_paragraph(start, end) else " ", start, end)
    return end


def _symbol(source: str, noise: re.Match[str], pieces: Pieces, marks: list[tuple[int, str]]) -> int:
    """Markup, hidden characters and footnote marks. Gives where the scan goes on."""
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
    elif first == "=":  # a rule parts paragraphs
        pieces.put("\n", start, end)
    elif (first == "#" and start and source[start - 1] != "\n") or _inside_a_name(source, start, end):
        pieces.keep(noise[0], start)
    return end


def _inside_a_name(source: str, start: int, end: int) -> bool:
    """Whether an underscore is a part of a name, as in file_name."""
    around = source[max(0, start - 1) : start] + source[end : end + 1]
    return source[start:end] == "_" and len(around) == 2 and around.isalnum()
