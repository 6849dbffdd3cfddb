"""What a document is taken to be where its descriptions differ, and on what they differ.

The fullest one decides each field; among equally full ones the document's own letterhead, then the register, then what
most sources say. The alphabet breaks ties, so that nothing depends on the order.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Literal, TypeVar

from extract.records import Body
from kg.identity.books import is_known, one_book, took_over
from kg.identity.keys import ANY_TYPE, NAMED_TYPES, UNITS_NEEDED, Key, dates_agree, is_day
from kg.identity.law_names import law_kind
from kg.identity.naming import body_path, has_symbol, is_central, number_slug, units_of, year_in
from kg.identity.slips import slips_in
from kg.identity.titles import contradict
from kg.resolution.descriptions import Description
from ontology.numbers import numbering_of

_CUT = re.compile(r"-?qh\d?$")
_LEGISLATURE = re.compile(r"-?qh[^a-z0-9]*[il]?(?=\d*$)")  # "qh", be a stroke behind it read as a letter: "QHI15"
_MARKS = re.compile(r"(?<=[a-z])[.-](?=[a-z])")
_HEAD = "Bộ trưởng "

Conflict = Literal["date", "type", "issuer", "number", "title"]
Weights = Mapping[Description, int]
Value = TypeVar("Value", bound=Hashable)


def best(
    descriptions: Weights, value: Callable[[Description], Value | None], fullness: Callable[[Value], int]
) -> Value | None:
    """The value that the best descriptions give; None where no description gives one."""
    standing: dict[Value, tuple[bool, bool, int]] = {}
    for description, sources in descriptions.items():
        found = value(description)
        if found is not None:
            own, registered, others = standing.get(found, (False, False, 0))
            standing[found] = (own or description.own, registered or description.registered, others + sources)
    ranked = sorted(standing, key=str)
    return max(ranked, key=lambda found: (fullness(found), *standing[found]), default=None)


def best_key(descriptions: Weights) -> Key:
    """The key of the document that all these descriptions are of."""
    year = next((one.key.year for one in descriptions if year_in(one.key.number)), None)
    worded = {description: sources for description, sources in descriptions.items() if not description.implied}
    issuer, co_issuers = _issuers(worded) or _issuers(descriptions) or (None, ())
    date = best(descriptions, lambda description: description.key.date, lambda found: _dated(found, year))
    if issuer is not None and not co_issuers:
        issuer = _of_its_day(issuer, descriptions, date)
    gone_by = names_of(descriptions)
    named = {one: sources for one, sources in descriptions.items() if one.key.name_block in gone_by}
    told = {one: sources for one, sources in named.items() if one.registered} or named  # a portal's page may add to it
    name = best(told, _name, _how_told) or (None, None, None)
    return Key(
        type=best(descriptions, lambda description: description.key.type, lambda found: found not in ANY_TYPE),
        number=best(descriptions, lambda description: description.key.number, lambda found: not slips_in(found, date)),
        date=date,
        issuer=issuer,
        name=name[0],
        co_issuers=co_issuers,
    )


def _issuers(descriptions: Weights) -> tuple[Body, tuple[Body, ...]] | None:
    """The issuer that the best descriptions give, and its joint issuers; names as the first writes them."""
    spellings: dict[tuple[str, ...], list[tuple[Body, tuple[Body, ...]]]] = defaultdict(list)
    for description in descriptions:
        if description.key.issuer:
            spellings[_paths(description)].append((description.key.issuer, description.key.co_issuers))
    placed = {
        paths: len(units_of(group[0][0])) >= UNITS_NEEDED[group[0][0].level] for paths, group in spellings.items()
    }
    paths = best(
        descriptions,
        lambda description: _paths(description) if description.key.issuer else None,
        lambda found: placed[found],
    )
    return min(spellings[paths], key=str) if paths else None


def _of_its_day(issuer: Body, descriptions: Weights, date: str | None) -> Body:
    """The body that was there on a document's day, where later sources name the one that took it over."""
    others = {one.key.issuer for one in descriptions if one.key.issuer and not one.key.co_issuers}
    ended = {other: last for other in others if (last := took_over(issuer, other)) is not None}
    before = [other for other, last in ended.items() if date is not None and date[: len(last)] <= last]
    return min(before, key=str, default=issuer)


def _issued_by_others(descriptions: Weights, issuers: Iterable[Body | None]) -> bool:
    """Whether any names in words an issuer that writes in the book of none of these. Where the number tells a central
    issuer, what no table of those has is a name cut or run on: "Bộ trường hợp cần thiết"."""
    said = {one.key.issuer for one in descriptions if one.key.issuer and not one.implied and _may_issue(one.key)}
    known = [issuer for issuer in issuers if issuer is not None]
    others = (other for other in said if not any(one_book(issuer, other) for issuer in known))
    cut = ({issuer for issuer in known if _is_cut(other, issuer) or _is_cut(issuer, other)} for other in others)
    return bool(known) and not all(cut)


