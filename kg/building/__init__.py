"""How a store comes from files: reading them, what a change touches, and one change of the graph a batch."""
