"""What is wrong with a query that the store's parser refuses, in one sentence and in the words of who wrote it."""

from __future__ import annotations

import re

from extract.errors import QueryError
from extract.reading import printable
from kg.storage.query_guard import prefixes_of

_PLACE = re.compile(r"error at (\d+):(\d+)")
_SHOWN = 30
"""Characters that are shown of the text where it is wrong."""


def invalid_query(text: str, error: str) -> QueryError:
    """The refusal of a query: the prefix that nobody declared, else the place that ``error`` of the parser names."""
    used, declared = prefixes_of(text)
    if unknown := next((prefix for prefix in used if prefix not in declared), None):
        return QueryError(
            "The prefix {prefix}: is not known; known are {known}. Declare others: PREFIX {prefix}: <http://...>",
            prefix=printable(unknown),
            known=", ".join(sorted(filter(None, declared))),
        )
    found = _PLACE.search(error)
    lines = text.split("\n")
    if found is None or int(found[1]) > len(lines):
        return QueryError("The query is not valid SPARQL: {error}", error=printable(error))
    line, column = int(found[1]), int(found[2])
    rest = lines[line - 1][column - 1 :].strip()[:_SHOWN]
    if not rest:
        return QueryError("The query is not valid SPARQL: it ends too early, in line {line}.", line=line)
    return QueryError(
        "The query is not valid SPARQL in line {line}, column {column}: “{rest}” is not expected there.",
        line=line,
        column=column,
        rest=printable(rest),
    )
