"""placeholder"""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def harmless(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "@", "\t", "\r")) else text
