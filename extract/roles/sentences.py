"""The sentences of a document that cite, each with its cues and with what in it is quoted."""

from __future__ import annotations

from collections.abc import Iterator

from extract.clauses import Mention, Sentence, last_sentence, line_start, quotations, split
from extract.mentions.drafts import Draft
from extract.records import Document
from extract.roles.cues import CHANGES, SHORTEST, Cue, Token, Vocabulary
from extract.roles.subjects import Subjects, calls_itself_act
from extract.roles.wordings import Wordings
from extract.words import key
from ontology import table, types_with

_LINK_REACH = 60  # between a linking word and the citation, in characters
_LOOSE_WORDS = 2  # how many words may stand between "theo" and a citation beside the linking ones
_THEREBY = "thereby"  # a cue: what it opens follows from what was said before
_SAID_BEFORE = 400  # where that stands, in characters
_OWN_NAME = 50  # in which "ban hành" and the name stand that this document gives itself, in characters
_PARTS = frozenset(",;.“”")


class Seen:
    """A sentence with the drafts that it cites, and its cues by gap: those that decide, and when asked for, all.

    ``quoted`` holds the places of mentions inside quotations; the cues in there decide nothing. ``titled``: it opens
    with the document's own type, "Nghị định sửa đổi ...".
    """

    __slots__ = (
        "_all",
        "_reader",
        "acts",
        "changes",
        "deciding",
        "drafts",
        "in_body",
        "quoted",
        "quotes",
        "sentence",
        "titled",
    )

    def __init__(self, reader: Sentences, sentence: Sentence, drafts: list[int]) -> None:
        self.sentence, self.drafts, self._reader = sentence, drafts, reader
        self.acts = reader.acts
        self.in_body = sentence.start >= reader.operative
        self.titled = sentence.start == sentence.line and reader.opens_title(sentence.start)
        self._all: list[list[Token]] | None = None
        self.quotes: list[tuple[int, int]] = []
        self.quoted: frozenset[int] = frozenset()
        self.deciding = self._cues(every=False)
        self.changes = not CHANGES.isdisjoint([one.cue.meaning for gap in self.deciding for one in gap])
        if reader.may_quote(sentence, exchanged=self.changes):
            self.quotes = reader.quotes(sentence, exchanged=self.changes)
            self.quoted = frozenset(
                place for place, mention in enumerate(sentence.mentions) if within(self.quotes, mention.start)
            )
            self.deciding = self._unquoted(self.deciding)

    def all(self) -> list[list[Token]]:
        """All cues by gap."""
        if self._all is None:
            self._all = self._cues(every=True)
        return self._all

    def _cues(self, *, every: bool) -> list[list[Token]]:
        return self._unquoted(self._reader.cues(self.sentence, self.drafts, every=every))

    def _unquoted(self, found: list[list[Token]]) -> list[list[Token]]:
        if not self.quotes:
            return found
        return [[one for one in gap if not within(self.quotes, one.start)] for gap in found]


