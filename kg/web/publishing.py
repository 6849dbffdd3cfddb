"""A store as plain files: search, cards, lineage and texts that open from a stick, without a server.

The pages are those of the server, by the same templates and from the same answers; what only a server can answer is
left out. The index is a script like any other, for a browser reads no data beside a page that lies on a disk.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from extract.errors import InputError
from kg.answers.index import Direction
from kg.drawing import svg
from kg.harmless import json_escaped
from kg.web.filing import PAGES, FileLinks, file_of, lineage_file_of, paged, source_file_of
from kg.web.marking import lines_of
from kg.web.settings import Texts
from kg.web.templates import DRAWN, FIRST, TOP, rendered, static, words
from kg.wording import LANGUAGES, OTHER
from kg.workspace.finding import Holding
from kg.workspace.workspace import Workspace
from kg.writing import put_in_place

LISTED = 200
"""Documents on one page of the list."""

CITED_MOST = 500
"""Citations each way on one card; the heading tells how many there are."""

STEPS_MOST = 1_000
"""Steps of a lineage on its page."""

IN_ONE_SCRIPT = 5_000
"""Documents in one script of the index."""

DIRECTIONS: tuple[Direction, ...] = ("down", "up")
STATIC = ("style.css", "page.js", "still.js", "icon.svg")


@dataclass(frozen=True, slots=True)
class Published:
    """How many documents and texts were written, and how many files in all."""

    documents: int
    texts: int
    files: int


class _Nothing:
    """What a page is told that nobody asks anything: no words, no limits."""

    def text(self, _name: str) -> str:
        return ""

    def texts(self, _name: str) -> tuple[str, ...]:
        return ()

    def number(self, _name: str) -> None:
        return None

    def flag(self, _name: str) -> bool:
        return False


def publish(
    work: Workspace,
    folder: Path,
    *,
    texts: Texts = "excerpts",
    signers: bool = True,
    bilingual: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Published:
    """Writes all that the store holds into a new folder, in the language and for the day of the workspace.

    ``texts``: what of the sources is shown; without ``signers`` the names of those who signed are covered;
    ``bilingual``: in both languages, each in a folder of its own, whose pages lead to each other. ``progress`` hears
    how many pages of documents of how many are done. The folder is there when it is whole. Raises InputError if there
    is something in it, or it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError("{path} is not empty; name a folder that is not there yet.", path=folder)
    work = work.steady()  # one build throughout, whichever are finished meanwhile
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        begun = Path(mkdtemp(prefix=f".{folder.name}.", suffix=".part", dir=folder.parent))
        try:
            told = progress or (lambda _done, _all: None)
            done = (
                _in_both(work, begun, texts, signers, told)
                if bilingual
                else (_Publication(work, begun, texts, signers).written(told))
            )
            if folder.exists():
                folder.rmdir()
            begun.chmod(0o755)
            put_in_place(begun, folder)
        finally:
            shutil.rmtree(begun, ignore_errors=True)
    except OSError as error:
        raise InputError(
            "{path} cannot be written ({reason}); give another place.", path=folder, reason=error.strerror or str(error)
        ) from error
    return done


def _in_both(
    work: Workspace, folder: Path, texts: Texts, signers: bool, progress: Callable[[int, int], None]
) -> Published:
    """A folder for each language, and a page before them."""
    done = []
    for place, language in enumerate(LANGUAGES):
        below = folder / language
        below.mkdir()
        asked = work.asked(language=language)

        def told(some: int, every: int, before: int = place) -> None:
            progress(before * every + some, len(LANGUAGES) * every)

        done.append(_Publication(asked, below, texts, signers, bilingual=True).written(told))
    page = rendered("languages.html", work.language, FileLinks("", work.language))
    (folder / PAGES["home"]).write_text(page, encoding="utf-8")
    return Published(done[0].documents, done[0].texts, 1 + sum(one.files for one in done))


