"""An answer: frozen, typed, and the same at every door.

A class of answers says what it holds by its fields, how it reads by :meth:`Result.blocks`, and what a sheet of it
holds by :meth:`Result.table`. JSON, JSON Schema, notebooks and data frames follow from these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from kg.render.blocks import Block, Table
from kg.render.shapes import Json, plain, schema_of
from kg.wording import Language

if TYPE_CHECKING:
    import pandas


class Result:
    """What a question gives. ``KIND`` names its schema, ``VERSION`` counts the changes that break a reader of it."""

    __slots__ = ()
    KIND: ClassVar[str]
    VERSION: ClassVar[int] = 1

    def __init_subclass__(cls) -> None:
        setattr(cls, "__repr__", Result.__repr__)  # noqa: B010 - in the class itself, where a dataclass leaves it

    def __repr__(self) -> str:
        return f"<{self.KIND}: {len(self.table().rows):,} rows; to_dict(), to_dataframe()>"

    def to_dict(self) -> Json:
        """The answer as JSON-ready dicts and lists, the name and version of its schema first."""
        said = plain(self)
        assert isinstance(said, dict)
        return {"schema": self.schema_id(), **said}

    @classmethod
    def schema_id(cls) -> str:
        """The name of the schema and its version: "cancu/lineage/1"."""
        return f"cancu/{cls.KIND}/{cls.VERSION}"

    @classmethod
    def schema(cls) -> Json:
        """The JSON Schema (2020-12) of what :meth:`to_dict` gives."""
        shape = schema_of(cls)
        properties, required = shape["properties"], shape["required"]
        assert isinstance(properties, dict)
        assert isinstance(required, list)
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": cls.schema_id(),
            **shape,
            "properties": {"schema": {"const": cls.schema_id()}, **properties},
            "required": ["schema", *required],
        }

    def blocks(self, language: Language) -> tuple[Block, ...]:
        """What a person reads."""
        raise NotImplementedError(type(self).__name__)

    def tree(self, language: Language) -> tuple[Block, ...]:
        """The same as a tree, where the answer is one."""
        return self.blocks(language)

    def table(self) -> Table:
        """What a sheet holds: one row for each thing that the answer lists. Empty where it lists nothing."""
        return next((block for block in self.blocks("en") if isinstance(block, Table)), Table((), ()))

    def _repr_html_(self) -> str:
        from kg.render.html import fragment  # noqa: PLC0415 - only notebooks need it

        return fragment(self.blocks("vi"), "vi")

    def to_dataframe(self) -> pandas.DataFrame:
        """The rows of :meth:`table` as a data frame. Raises ImportError where pandas is not installed."""
        import pandas as pd  # noqa: PLC0415 - the user's own

        table = self.table()
        return pd.DataFrame(list(table.rows), columns=list(table.names))


def kinds(base: type[Result] = Result) -> dict[str, Any]:
    """All classes of answers that are loaded, by their kind."""
    found: dict[str, Any] = {}
    for one in base.__subclasses__():
        found |= {one.KIND: one} if "KIND" in vars(one) else {}
        found |= kinds(one)
    return dict(sorted(found.items()))
