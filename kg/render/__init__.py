"""How answers are shown: blocks of words, tables and trees, for a terminal, a pipe, a sheet, Markdown or a page."""
