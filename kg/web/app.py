"""The application: the pages of the table at their paths in both languages, what is no page, and the guard around."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from kg.web.answering import Site, endpoint, json_bytes
from kg.web.asked import Page
from kg.web.failures import failure
from kg.web.guard import Guard
from kg.web.links import PATHS
from kg.web.pages import PAGES
from kg.web.settings import Settings
from kg.web.templates import STATIC, static
from kg.wording import Language
from kg.workspace.workspace import Workspace

LANGUAGES: tuple[Language, ...] = ("vi", "en")


class _Piece(Convertor[str]):
    """One piece of a path, as short as it can be: what follows it may be a suffix."""

    regex = "[^/]+?"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


def _forms(page: Page) -> str:
    """The name of a convertor that takes the suffixes of a page, and no other; ids hold dots themselves."""
    name = f"forms_of_{page.name}"

    class Forms(_Piece):
        regex = rf"(?:\.(?:html|{'|'.join(page.forms)}))?" if page.forms else r"(?:\.html)?"

    register_url_convertor(name, Forms())
    return name


def application(work: Workspace, settings: Settings) -> ASGIApp:
    """The server's application over an open workspace. The caller closes the workspace when it is done."""
    site = Site(work, settings)
    app = Starlette(
        routes=list(_routes(site)),
        exception_handlers={404: _not_found, 405: _not_so},
    )
    return Guard(app, settings)


def _routes(site: Site) -> Iterator[BaseRoute]:
    register_url_convertor("piece", _Piece())
    yield Route("/health", _health(site))
    yield Route("/robots.txt", _robots(site))
    yield Route("/static/{name}", _static)
    for page in PAGES:
        for language in LANGUAGES:
            path = PATHS[page.name][language]
            for part in ("id", "sha256", "name"):
                path = path.replace(f"{{{part}}}", f"{{{part}:piece}}")
            yield Route(f"{path}{{form:{_forms(page)}}}", endpoint(site, page, language))


def _health(site: Site):  # type: ignore[no-untyped-def]
    async def health(request: Request) -> Response:
        work = await site.quick.take(site.work.asked)
        return Response(json_bytes({"ok": True, "build": work.store.generation}), 200, None, "application/json")

    return health


def _robots(site: Site):  # type: ignore[no-untyped-def]
    async def robots(request: Request) -> Response:
        allowed = "Allow: /" if site.settings.listed else "Disallow: /"
        return PlainTextResponse(f"User-agent: *\n{allowed}\n")

    return robots


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        return await _not_found(request, Exception())
    body, edition = static(name)
    lasting = request.query_params.get("v") == edition
    caching = "public, max-age=31536000, immutable" if lasting else "no-cache"
    return Response(body, 200, {"cache-control": caching, "etag": f'"{edition}"'}, STATIC[name])


async def _not_found(request: Request, error: Exception) -> Response:
    return failure(request.scope, 404, "There is no such page.")


async def _not_so(request: Request, error: Exception) -> Response:
    return failure(request.scope, 405, "This page is not asked so.")
