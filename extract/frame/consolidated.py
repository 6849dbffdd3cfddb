"""Consolidated texts (văn bản hợp nhất): what they are, by their own number and by who confirms them at the end."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.frame.heading import Heading, read_place_and_day
from extract.mentions.numbers import parse_number
from extract.mentions.type_words import label_of
from extract.words import last_match

_TYPE = "VBHN"
_CONFIRMED = re.compile(r"XÁC (?:NHẬN|THỰC) VĂN BẢN HỢP NHẤT")
_NUMBER = re.compile(rf"(?i:số)\s?:?\s?(?=\d{{1,5}}\s?/\s?{_TYPE})")
_AROUND = 250  # how far from the confirmation number and day stand, in characters
_LONGEST_NUMBER = 60  # in characters


def as_consolidated(heading: Heading, text: str) -> Heading:
    """The heading of a consolidated text as such; that of the act whose text it is where nobody confirms it."""
    confirmed = last_match(_CONFIRMED, text)
    if confirmed:
        begin, end = max(0, confirmed.start() - _AROUND), confirmed.end() + _AROUND
        at = _NUMBER.search(text, begin, end)
        number = parse_number(text[at.end() : at.end() + _LONGEST_NUMBER]) if at else None
        if at and number:
            place, day = read_place_and_day(text[min(at.start(), confirmed.start()) : end])
            heading = replace(heading, number=number.text, value=number.value, place=place, date=day)
    if confirmed or (heading.symbol or "").startswith(_TYPE):
        return replace(heading, code=_TYPE, label=label_of(_TYPE))
    return heading
