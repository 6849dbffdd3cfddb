"""What is said within another act's title: whose the day behind it is, and of which day a law named there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.records import Citation
from kg.identity.books import one_book
from kg.identity.keys import NAMED_TYPES, Key, is_day
from kg.identity.naming import dotted, is_central, leaves_type_open, year_in
from kg.identity.one_step import day_step
from kg.identity.slips import slips_in
from kg.law.register import Register
from ontology.numbers import numbering_of
from ontology.symbols import issuer_of


def days_where_they_belong(citations: Sequence[Citation], keys: Sequence[Key]) -> list[Key]:
    """The keys, with what stands behind an act that another's title names taken for the other's: a day, where it is of
    the year in the other's number and not in its own, and an issuer who writes no such numbers, with the day.

    "Nghị định 47/2021/NĐ-CP quy định chi tiết Luật Doanh nghiệp ngày 01/4/2021", "Quyết định số 30/2007/QĐ-BKHCN ...
    theo Nghị định số 127/2007/NĐ-CP ngày 28/12/2007 của Bộ Khoa học và Công nghệ". A part of a day that is of another
    year than the number is no day of its act; a year behind the last of the laws that another law amends is that one's.
    """
    found = list(keys)
    for turn, (citation, key) in enumerate(zip(citations, keys, strict=True)):
        if not is_day(key.date):
            act = found[citation.within] if citation.within is not None else None
            of_its_amendment = (
                act and act.type in NAMED_TYPES and key.number is None and year_in(act.number) == key.date
            )
            if key.date and (of_its_amendment or ((year := year_in(key.number)) and key.date[:4] != year)):
                found[turn] = replace(key, date=None)
            continue
        place = citation.within
        if place is None:
            continue
        year, named = year_in(key.number), key.type in NAMED_TYPES
        while place is not None:  # the title may be within another's
            act = found[place]
            of_its_time = act.type not in NAMED_TYPES and leaves_type_open(act.number or "")  # as a resolution may be
            its_year = year_in(act.number) == str(key.date)[:4] and act.date in (None, key.date)
            foreign = not citation.issuer_implied and _is_not_its_issuer(key)
            of_another_year = named and year != str(key.date)[:4]
            its_issuer = (
                foreign and act.issuer is not None and key.issuer is not None and one_book(act.issuer, key.issuer)
            )
            if its_year and (of_another_year or its_issuer) and (year or not of_its_time):
                left = replace(key, date=None, issuer=None if foreign else key.issuer)
                found[turn], found[place] = left, replace(act, date=key.date)
                break
            place = citations[place].within
    return found


def _is_not_its_issuer(key: Key) -> bool:
    """Whether a body that is told behind a number of a central one is not the one whom that number names."""
    if key.issuer is None or not (key.number and is_central(key.number)):
        return False
    own = next(filter(None, map(issuer_of, numbering_of(key.number).issuers)), None)
    return own is not None and not dotted(key.issuer.name).endswith(dotted(own.body))  # nor who heads it


def titled_on(
    place: int, citations: Sequence[Citation], keys: Sequence[Key], own: Key, register: Register
) -> str | None:
    """The day of the act in whose title a law is named, as far as that is told ("" where it is not); None elsewhere.
    What a law (``own``) amends is named as in its title."""
    citation, key = citations[place], keys[place]
    if citation.number or citation.type not in NAMED_TYPES:
        return None
    if citation.within is None:
        return own.date if own.type in NAMED_TYPES and citation.relation == "amends" and not key.date else None
    act, its = citations[citation.within], keys[citation.within]
    gave_its_day = citation.date is not None and key.date is None
    words, titles = (" ".join(said.split()) for said in (citation.quote, f"{act.title or ''} {act.quote}"))
    contradicts = slips_in(its.number, its.date)  # which year it is of, nothing tells
    day = "" if contradicts else _adopted(its, register) or its.year or ""
    return day if gave_its_day or words in titles else None


def _adopted(act: Key, register: Register) -> str | None:
    """The day beside an act; of a law by name alone, that of the only known one that it misses by a step."""
    if act.number or not is_day(act.date) or not act.name_block:
        return act.date
    known = {str(entry.key.date) for entry in register.under([act.name_block]) if is_day(entry.key.date)}
    near = [day for day in known if day_step(str(act.date), day)]
    return near[0] if len(near) == 1 and act.date not in known else act.date
