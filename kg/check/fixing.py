"""The text with all suggestions carried out, for a new file that the user asked for."""

from __future__ import annotations

from kg.check.records import SEVERITIES, Checked, Suggestion


def fixed(document: Checked) -> tuple[str, int]:
    """The text with the suggestions in place, and how many; of two for one place the graver finding's is taken."""
    taken: list[Suggestion] = []
    for finding in sorted(document.findings, key=lambda one: (SEVERITIES.index(one.severity), one.start)):
        for spot in finding.spots:
            new = spot.suggestion
            if new is not None and all(new.end <= old.start or old.end <= new.start for old in taken):
                taken.append(new)
    text = document.text
    for suggestion in sorted(taken, key=lambda one: one.start, reverse=True):
        text = text[: suggestion.start] + suggestion.after + text[suggestion.end :]
    return text, len(taken)
