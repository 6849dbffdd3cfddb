"""The picture that one can move about in: a page of its own, with the policy of its own that it is made for."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from kg.web.answering import Endpoint, Site, caught
from kg.web.asked import day_wanted, language_wanted
from kg.web.parameters import EVERYWHERE
from kg.wording import Language
from kg.workspace.addresses import id_at


def picture(site: Site, of_path: Language) -> Endpoint:
    """What answers at the address of a picture."""

    async def endpoint(request: Request) -> Response:
        return await caught(request, of_path, site, partial(_answer, site, of_path, request))

    return endpoint


async def _answer(site: Site, of_path: Language, request: Request) -> Response:
    typed = {one.name: one.read(request.query_params.getlist(one.name)) for one in EVERYWHERE}
    language, day = language_wanted(of_path, typed["lang"]), day_wanted(typed["as_of"])

    def drawn() -> Response:
        from kg.drawing.page import page, policy

        work = site.asked(as_of=day, language=language)
        picture = work.picture(id_at(request.path_params["id"]))
        headers = {"content-security-policy": f"{policy()}; frame-ancestors 'none'", "cache-control": "no-cache"}
        return Response(page(picture, language=language), 200, headers, "text/html; charset=utf-8")

    return await site.slow.take(drawn)
