"""The application: the pages of the table at their paths in both languages, what is no page, and the guard around."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from extract.errors import Sentence
from kg.web.answering import Site, caught, endpoint
from kg.web.checking import FORMS_OF_CHECK, check
from kg.web.failures import failure, json_bytes
from kg.web.guard import Guard
from kg.web.links import PATHS, Links
from kg.web.pages import PAGES
from kg.web.parameters import EVERYWHERE
from kg.web.picturing import picture
from kg.web.settings import Settings
from kg.web.sparql import console, sparql
from kg.web.templates import STATIC, rendered, static, words
from kg.wording import LANGUAGES, Language
from kg.workspace.workspace import Workspace


class _Piece(Convertor[str]):
    """One piece of a path, as short as it can be: what follows it may be a suffix."""

    regex = "[^/]+?"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


def _suffixes(page: str, forms: Iterable[str]) -> str:
    """The name of a convertor that takes the suffixes of a page, and no other; ids hold dots themselves."""
    name = f"forms_of_{page}"

    class Forms(_Piece):
        regex = rf"(?:\.(?:{'|'.join(forms)}))?"

    register_url_convertor(name, Forms())
    return name


def application(work: Workspace, settings: Settings) -> ASGIApp:
    """The server's application over an open workspace. The caller closes the workspace when it is done."""
    site = Site(work, settings)

    @asynccontextmanager
    async def running(_: Starlette) -> AsyncIterator[None]:
        following = asyncio.create_task(site.builds.follow())
        yield
        following.cancel()
        site.close()

    app = Starlette(
        routes=list(_routes(site)),
        exception_handlers={404: _not_found, 405: _not_so},
        lifespan=running,
    )
    app.router.redirect_slashes = False  # a redirection would name the server as the request did
    return Guard(app, settings)


def _routes(site: Site) -> Iterator[BaseRoute]:
    register_url_convertor("piece", _Piece())
    for page in PAGES:
        for language in LANGUAGES:
            path = _with_pieces(PATHS[page.name][language])
            yield Route(f"{path}{{form:{_suffixes(page.name, ('html', *page.forms))}}}", endpoint(site, page, language))
    yield Route("/health", partial(_health, site))
    yield Route("/robots.txt", partial(_robots, site))
    yield Route("/static/{name}", _static)
    yield Route("/favicon.ico", _icon)
    yield Route("/sparql", sparql(site), methods=["GET", "POST"])
    yield Route("/api/openapi.json", partial(_openapi, site))
    for language in LANGUAGES:
        yield Route(PATHS["api"][language], partial(_api, site, language))
        yield Route(PATHS["queries"][language], console(site, language), methods=["POST"])
        yield Route(
            f"{PATHS['check'][language]}{{form:{_suffixes('check', FORMS_OF_CHECK)}}}",
            check(site, language),
            methods=["GET", "POST"],
        )
        yield Route(_with_pieces(PATHS["picture"][language]), picture(site, language))


def _with_pieces(path: str) -> str:
    return _PART.sub(r"{\1:piece}", path)


_PART = re.compile(r"\{(\w+)\}")


async def _health(site: Site, request: Request) -> Response:
    async def answer() -> Response:
        said = json_bytes({"ok": True, "build": site.asked().store.generation})
        return Response(said, 200, {"cache-control": "no-store"}, "application/json")

    return await caught(request, "en", site, answer)


async def _openapi(site: Site, request: Request) -> Response:
    from kg.web.openapi import openapi

    return Response(json_bytes(openapi(site.settings.root)), 200, {"cache-control": "no-cache"}, "application/json")


async def _api(site: Site, language: Language, request: Request) -> Response:
    from kg.web.openapi import EXAMPLE

    links = Links(site.settings.root, language)
    page = rendered(
        "api.html",
        language,
        links,
        named=words("menu.api", language),
        here="api",
        translated=links.translated().page("api"),
        pages=PAGES[1:],
        paths=PATHS,
        everywhere=EVERYWHERE,
        example=EXAMPLE,
    )
    return Response(page, 200, {"cache-control": "no-cache"}, "text/html; charset=utf-8")


async def _robots(site: Site, request: Request) -> Response:
    allowed = "Allow: /" if site.settings.listed else "Disallow: /"
    return PlainTextResponse(f"User-agent: *\n{allowed}\n")


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        return await _not_found(request, Exception())
    body, edition = static(name)
    lasting = request.query_params.get("v") == edition
    caching = "public, max-age=31536000, immutable" if lasting else "no-cache"
    return Response(body, 200, {"cache-control": caching, "etag": f'"{edition}"'}, STATIC[name])


async def _icon(request: Request) -> Response:
    return Response(static("icon.svg")[0], 200, {"cache-control": "public, max-age=86400"}, STATIC["icon.svg"])


async def _not_found(request: Request, error: Exception) -> Response:
    return failure(request.scope, 404, Sentence("There is no such page."))


async def _not_so(request: Request, error: Exception) -> Response:
    return failure(request.scope, 405, Sentence("This page is not asked so."))
