"""Running the rules over documents: one report out of texts, their extractions and the register."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from extract import Extraction, SourceText
from kg.answers.corpus import Both, Corpus, Papers
from kg.answers.stated import blocks_of, with_stated
from kg.check import amendment_rules, coherence_rules, form_rules, identity_rules, slip_rules, status_rules
from kg.check.baseline import Accepted
from kg.check.case import Case
from kg.check.damage import damage, is_spoilt_beside
from kg.check.records import Checked, Finding, Report
from kg.check.rules import Rule, rules
from kg.check.settings import Settings
from kg.check.together import together
from kg.identity.keys import Key, Keys
from kg.law.in_full import keys_of
from kg.law.register import Register
from kg.law.verdicts import Reason

Finder = Callable[[Case, Rule], Iterator[Finding]]
FINDERS: dict[str, Finder] = {
    **status_rules.FINDERS,
    **amendment_rules.FINDERS,
    **identity_rules.FINDERS,
    **slip_rules.FINDERS,
    **form_rules.FINDERS,
    **coherence_rules.FINDERS,
}
"""What finds the findings of each rule, by its code."""


def check(
    papers: Iterable[tuple[SourceText, Extraction]],
    facts: Register,
    *,
    store: Corpus | None = None,
    as_of: date | None = None,
    settings: Settings | None = None,
    baseline: Sequence[Accepted] = (),
    failures: Sequence[str] = (),
) -> Report:
    """Checks documents: each text with its extraction.

    ``facts`` is the register; what the documents and the ``store`` themselves state of replacements counts as well.
    ``as_of`` is the second clock, today by default. ``failures`` are sentences about files that could not be read.
    """
    papers = list(papers)
    as_of = as_of or date.today()
    settings = settings or Settings()
    keys = [keys_of(extraction, facts) for _, extraction in papers]
    corpus, cited = _together([extraction for _, extraction in papers], keys, store)
    register = with_stated(facts, corpus, blocks_of(cited))
    codes = {path: settings.codes_for(path) for path in {source.source.path for source, _ in papers}}
    used: set[Accepted] = set()
    documents, accepted = [], 0
    for (source, extraction), own in zip(papers, keys, strict=True):
        case = Case(source, extraction, own, register=register, facts=facts, as_of=as_of, corpus=corpus)
        found = list(findings_of(case, codes[case.path]))
        kept = [finding for finding in found if not _accepts(baseline, finding, used)]
        accepted += len(found) - len(kept)
        documents.append(_checked(case, kept))
    return Report(
        documents=tuple(documents),
        as_of=as_of,
        register_day=facts.read_until,
        register_facts=len(register),
        register_edition=facts.edition,
        failures=tuple(failures),
        accepted=accepted,
        stale=tuple(f"{entry.code} in {entry.path}: {entry.quote}" for entry in baseline if entry not in used),
    )


def _together(read: Sequence[Extraction], keys: Sequence[Keys], store: Corpus | None) -> tuple[Corpus, set[Key]]:
    """What was read beside the store, which goes first where it has the same file; and all that statuses are asked of.

    That is what is cited, and what the cited documents at hand rely on themselves.
    """
    run = Papers()
    for extraction, own in zip(read, keys, strict=True):
        if store is None or extraction.source.sha256 not in store:
            run.read(extraction, own)
    corpus: Corpus = run if store is None else Both(store, run)
    cited = {key for own in keys for key in own.cited}
    cited.update(key for own in keys for key, said in zip(own.meant, own.cited, strict=True) if key is not said)
    upstream = (corpus.document(key) for key in cited)
    return corpus, cited.union(*({one.key for one in known.cited} for known in upstream if known is not None))


def findings_of(case: Case, codes: Iterable[str]) -> Iterator[Finding]:
    """What the rules of these codes find in one document, in the order of the text."""
    catalogue = rules()
    found = (finding for code in sorted(codes) for finding in FINDERS[code](case, catalogue[code]))
    return iter(together(_as_read(case, finding) for finding in found))


def _as_read(case: Case, finding: Finding) -> Finding:
    """A finding about what is cited in a damaged passage is a note that says so, and suggests no other words; nor does
    one beside whose words others are spoilt, which says so too."""
    if finding.citation is not None and finding.severity != "note":
        reason = damage(case, finding.code, finding.start, finding.end)
        if reason is not None:
            return replace(finding, severity="note", reasons=(*finding.reasons, reason), suggestion=None)
    new = finding.suggestion
    if new is not None and is_spoilt_beside(case, new.start, new.end):
        return replace(finding, reasons=(*finding.reasons, Reason("torn")), suggestion=None)
    return finding


def _accepts(baseline: Sequence[Accepted], finding: Finding, used: set[Accepted]) -> bool:
    covering = [entry for entry in baseline if entry.covers(finding)]
    used.update(covering)
    return bool(covering)


def _checked(case: Case, findings: Sequence[Finding]) -> Checked:
    signing = case.signing
    return Checked(
        path=case.path,
        text=case.text,
        title=case.document.title,
        signed=(signing.first, signing.last) if signing is not None and not case.supposed else None,
        judgements=tuple(case.judgements()),
        findings=tuple(findings),
    )
