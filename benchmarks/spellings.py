"""Ways of writing SERVICE in a query, none of which may reach a network.

``CANCU_SPELLINGS=10000 python -m pytest tests/kg/test_harmless.py -k spelling`` tries ten thousand of them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

_BEFORE = [" ", "", ".", " .", ". ", ";", "\n", ",", "{", "}", ")", "]", "1", "1.", "1e5", "true", "'x'", '"""x"""',
           "'x'@vi", "a:", "a:.", "a:b", "a:b.", "?o", "?o.", "?o .", "$o;", "_:a ", "_:a.", "<a:b>", "#x\n", "#x\r",
           "#\\\n", "'\\\\'", "'a\\'", "''", "'''a''''", "<<", ">>", ">", "<", "FILTER(?o<1)", "FILTER(?o<?p&&?q>1)",
           "[]", "BIND(1 AS ?x)", "()", "a", "UNDEF", "@", "^^a:b", "\ufeff", "\u00a0", "\u2028", "\x0b", "\x00", "%53",
           "\\", "-", "_", "·", "é", "OPTIONAL", "MINUS", "GRAPH ?g", "PREFIX", ":", "::", "SILENT", "|", "/", "^", "!",
           "*", "+", "=", "&&"]  # fmt: skip
_AFTER = [" ", "", "\n", "\t", "#x\n", "SILENT", " SILENT ", "silent", r"\u0020", ".", ":", "?x", "1", "a:", "_", "-"]
_TARGETS = ["<{url}>", "<{url}SERVICE>", "u:", "u:x", ":x", "u:service", "?where", r"<\u0068{rest}>", "SERVICE:x"]
_AROUND = ["SELECT * {{ ?s ?p ?o{x} }}", "SELECT * {{ VALUES ?where {{ <{url}> }} ?s ?p {x} }}", "ASK {{ {x} }}",
           "SELECT * {{ {{ {x} }} UNION {{ {x} }} }}", "SELECT * {{ FILTER EXISTS {{ {x} }} }}",
           "SELECT * {{ GRAPH ?g {{ ?s ?p 1{x} }} }}", "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o {x} }}",
           "SELECT * {{ {{ SELECT * {{ {x} }} }} }}", "DESCRIBE ?s {{ ?s ?p ?o OPTIONAL {{ {x} }} }}",
           "SELECT ('{x}' AS ?y) {{ {x} }}", "SELECT * {{ ?s ?p '''{x} }}", "SELECT * {{ ?s ?p <{x}> . {x} }}",
           "SELECT * {{ #{x}\n ?s ?p ?o }}", 'SELECT * {{ ?s ?p "{x}" {x} }}',
           "SELECT * FROM <{url}> FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} {x} }}",
           "SELECT * {{ BIND(<{url}> AS ?where) LATERAL {{ {x} }} }}"]  # fmt: skip
_PROLOGUES = ["", "PREFIX u: <{url}> ", "PREFIX u: <{url}> PREFIX : <{url}> PREFIX a: <a:> ", "BASE <{url}> "]
_WORD = "SERVICE"


def spellings(number: int, url: str) -> Iterator[str]:
    """So many queries that try to have ``url`` asked, the same ones each time."""
    chance = random.Random(1)
    for step in range(number):
        likely = step % 2 == 0  # half of them are written so that they may well be valid
        before = chance.choice(_BEFORE[:6] if likely else _BEFORE)
        after = chance.choice(_AFTER[:7] if likely else _AFTER)
        target = chance.choice(_TARGETS[:4] if likely else _TARGETS).format(url=url, rest=url[1:])
        around = chance.choice(_AROUND[:9] if likely else _AROUND)
        word = "".join(
            chance.choice([letter, letter.lower()]) if likely else _written(letter, chance) for letter in _WORD
        )
        prologue = f"PREFIX u: <{url}> " if likely else chance.choice(_PROLOGUES).format(url=url)
        yield prologue + around.format(x=f"{before}{word}{after}{target}{{ ?s ?p ?o }}", url=url)


def _written(letter: str, chance: random.Random) -> str:
    way = chance.random()
    if way < 0.02:
        return f"\\u{ord(letter):04x}"
    if way < 0.03:
        return f"\\U{ord(letter):08X}"
    if way < 0.04:
        return f"{letter}{chance.choice(['#', chr(92), chr(0), ' ', chr(0x200B), '/**/'])}"
    if way < 0.045:
        return {"S": "ſ", "I": "ı"}.get(letter, letter)
    return letter if way < 0.6 else letter.lower()
