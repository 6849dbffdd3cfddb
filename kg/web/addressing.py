"""The address of what is asked: the same in another form, in the other language, or with something told otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from kg.web.asked import Asked, Shown
from kg.web.links import PATHS, Links


def address(asked: Asked, form: str = "html", /, **other: object) -> str:
    """The address of what is asked, in a form, ``other`` told otherwise."""
    return link_to(asked.links, asked, form, **other)


def addresses(asked: Asked) -> dict[str, str]:
    """The address of what is asked, in each of its forms."""
    told = _told(asked)
    return {form: _link(asked.links, asked, form, told) for form in ("html", *asked.page.forms)}


def link_to(links: Links, asked: Asked, form: str = "html", /, **other: object) -> str:
    """The same by other links, those of another language for instance."""
    return _link(links, asked, form, _told(asked) | other)


def _link(links: Links, asked: Asked, form: str, told: Mapping[str, object]) -> str:
    name = asked.page.name
    match PATHS[name]["vi"]:
        case path if "{id}" in path:
            to = {"document": links.document, "lineage": links.lineage}[name]
            return to(asked.part, form, **told)
        case path if "{sha256}" in path:
            return links.source(asked.part, None, form)
        case path if "{name}" in path:
            return links.query(asked.part, form, **told)
        case _:
            return links.page(name, form, **told)


def next_page(shown: Shown, asked: Asked) -> str | None:
    """The address of the next entries; None where these are the last."""
    if asked.typed.get("page") is None or asked.offset + asked.limit >= shown.total:
        return None
    return address(asked, asked.form, page=(asked.number("page") or 1) + 1)


def page_before(asked: Asked) -> str | None:
    """The address of the entries before these; None where these are the first."""
    here = asked.number("page") if "page" in asked.typed else None
    return address(asked, page=here - 1) if here is not None and here > 1 else None


def _told(asked: Asked) -> dict[str, object]:
    """What the address tells, without what is so by default and without what only this request is about."""
    said = {one.name: asked.typed[one.name] for one in asked.page.parameters if one.name != "typing"}
    by_default = {one.name: one.default for one in asked.page.parameters}
    return {name: 1 if value is True else value for name, value in said.items() if value != by_default[name]}
