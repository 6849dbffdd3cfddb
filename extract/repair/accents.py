"""Words whose accents decide what stands where, and which recognition misread: "Cản cứ", "ƯBND", "bồ sung".

One character stands for one, so that every position stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.vocabulary import words_of
from extract.words import any_of, fold
from ontology import table

_A, _U = "aàáảãạâầấẩẫậăằắẳẵặ", "uùúủũụưừứửữự"
_BASIS = re.compile(  # specks may stand in it and a letter before it: "sCăn:cứ Luật"
    rf"C(?P<a>[{_A}])n(?P<mark>[:;.'’‘](?=\s?[cC]))?\s?[cC](?P<u>[{_U}])(?=\s(?P<behind>[A-ZĐ]\w+(?:\s\w+)?))"
)
_PARTS = {"dieu", "khoan", "diem", "quy dinh"}
_RESTS_ON = re.compile(  # an act or a part of it, be it misread itself; "Cần cử Đoàn kiểm tra" sends somebody
    any_of(sorted({fold(row["label"]) for row in table("types")} | _PARTS)) + r"(?!\w)"
)
_COMMITTEE = re.compile(r"BND(?<=(?P<u>[ƯỪỨỬỮỰÙÚỦŨỤ])BND)(?<![^\W_].BND)(?!\w)")  # opens with letters that are rare
_O = "ốồỗôỏó"  # what recognition reads for the vowel of the words for a change


def _changes() -> Iterator[re.Pattern[str]]:
    """Patterns for these words with that vowel misread, "sửa đối", "bồ sung"; each opens with the longer rest."""
    for words in words_of("titles", "qualifies"):
        before, vowel, behind = words.partition("ổ")
        first, rest = f"[{words[0]}{words[0].upper()}]", before[1:]
        if vowel and len(before) > len(behind):
            yield re.compile(rf"{rest}(?<={first}{rest})(?P<o>[{_O}]){behind}(?!\w)")
        elif vowel:
            yield re.compile(rf"{behind.lstrip()}(?<={first}{rest}(?P<o>[{_O}]){behind})(?!\w)")


_TILDES = {"ă": "ã", "Ă": "Ã"}
_RIGHT = (
    (_BASIS, {"a": "ă", "mark": " ", "u": "ứ"}),
    (_COMMITTEE, {"u": "U"}),
    *((pattern, {"o": "ổ"}) for pattern in _changes()),
)


_BREVE = re.compile(r"ă(?=[iouy]|(?!\w))", re.IGNORECASE)  # no syllable ends so: "băi bỏ", "đă"
_SHOWS_BREVES = ("đă ", "xă ")


def mend_accents(source: str) -> str:
    """``source`` with such words as they are spelled."""
    found: dict[int, str] = {}
    if any(word in source for word in _SHOWS_BREVES):  # a file that was converted so, as a whole
        found.update((match.start(), _TILDES[match[0]]) for match in _BREVE.finditer(source))
    for pattern, right in _RIGHT:
        for match in pattern.finditer(source):
            start = match.start()
            if pattern is _BASIS and (match["a"] + match["u"] == "au" or not _RESTS_ON.match(fold(match["behind"]))):
                continue  # a text without accents is damaged as a whole
            if pattern is _BASIS and source[start - 1 : start].isalpha():
                if source[start - 2 : start - 1] not in {"", "\n"}:
                    continue
                found[start - 1] = " "  # a stray letter at the line's head
            found.update((match.start(name), one) for name, one in right.items() if match[name] not in {None, one})
    if not found:
        return source
    letters = list(source)
    for at, right_one in found.items():
        letters[at] = right_one
    return "".join(letters)
