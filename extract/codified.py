"""The notes of the codification (bộ pháp điển): under each article, of which act it is, since when, and who changed it;
and the acts that a consolidated text (văn bản hợp nhất) is made of, each with the day that stands beside it.

::

    Điều 34.11.LQ.28. ...
    (Điều 28 Luật số 36/2005/QH11 ..., có hiệu lực thi hành kể từ ngày 01/01/2006, có nội dung bị bãi bỏ bởi Điều 112
    Luật số 05/2017/QH14 có hiệu lực thi hành kể từ ngày 01/01/2018)
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.dates import find_date
from extract.enacting import Passage
from extract.records import Changing, Citation, Collected, SourceText
from extract.roles.cues import standard
from extract.words import last_match

_ARTICLE = re.compile(
    r"Điều (?<!\wĐiều )"
    r"(?:(?P<place>\d{1,2}\.\d{1,3}\.[A-ZĐ]{2,4}\.\d[\d.]*[a-zđ]?)(?=[.\s])|này có nội dung liên quan )"
)
"""An article's mark; or what stands before those that it has to do with, some of them by their headings alone."""
_OPENS = re.compile(r"\(\s*(?=(?:Điều|Phụ lục|Mẫu|Khoản|Mục|Chương|Phần)\s)")
_SINCE = re.compile(r",?\s*có\shiệu\slực\s(?:thi\shành\s)?(?:kể\s)?từ\sngày\s")
_BRACKET = re.compile(r"[()]")
_OPENS_PARAGRAPH = re.compile(r"(?:\A|\n)[ \t]*(?:(?:\d{1,2}[.)]|[-–•*]|\[\d{1,3}\])[ \t]*)?\Z")
_MARK = 12
"""How long what stands before an act that opens a paragraph can be, in characters."""
_ARTICLE_REACH = 20_000
"""How far an article goes, in characters."""
_LONGEST = 3_000
"""How far a note goes, in characters."""
_DATE = 24


@dataclass(frozen=True, slots=True)
class Told:
    """What a note tells: an act (a citation's index) is in force from a day on, or did something to another's part.

    ``since`` is ISO; ``relation`` and ``earlier`` are None where a note tells only of the day of effect.
    """

    act: int
    since: str
    passage: Passage
    relation: Changing | None = None
    earlier: int | None = None


def is_codified(text: str) -> bool:
    """Whether a text is one of the codification: articles numbered by subject, with notes under them."""
    first = next((one for one in _ARTICLE.finditer(text) if one["place"]), None)
    return first is not None and _SINCE.search(text, first.end()) is not None


def notes(source: SourceText, citations: Sequence[Citation]) -> Iterator[Told]:
    """What the notes of a text tell, in their order. Linear: a note is looked at to a bounded length."""
    for _, told in _notes(source.text, citations):
        yield from told


def collected_in(text: str, citations: Sequence[Citation]) -> tuple[Collected, ...]:
    """Of which act the words of each article of the codification are that cites something: what its note tells, else
    the notes of other articles with its mark, "18.5.TT.4". A heading that is cited from elsewhere is of an act that is
    not told. () for any other text."""
    if not is_codified(text):
        return ()
    marks = {one.start(): _act_mark(one) for one in _ARTICLE.finditer(text)}
    told: dict[int, list[Told]] = {}
    acts: dict[str, dict[tuple[str | None, str], Told]] = defaultdict(dict)
    for article, note in _notes(text, citations):
        if some := list(note):
            told.setdefault(article.start(), some)
            acts[_act_mark(article)][citations[some[0].act].number, some[0].since] = some[0]
    places = [one.start for one in citations]
    found = []
    for start, end in pairwise([*marks, len(text)]):
        if bisect_left(places, start) == bisect_left(places, end):
            continue
        of_mark = acts[marks[start]]
        some = told.get(start) or (list(of_mark.values()) if len(of_mark) == 1 else [])
        changed = max((one.since for one in some if one.relation == "amends"), default=None)
        act, since = (some[0].act, some[0].since) if some else (None, None)
        found.append(Collected(start, end, act, since, changed))
    return tuple(found)


