"""List numbers as office programs write them: 4 is "4", "04", "d", "D", "iv" or "IV"."""

from __future__ import annotations

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def numeral(number: int, form: str) -> str:
    """``number`` in a Word (``lowerLetter``) or OpenDocument (``a``) form; empty for no numbers at all."""
    if form in {"lowerLetter", "upperLetter", "a", "A"}:
        written = _letters(number)
    elif form in {"lowerRoman", "upperRoman", "i", "I"}:
        written = _roman(number).lower()
    elif form in {"none", ""}:
        written = ""
    else:
        written = f"{number:02}" if form == "decimalZero" else str(number)
    return written.upper() if form.startswith("upper") or form in {"A", "I"} else written


def _letters(number: int) -> str:
    """a … z, aa, bb, …: the letter is repeated."""
    repeats, letter = divmod(max(number, 1) - 1, 26)
    return chr(ord("a") + letter) * min(repeats + 1, 10)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    roman = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        roman += letters * count
    return roman
