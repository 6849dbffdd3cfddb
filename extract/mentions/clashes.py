"""Mentions whose number is of another type than the words before it: "Thông tư số 06/2024/NĐ-CP".

One of the two is a slip, and nothing in the text says which; so both stay as they are written, and it is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extract.mentions.drafts import Draft
from extract.mentions.type_words import label_of
from extract.vocabulary import warning
from ontology import types_with

#: Types that are no other word for each other, as letter and report are: Nghị định, Thông tư, Quyết định.
_DECIDES = types_with("changes_acts") - types_with("known_by_name") - types_with("joint")


def tell_clashes(drafts: Iterable[Draft]) -> Iterator[str]:
    """A sentence for each number whose symbol is of another such type than the words say, once."""
    told: set[tuple[str, str]] = set()
    for draft in drafts:
        signs = draft.number.value.types if draft.number else ()
        if draft.number and draft.type in _DECIDES and draft.type not in signs and not _DECIDES.isdisjoint(signs):
            mention = draft.label or "", draft.number.text
            if mention not in told:
                told.add(mention)
                sign = next(code for code in signs if code in _DECIDES)
                yield warning("clash", label=mention[0], number=mention[1], sign=label_of(sign))
