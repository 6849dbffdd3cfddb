"""What a body does with a document: the verbs behind its name, which make it the subject of a clause."""

from __future__ import annotations

import re

from extract.vocabulary import words_of
from extract.words import any_of


def _acts(where: str) -> str:
    """A pattern for what a body does anywhere, and for what it does there."""
    return any_of(_verbs(where))


def _verbs(where: str) -> tuple[str, ...]:
    return (*words_of("around_bodies", "acts"), *words_of("around_bodies", where))


#: The verb behind a document's own issuer: "UBND xã Tú Xuyên xây dựng kế hoạch thực hiện".
OPENING_ACT = re.compile(
    rf"(?:(?:khóa|khoá)\s[IVXLC]{{1,6}},?\s)?(?:nhiệm\skỳ\s\d{{4}}\s?[-–]\s?\d{{4}},?\s)?\b{_acts('acts_opening')}\b"
)
#: How such a verb ends: faster told than the verb is found.
OPENING_ACT_ENDS = tuple(sorted({verb.split()[-1] for verb in _verbs("acts_opening")}))
#: The verb behind a body that only follows a number, and has not issued it: "... số 12/KH-UBND, Sở Nội vụ phối hợp".
CLAUSE_ACT = re.compile(rf"\s{_acts('acts_in_clause')}")
#: A pattern for the verb behind a body that ends the title before it: "... về dân vận UBND xã triển khai thực hiện".
TITLE_ACT = rf"\s{_acts('acts_behind_title')}\s"
