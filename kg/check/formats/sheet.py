"""For the file that goes to signature: one self-contained page, every citation with verdict and source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape

from kg.check.formats.words import elsewhere, message, named, place, rank, signed, summary
from kg.check.records import Checked, Finding, Judgement, Report
from kg.harmless import visible
from kg.law.verdicts import OUTDATED, Value, worded
from kg.severity import SEVERITIES
from kg.wording import Language, day_in, in_language, say

_STYLE = """
body{font:15px/1.45 system-ui,sans-serif;color:#1a1a1a;background:#fff;margin:2em auto;max-width:70em;padding:0 1em}
h1{font-size:1.4em;margin:0 0 .2em}h2{font-size:1.1em;margin:1.6em 0 .4em}p{margin:.3em 0}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #999;padding:.35em .5em;text-align:left;vertical-align:top}
th{background:#f0f0f0}.error{border-left:6px solid #a33c00}.warning{border-left:6px solid #8a6d00}
.note{border-left:6px solid #0072b2}.finding{margin:.6em 0;padding:.1em .8em}.small{font-size:.87em;color:#444}
.bad{font-weight:bold;color:#a33c00}.unknown{font-style:italic}pre{font:inherit;white-space:pre-wrap;background:#f6f6f6;padding:.4em}
.number{text-align:right}
@media print{body{margin:0;max-width:none}h2,tr{break-inside:avoid}}
"""


def sheet(report: Report, language: Language) -> str:
    """The page. Nothing is loaded from elsewhere, and no script runs."""
    title = say("sheet.title", language)
    parts = [f"<h1>{escape(title)}</h1>"]
    parts += [f"<p>{escape(line)}</p>" for line in summary(report, language)]
    parts += [f"<p class='bad'>{escape(in_language(failure, language))}</p>" for failure in report.failures]
    if len(report.documents) > 1:
        parts.extend(_files(report, language))
    for number, document in enumerate(report.documents, start=1):
        parts.extend(_document(document, number, report, language))
    head = (
        f'<meta charset="utf-8"><title>{escape(title)}</title>'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{_STYLE}</style>'
    )
    body = visible("\n".join(parts))
    return f'<!DOCTYPE html>\n<html lang="{language}"><head>{head}</head>\n<body>\n{body}\n</body></html>\n'


def _files(report: Report, language: Language) -> Iterator[str]:
    """What was found file by file: where to look first."""
    heads = [say("sheet.file", language), *(say(f"severity.{one}", language) for one in SEVERITIES)]
    heads += [say(f"sheet.{name}", language) for name in ("outdated", "unknown", "citations")]
    yield "<table><thead><tr>" + "".join(f"<th scope='col'>{escape(head)}</th>" for head in heads) + "</tr></thead>"
    yield "<tbody>"
    for number, document in enumerate(report.documents, start=1):
        found = Counter(finding.severity for finding in document.findings)
        said = [judgement.verdicts for judgement in document.judgements]
        ended = sum(one.at_signing in OUTDATED or one.at_signing == "not_yet_in_force" for one in said)
        unknown = sum(one.at_signing_kind not in (None, "no_force") for one in said)
        counts = [
            *((one, found[one]) for one in SEVERITIES),
            ("bad", ended),
            ("", unknown),
            ("", len(said)),
        ]
        cells = "".join(f"<td class='number {name if count else ''}'>{count}</td>" for name, count in counts)
        name = f"<a href='#file-{number}'>{escape(named(document.path, language))}</a>"
        yield f"<tr><td>{name}<br>{escape(document.title or '')}</td>{cells}</tr>"
    yield "</tbody></table>"


def _document(document: Checked, number: int, report: Report, language: Language) -> Iterator[str]:
    yield f"<h2 id='file-{number}'>{escape(document.title or named(document.path, language))}</h2>"
    days = say("sheet.days", language, signed=signed(document, language), as_of=day_in(report.as_of, language))
    yield f"<p class='small'>{escape(named(document.path, language))} · {escape(days)}</p>"
    for finding in sorted(document.findings, key=rank):
        yield _finding(finding, language)
    columns = ("place", "citation", "at_signing", "as_of", "reasons")
    heads = "".join(f"<th scope='col'>{escape(say(f'sheet.{column}', language))}</th>" for column in columns)
    rows = "\n".join(_row(judgement, language) for judgement in document.judgements)
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table>"


def _finding(finding: Finding, language: Language) -> str:
    severity = say(f"severity.{finding.severity}", language)
    said = (place(finding.place, language), message(finding, language))
    parts = [f"<p><b>{escape(severity)} {finding.code}</b> · {' · '.join(map(escape, said))}</p>"]
    said_so = (elsewhere(finding, language), *(reason.text(language) for reason in finding.reasons))
    parts += [f"<p class='small'>{escape(sentence)}</p>" for sentence in said_so if sentence]
    if finding.suggestion is not None:
        parts.append(f"<pre>{escape(finding.suggestion.diff)}</pre>")
    return f"<div class='finding {finding.severity}'>{''.join(parts)}</div>"


def _row(judgement: Judgement, language: Language) -> str:
    reasons = "<br>".join(escape(reason.text(language)) for reason in judgement.reasons)
    said = judgement.verdicts
    verdicts = ((said.at_signing, said.at_signing_kind), (said.as_of, said.as_of_kind))
    cells = "".join(
        f"<td class='{_class(value)}'>{escape(worded(value, kind, language))}</td>" for value, kind in verdicts
    )
    document = f"<td>{escape(place(judgement.place, language))}</td><td>{escape(judgement.citation)}</td>"
    return f"<tr>{document}{cells}<td class='small'>{reasons}</td></tr>"


def _class(value: Value) -> str:
    if value in OUTDATED or value == "not_yet_in_force":
        return "bad"
    return "unknown" if value == "unknown" else "fine"
