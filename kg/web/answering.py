"""From a request to what is sent: the question is understood, answered in its turn, and kept while nothing changes."""

from __future__ import annotations

import io
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from extract.errors import CancuError, Sentence
from kg.render.blocks import Table
from kg.render.sheet import MARK, write_csv
from kg.tracing import noted
from kg.web.asked import Asked, Elsewhere, Page, Shown, day_wanted, form_wanted, language_wanted
from kg.web.failures import RefusedError, failure, json_bytes, sentence_of, status_of
from kg.web.kept import Finished, Kept
from kg.web.links import FORMS, PATHS, Links
from kg.web.settings import Settings
from kg.web.templates import looks, rendered
from kg.web.turns import BusyError, Turns
from kg.wording import Language
from kg.workspace.endpoint import Endpoint as SparqlEndpoint
from kg.workspace.workspace import Workspace

BUSY = Sentence("Too many ask at once; try again in a moment.")
UNFORESEEN = Sentence("This was not foreseen; it is noted where the server runs.")


@dataclass(slots=True)
class Site:
    """What all requests share: the workspace, the settings, the turns that questions take, and the finished pages."""

    work: Workspace
    settings: Settings
    quick: Turns = field(init=False)
    slow: Turns = field(init=False)
    checks: Turns = field(init=False)
    kept: Kept = field(init=False)
    endpoint: SparqlEndpoint = field(init=False)

    def __post_init__(self) -> None:
        bounds = self.settings.bounds
        self.quick, self.slow = (Turns(at_once, bounds.waiting) for at_once in (bounds.quick, bounds.slow))
        self.checks = Turns(1, bounds.waiting)  # each may take most of a gigabyte
        self.kept = Kept(bounds.kept)
        self.endpoint = SparqlEndpoint(self.work, at_once=bounds.slow)

    def warm(self) -> None:
        """Reads what the first question would wait for: the words of the store, the names of the register."""
        with suppress(CancuError):
            work = self.work.asked()
            work.find("33/CT-TTg", limit=1)
            work.holdings()

    def close(self) -> None:
        """Ends the processes of queries, and lets go of the threads."""
        self.endpoint.close()
        self.quick.close()
        self.slow.close()
        self.checks.close()


Endpoint = Callable[[Request], Awaitable[Response]]


def endpoint(site: Site, page: Page, of_path: Language) -> Endpoint:
    """What answers requests for a page at its path in one language."""

    async def answer(request: Request) -> Response:
        return await caught(request, of_path, site, partial(_answer, site, page, of_path, request))

    return answer


async def caught(request: Request, language: Language, site: Site, work: Callable[[], Awaitable[Response]]) -> Response:
    """What ``work`` gives; what goes wrong as an answer that says so."""
    links = Links(site.settings.root, language)
    fail = partial(failure, request.scope, language=language, links=links)
    try:
        return await work()
    except ClientDisconnect:  # nobody is there to be told
        return Response(status_code=400)
    except Exception as error:  # noqa: BLE001 - whoever asks gets a sentence, the trace goes into the log
        status, said = _told_of(error, request.scope["path"])
        return fail(status, said, close=isinstance(error, RefusedError))


def _told_of(error: Exception, path: str) -> tuple[int, str]:
    """The status and the sentence of what went wrong; what is not the asker's is noted."""
    match error:
        case RefusedError():
            return error.status, error.sentence
        case HTTPException():
            return error.status_code, error.detail
        case BusyError():
            return 503, BUSY
        case CancuError():
            if status_of(error) == 503:
                noted(error, path)
            return status_of(error), sentence_of(error)
        case _:
            noted(error, path)
            return 500, UNFORESEEN


async def _answer(site: Site, page: Page, of_path: Language, request: Request) -> Response:
    form = form_wanted(request.path_params["form"], request.headers.get("accept", ""), page.forms)
    typed = page.typed(request.query_params, form)
    language, day = language_wanted(of_path, typed["lang"]), day_wanted(typed["as_of"])
    part = next((str(value) for name, value in request.path_params.items() if name != "form"), "")
    turns = site.slow if page.slow else site.quick

    def ready() -> tuple[Asked, str]:
        work = site.work.asked(as_of=day, language=language, pages=bool(typed.get("pages")))
        links = Links(site.settings.root, language, day)
        return Asked(work, site.endpoint, site.settings, links, form, part, typed), work.stamp

    asked, stamp = await site.quick.take(ready)
    told = json.dumps(typed, default=str, sort_keys=True)
    key = (looks(), stamp, page.name, of_path, form, part, told)
    tag = f'W/"{sha256("|".join(key).encode()).hexdigest()[:24]}"'
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"etag": tag, "vary": "accept"})
    finished = site.kept.get(key)
    if finished is None:
        finished = await turns.take(partial(_finished, page, asked))
        site.kept.put(key, finished)
    headers = {**dict(finished.headers), "etag": tag}
    if "typing" in asked.typed and asked.flag("typing"):
        headers["hx-replace-url"] = asked.links.page(page.name, **_told(asked, page))
    return Response(finished.body, finished.status, headers)


