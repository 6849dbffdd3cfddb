"""The noise of real files, piece by piece: what scanners, converters and typists do to numbers, days and names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

Noise = Callable[[str, int], str]


def _after(marks: str, inserted: str) -> Noise:
    """Noise that puts something behind one of ``marks``, if the piece has any; never at its ends."""

    def noise(piece: str, at: int) -> str:
        places = [i + 1 for i, c in enumerate(piece) if c in marks and 0 < i < len(piece) - 1]
        cut = places[at % len(places)] if places else 0
        return piece[:cut] + inserted + piece[cut:] if cut else piece

    return noise


def _before(marks: str, inserted: str) -> Noise:
    def noise(piece: str, at: int) -> str:
        places = [i for i, c in enumerate(piece) if c in marks and 0 < i < len(piece) - 1]
        cut = places[at % len(places)] if places else 0
        return piece[:cut] + inserted + piece[cut:] if cut else piece

    return noise


def _anywhere(inserted: str) -> Noise:
    return lambda piece, at: piece[: (cut := 1 + at % max(1, len(piece) - 1))] + inserted + piece[cut:]


def _swap(old: str, new: str) -> Noise:
    return lambda piece, _: piece.replace(old, new)


def _around_first(opening: str, closing: str) -> Noise:
    def noise(piece: str, _: int) -> str:
        first = re.split(r"[/-]", piece, maxsplit=1)[0]
        return opening + first + closing + piece[len(first) :]

    return noise


def _blank_to(inserted: str) -> Noise:
    def noise(piece: str, at: int) -> str:
        places = [i for i, c in enumerate(piece) if c == " " and 0 < i < len(piece) - 1]
        if not places:
            return piece
        cut = places[at % len(places)]
        return piece[:cut] + inserted + piece[cut + 1 :]

    return noise


def _decomposed(piece: str, _: int) -> str:
    return unicodedata.normalize("NFD", piece)


LOST_HYPHENS = ("NĐ-CP", "CT-TTg", "QĐ-TTg", "NQ-CP", "QĐ-UBND", "KH-UBND", "NQ-HĐND")


def _lost_hyphen(piece: str, _: int) -> str:
    symbol = piece.rsplit("/", 1)[-1]
    return piece.replace(symbol, symbol.replace("-", "")) if symbol in LOST_HYPHENS else piece


def _without_accent(piece: str, _: int) -> str:
    """NĐ and QĐ as a keyboard without Vietnamese writes them."""
    return piece.replace("/NĐ-", "/ND-").replace("/QĐ-", "/QD-")


#: Name -> (the piece that it strikes: number, type, so, date, link (before the issuer) or issuer; what it does).
NOISES: dict[str, tuple[str, Noise]] = {
    "break after hyphen": ("number", _after("-", "\n")),
    "break after slash": ("number", _after("/", " \n")),
    "blank after hyphen": ("number", _after("-", " ")),
    "blank after slash": ("number", _after("/", " ")),
    "blank before slash": ("number", _before("/", " ")),
    "blank before hyphen": ("number", _before("-", " ")),
    "no-break space before slash": ("number", _before("/", "\u00a0")),
    "stars around the serial": ("number", _around_first("**", "**")),
    "bold serial": ("number", _around_first("<b>", "</b>")),
    "star before slash": ("number", _before("/", " *")),
    "zero-width space": ("number", _anywhere("\u200b")),
    "soft hyphen": ("number", _anywhere("\u00ad")),
    "Icelandic": ("number", _swap("Đ", "Ð")),
    "en dash": ("number", _swap("-", "–")),
    "without accent": ("number", _without_accent),
    "small letter": ("number", _swap("-CP", "-Cp")),
    "capital letter": ("number", _swap("-TTg", "-TTG")),
    "lost hyphen": ("number", _lost_hyphen),
    "glued note": ("number", lambda piece, at: f"{piece}{1 + at % 9}"),
    "superscript note": ("number", lambda piece, at: f"{piece}<sup>{1 + at % 9}</sup>"),
    "broken type": ("type", _blank_to("\n")),
    "type broken with a blank": ("type", _blank_to(" \n")),
    "no-break type": ("type", _blank_to("\u00a0")),
    "small type": ("type", lambda piece, _: piece.lower()),
    "decomposed type": ("type", _decomposed),
    "soft hyphen in type": ("type", _anywhere("\u00ad")),
    "số with a colon": ("so", _swap("số ", "số: ")),
    "break after số": ("so", _swap("số ", "số\n")),
    "no-break space after số": ("so", _swap("số ", "số\u00a0")),
    "glued số": ("so", _swap("số ", "số")),
    "decomposed số": ("so", _decomposed),
    "broken date": ("date", _blank_to("\n")),
    "date broken with a blank": ("date", _blank_to(" \n")),
    "no-break date": ("date", _blank_to("\u00a0")),
    "blanks in date": ("date", lambda piece, _: piece.replace("/", "/ ", 1) if "(" not in piece else piece),
    "glued ngày": ("date", lambda piece, _: piece.removeprefix(" ") if piece.startswith(" ngày") else piece),
    "decomposed date": ("date", _decomposed),
    "glued note on the year": ("date", lambda piece, at: piece if piece.endswith(")") else f"{piece}{1 + at % 9}"),
    "stars before the date": ("date", lambda piece, _: piece.replace(" ", "* *", 1)),
    "break before của": ("link", _swap(" của", "\ncủa")),
    "gazette header before của": (
        "link", _swap(" của", "\nCÔNG BÁO/Số 35 + 36/Ngày 08-01-2024 \n33\ncủa"),
    ),
    "broken issuer": ("issuer", _blank_to("\n")),
    "decomposed issuer": ("issuer", _decomposed),
}  # fmt: skip

#: Noise that is certain only beside a number: behind a law's name a digit or a glued word may be anything.
NUMBERS_ONLY = {"glued ngày", *(name for name, (where, _) in NOISES.items() if where == "number")}
