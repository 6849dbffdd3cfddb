"""Why a citation has its role, and what other cues would change: for those who know the law and do not program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from extract.extracting import anonymous, decide, extract
from extract.records import Changing, Relation, Scope, SourceText
from extract.roles.cues import Cue, Vocabulary, standard
from extract.roles.sentences import Seen


@dataclass(frozen=True, slots=True)
class Match:
    """A cue that stands in a sentence: the id of its row, what it means, and its words."""

    id: str
    meaning: str
    words: str


@dataclass(frozen=True, slots=True)
class Effect:
    """A change that the text states of a citation: by the act in ``by``, None for the document itself; of which kind,
    how much of it, and from which day, if it says."""

    by: str | None
    relation: Changing
    scope: Scope
    since: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """One citation: its line from 1, its words, its relation, the sentence, all cues in it, and the id of the one that
    won, None where the place or the citation before decided; what the text states to happen to it, as in the record."""

    line: int
    quote: str
    relation: Relation
    sentence: str
    matches: tuple[Match, ...]
    won: str | None
    trigger: str | None
    effects: tuple[Effect, ...] = ()


def explain(
    text: str | SourceText, line: int | None = None, vocabulary: Vocabulary | None = None
) -> tuple[Explanation, ...]:
    """Why the citations of a text, or of one line of it (from 1), have their roles. Nested ones are only cited."""
    source = anonymous(text) if isinstance(text, str) else text
    sentences = list[Seen]()
    reading, _, _, _, drafts, _, roles, stated = decide(source, vocabulary or standard(), sentences.append)
    quotes = [source.text[slice(*reading.span(draft.start, draft.end))] for draft in drafts]
    effects = defaultdict[int, list[Effect]](list)
    for one in stated:
        by = None if one.subject is None else quotes[one.subject]
        effects[one.object].append(Effect(by, one.relation, one.scope, one.effective))
    found = []
    for seen in sentences:
        stretch = reading.text[seen.sentence.start : seen.sentence.end]
        matches = tuple(
            Match(one.cue.id, one.cue.meaning, reading.text[one.start : one.end]) for gap in seen.all() for one in gap
        )
        for index in seen.drafts:
            at = source.text.count("\n", 0, reading.span(drafts[index].start, drafts[index].end)[0]) + 1
            if line is None or line == at:
                role = roles[index]
                won = role.cue.id if role.cue else None
                told = tuple(effects[index])
                found.append(Explanation(at, quotes[index], role.relation, stretch, matches, won, role.trigger, told))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a row's sentence: whether its ``kind`` of sentence gives what the row says, and what was found."""

    id: str
    kind: Literal["example", "counterexample"]
    sentence: str
    expected: str
    found: str | None

    @property
    def right(self) -> bool:
        """Whether it gives what the row says."""
        return self.expected == self.found


@dataclass(frozen=True, slots=True)
class Shift:
    """A citation that other cues read otherwise."""

    quote: str
    before: Relation
    after: Relation


def try_cues(cues: Iterable[Cue]) -> tuple[Trial, ...]:
    """What the examples and counterexamples of additional rows give beside all rows of the package."""
    mine = tuple(cues)
    vocabulary = Vocabulary([*standard().cues, *mine])
    trials = []
    for cue in mine:
        if cue.example:
            found = relation_in(cue.example, vocabulary)
            trials.append(Trial(cue.id, "example", cue.example, cue.gives or cue.meaning, found))
        if cue.counterexample:
            found = relation_in(cue.counterexample, vocabulary)
            trials.append(Trial(cue.id, "counterexample", cue.counterexample, cue.then, found))
    return tuple(trials)


def relation_in(sentence: str, vocabulary: Vocabulary | None = None) -> Relation | None:
    """The relation of the first citation of a row's sentence, in which "¶" ends a line."""
    citations = extract("Nội dung.\n" + sentence.replace("¶", "\n"), vocabulary).citations
    return citations[0].relation if citations else None


def shifts(texts: Iterable[str | SourceText], cues: Sequence[Cue]) -> tuple[Shift, ...]:
    """The citations that additional rows read otherwise in these texts, in order."""
    vocabulary = Vocabulary([*standard().cues, *cues])
    found = []
    for text in texts:
        before, after = extract(text).citations, extract(text, vocabulary).citations
        found += [
            Shift(one.quote, one.relation, other.relation)
            for one, other in zip(before, after, strict=True)
            if one.relation != other.relation
        ]
    return tuple(found)