def _finished(page: Page, asked: Asked) -> Finished:
    written = page.written.get(asked.form)
    if written is not None:
        return _page(written(asked), asked, page)
    shown = page.shown(asked)
    if isinstance(shown, Elsewhere):
        moved = RedirectResponse(shown.link, 303)
        return Finished(303, tuple(moved.headers.items()), b"")
    match asked.form:
        case "json":
            return _page(json_of(shown, asked, page), asked, page)
        case "csv":
            return _page(csv_of_table(shown.answer.table()), asked, page)
        case _:
            return _page(html_of(shown, asked, page), asked, page)


def _page(body: bytes, asked: Asked, page: Page) -> Finished:
    headers = {
        "content-type": FORMS[asked.form],
        "cache-control": "no-cache",
        "vary": "accept",
        "content-language": asked.language,
        "link": ", ".join(
            f'<{address(asked, page, form)}>; rel="alternate"; type="{FORMS[form].partition(";")[0]}"'
            for form in ("html", *page.forms)
            if form != asked.form
        ),
    }
    if asked.form == "svg":
        headers["content-security-policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return Finished(200, tuple(headers.items()), body)


def address(asked: Asked, page: Page, form: str = "html", /, **other: object) -> str:
    """The address of what is asked, in a form, ``other`` told otherwise."""
    return link_to(asked.links, asked, page, form, **other)


def link_to(links: Links, asked: Asked, page: Page, form: str = "html", /, **other: object) -> str:
    """The same by other links, those of another language for instance."""
    told = _told(asked, page) | other
    match PATHS[page.name]["vi"]:
        case path if "{id}" in path:
            to = {"document": links.document, "lineage": links.lineage}[page.name]
            return to(asked.part, form, **told)
        case path if "{sha256}" in path:
            return links.source(asked.part, None, form)
        case path if "{name}" in path:
            return links.query(asked.part, form, **told)
        case _:
            return links.page(page.name, form, **told)


def _told(asked: Asked, page: Page) -> dict[str, object]:
    """What the address tells, without what is so by default and without what only this request is about."""
    said = {one.name: asked.typed[one.name] for one in page.parameters if one.name != "typing"}
    by_default = {one.name: one.default for one in page.parameters}
    return {name: 1 if value is True else value for name, value in said.items() if value != by_default[name]}


def next_page(shown: Shown, asked: Asked, page: Page) -> str | None:
    """The address of the next entries; None where these are the last."""
    if asked.typed.get("page") is None or asked.offset + asked.limit >= shown.total:
        return None
    return address(asked, page, asked.form, page=(asked.number("page") or 1) + 1)


def json_of(shown: Shown, asked: Asked, page: Page) -> bytes:
    """The answer as it is in Python, what it rests on, and where it goes on."""
    return json_bytes(
        {
            "ok": True,
            "answer": shown.answer.to_dict(),
            "next": next_page(shown, asked, page),
            "rests_on": asked.work.holdings().to_dict(),
        }
    )


def csv_of_table(table: Table) -> bytes:
    """A table, with the mark that makes Excel read it as UTF-8."""
    written = io.StringIO()
    write_csv(table, written)
    return (MARK + written.getvalue()).encode()


def html_of(shown: Shown, asked: Asked, page: Page) -> bytes:
    """The page."""
    body = rendered(
        f"{shown.template}.html",
        asked.language,
        asked.links,
        answer=shown.answer,
        asked=asked,
        named=shown.named,
        total=shown.total,
        holdings=asked.work.holdings(),
        here=page.name,
        forms={form: address(asked, page, form) for form in page.forms},
        translated=link_to(asked.links.translated(), asked, page),
        following=next_page(shown, asked, page),
        before=_before(asked, page),
        told=partial(address, asked, page),
        **shown.values,
    )
    return body.encode("utf-8", "replace")


def _before(asked: Asked, page: Page) -> str | None:
    here = asked.number("page") if "page" in asked.typed else None
    return address(asked, page, page=here - 1) if here is not None and here > 1 else None