class _Publication:
    """One run: the pages as they come, and the sources that they lead to."""

    def __init__(self, work: Workspace, folder: Path, texts: Texts, signers: bool, *, bilingual: bool = False) -> None:
        self._work = work
        self._folder = folder
        self._texts: Texts = texts
        self._signers = signers
        self._bilingual = bilingual
        self._sources: set[str] = set()
        self._files = 0

    def written(self, progress: Callable[[int, int], None]) -> Published:
        for name in STATIC:
            self._write(f"static/{name}", static(name)[0])
        documents = self._work.listing(held=False, limit=None).documents
        self._front(documents)
        for place, one in enumerate(documents):
            progress(place, len(documents))
            self._document(one.document.id)
        progress(len(documents), len(documents))
        sources = sorted(self._sources)
        for sha256 in sources:
            self._source(sha256)
        return Published(len(documents), len(sources), self._files)

    def _front(self, documents: Sequence[Holding]) -> None:
        """The pages that are about no one document, and the index that the search reads."""
        index = [json_escaped(line) for line in _index(documents)]
        parts = [index[start : start + IN_ONE_SCRIPT] for start in range(0, len(index), IN_ONE_SCRIPT)]
        names = [f"static/index-{number}.js" for number in range(1, len(parts) + 1)]
        for name, part in zip(names, parts, strict=True):
            lines = ",\n".join(part)
            self._write(name, f"(window.cancuIndex ??= []).push(\n{lines}\n);\n".encode())
        work = self._work
        first = work.listing(held=False, limit=FIRST)
        self._page("home", "home", words("home.title", work.language), answer=first)
        self._page("search", "search-still", words("menu.search", work.language), scripts=names)
        held = work.listing(limit=None)
        for offset in range(0, max(1, held.total), LISTED):
            number, links = offset // LISTED + 1, self._links("")
            self._render(
                paged(PAGES["list"], number),
                "search",
                links,
                words("list.named", work.language),
                answer=work.listing(limit=LISTED, offset=offset),
                here="list",
                before=links.page("list", page=number - 1) if number > 1 else None,
                following=links.page("list", page=number + 1) if offset + LISTED < held.total else None,
            )
        ended, named = work.outdated(), words("outdated.named", work.language)
        self._page("outdated", "outdated", named, answer=ended)
        self._page(
            "figures",
            "figures",
            words("figures.named", work.language),
            answer=work.stats(),
            top=work.top(count=TOP),
            facets=work.facets(held=True, most=TOP),
            judged=ended,
        )

    def _document(self, document: str) -> None:
        card = self._work.card(document, limit=CITED_MOST)
        self._render(file_of(document), "document", self._links("../"), card.document.label, answer=card)
        for direction in DIRECTIONS:
            self._lineage(document, direction)

    def _lineage(self, document: str, direction: Direction) -> None:
        found = self._work.lineage(document, direction, limit=STEPS_MOST)
        links = self._links("../")
        drawn = direction == "down" and 0 < found.total <= DRAWN
        if drawn:
            picture = self._work.picture(document, (direction,), context=False)
            name = lineage_file_of(document, direction, "svg")
            self._write(name, svg(picture, language=self._work.language).encode())
        self._render(
            lineage_file_of(document, direction),
            "lineage",
            links,
            found.root.label,
            answer=found,
            is_whole=len(found.steps) == found.total,
            is_drawn=drawn,
            forms={"svg": links.lineage(document, "svg", direction=direction)},
            told=lambda **said: links.lineage(document, direction=said["direction"]),
        )

    def _source(self, sha256: str) -> None:
        found = self._work.source(sha256, shown=self._texts, signers=self._signers)
        links, named = self._links("../"), ", ".join(found.names)
        lines = lines_of(found.passages, found.marks)
        self._render(source_file_of(sha256), "source", links, named, answer=found, lines=lines)

    def _page(self, name: str, template: str, named: str, **values: object) -> None:
        self._render(PAGES[name], template, self._links(""), named, here=name, **values)

    def _render(self, file: str, template: str, links: FileLinks, named: str, **values: object) -> None:
        told = {"asked": _Nothing(), "before": None, "following": None, "holdings": self._work.holdings()} | values
        if self._bilingual:
            told["translated"] = f"../{links.root}{OTHER[self._work.language]}/{file}"
        page = rendered(f"{template}.html", self._work.language, links, named=named, **told)
        self._write(file, page.encode("utf-8", "replace"))

    def _links(self, up: str) -> FileLinks:
        return FileLinks(up, self._work.language, sources=self._sources)

    def _write(self, name: str, body: bytes) -> None:
        path = self._folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(body)
        self._files += 1


def _index(documents: Iterable[Holding]) -> Iterator[str]:
    """Each document as the search needs it: file, name, title, level, place, how often it is cited."""
    for one in documents:
        view = one.document
        row = (file_of(view.id), view.label, view.title or "", view.level or "", view.province or "", one.cited)
        yield json.dumps(row, ensure_ascii=False)
