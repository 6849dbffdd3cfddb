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
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from extract.words import UPPER
from ontology import table

#: Look-alikes, one character for one: Icelandic and African Đ, Cyrillic capitals, blanks, hyphens (U+FFFE: a hyphen that
#: a PDF library marks at a line's end).
_SAME_LENGTH = str.maketrans("ÐƉðАВСЕНКМОРТХ\u00a0\u2007\u202f\u2010\u2011\u2212\ufffe", "ĐĐđABCEHKMOPTX   ----")
_LOOKALIKE = re.compile("[" + "".join(map(chr, _SAME_LENGTH)) + "]")
#: Where noise may begin: one class of characters, so that the scan skips all others.
_CANDIDATE = re.compile(
    r"[\t-\r\x1c-\x1f\x85\u1680\u2000-\u200f\u2028-\u202f\u205f\u3000\u0300-\u036f\u00ad\u2060\ufeff"
    r"<&*`#~_=\[\u00b9\u00b2\u00b3\u2070-\u2079]|  |--"
)
_NOISE = re.compile(  # one piece of noise
    r"""\s{2,} | [^\S\ ] | [\u0300-\u036f]+ | [\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+
      | [\u00b9\u00b2\u00b3\u2070-\u2079]+ | \[\^?\d{1,3}\]:? | [*`]+ | _+ | ~~+ | \#{1,6}(?=\s) | [-=]{3,}
      | <[a-zA-Z/][^<>]{0,300}> | &(?:[a-zA-Z]{2,8}|\#\d{1,6});""",
    re.VERBOSE,
)
_NOTE_TAG = re.compile(r"<sup>\s{0,3}\[?(\d{1,3})\]?\s{0,3}</sup>", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"</?(?:p|div|br|tr|td|th|table|li|ul|ol|h[1-6])\b", re.IGNORECASE)
_PAGE = re.compile(  # what stands between pages, from the start of a line to its end
    r"""(?:\d{1,4}\s{1,20})?CÔNG\ BÁO\s?/\s?Số[\d\s+]{1,40}/\s?Ngày\s?\d\d?[-/]\d\d?[-/]\d{4}(?:\s{1,20}\d{1,4}(?=\s))?\s{0,20}
      | \d{1,3}\s{0,10}(?:\n|\f)\s{0,20}
      | (?:Trang|Page)\s\d{1,3}(?:\s?/\s?\d{1,3})?\s{0,20}(?=\n)\s{0,20}""",
    re.VERBOSE,
)
_STAMP = re.compile(
    r"(?:Người ký|Ký bởi|Digitally signed by):[^\n]{0,200}(?:\n[^\n]{0,200}){0,4}?"
    r"Thời gian ký:\s{0,5}[\d./-]{8,10}\s{1,5}[\d:]{5,8}(?:\s?[+-]\d\d:\d\d)?"
)
_OPENS = re.compile(  # what a new paragraph starts with
    rf"""\#{{1,6}}\s | \|
      | \d{{1,2}}(?:\.\d{{1,2}}){{0,3}}[.)]\s{{0,3}}(?=[^\W\d_]) | [IVX]{{1,5}}\s?[.)\-–/]\s?(?=[{UPPER}]) | [a-zđ]\)\s
      | [-–+•●○▪]\s{{0,2}}(?=[^\W\d_])
      | Điều\s\d{{1,3}}[a-z]?[.:] | (?:Chương|Mục|Phần)\s(?:[IVX]+|\d+|thứ)\b | PHỤ\sLỤC
      | (?:Căn\scứ|Theo\sđề\snghị|Xét|Nơi\snhận|Kính\sgửi|TM\.|KT\.|TL\.|TUQ\.|T/M|K/T)\b""",
    re.VERBOSE,
)
_BULLET = "-–+•●○▪"
_AWAIT = re.compile(r"(?:ngày|tháng|năm|số|Điều|khoản|điểm|lần thứ|khóa|khoá|[/,-])$")
_AWAIT_UNIT = re.compile(r"(?:ngày|tháng|năm|số|Điều|khoản|điểm|lần thứ|khóa|khoá)$")
_NOTE_OPENS = re.compile(rf'<sup>\s{{0,3}}\d|[\u00b9\u00b2\u00b3\u2070-\u2079]|\[\^\d|\d{{1,2}}\s(?=[“"{UPPER}])')
_NOTE_LINE = re.compile(rf'(?<=\n)\d{{1,2}}\s(?=[“"{UPPER}])')
_GLUED = re.compile(r"\d(?:(?<=[^\W\d_]\d)|(?<=[”\"’)\]]\d))\d?(?![\w/]|[.,]\d)")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = ".;:!?…"


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote (chú thích cuối trang): its extent in the repaired text and where its mark stands, if found."""

    start: int
    end: int
    label: str
    mark: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The repaired text and its map. ``body_end`` is where the lifted footnotes begin."""

    text: str
    body_end: int
    notes: tuple[Note, ...]
    _starts: list[int] = field(repr=False)
    _origins: list[int] = field(repr=False)
    _ends: list[int] = field(repr=False)  # source end of a replaced piece, -1 where the piece is the source itself

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source offsets of ``text[start:end]``; not empty for a non-empty span."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1) - 1
        begin = self._origins[first] + (start - self._starts[first] if self._ends[first] < 0 else 0)
        finish = self._ends[last] if self._ends[last] >= 0 else self._origins[last] + end - self._starts[last]
        return (begin, finish) if begin < finish else (finish, begin)


