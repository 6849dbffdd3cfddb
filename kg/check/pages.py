"""The page of a rule: what it finds, why, an example, what to do; one source for ``cancu rule`` and docs/rules."""

from __future__ import annotations

from collections.abc import Iterator

from kg.check.rules import Rule, rules
from kg.render.blocks import Block, Heading, Line
from kg.wording import Language, say

NOTICE = "<!-- Written by `cancu rule --write docs/rules` from kg/check/catalogue; change it there. -->"


_USE = """The first letter is the family: S status, I identity, F form, C coherence. `cancu rule CODE` shows a page.
What a verdict rests on, and what is left alone: [how a plan is checked](../checking.md).

Which rules apply stands in `cancu.toml`, or under `[tool.cancu]` in `pyproject.toml`:

```toml
select = ["S", "I"]            # codes, families or names; all where nothing is given
ignore = ["S110"]
fail-level = "warning"         # from which severity on the exit status is 1: error (the default), warning, note
register = ["our-facts.csv"]   # more tables of facts
baseline = "cancu-baseline.toml"
language = "vi"

[per-file-ignores]
"drafts/*" = ["F302", "F303"]
```

Findings that somebody has looked at are accepted in a baseline, each with a reason: `cancu check plans/
--write-baseline cancu-baseline.toml --reason "..."`. Under `--store` and between the files of one run, what other
documents state counts as well. A checked file is never written to; `--write-fixed NEWFILE` writes a mended copy.
"""


def page(rule: Rule, language: Language) -> str:
    """The rule explained in one language, as Markdown."""
    severity = say(f"severity.{rule.severity}", language).lower()
    bad, good = rule.excerpt
    sections = [
        f"## {rule.code} {rule.name}: {rule.title.in_language(language)}",
        f"{say('page.severity', language)}: {severity}",
        *(
            f"**{say(f'page.{part}', language)}.** {text.in_language(language)}"
            for part, text in (("what", rule.what), ("why", rule.why), ("todo", rule.todo))
        ),
        f"**{say('page.bad', language)}**{_signed(rule.signed[0], language)}\n\n{_block(bad)}",
        f"**{say('page.good', language)}**{_signed(rule.signed[1], language)}\n\n{_block(good)}",
    ]
    return "\n\n".join(sections) + "\n"


def shown(rule: Rule, language: Language) -> Iterator[Block]:
    """The same for a terminal."""
    yield Heading(f"{rule.code} {rule.name}: {rule.title.in_language(language)}")
    yield Line(f"{say('page.severity', language)}: {say(f'severity.{rule.severity}', language).lower()}")
    for part, text in (("what", rule.what), ("why", rule.why), ("todo", rule.todo)):
        yield Heading(say(f"page.{part}", language))
        yield Line(text.in_language(language).replace("`", ""))
    for part, example, day in zip(("bad", "good"), rule.excerpt, rule.signed, strict=True):
        yield Heading(say(f"page.{part}", language) + _signed(day, language))
        yield from (Line(line, indent=2) for line in example.splitlines() if line.strip())


def _signed(day: str, language: Language) -> str:
    return f" ({say('page.signed', language)} {' '.join(day.split())})" if day else ""


def _block(text: str) -> str:
    return f"```text\n{text}\n```"


def files() -> dict[str, str]:
    """All pages by file name, Vietnamese first, and an index."""
    pages = {
        f"{rule.code}.md": f"{NOTICE}\n\n# {rule.code}\n\n{page(rule, 'vi')}\n---\n\n{page(rule, 'en')}"
        for rule in rules().values()
    }
    rows = "\n".join(
        f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity} | {rule.title.vi} | {rule.title.en} |"
        for rule in rules().values()
    )
    head = "| code | name | severity | tiếng Việt | English |\n|---|---|---|---|---|"
    index = f"{NOTICE}\n\n# Rules of `cancu check`\n\n{_USE}\n{head}\n{rows}\n"
    return {"README.md": index, **pages}
