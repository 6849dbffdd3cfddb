"""From a request to what is sent: the question is understood, answered in its turn, and kept while nothing changes."""

from __future__ import annotations

import io
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import InitVar, dataclass, field
from datetime import date
from functools import partial
from hashlib import sha256

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from extract.errors import CancuError, Sentence
from kg.render.blocks import Table
from kg.render.sheet import MARK, write_csv
from kg.tracing import noted
from kg.web.addressing import address, addresses, link_to, next_page, page_before
from kg.web.asked import Asked, Elsewhere, Page, Shown, day_wanted, form_wanted, language_wanted
from kg.web.builds import Builds
from kg.web.failures import RefusedError, failure, json_bytes, sentence_of, status_of
from kg.web.kept import Finished, Kept
from kg.web.links import FORMS, Links
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

    opened: InitVar[Workspace]
    settings: Settings
    builds: Builds = field(init=False)
    quick: Turns = field(init=False)
    slow: Turns = field(init=False)
    checks: Turns = field(init=False)
    kept: Kept = field(init=False)
    endpoint: SparqlEndpoint = field(init=False)

    def __post_init__(self, opened: Workspace) -> None:
        bounds = self.settings.bounds
        self.builds = Builds(opened, signers=self.settings.signers)
        self.quick, self.slow = (Turns(at_once, bounds.waiting) for at_once in (bounds.quick, bounds.slow))
        self.checks = Turns(1, bounds.waiting)  # each may take most of a gigabyte
        self.kept = Kept(bounds.kept)
        self.endpoint = SparqlEndpoint(self.builds.work, at_once=bounds.slow, signers=self.settings.signers)

    def asked(self, *, as_of: date | None = None, language: Language | None = None, pages: bool = False) -> Workspace:
        """The workspace for one who asks, over the build that is ready. Raises StoreError where the store is gone."""
        return self.builds.asked(as_of=as_of, language=language, pages=pages)

    def close(self) -> None:
        """Ends the processes of queries, and lets go of the threads."""
        self.builds.close()
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
    work = site.asked(as_of=day, language=language, pages=bool(typed.get("pages")))
    links = Links(site.settings.root, language, day)
    asked = Asked(page, work, site.endpoint, site.settings, links, form, part, typed)
    told = json.dumps(typed, default=str, sort_keys=True)
    key = (looks(), work.stamp, page.name, of_path, form, part, told)
    tag = f'W/"{sha256("|".join(key).encode()).hexdigest()[:24]}"'
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers={"etag": tag, "vary": "accept"})
    finished = site.kept.get(key)
    if finished is None:
        if asked.is_brief:
            finished = _finished(asked)
        else:
            finished = await (site.slow if asked.is_slow else site.quick).take(partial(_finished, asked))
        site.kept.put(key, finished)
    headers = {**dict(finished.headers), "etag": tag}
    if "typing" in asked.typed and asked.flag("typing"):
        headers["hx-replace-url"] = address(asked)
    return Response(finished.body, finished.status, headers)


def _finished(asked: Asked) -> Finished:
    page, forms = asked.page, addresses(asked)
    written = page.written.get(asked.form)
    if written is not None:
        return _page(written(asked), asked, forms)
    shown = page.shown(asked)
    if isinstance(shown, Elsewhere):
        moved = RedirectResponse(shown.link, 303)
        return Finished(303, tuple(moved.headers.items()), b"")
    match asked.form:
        case "json":
            return _page(json_of(shown, asked), asked, forms)
        case "csv":
            return _page(csv_of_table(shown.answer.table()), asked, forms)
        case _:
            return _page(html_of(shown, asked, forms), asked, forms)


def _page(body: bytes, asked: Asked, forms: Mapping[str, str]) -> Finished:
    headers = {
        "content-type": FORMS[asked.form],
        "cache-control": "no-cache",
        "vary": "accept",
        "content-language": asked.language,
        "link": ", ".join(
            f'<{link}>; rel="alternate"; type="{FORMS[form].partition(";")[0]}"'
            for form, link in forms.items()
            if form != asked.form
        ),
    }
    if asked.form == "svg":
        headers["content-security-policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    return Finished(200, tuple(headers.items()), body)


def json_of(shown: Shown, asked: Asked) -> bytes:
    """The answer as it is in Python, what it rests on, and where it goes on."""
    return json_bytes(
        {
            "ok": True,
            "answer": shown.answer.to_dict(),
            "next": next_page(shown, asked),
            "rests_on": asked.work.holdings().to_dict(),
        }
    )


def csv_of_table(table: Table) -> bytes:
    """A table, with the mark that makes Excel read it as UTF-8."""
    written = io.StringIO()
    write_csv(table, written)
    return (MARK + written.getvalue()).encode()


def html_of(shown: Shown, asked: Asked, forms: Mapping[str, str]) -> bytes:
    """The page; ``forms`` are the addresses of all forms that it has."""
    body = rendered(
        f"{shown.template}.html",
        asked.language,
        asked.links,
        answer=shown.answer,
        asked=asked,
        named=shown.named,
        total=shown.total,
        holdings=asked.work.holdings(),
        here=asked.page.name,
        forms={form: link for form, link in forms.items() if form != "html"},
        translated=link_to(asked.links.translated(), asked),
        following=next_page(shown, asked),
        before=page_before(asked),
        told=partial(address, asked),
        **shown.values,
    )
    return body.encode("utf-8", "replace")
