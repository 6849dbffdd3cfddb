"""TOML of the user: read within bounds, written so that it is read again."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from extract.errors import InputError
from extract.userfiles import load_text
from kg.harmless import escaped

_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def load_toml(path: Path) -> dict[str, Any]:
    """The table that a file holds. Raises InputError, naming the file, where it is not to be read or is no TOML."""
    text = load_text(path)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise InputError("{path} cannot be read as TOML: it is nested too deeply.", path=path) from None
    except tomllib.TOMLDecodeError as error:
        raise InputError("{path} cannot be read as TOML: {error}.", path=path, error=error) from error
    except ValueError:
        raise InputError("{path} cannot be read as TOML: a number in it has too many digits.", path=path) from None


def toml_string(text: str) -> str:
    """The text as a string of TOML, on one line, letters as they are."""
    return '"' + escaped(re.sub(r'[\\"\n\t]', lambda found: _SHORT[found[0]], text)) + '"'
