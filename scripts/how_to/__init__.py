"""Twelve tasks: played in a terminal, and written down as ``docs/how-to.md`` and ``docs/huong-dan.md``."""
