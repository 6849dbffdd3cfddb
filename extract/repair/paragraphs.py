"""Where the lines of a file end paragraphs, and where they are only wrapped.

A break ends a paragraph by what stands around it: a sentence's end, the opening of an item or article, a line in
capitals, a line shorter than the file's width. Page headers and page numbers in a break belong to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from extract.vocabulary import words_of
from extract.words import UPPER, fold
from ontology import table

_PROBE = 60_000  # how much of a file tells how it is wrapped, in characters
_A_WORD_A_LINE = 24  # a file with narrower lines has a line for nearly every word
_MOST_OF_A_PARAGRAPH = 60  # lines that a paragraph has on average in such a file, if blank lines part them
_LONGEST = 400  # how much of a line is looked at, in characters
_UNWRAPPED = 130  # in a file with wider lines each line is a paragraph
_PAGE = re.compile(  # what stands between pages, from the start of a line to its end
    r"""(?:\d{1,4}\s{1,20})?CÔNG\ BÁO\s?/\s?Số[\d\s+]{1,40}/\s?Ngày\s?\d\d?[-/]\d\d?[-/]\d{4}
        (?:\s{1,20}\d{1,4}(?=\s))?\s{0,20}
      | \d{1,3}\s{0,10}(?:\n|\f)\s{0,20}
      | (?:Trang|Page)\s\d{1,3}(?:\s?/\s?\d{1,3})?\s{0,20}(?=\n)\s{0,20}""",
    re.VERBOSE,
)
#: How what may stand between pages opens.
OPENS_PAGE = (*"0123456789", "CÔNG", "Tr", "Pa")
MAY_OPEN_PAGE = frozenset(one[0] for one in OPENS_PAGE)
_OPENS = re.compile(  # what a new paragraph starts with
    rf"""\#{{1,6}}\s | \| | \d{{1,3}}\.?\s?\|\s
      | \d{{1,2}}(?:\.\d{{1,2}}){{0,3}}[.)]\s{{0,3}}(?=\*{{0,3}}[^\W\d_]) | [a-zđ]\)\s
      | (?!V/V)[IVX]{{1,5}}\s?[.)\-–/]\s?(?=[{UPPER}])
      | [-–+•●○▪]\s{{0,2}}(?=\*{{0,3}}[^\W\d_]|\d{{1,2}}\s[{UPPER}])
      | Điều\s\d{{1,3}}[a-z]?[.:] | (?:Chương|Mục|Phần)\s(?:[IVX]+|\d+|thứ)\b | PHỤ\sLỤC
      | (?:Thực\shiện|Triển\skhai(?:\sthực\shiện)?)\s
        (?:(?:[Bb]ộ\sl|[Ll])uật\s|(?:[^\W\d_]+\s{{1,3}}){{1,4}}(?<!năm\s)(?:số:?\s?)?(?:<\w{{1,6}}>|[*_]{{1,3}})?\d)
      | Hôm\snay\b | QUYẾT\s(?:ĐỊNH|NGHỊ)\s?:
      | (?:Căn\scứ|Theo\sđề\snghị|Xét|Nơi\snhận|Kính\sgửi|TM\.|KT\.|TL\.|TUQ\.|T/M|K/T)\b""",
    re.VERBOSE,
)
_KEYED = re.compile(  # YAML over a text, which opens with a key; rules around a letterhead are none
    r"---\n(?=\s{0,3}[\"']?[A-Za-z_][A-Za-z0-9_ -]{0,40}[\"']?:)(?:[^\n]{0,2000}\n){1,80}?---\n"
)
_LETTERED = re.compile(r"[a-zđ]\)\s")  # opens an item in small letters, unless the line before waits for it: "điểm"
_NOTE_OPENS = re.compile(rf'<sup>\s{{0,3}}\d|[\u00b9\u00b2\u00b3\u2070-\u2079]|\[\^\d|\d{{1,2}}\s(?=[“"{UPPER}])')
#: How a line ends that waits for a number.
_AWAIT_UNIT = ("ngày", "tháng", "năm", "số", "Điều", "khoản", "điểm", "Mục", "mục", "lần thứ", "khóa", "khoá")
_AWAIT_PART = ("Điều", "khoản", "điểm", "Mục", "mục")
_AWAIT = (*_AWAIT_UNIT, " Phụ lục", " phụ lục", "/", ",", "-")
#: How a line ends that waits for more words.
_AWAIT_MORE = (
    *_AWAIT, " của", " các", " và", " về", " tại", " theo", " do", " bởi", " cho", " với", " trong", " trên",
    " việc", " việc ban hành", " Luật", " Bộ luật", " Pháp lệnh",
)  # fmt: skip
_PARTS = ("các khoản ", "khoản ", "các điểm ", "điểm ", "các điều ", "điều ")  # of an act named at the list's end
_DECIDES = words_of("lines", "decides")
_RECITALS = ("Căn cứ ", "Thực hiện ", "Triển khai ", "Theo đề nghị ", "Xét ")
_FEW_LINES = 12  # which do not tell how a text is wrapped
_LONGEST_TITLE = 24  # a type of document, in characters
_BULLET = "-–+•●○▪"
_SENTENCE_END = ".;:!?…"


def behind_keys(source: str) -> int:
    """Where the text behind the keys and values over it begins; 0 where there are none."""
    keyed = _KEYED.match(source) if source.startswith("---\n") else None
    return keyed.end() if keyed else 0


@dataclass(frozen=True, slots=True)
class Lines:
    """How a file is wrapped: ``width`` of its lines, and what blank lines tell.

    ``spaced``: nearly every line has a blank one after it; ``parted``: a word has a line, a paragraph a blank one.
    ``keyed``: the end of the keys and values over the text, a line each.
    """

    source: str
    width: int
    spaced: bool
    parted: bool
    keyed: int

    @property
    def a_word_a_line(self) -> bool:
        """Whether nearly every word has a line of its own."""
        return self.width < _A_WORD_A_LINE

    def page_end(self, start: int, end: int) -> int:
        """The end of a line break at ``source[start:end]`` with the page header or number that stands in it.

        One opens as :data:`OPENS_PAGE` says.
        """
        if self.a_word_a_line:
            return end
        page = _PAGE.match(self.source, end)
        if page is None:
            return end
        awaited = _AWAIT_UNIT if "BÁO" in page[0] else _AWAIT
        if page[0][0].isdigit() and self.source.endswith(awaited, 0, start):
            return end  # a digit alone on a line is the day or the number that the line before waits for
        return page.end()

    def ends_paragraph(self, start: int, end: int) -> bool:
        """Whether the line break at ``source[start:end]`` ends a paragraph."""
        if start == 0 or end >= len(self.source) or end <= self.keyed:
            return True
        if self.parted:
            return self.source.count("\n", start, end) > 1
        before = self.source[start - 1]
        if before in ".)" and self._awaits_words(before, start):
            return False
        return self._ends_sentence(before, start, end)

    def _awaits_words(self, end: str, start: int) -> bool:
        """Whether the line that ends at ``start`` with "." or ")" is an item's mark alone, "b)" or "2.", whose words
        come next."""
        last = self.source[start - 2 : start - 1]
        if not (last.isdecimal() or (end == ")" and last.islower())):
            return False  # as most are
        mark = self._line(start)[:-1]
        return (len(mark) <= 2 and mark.isdecimal()) or (end == ")" and len(mark) == 1 and mark.islower())

    def _ends_sentence(self, before: str, start: int, end: int) -> bool:
        """Whether the words around the line break at ``source[start:end]``, which stands behind ``before``, belong to
        two paragraphs."""
        source = self.source
        after = source[end]
        if not (before.islower() or (start > 1 and source[start - 2].islower())):
            line = self._line(start)
            if line.isupper():
                if after.isupper() and self._type_goes_on(line, end):
                    return False
                if self._capitals_part(line, end):
                    return True
        if before in "*_":
            before = source[max(0, start - 4) : start].rstrip("*_ ")[-1:] or before
        if before == "”":
            before = source[max(0, start - 2)]
        ended = before in _SENTENCE_END
        if after.islower():
            item = _LETTERED.match(source, end) is not None and not source.endswith(_AWAIT, 0, start)
            initial = before == "." and source[start - 2 : start] in {"P.", "p."}
            part = before == ";" and source.startswith(_PARTS, end)
            return item or (ended and before != ":" and not initial and not part)
        note = not (ended or after.isalpha()) and _NOTE_OPENS.match(source, end)
        if ended or self._type_follows(end) or (note and not source.endswith(_AWAIT_UNIT, 0, start)):
            return True
        numbered = after.isdigit() and source.endswith(_AWAIT_PART, 0, start)  # "Điều" and "13) và Điều 16"
        if not numbered and _OPENS.match(source, end):
            return after not in _BULLET or not source[end + 1 : end + 3].strip()[:1].islower()
        goes_on = before == "," or after in "/-–(" or after.isdigit() or source.endswith(_AWAIT_MORE, 0, start)
        decides = goes_on and after.isupper() and before.islower() and self._decides(end)
        return decides or (not goes_on and self._short(start, end) and not self._recites(start, end))

    def _decides(self, end: int) -> bool:
        """Whether the line that opens at ``end`` is in capitals who decides, behind a title: "GIÁM ĐỐC SỞ Y TẾ"."""
        line = self.source[end : end + _LONGEST].split("\n", 1)[0]
        return line.isupper() and line.lower().startswith(_DECIDES)

    def _capitals_part(self, line: str, end: int) -> bool:
        """Whether ``line`` in capitals ends here: the type of the document alone, or a title over ordinary text."""
        if self.a_word_a_line:
            return False
        following = self.source[end : end + 60].split("\n", 1)[0]
        return (not following.isupper() and not self.source[end].islower()) or _is_title(line)

    def _type_goes_on(self, line: str, end: int) -> bool:
        """Whether ``line`` and the next one are the type of the document: "QUYẾT" and "ĐỊNH"."""
        following = self.source[end : end + 40].split("\n", 1)[0]
        return f"{line} {following}".strip(" *|") in _titles()

    def _recites(self, start: int, end: int) -> bool:
        """Whether a recital is wrapped here, since one ends with a mark: "Thực hiện ý kiến của Ban Tổ chức"."""
        return self.source.count("\n", start, end) == 1 and self._line(start).startswith(_RECITALS)

    def _short(self, start: int, end: int) -> bool:
        """Whether the line before is too short to be wrapped, or the line after is a heading in capitals."""
        if self.width > _UNWRAPPED:
            return True
        blank = self.source.count("\n", start, end) > 1
        if self.a_word_a_line or (blank and not self.spaced):
            return blank
        if len(self._line(start)) < self.width * 0.72:
            return True
        following = self.source[end : end + 200].split("\n", 1)[0].strip()
        return len(following) > 5 and following.isupper()

    def _type_follows(self, end: int) -> bool:
        """Whether the line that opens at ``end`` is a type of document alone."""
        if self.source[end : end + 2] not in _openings() or self.a_word_a_line:
            return False
        return self.source[end : end + _LONGEST_TITLE].split("\n", 1)[0].strip(" *#_|") in _titles()

    def _line(self, start: int) -> str:
        """The line that ends at ``start``, or its end if it is long, without markup around it."""
        first = max(0, start - _LONGEST)
        return self.source[self.source.rfind("\n", first, start) + 1 or first : start].strip(" *#_|")


def has_a_word_a_line(source: str) -> bool:
    """Whether nearly every word of ``source`` has a line of its own."""
    return _width(_lengths(list(map(str.strip, source[:_PROBE].split("\n"))))) < _A_WORD_A_LINE


def _lengths(lines: list[str]) -> list[int]:
    """The lengths of lines that hold something in order, cells of tables left out."""
    return sorted(filter(None, _without_cells(lines) if "|" in lines else map(len, lines)))


def _width(lengths: list[int]) -> int:
    """The 85th percentile; of few lines the longest."""
    return lengths[len(lengths) * 17 // 20 if len(lengths) > _FEW_LINES else -1] if lengths else 0


def measure_lines(source: str) -> Lines:
    """The lines of ``source``, and how they are wrapped."""
    written = list(map(str.strip, source[:_PROBE].split("\n")))
    lengths = _lengths(written)
    width, blank_after = _width(lengths), written.count("")
    if width < _A_WORD_A_LINE or blank_after * 1.2 > len(lengths):  # else so few are blank that it does not matter
        blank_after = sum([1 for one, other in pairwise(written) if one and not other])
    spaced = len(lengths) > 8 and blank_after * 1.2 > len(lengths)
    parted = width < _A_WORD_A_LINE and not spaced and blank_after * _MOST_OF_A_PARAGRAPH > len(lengths) > 8
    keyed = _KEYED.match(source)
    return Lines(source, width, spaced, parted, keyed.end() if keyed else 0)


def _without_cells(lines: list[str]) -> list[int]:
    """The lengths of lines that are no cell of one line between two bars."""
    around = zip(["", *lines], lines, [*lines[1:], ""], strict=False)
    return [len(line) for before, line, after in around if line != "|" and not (before == after == "|")]


def _is_title(line: str) -> bool:
    """Whether a line in capitals is a type of document, be its accents misread."""
    return line in _titles() or (len(line) < _LONGEST_TITLE and fold(line.strip(" :.")) in _folded_titles())


@cache
def _folded_titles() -> frozenset[str]:
    return frozenset(fold(title) for title in _titles() if " " in title)


@cache
def _openings() -> frozenset[str]:
    """The first two letters of the types, by which most lines are told to be none."""
    return frozenset(title[:2] for title in _titles())


@cache
def _titles() -> frozenset[str]:
    """The document types in capitals: a title follows such a line, even in small letters."""
    return frozenset(row["label"].upper() for row in table("types"))