class Sentences:
    """The sentences of one document, whose ``operative`` text begins at a position."""

    def __init__(
        self,
        text: str,
        drafts: list[Draft],
        document: Document,
        vocabulary: Vocabulary,
        operative: int,
        *,
        subjects: Subjects,
        wordings: Wordings,
    ) -> None:
        self._text, self._drafts, self._vocabulary, self.operative = text, drafts, vocabulary, operative
        self._wordings = wordings
        self._subjects = subjects
        self._rules, self._bound = _rules(document.type), vocabulary.bound
        self._acts = document.type is None or document.type in types_with("changes_acts")
        self.lays_down = document.type in types_with("lays_down_rules") | types_with("consolidates")
        """Whether the document is of a type that lays down rules, and so only cites those that others are to apply."""
        self.acts = document.type in types_with("changes_acts")
        """Whether the document is of a type that changes acts."""
        self._type = "".join(f"{row['label']} " for row in table("types") if row["code"] == document.type)

    def __iter__(self) -> Iterator[Seen]:
        cited = [index for index, draft in enumerate(self._drafts) if draft.within is None]
        if self._wordings.starts:
            cited = [index for index in cited if not self._wordings.hold(self._drafts[index].start)]
        for sentence in split(self._text, self._mentions(cited)):
            yield Seen(self, sentence, cited[sentence.first : sentence.first + len(sentence.mentions)])

    def opens_title(self, start: int) -> bool:
        """Whether the document's own type stands at a position, as it opens a title."""
        return bool(self._type) and self._text.startswith(self._type, start)

    def _mentions(self, cited: list[int]) -> Iterator[Mention]:
        """The mentions that stand for themselves, with all that they hold; one by one, for there may be a million."""
        for place, index in enumerate(cited):
            draft = self._drafts[index]
            reach = max(draft.end, draft.reach)
            following = cited[place + 1] if place + 1 < len(cited) else len(self._drafts)
            for other in range(index + 1, following):
                if self._drafts[other].within is not None:
                    reach = max(reach, self._drafts[other].reach)
            yield Mention(draft.pinpoint[0] if draft.pinpoint else draft.start, draft.start, reach)

    def cues(self, sentence: Sentence, drafts: list[int], *, every: bool) -> list[list[Token]]:
        """The cues of a sentence by gap, without those of roles that do not reach the mention behind their gap."""
        find = self._vocabulary.all if every else self._vocabulary.deciding
        found = []
        for place, (start, end) in enumerate(sentence.gaps()):
            tokens = find(self._text, start, end) if end - start >= SHORTEST else []
            if tokens:
                draft = self._drafts[drafts[place]] if place < len(drafts) else None
                tokens = [one for one in tokens if one.cue.id not in self._bound or self._fits(one, end, draft)]
            if every and not self._acts:
                tokens = [one for one in tokens if one.cue.meaning != "self" or self._is_own(one)]
            if every and place == 0:
                tokens = [one for one in tokens if one.cue.id != _THEREBY or not self._of_this(one.start, drafts)]
            if every and sentence.start >= self.operative and not CHANGES.isdisjoint(one.cue.meaning for one in tokens):
                acting = self._subjects.acting(sentence.start, start, end)
                tokens = [acting, *tokens] if acting else tokens
            found.append(tokens)
        return found

    def _is_own(self, name: Token) -> bool:
        """Whether "Kế hoạch này" names this document: a letter that quotes an act says "Luật này"."""
        return key(f"{self._type}này") == key(self._text[name.start : name.end])

    def _of_this(self, at: int, drafts: list[int]) -> bool:
        """Whether the sentence before a position, or of it, is of this document as one that acts."""
        start = last_sentence(self._text, max(line_start(self._text, at), at - _SAID_BEFORE), max(0, at - 1))
        if not drafts or not drafts[0] or self._drafts[drafts[0] - 1].end < at - _SAID_BEFORE:
            return self._acts  # no other act was spoken of; a letter speaks of what all know
        words = self._vocabulary.modifying(self._text, start, at, ())
        return any(one.cue.meaning == "self" and calls_itself_act(self._text[one.start : one.end]) for one in words)

    def may_quote(self, sentence: Sentence, *, exchanged: bool) -> bool:
        """Whether a sentence may hold a quotation; ``exchanged``: words are, perhaps, in marks of any kind."""
        found = self._text.find("“", sentence.start, sentence.end) >= 0
        return found or (exchanged and any(self._text.find(mark, sentence.start, sentence.end) >= 0 for mark in "\"'‘"))

    def quotes(self, sentence: Sentence, *, exchanged: bool) -> list[tuple[int, int]]:
        """The quotations of a sentence, without what this document calls itself: ban hành “Kế hoạch thực hiện ...”.

        What stands in straight or single marks is none as a rule; words that are exchanged are.
        """
        text = self._text
        found = []
        for start, end in quotations(text, sentence.start, sentence.end, every=exchanged):
            if any(one.start < start and end <= one.reach for one in sentence.mentions):
                continue  # in a title
            mark = start - 1
            before = self._vocabulary.modifying(text, max(sentence.start, mark - _OWN_NAME), mark, [])
            if text[mark] != "“" and not any(one.cue.meaning == "words" and mark - one.end <= 1 for one in before):
                continue
            own = [one.end for one in before if one.cue.meaning == "own"]
            if not own or not joined(text[own[-1] : mark], _OWN_NAME):
                found.append((start, end))
        return found

    def _fits(self, token: Token, end: int, draft: Draft | None) -> bool:
        """Whether a cue reaches a mention that begins at ``end`` and speaks of documents like it."""
        cue = token.cue
        if draft is None:
            return False
        return self.speaks_of(cue, draft) and (cue.reach == "clause" or self._reaches(token, end))

    def speaks_of(self, cue: Cue, draft: Draft) -> bool:
        """Whether a cue is about documents like ``draft``."""
        if cue.cited in {"pinpoint", "told"}:
            return draft.pinpoint is not None and (cue.cited == "pinpoint" or draft.start >= self.operative)
        return not cue.cited or (cue.cited == "rule") == self.is_rule(draft)

    def is_rule(self, draft: Draft) -> bool:
        """Whether a draft is a rule: what is done "theo" one only cites it, as "theo quy định của" does."""
        return (draft.number is not None and draft.number.value.year is not None) or draft.type in self._rules

    def _reaches(self, token: Token, end: int) -> bool:
        between = self._text[token.end : end]
        if token.cue.reach == "phrase":
            return not between.strip()
        if not joined(between, _LINK_REACH):
            return False
        if token.cue.reach == "near":
            return not self._text[token.start : token.end].isupper()  # capitals are this document's own title
        return self._loose(token.end, end) <= _LOOSE_WORDS

    def _loose(self, start: int, end: int) -> int:
        """How many words of a stretch are no linking words; what "của" opens names who asks for it."""
        if end - start < 2:
            return 0
        words = self._text[start:end]
        for token in reversed(self._vocabulary.all(self._text, start, end)):
            if token.cue.meaning in {"link", "self"}:
                words = words[: token.start - start] + words[token.end - start :]
        return len(f" {words} ".partition(" của ")[0].split())


def within(spans: list[tuple[int, int]], position: int) -> bool:
    """Whether one of the spans holds a position."""
    return any(start <= position < end for start, end in spans)


def joined(between: str, most: int) -> bool:
    """Whether no mark parts what stands before ``between`` from what stands behind, and it is short."""
    return len(between) <= most and _PARTS.isdisjoint(between)


def _rules(type_: str | None) -> frozenset[str]:
    """The types of documents that lay down rules to one of ``type_``."""
    among_such = types_with("rules_among_such")
    return among_such if type_ in among_such else types_with("lays_down_rules")
