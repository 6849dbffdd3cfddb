"""The text as its author meant it (lines, footnotes, hidden characters), with the way back to the source."""