def note_before(text: str, position: int) -> tuple[int, int] | None:
    """Where the note stands of the article that holds a position, or None: behind its bracket, and before the words
    that say since when its act is in force."""
    article = last_match(_ARTICLE, text, max(0, position - _ARTICLE_REACH), position)
    opens = _OPENS.search(text, article.end(), position) if article else None
    since = _SINCE.search(text, opens.end(), min(position, opens.end() + _LONGEST)) if opens else None
    return None if opens is None or since is None else (opens.end(), text.index("từ", since.start()) - 1)


def _act_mark(article: re.Match[str]) -> str:
    """What the articles of one act have in common: "18.5.TT.4" of "Điều 18.5.TT.4.19"; "" of those only named."""
    return (article["place"] or "").rstrip(".").rpartition(".")[0]


def _notes(text: str, citations: Sequence[Citation]) -> Iterator[tuple[re.Match[str], Iterable[Told]]]:
    """Each note with the mark of the article that it stands under."""
    articles = iter([*(one for one in _ARTICLE.finditer(text) if one["place"]), None])
    following, article = next(articles), None
    at = 0
    for opens in _OPENS.finditer(text):
        while following is not None and following.start() < opens.start():
            article, following = following, next(articles)
        end = _closing(text, opens.start())
        if end is None or article is None:
            continue
        while at < len(citations) and citations[at].start < opens.end():
            at += 1
        inside = at
        while inside < len(citations) and citations[inside].end <= end:
            inside += 1
        passage = Passage(f"Điều {article['place'].rstrip('.')}", " ".join(text[opens.start() + 1 : end].split()))
        yield article, _told(text, (opens.end(), end), citations, range(at, inside), passage)


def acts_with_days(source: SourceText, citations: Sequence[Citation]) -> Iterator[Told]:
    """The acts that open paragraphs of a consolidated text, each with the day of effect behind its title."""
    text = source.text
    opening = {
        place
        for place, one in enumerate(citations)
        if _OPENS_PARAGRAPH.search(text, max(0, one.start - _MARK), one.start)
    }
    outer = [place for place, one in enumerate(citations) if one.within is None or place in opening]
    for here, following in zip(outer, [*outer[1:], None], strict=True):
        act = citations[here]
        if here not in opening:
            continue
        blank = text.find("\n\n", act.end, act.end + _LONGEST)
        end = blank if blank >= 0 else min(len(text), act.end + _LONGEST)
        since = _SINCE.search(text, act.end, end if following is None else min(end, citations[following].start))
        day = find_date(text[since.end() : since.end() + _DATE]) if since is not None else None
        if since is not None and day is not None and day[0] <= 1 and day[2] is not None:
            yield Told(here, day[2], Passage("", " ".join(text[act.start : since.end() + day[1]].split())))


def _told(
    text: str, span: tuple[int, int], citations: Sequence[Citation], inside: Sequence[int], passage: Passage
) -> Iterator[Told]:
    """The act of a note with its day; then each act that changed the article, with its own."""
    last, first_act = span[0], None
    relation: Changing | None = None
    for since in _SINCE.finditer(text, *span):
        day = find_date(text[since.end() : since.end() + _DATE])
        named = [
            one for one in inside if last <= citations[one].start < since.start() and citations[one].within is None
        ]
        if not named or day is None or day[0] > 1 or day[2] is None:
            return  # what follows cannot be told apart from it
        act = named[0]
        if first_act is None:
            yield Told(act, day[2], passage)
            first_act = act
        else:
            relation = _relation(text[last : citations[act].start]) or relation
            yield Told(act, day[2], passage)
            if relation is not None:
                yield Told(act, day[2], passage, relation, first_act)
        last = since.end() + day[1]


def _relation(words: str) -> Changing | None:
    """What the words before an act say that it did to an article: of what is changed and cut, it is an amendment.

    None where they say nothing, as behind a semicolon.
    """
    said = {one.cue.meaning for one in standard().deciding(words, 0, len(words))}
    if said & {"amends", "supersedes"}:
        return "amends"
    return "repeals" if "repeals" in said else None


def _closing(text: str, start: int) -> int | None:
    """Where the bracket that opens at ``start`` closes."""
    depth = 0
    for bracket in _BRACKET.finditer(text, start, start + _LONGEST):
        depth += 1 if bracket[0] == "(" else -1
        if not depth:
            return bracket.start()
    return None
