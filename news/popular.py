"""What readers ask for, so that nobody can be recognised by it.

An editor sees a question or a word once `PEOPLE` different people asked it, never who they were; what could
be a telephone, a card, an account, a document's number or an address is not shown however many asked it. So a
question that only one person would ask (with a name, a complaint, a number in it) stays between them and the
bot. Nothing of this is kept: it is read from the history, which readers may delete (`/history`).
"""

import asyncio
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from language.alphabet import canonical
from language.markup import clean
from language.words import keys
from news.models import Popular, Term, Wording
from news.search.question import parse

__all__ = ["LOOKED_AT", "PEOPLE", "popular"]

PEOPLE = 3
"""So many different people must have asked it."""
LOOKED_AT = 10_000
"""Of a period's questions the newest are looked at; some five MB, and half a second of reading them."""
READ = 2_000
"""So many different wordings, those of the most people first, are taken apart into words."""
SLICE = 10
"""Wordings that are read before others have their turn: a few milliseconds."""
QUESTIONS, WORDS, IN_VAIN = 5, 8, 5

_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b(?:19|20)\d\d\b")
_PERSONAL = re.compile(r"\d(?:[\s().+-]*\d){4}|@|://|\bwww\.|\bt\.me\b", re.IGNORECASE)


@dataclass(slots=True)
class _Asked:
    spellings: Counter[str] = field(default_factory=Counter)
    people: set[int] = field(default_factory=set)
    in_vain: set[int] = field(default_factory=set)
    """Those of them who found nothing."""

    def add(self, spelling: str, people: Iterable[int], in_vain: Iterable[int], times: int) -> None:
        self.spellings[spelling] += times
        self.people.update(people)
        self.in_vain.update(in_vain)

    @property
    def text(self) -> str:
        """As most wrote it; of several, the first by the alphabet."""
        return min(self.spellings, key=lambda spelling: (-self.spellings[spelling], spelling))


async def popular(wordings: Sequence[Wording], today: date) -> Popular:
    """What may be shown of these. Others are served while it reads."""
    asked = await _gathered(wordings)
    words = await _words(asked, today)
    shown = [*_terms(asked.values(), in_vain=True)][:IN_VAIN]
    # A word tells something more only where it stands in other questions too.
    said = {word for term in shown for word in canonical(term.text).split()}
    more = (term for term in _terms(words, in_vain=True) if canonical(term.text) not in said)
    return Popular(
        questions=[*_terms(asked.values())][:QUESTIONS],
        words=[*_terms(words)][:WORDS],
        unanswered=[*shown, *more][:IN_VAIN],
        looked_at=sum(wording.times for wording in wordings),
    )


def is_personal(text: str) -> bool:
    """Whether it holds what may lead to a person: five digits in a row that are no date, an address."""
    return _PERSONAL.search(_DATE.sub(" ", text)) is not None


async def _gathered(wordings: Sequence[Wording]) -> dict[str, _Asked]:
    """The questions by what their spellings have in common."""
    read: dict[str, tuple[str, _Asked]] = {}
    asked: dict[str, _Asked] = {}
    for number, wording in enumerate(wordings):
        if number % (SLICE * 20) == 0:
            await asyncio.sleep(0)
        if wording.text not in read:
            spelling = " ".join(clean(wording.text).split()).rstrip("?!. ")
            read[wording.text] = spelling, asked.setdefault(canonical(spelling), _Asked())
        spelling, one = read[wording.text]
        people = {wording.person_id}
        one.add(spelling, people, people if wording.unanswered else (), wording.times)
    return asked


async def _words(asked: dict[str, _Asked], today: date) -> list[_Asked]:
    """The telling words of the questions, forms of one word together."""
    found: dict[str, _Asked] = {}
    harmless = (each for each in asked.values() if not is_personal(each.text))
    first = sorted(harmless, key=lambda each: (-len(each.people), each.text))[:READ]
    for number, each in enumerate(first):
        if number % SLICE == 0:
            await asyncio.sleep(0)
        question = parse(each.text, today)
        times = each.spellings.total()
        for word in {*question.words, *question.phrases}:
            key = " ".join(keys(word, question.language)) or word
            found.setdefault(key, _Asked()).add(word, each.people, each.in_vain, times)
    return list(found.values())


def _terms(several: Iterable[_Asked], *, in_vain: bool = False) -> Iterator[Term]:
    """Those that enough people asked, the most people first."""
    terms = [Term(each.text, len(each.in_vain if in_vain else each.people)) for each in several]
    for term in sorted(terms, key=lambda term: (-term.people, term.text)):
        if term.people < PEOPLE:
            return
        if any(letter.isalpha() for letter in term.text) and not is_personal(term.text):
            yield term
