"""By what the documents of a network are ranked; :mod:`kg.answers.network` computes it, with a large library."""

from typing import Literal

Measure = Literal["cited", "pagerank", "authority", "hub"]
