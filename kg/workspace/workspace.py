"""A workspace: what is open, which facts count, on which day, in which language; and the questions that it answers.

Every door (Python, the command line, notebooks, whatever serves them to others) opens one of these and asks it. Nothing
here prints, and no door composes an answer of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from kg.workspace.at_large import AtLarge
from kg.workspace.footing import of_one_build

if TYPE_CHECKING:  # a question imports what it needs when it is asked, and pays for no other
    from extract.reading import Progress as Pages
    from extract.records import Level
    from kg.answers.card import Card
    from kg.answers.index import Direction
    from kg.answers.lineage import Lineage
    from kg.drawing.picture import Picture
    from kg.workspace.checking import Check
    from kg.workspace.finding import Facets, Found, Listed, Narrow
    from kg.workspace.harvesting import Harvest
    from kg.workspace.meaning import Meant
    from kg.workspace.reliance import By, Outdated
    from kg.workspace.sourced import Shown, Source
    from kg.workspace.standing import Standing
    from kg.workspace.uploading import Upload


class Workspace(AtLarge):
    """A footing with the questions that are asked on it: the verbs of the product."""

    @of_one_build
    def meant(self, reference: str) -> Meant:
        """The document that a reference means, written in any way: "33/CT-TTg", "luat to cao", an id.

        Raises UnknownReferenceError, and of its kind AmbiguousReferenceError, which lists what may be meant.
        """
        from kg.workspace.meaning import resolve

        return resolve(reference, self)

    @of_one_build
    def find(
        self,
        reference: str,
        *,
        unfinished: bool = False,
        latest: bool = False,
        limit: int | None = None,
        offset: int = 0,
        **narrow: Unpack[Narrow],
    ) -> Found:
        """Every document that a reference may mean or whose number, issuer, title or place holds these words.

        With or without accents; accents that are typed are meant, and what has them comes first, the most cited before
        others. ``narrow`` limits the documents (:class:`~kg.workspace.finding.Narrow`); ``unfinished``: the last word
        may be only begun, as while somebody types; ``latest``: only what is dated by the day, the latest first;
        ``limit`` bounds the documents, the first ``offset`` passed over.
        What only the register knows by the words is named beside them; nothing is an answer, too. Raises InputError
        for a type or province that is none, UnknownReferenceError for words that are too long.
        """
        from kg.workspace.finding import find

        return find(self, reference, narrow, limit, offset, unfinished=unfinished, latest=latest)

    @of_one_build
    def listing(
        self, *, latest: bool = False, limit: int | None = None, offset: int = 0, **narrow: Unpack[Narrow]
    ) -> Listed:
        """The documents whose text the store was built from, or all that it knows, the most cited first.

        Limited, and ordered if wanted, as in :meth:`find`.
        """
        from kg.workspace.finding import listing

        return listing(self, narrow, limit, offset, latest=latest)

    @of_one_build
    def facets(
        self, reference: str = "", *, unfinished: bool = False, most: int = 50, **narrow: Unpack[Narrow]
    ) -> Facets:
        """How the documents that :meth:`find` gives, or all without words, part by type, level, province and year."""
        from kg.workspace.finding import facets

        return facets(self, reference, narrow, most, unfinished=unfinished)

    @of_one_build
    def status(self, reference: str) -> Standing:
        """What holds for a document on the day, and why. A law's bare name means the law of that name in force then."""
        from kg.workspace.meaning import law_by_name
        from kg.workspace.standing import standing

        meant = law_by_name(reference, self.register) or self.meant(reference)
        return standing(meant, self.day, self.facts([meant.key]), self._store, self.language)

    @of_one_build
    def card(self, reference: str, *, limit: int | None = None, offset: int = 0) -> Card:
        """All that the store knows of one document: what holds for it, claims, conflicts, whom it cites, who cites it.

        ``limit`` bounds the citations each way, of which the first ``offset`` are passed over.
        """
        from kg.answers.card import card
        from kg.workspace.meaning import held

        meant = held(reference, self)
        found = card(
            self.store,
            meant.id,
            day=self.day,
            language=self.language,
            facts=self.facts,
            limit=limit,
            offset=offset,
        )
        return replace(found, namesakes=meant.namesakes)

    @of_one_build
    def has_card_at_hand(self, document: str) -> bool:
        """Whether the card of a document (its id) is told in a moment: the build was made ready, and it cites few."""
        from kg.answers.card import is_at_hand

        return is_at_hand(self.store, document)

    @of_one_build
    def source(self, sha256: str, *, shown: Shown = "full", signers: bool = True) -> Source:
        """A source by the hash of its content: what is ``shown`` of its text, and each citation with its verdict.

        Without ``signers``, the names of those who signed it are covered.
        Raises UnknownReferenceError where the store holds none.
        """
        from kg.workspace.sourced import source_of

        asked = (self.store, sha256, self.day, self.language, self.facts)
        return source_of(*asked, shown=shown, signers=signers)

    @of_one_build
    def lineage(
        self,
        reference: str,
        direction: Direction = "down",
        *,
        depth: int | None = None,
        level: Level | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Lineage:
        """What derives from a document ("down"), or what it derives from ("up"), through which chain and words.

        ``depth`` bounds the links, ``level`` keeps one level of government, ``limit`` bounds the steps, of which the
        first ``offset`` are passed over. Where the workspace is for a chosen day, what is dated later stays out.
        """
        from kg.answers.lineage import lineage
        from kg.workspace.meaning import held

        meant = held(reference, self)
        found = lineage(
            self.store,
            meant.id,
            direction,
            depth=depth,
            level=level,
            as_of=self.as_of.isoformat() if self.as_of else None,
            limit=limit,
            offset=offset,
            pages=self.pages,
        )
        return replace(found, namesakes=meant.namesakes)

    @of_one_build
    def picture(
        self,
        reference: str,
        directions: Sequence[Direction] = ("down", "up"),
        *,
        depth: int | None = None,
        context: bool = True,
    ) -> Picture:
        """The lineage of a document to draw, with statuses on the day; ``context``: what else its documents cite."""
        from kg.drawing.from_store import picture_of
        from kg.workspace.meaning import held

        meant = held(reference, self)
        found = picture_of(
            self.store,
            meant.id,
            directions=directions,
            depth=depth,
            as_of=self.as_of.isoformat() if self.as_of else None,
            today=self.day,
            context=context,
            facts=self.facts,
            pages=self.pages,
        )
        return replace(found, namesakes=meant.namesakes)

    @of_one_build
    def outdated(
        self,
        *,
        by: By = "citation",
        also_ended_since: bool = False,
        years: Iterable[int | str] = (),
        provinces: Iterable[str] = (),
        levels: Iterable[str] = (),
        statuses: Iterable[str] = (),
        rules: Iterable[str] = (),
        document: str | None = None,
        if_superseded: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Outdated:
        """The citations that documents rely on and that had ended when they were signed, document by document.

        ``also_ended_since``: and those that ended later, by the day. ``years``, ``provinces`` (with or without accents)
        and ``levels`` are those of the documents, ``statuses`` and ``rules`` (of ``check``) those of what had ended;
        ``document`` is the one cited. ``if_superseded``: instead, all that relies on this one document, whatever holds
        for it now. ``by`` plan, province and so on: counts as well. ``limit`` bounds the rows, of which the first
        ``offset`` are passed over; counts are of all. Raises InputError for a province that is none.
        """
        from kg.workspace.reliance import outdated, which

        wanted = which(
            self,
            also_ended_since=also_ended_since,
            years=years,
            provinces=provinces,
            levels=levels,
            statuses=statuses,
            rules=rules,
            document=document,
            if_superseded=if_superseded,
        )
        return outdated(self, wanted, by, limit, offset)

    @of_one_build
    def check(
        self,
        paths: Sequence[Path],
        *,
        workers: int = 0,
        progress: Callable[[int, int], None] | None = None,
        pages: Pages | None = None,
    ) -> Check:
        """Checks files, folders and archives by the rules of the settings; the store's documents count beside them."""
        from kg.check.running import check_files
        from kg.workspace.checking import check_of

        report = check_files(
            paths,
            self.settings,
            as_of=self.day,
            store=self.corpus,
            workers=workers,
            progress=progress,
            pages=pages,
        )
        return check_of(report, self.language)

    @of_one_build
    def check_upload(self, data: bytes, name: str) -> Upload:
        """Checks one file by its content, which lies on the disk only while it is read; what reads it may die of it.

        ``name`` is what the file is called in the findings.
        """
        from kg.workspace.uploading import checked_upload

        return checked_upload(data, name, self.settings, as_of=self.day, store=self.corpus, language=self.language)

    @of_one_build
    def harvest(self, paths: Sequence[Path] = (), *, workers: int = 0, pages: Pages | None = None) -> Harvest:
        """What acts state, as facts to review: acts in files, folders and archives, or those of the store.

        Their days of effect, and what they end, amend, correct, suspend and prolong; what the register knows already is
        only counted. Raises StoreError without paths and store.
        """
        from kg.workspace.harvesting import harvest

        return harvest(self, paths, workers, pages)
