"""The decoded texts of the sources, compressed in the store itself: no question opens an original again.

Each stands in a graph of its own, under a name of its own, so that whoever asks about a source does not drag its text
along; it comes and goes in one change with what was read out of it.
"""

from __future__ import annotations

import binascii
import zlib
from base64 import b64decode, b64encode

from pyoxigraph import Literal, Quad

from extract.errors import StoreError
from extract.reading.limits import Limits, setting
from kg.graph.terms import digest_of, term, text_iri
from kg.storage.store import Store, value_of

_TEXT, _BYTES_A_CHARACTER = term("cancu:text"), 4


def packed(text: str) -> bytes:
    """A text as it is kept."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


def unpacked(pack: bytes) -> str:
    """A text out of what this program packed."""
    return zlib.decompress(pack).decode("utf-8", "surrogatepass")


def text_quad(sha256: str, pack: bytes) -> Quad:
    """The text of a source as a statement."""
    node = text_iri(sha256)
    return Quad(node, _TEXT, Literal(b64encode(pack).decode(), datatype=term("xsd:base64Binary")), node)


def text_of(store: Store, sha256: str) -> str | None:
    """The text of a source, in which the offsets of its citations count; None where it was left out, or unknown.

    Raises StoreError for one that is damaged, or longer than ``CANCU_MAX_CHARACTERS`` allows.
    """
    node = text_iri(sha256)
    found = next(store.match(node, _TEXT, None, node), None)
    if found is None:
        return None
    most = Limits.from_environment().characters
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(b64decode(value_of(found), validate=True), most * _BYTES_A_CHARACTER)
        if unpacking.eof:
            return text.decode("utf-8", "surrogatepass")
    except (binascii.Error, zlib.error, UnicodeError) as error:
        raise _broken(sha256) from error
    if unpacking.unconsumed_tail:
        raise StoreError(
            "The text of the source {sha256} has more than {most:,} characters; set {setting} as high as when it was "
            "built.",
            sha256=sha256,
            most=most,
            setting=setting("characters"),
        )
    raise _broken(sha256)


def _broken(sha256: str) -> StoreError:
    return StoreError(
        "The store is broken: its text of the source {sha256} cannot be unpacked; restore another backup, or build it "
        "anew into another folder.",
        sha256=sha256,
    )


def held_texts(store: Store) -> set[str]:
    """The sources, by the hash of their content, of which the text is kept. No text is read for it."""
    rows = store.select("SELECT ?text WHERE { GRAPH ?text { ?text cancu:text ?packed } }")
    return {digest_of(row["text"].value) for row in rows}