def _may_issue(key: Key) -> bool:
    return key.issuer is None or not (key.number and is_central(key.number)) or is_known(key.issuer)


def _is_cut(body: Body, whole: Body) -> bool:
    """Whether a name is that of another body cut short at a line's or a page's end: "Bộ trưởng Bộ"."""
    short, full = (one.name.removeprefix(_HEAD).strip() for one in (body, whole))
    return bool(short) and len(short) < len(full) and full.startswith(short) and body.unit is None


def _paths(description: Description) -> tuple[str, ...]:
    key = description.key
    return tuple(body_path(body) for body in (key.issuer, *key.co_issuers) if body is not None)


def _name(description: Description) -> tuple[str | None, int | None, str | None] | None:
    congress = description.key.congress
    return (
        (description.key.name, congress and congress.ordinal, congress and congress.term)
        if description.key.name
        else None
    )


def _how_told(name: tuple[str | None, int | None, str | None]) -> int:
    """A congress by its ordinal before one by its term; what is not written in capitals throughout before what is."""
    words, ordinal, term = name
    return 4 * bool(ordinal) + 2 * bool(term) + (words is not None and not words.partition(" ")[2].isupper())


def _dated(date: str, year: str | None) -> int:
    """Full days first, then those of the year that the number itself carries."""
    return 4 * is_day(date) + 2 * (year is None or date.startswith(year)) + (len(date) > 4)


def best_title(descriptions: Weights) -> str | None:
    """The title that the best descriptions give, of those that surely are titles if there are any."""
    found = best(
        descriptions,
        lambda description: (description.tells_title, description.title) if description.title else None,
        lambda said: said[0],
    )
    return found[1] if found else None


def names_of(descriptions: Weights) -> frozenset[str]:
    """The folded names that a document goes by: its own and the register's, else the one that most sources use."""
    sure = {one.key.name_block for one in descriptions if one.own or one.registered} - {""}
    if sure:
        return frozenset(sure)
    said: Counter[str] = Counter()
    for description, sources in descriptions.items():
        if description.key.name_block:
            said[description.key.name_block] += sources
    most = max(said.values(), default=0)
    return frozenset(sorted(name for name, count in said.items() if count == most)[:1])


def _several(numbers: Iterable[str]) -> bool:
    """Whether numbers of one document differ, not merely in whether they tell the legislature, or write "&", "0" or a
    hyphen or full stop between two bodies."""
    slugs = {_MARKS.sub("", number_slug(number.replace("&", "")).lstrip("0")) for number in numbers}
    slugs = {_LEGISLATURE.sub("-qh", slug) for slug in slugs}
    cut = {slug for slug in slugs if _CUT.search(slug) and any(other.startswith(slug) for other in slugs - {slug})}
    return len(slugs - cut) > 1


def _tells_type(key: Key) -> bool:
    """Whether the word before the number says which type it is: not where what a decision issues or approves is called
    by its number ("Đề án số 799/QĐ-TTg"), or a joint circular a circular."""
    signed = numbering_of(key.number).types if key.number else ()
    listed = key.type in NAMED_TYPES and key.slips_in_symbol  # "Luật Giá, Nghị định số ...", read as one
    return key.type not in ANY_TYPE and not listed and (not signed or key.type in signed or key.slips_in_symbol)


def _names_it(title: str | None, key: Key) -> bool:
    """Whether a title holds the document's own number: such words are a page's heading, or another act's title."""
    number = number_slug(key.number) if key.number and has_symbol(key.number) else None
    return number is not None and f"-{number}-" in f"-{number_slug(title or '')}-"


def conflicts_in(descriptions: Weights, key: Key, title: str | None) -> frozenset[Conflict]:
    """The fields on which descriptions of one document differ from each other, not merely in how much they say."""
    differing: set[Conflict] = set()
    if any(not dates_agree(description.key.date, key.date) for description in descriptions):
        differing.add("date")
    if len({law_kind(one.key.type) for one in descriptions if _tells_type(one.key)}) > 1:
        differing.add("type")
    if _issued_by_others(descriptions, (key.issuer, *key.co_issuers)):
        differing.add("issuer")
    if _several({description.key.number for description in descriptions if description.key.number}):
        differing.add("number")
    told = [one.title for one in descriptions if one.tells_title and not _names_it(one.title, key)]
    if not _names_it(title, key) and any(contradict(one, title) for one in told):
        differing.add("title")
    return frozenset(differing)
