"""The graph in a browser: pages, JSON and SPARQL over one open workspace (``cancu serve``).

The web asks the workspace and shows what it answers; it knows nothing of law, of documents or of the store. A page's
address with ``.json`` is the interface for programs.
"""
