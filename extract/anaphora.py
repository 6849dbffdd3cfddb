"""Short ways of pointing back, which are never citations: "Nghị định này", "Thông tư nêu trên", declared aliases.

Each is recognised and resolved, or declined where several documents could be meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from extract.drafts import Draft
from extract.pieces import Reading
from extract.records import Anaphor, AnaphorKind
from extract.words import key
from ontology import table

_ALIAS = re.compile(
    r"\s?,?\s?\(?(?:sau đây (?:gọi|viết)(?: (?:tắt|chung))*|gọi tắt|viết tắt)(?: là)?:?\s?[“\"]?(?P<alias>[^()”\"\n;]{3,80}?)[”\"]?\s?[);,]"
)
_POINTING = re.compile(r"(?:này|trên(?!\sđây)|đây)(?!\w)")
_POINTER = re.compile(r"\s(?P<way>này|(?:nêu|nói|ghi|kể)\strên|trên\sđây)$")


@cache
def _labels() -> frozenset[str]:
    return frozenset(key(row["label"]) for row in table("types"))


def _pointer(text: str, end: int) -> tuple[int, str, bool] | None:
    """A type and a pointing word that end at ``end``: (start, type as compared, whether it points at itself)."""
    begin = max(0, end - 40)
    match = _POINTER.search(text, begin, end)
    if match is None:
        return None
    words = text[begin : match.start()].split(" ")
    for size in (3, 2, 1):
        label = key(" ".join(words[-size:]))
        if len(words) > size and label in _labels():
            return match.start() - len(" ".join(words[-size:])), label, match["way"] == "này"
    return None


def find_anaphora(source: str, reading: Reading, drafts: list[Draft], rank: dict[int, int]) -> tuple[Anaphor, ...]:
    """Self references, references back and uses of declared aliases, in the order of the text."""
    text = reading.text
    starts = [d.start for d in drafts]
    found: list[tuple[int, int, AnaphorKind, int | None]] = []
    for match in _POINTING.finditer(text):
        pointer = _pointer(text, match.end())
        if pointer is None:
            continue
        start, label, own = pointer
        if own:
            found.append((start, match.end(), "self", None))
            continue
        known = {_identity(d): i for i, d in enumerate(drafts[: bisect_left(starts, start)]) if d.label and key(d.label) == label}
        found.append((start, match.end(), "previous", next(iter(known.values())) if len(known) == 1 else None))
    for alias, index, declared in find_aliases(text, drafts):
        for match in re.finditer(rf"(?<!\w){re.escape(alias)}(?!\w|/|-\w)", text[declared:]):
            start = declared + match.start()
            near = bisect_left(starts, start + 1) - 1
            if near >= 0 and drafts[near].start <= start < drafts[near].end:
                continue
            found.append((start, start + len(alias), "alias", index))
    anaphora = []
    for start, end, kind, index in sorted(found):
        first, last = reading.span(start, end)
        anaphora.append(Anaphor(first, last, source[first:last], kind, None if index is None else rank[index]))
    return tuple(anaphora)


def _identity(draft: Draft) -> str:
    if draft.number:
        return f"{draft.type} {draft.number.text} {draft.date}"
    return draft.named.name if draft.named else ""


def find_aliases(text: str, drafts: list[Draft]) -> list[tuple[str, int, int]]:
    """Declared aliases as (alias, index of the document, where the declaration ends); at most 40 a document."""
    found: list[tuple[str, int, int]] = []
    for index, draft in enumerate(drafts):
        end = draft.title[1] if draft.title else draft.end
        match = _ALIAS.match(text, end)
        if match and len(found) < 40:
            found.append((match["alias"].strip(), index, match.end()))
    return found
