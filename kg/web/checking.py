"""The check of a draft that somebody pastes or hands in: nothing of it stays; its size and the time may be noted."""

from __future__ import annotations

import logging
import time
from base64 import b64encode
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from extract.errors import InputError
from kg.web.answering import Endpoint, Site, caught, csv_of_table
from kg.web.asked import day_wanted, form_wanted, language_wanted
from kg.web.failures import failure, json_bytes
from kg.web.links import FORMS, Links
from kg.web.parameters import DAY, EVERYWHERE, Value
from kg.web.templates import rendered, words
from kg.wording import Language, in_language

if TYPE_CHECKING:  # what reads drafts takes long to import; a draft is read by a process of its own
    from kg.workspace.uploading import Upload

FORMS_OF_CHECK: Mapping[str, str] = {
    "html": FORMS["html"],
    "json": FORMS["json"],
    "csv": FORMS["csv"],
    "sarif": "application/sarif+json",
    "sheet": FORMS["html"],
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""The forms in which a check is given; "sheet" is the page for the file that goes to signature."""

PASTED = 2_000_000
"""Bytes of a text that is pasted."""

LARGEST = 1_500_000
"""Bytes of what a page offers for saving: more than that, browsers do not take out of a page."""

_log = logging.getLogger(__name__)


def check(site: Site, of_path: Language) -> Endpoint:
    """What answers at the address of the check: the form, and the report on what was sent with it."""

    async def endpoint(request: Request) -> Response:
        return await caught(request, of_path, site, partial(_answer, site, of_path, request))

    return endpoint


async def _answer(site: Site, of_path: Language, request: Request) -> Response:
    form = form_wanted(request.path_params["form"], request.headers.get("accept", ""), ("json", "csv"))
    typed: dict[str, Value] = {one.name: one.read(request.query_params.getlist(one.name)) for one in EVERYWHERE}
    if request.method != "POST":
        return await _page(site, of_path, typed, None)
    data, name, chosen = await _handed_in(request)
    typed |= {"as_of": DAY.read([chosen])} if chosen else {}
    language = language_wanted(of_path, typed["lang"])
    begun = time.monotonic()

    def checked() -> Upload:
        return site.asked(as_of=day_wanted(typed["as_of"]), language=language).check_upload(data, name)

    upload = await site.checks.take(checked)
    _log.info("checked %d bytes in %.2f s", len(data), time.monotonic() - begun)
    found = upload.check
    if found.failures and not found.report.documents and form != "html":
        return failure(request.scope, 422, found.failures[0], language, links=Links(site.settings.root, language))
    if form == "html":
        return await _page(site, of_path, typed, upload)
    return Response(_written(upload, form, site, language), 200, {"cache-control": "no-store"}, FORMS_OF_CHECK[form])


def _written(upload: Upload, form: str, site: Site, language: Language) -> bytes:
    match form:
        case "json":
            rests_on = site.asked(language=language).holdings().to_dict()
            return json_bytes({"ok": True, "answer": upload.check.to_dict(), "next": None, "rests_on": rests_on})
        case "csv":
            return csv_of_table(upload.check.table())
        case "docx":
            if upload.commented is None:
                raise InputError("Only a Word file in which something is found can be given back with comments.")
            return upload.commented
        case _:
            return upload.written("html" if form == "sheet" else form).encode("utf-8", "replace")


async def _handed_in(request: Request) -> tuple[bytes, str, str]:
    """What is to be checked, what it is called, and the day that was chosen. Raises InputError."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise InputError("A draft is sent as a form: in the field file, or as text.")
    try:
        async with request.form(max_files=1, max_fields=6, max_part_size=PASTED) as given:
            file, text, day = given.get("file"), given.get("text"), given.get("as_of")
            chosen = day if isinstance(day, str) else ""
            if isinstance(file, UploadFile) and (file.size or file.filename):
                return await file.read(), file.filename or "", chosen
            if isinstance(text, str) and text.strip():
                return text.encode("utf-8", "replace"), "van-ban.txt", chosen
    except HTTPException as error:
        raise InputError("The form cannot be understood: {error}", error=error.detail) from None
    raise InputError("There is nothing to check; choose a file, or paste a text.")


async def _page(site: Site, of_path: Language, typed: Mapping[str, Value], upload: Upload | None) -> Response:
    language, day = language_wanted(of_path, typed["lang"]), day_wanted(typed["as_of"])
    links = Links(site.settings.root, language, day)

    def page() -> str:
        work = site.asked(as_of=day, language=language)
        return rendered(
            "check.html",
            language,
            links,
            named=words("check.named", language),
            here="check",
            holdings=work.holdings(),
            translated=links.translated().page("check"),
            answer=upload.check if upload else None,
            failures=[in_language(one, language) for one in upload.check.failures] if upload else [],
            savings=_savings(upload) if upload else [],
            titles=upload.titles() if upload else {},
            most=site.settings.bounds.body // 1_000_000,
        )

    body = await site.quick.take(page)
    headers = {"cache-control": "no-store", "content-language": language}
    return Response(body, 200, headers, "text/html; charset=utf-8")


def _savings(upload: Upload) -> list[tuple[str, str, str]]:
    """What may be saved: the word for it, the name of the file, and the file itself as an address."""
    if not upload.check.report.documents:
        return []
    files = [
        ("sheet", "phieu-kiem-tra.html", "text/html", upload.written("html").encode("utf-8", "replace")),
        ("csv", "kiem-tra.csv", "text/csv", csv_of_table(upload.check.table())),
        ("sarif", "kiem-tra.sarif", "application/json", upload.written("sarif").encode("utf-8", "replace")),
    ]
    if upload.commented is not None:
        files.insert(1, ("docx", "co-chu-thich.docx", FORMS_OF_CHECK["docx"], upload.commented))
    return [
        (word, name, f"data:{kind};base64,{quote(b64encode(body).decode(), safe='+/=')}")
        for word, name, kind, body in files
        if len(body) <= LARGEST
    ]