class _Pieces:
    """The repaired text as it grows, with the origin of each piece."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.starts: list[int] = []
        self.origins: list[int] = []
        self.ends: list[int] = []
        self.length = 0

    def keep(self, text: str, origin: int) -> None:
        if text:
            self._add(text, origin, -1)

    def put(self, text: str, origin: int, end: int) -> None:
        if text:
            self._add(text, origin, end)

    def _add(self, text: str, origin: int, end: int) -> None:
        self.parts.append(text)
        self.starts.append(self.length)
        self.origins.append(origin)
        self.ends.append(end)
        self.length += len(text)


def _line_width(text: str) -> int:
    """The width at which the file wraps its lines: the 85th percentile of the lengths of lines."""
    lengths = sorted(len(line) for m in _LINE.finditer(text[:60_000]) if (line := m[0].strip()))
    return lengths[len(lengths) * 17 // 20] if lengths else 0


def _is_spaced(text: str) -> bool:
    """Whether nearly every line of the file is followed by a blank one."""
    lines = [bool(line.strip()) for line in text[:60_000].split("\n")]
    filled = sum(lines)
    return filled > 8 and sum(one and not other for one, other in pairwise(lines)) * 1.2 > filled


def _breaks(source: str, start: int, end: int, width: int, spaced: bool) -> bool:
    """Whether the line break at ``source[start:end]`` ends a paragraph; ``spaced``: every line has a blank one after it."""
    if start == 0 or end >= len(source):
        return True
    before, after = source[start - 1], source[end]
    line = source[source.rfind("\n", max(0, start - 400), start) + 1 : start].strip(" *#_|")
    if width >= 24 and line.isupper():
        following = source[end : end + 60].split("\n", 1)[0]
        if (not following.isupper() and not after.islower()) or _opens_title(line):
            return True
    if before == "*" or before == "_":
        before = source[max(0, start - 4) : start].rstrip("*_ ")[-1:] or before
    ended = before in _SENTENCE_END
    if after.islower():
        return ended and before != ":" and not (before == "." and source[start - 2 : start] in {"P.", "p."})
    if _NOTE_OPENS.match(source, end) and not _AWAIT_UNIT.search(source, max(0, start - 8), start):
        return True
    if _OPENS.match(source, end):
        return ended or after not in _BULLET or not source[end + 1 : end + 3].strip()[:1].islower()
    if ended:
        return True
    if before == "," or _AWAIT.search(source, max(0, start - 8), start):
        return False
    if after.isdigit() or after in "/-–(":
        return False
    blank = source.count("\n", start, end) > 1
    if width < 24:  # a line for nearly every word: only a blank line ends a paragraph
        return blank
    if width > 130 or (blank and not spaced):  # unwrapped: each line is a paragraph
        return True
    following = source[end : end + 200].split("\n", 1)[0].strip()
    return len(line) < width * 0.72 or (len(following) > 5 and following.isupper())


@cache
def _titles() -> frozenset[str]:
    return frozenset(row["label"].upper() for row in table("types"))


def _opens_title(line: str) -> bool:
    """Whether a line in capitals is a document type alone: the title follows, even in small letters."""
    return line in _titles()


def _linear(source: str) -> tuple[_Pieces, list[tuple[int, str]]]:
    """The text without noise, in source order, and the footnote marks as (position, label)."""
    pieces, marks = _Pieces(), []
    width, spaced, position = _line_width(source), _is_spaced(source), 0
    for candidate in _CANDIDATE.finditer(source):
        start = candidate.start()
        if start < position:
            continue
        if candidate[0].isspace():
            while start > position and source[start - 1] == " ":
                start -= 1
        match = _NOISE.match(source, start)
        if match is None:
            continue
        end = match.end()
        first = source[start]
        if first == "_" and end - start == 1 and source[start - 1 : start].isalnum() and source[end : end + 1].isalnum():
            pieces.keep(source[position:end], position)  # a part of a name, as in file_name
            position = end
            continue
        if first.isspace():
            pieces.keep(source[position:start], position)
            if "\n" in match[0] or "\f" in match[0] or "\u2028" in match[0]:
                end = _page_end(source, start, end, width)
                pieces.put("\n" if _breaks(source, start, end, width, spaced) else " ", start, end)
            else:
                pieces.put(" ", start, end)
        elif "\u0300" <= first <= "\u036f":
            pieces.keep(source[position : max(position, start - 1)], position)
            pieces.put(unicodedata.normalize("NFC", source[max(position, start - 1) : end]), max(position, start - 1), end)
        else:
            pieces.keep(source[position:start], position)
            end = _symbol(source, match, pieces, marks)
        position = end
    pieces.keep(source[position:], position)
    return pieces, marks


def _page_end(source: str, start: int, end: int, width: int) -> int:
    """The end of a line break at ``source[start:end]`` with the page header or number that stands in it."""
    page = _PAGE.match(source, end) if width >= 24 else None
    if page is None:
        return end
    if page[0][0].isdigit() and "BÁO" not in page[0] and _AWAIT.search(source, max(0, start - 8), start):
        return end  # a digit alone on a line is the day or the number that the line before waits for
    return page.end()


def _symbol(source: str, match: re.Match[str], pieces: _Pieces, marks: list[tuple[int, str]]) -> int:
    """Markup, hidden characters and footnote marks at ``match``; gives where the scan goes on."""
    start, end = match.span()
    first = source[start]
    if first == "<":
        if note := _NOTE_TAG.match(source, start):
            marks.append((pieces.length, note[1]))
            return note.end()
        if _BLOCK_TAG.match(source, start):
            pieces.put("\n", start, end)
    elif first == "&":
        pieces.put(html.unescape(match[0]).replace("\u00a0", " "), start, end)
    elif first in "[⁰¹²³⁴⁵⁶⁷⁸⁹":
        marks.append((pieces.length, re.sub(r"\D", "", match[0].translate(_SUPERSCRIPT))))
    elif first in "-=":  # a rule parts paragraphs
        pieces.put("\n", start, end)
    elif first == "#" and start and source[start - 1] != "\n":
        pieces.keep(match[0], start)
    return end


def unify(source: str) -> str:
    """``source`` with look-alikes replaced, one character for one."""
    return source.translate(_SAME_LENGTH) if _LOOKALIKE.search(source) else source


def clean(source: str) -> Reading:
    """The reading of ``source``. Linear in its length; raises nothing."""
    source = unify(source)
    if "Thời gian ký" in source:
        source = _STAMP.sub(lambda m: " " * len(m[0]), source)
    pieces, marks = _linear(source)
    text = "".join(pieces.parts)
    lifted = _footnotes(text, marks)
    if not lifted:
        return Reading(text, len(text), (), pieces.starts, pieces.origins, pieces.ends)
    return _lift(text, pieces, lifted)


def _footnotes(text: str, marks: list[tuple[int, str]]) -> list[tuple[int, int, str, int | None]]:
    """Footnote paragraphs as (start, end, label, position of the mark); marks glued to words included."""
    found: list[tuple[int, int, str, int | None]] = []
    inline: dict[str, int] = {}
    at_start: list[tuple[int, str]] = []
    for position, label in marks:
        opens = text[text.rfind("\n", max(0, position - 3), position) + 1 : position].strip() == "" or position == 0
        if opens and (position == 0 or "\n" in text[max(0, position - 3) : position]):
            at_start.append((position, label))
        else:
            inline[label] = position
    for position, label in at_start:
        found.append((position, _paragraph_end(text, position), label, inline.get(label)))
    glued: dict[str, int] | None = None
    for line in _NOTE_LINE.finditer(text):
        label = line[0].strip()
        if glued is None:
            glued = {}
            for m in _GLUED.finditer(text):
                glued.setdefault(m[0], m.start())
        mark = glued.get(label)
        if mark is not None and mark < line.start():
            found.append((line.start(), _paragraph_end(text, line.start()), label, mark))
    return sorted(found)


def _paragraph_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _lift(text: str, pieces: _Pieces, lifted: list[tuple[int, int, str, int | None]]) -> Reading:
    """The reading with the footnotes set behind the body, and sentences that they cut joined again."""
    out = _Pieces()
    moved: dict[int, int] = {}

    def copy(start: int, end: int) -> None:
        """Copy text[start:end], piece by piece, with its origins."""
        index = bisect_right(pieces.starts, start) - 1
        while start < end:
            stop = min(end, pieces.starts[index + 1] if index + 1 < len(pieces.starts) else len(text))
            origin, replaced = pieces.origins[index], pieces.ends[index]
            if replaced < 0:
                out.keep(text[start:stop], origin + start - pieces.starts[index])
            else:
                out.put(text[start:stop], origin, replaced)
            start, index = stop, index + 1

    skips = [(start, end, "") for start, end, _, _ in lifted]
    for _, _, label, mark in lifted:
        if mark is not None:
            skips.append((mark, mark + len(label) if text.startswith(label, mark) else mark, "mark"))
    position = 0
    for start, end, kind in sorted(skips):
        if start < position:
            continue
        copy(position, start)
        if kind == "mark":
            moved[start] = out.length
        else:  # the paragraph break before the note stays only if a new sentence follows
            following = text[end : end + 3].lstrip("\n ")[:1]
            if following.islower() and out.parts and out.parts[-1] == "\n":
                out.parts[-1] = " "
            if text[end : end + 1] == "\n" and out.parts and out.parts[-1] in {"\n", " "}:
                end += 1
        position = end
    copy(position, len(text))
    body_end = out.length
    notes: list[Note] = []
    for start, end, label, mark in lifted:
        out.put("\n", max(0, pieces.origins[max(0, bisect_right(pieces.starts, start) - 1)]), 0)
        out.ends[-1] = out.origins[-1]
        begin = out.length
        prefix = re.match(r"\d{1,2}(?=\s)|", text[start : start + 3])
        copy(start + (len(prefix[0]) if prefix else 0), end)
        notes.append(Note(begin, out.length, label, None if mark is None else moved.get(mark)))
    return Reading("".join(out.parts), body_end, tuple(notes), out.starts, out.origins, out.ends)

