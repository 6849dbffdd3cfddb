"""What a client accepts, in the order in which it wants it."""

from __future__ import annotations

_MOST = 20


def accepted(header: str) -> list[str]:
    """The media types of an ``Accept`` header, what is wanted most first; what is not wanted at all is left out."""
    found = []
    for place, one in enumerate(header.lower().split(",")[:_MOST]):
        kind, *more = (part.strip() for part in one.split(";"))
        quality = next((part[2:] for part in more if part.startswith("q=")), "1")
        try:
            found.append((-float(quality), place, kind))
        except ValueError:
            continue
    return [kind for wanted, _, kind in sorted(found) if wanted < 0]
