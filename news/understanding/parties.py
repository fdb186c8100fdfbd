"""Who took part in an event, and who held it: people and bodies told apart by their constructions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from language.bodies import Body, Named, alias_of, named
from language.names import Person
from language.tokens import Tongue
from news.models import EventType
from news.understanding.background import is_background
from news.understanding.kinds import Kind
from news.understanding.organisers import organisers
from news.understanding.reading import Reading, Sentence

_MOST = 10
_ORGANISED = 5
_DEEP = 16
"""Sentences asked for people: a list of speakers may stand late."""


@dataclass(frozen=True, slots=True)
class Parties:
    organisers: tuple[str, ...]
    organisers_in: Sentence | None
    organisers_rule: str
    participants: tuple[str, ...]
    participants_in: Sentence | None


def parties(reading: Reading, kind: Kind) -> Parties:
    """Organisers that the text names as such, and everybody else who was there."""
    asked = [*reading.sentences[:_DEEP], reading.title]
    seen = {sentence.index: named(sentence.tokens) for sentence in asked}
    claim = organisers(asked, seen, reading.tongue, kind)
    held = _distinct(body.name for body in claim.bodies)[:_ORGANISED] if claim else ()
    participants, first = _participants(reading, seen, held, kind)
    if claim is None:
        return Parties((), None, "", participants, first)
    return Parties(held, claim.sentence, claim.rule, participants, first)


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Without repetitions, whatever the apostrophes and capitals."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(re.sub(r"['’‘ʻʼ`]", "", name).casefold(), name)
    return tuple(kept.values())


_NOT_THERE: dict[Tongue, re.Pattern[str]] = {
    "uz": re.compile(
        r"^ ?(?:(?:\S+ ){0,4}(?:salomi|tabrigi|tabrik|maktubi|nutqining|nomidan)\w*|tashabbus\w*"
        r"|rahnamolig\w*|topshirig\w*|farmon\w*|qaror\w*|nomi\w*|tavallud\w*"
        r"|muallifligi\w*|haqida\w*|tugilgan\w*|xotiras\w*|siyosati\w*|asarlari\w*)"
    ),
    "ru": re.compile(r"^$"),
    "en": re.compile(r"^'s (?:initiative|decree|policy)"),
}
_CAME: dict[Tongue, re.Pattern[str]] = {
    "uz": re.compile(
        r"^ ?(?:\"|\)|,)? ?(?:\S+ ){0,4}?(?:vakil\w*|rahbar\w*|direktor\w*|rais\w*|mutaxassis\w*|ekspert\w*"
        r"|xodim\w*|olim\w*|delegatsiya\w*|azo\w*|"
        r"bilan|mudir\w*|rektor\w*|boshli\w*|ishtirok\w*|qatnash\w*|kotib\w*|talaba\w*|oqituvchi\w*"
        r"|professor\w*|vazir\w*|deputat\w*|orinbosar\w*|elchi\w*|oquvchi\w*|mamur\w*)"
    ),
    "ru": re.compile(r"^$"),
    "en": re.compile(
        r"^ ?(?:\S+ )?(?:representatives?|experts?|officials?|delegation|staff|director|head|team|students?"
        r"|members|specialists|delegates)"
    ),
}
_OFFICE_BEFORE: dict[Tongue, re.Pattern[str]] = {
    "uz": re.compile(r"^$"),
    "ru": re.compile(
        r"(?:представител\w*|руководител\w*|директор\w*|глав\w+|эксперт\w*|специалист\w*|сотрудник\w*"
        r"|делегаци\w*|член\w*|председател\w*|учен\w+|"
        r"студент\w*|депутат\w*|заместител\w*|секретар\w*|ректор\w*|с|со|и|,|между|участи\w+|от"
        r"|преподавател\w*|советник\w*|координатор\w*|сотрудниц\w*)(?: \S+){0,3} $"
    ),
    "en": re.compile(
        r"(?:representatives?|heads?|directors?|experts?|specialists?|staff|delegations?|members?"
        r"|officials?|chairman|chair|rector|students|secretary|"
        r"from|of|with|and|,|between|including|met|joined by|attended by)(?: \S+){0,2} $"
    ),
}


def _participants(
    reading: Reading, seen: dict[int, Named], organisers: tuple[str, ...], kind: Kind
) -> tuple[tuple[str, ...], Sentence | None]:
    """People first, in the order of the text, then the bodies that came."""
    people: list[str] = []
    bodies: list[str] = []
    shorts: set[str] = set()
    first: Sentence | None = None
    for sentence in (*reading.sentences[:_DEEP], reading.title):
        here = seen[sentence.index]
        if is_background(sentence, reading.tongue) and sentence.index > 1:
            continue
        for person in here.people:
            if _was_there(sentence, person, reading.tongue):
                people.append(person.name)
                first = first or sentence
        for body in here.bodies:
            if body.short:
                shorts.add(body.short.casefold())
            if sentence.index < 8 and _took_part(sentence, body, reading.tongue, kind):
                if sentence.index >= 0 or not (bodies or people):
                    bodies.append(body.name)
                first = first or sentence
    known = {name.casefold() for name in organisers} | shorts
    known |= {_initials(name) for name in (*organisers, *bodies)}
    came = [name for name in bodies if name.casefold() not in known and not _OURS.match(name)]
    chosen = [*_without_surnames(people)[:_MOST], *came]
    return tuple(_apart(_distinct(chosen), reading.tongue)[:_MOST]), first


def _apart(names: Iterable[str], tongue: Tongue) -> list[str]:
    """Without bodies named twice: "BMTning X boshqarmasi" beside "X boshqarmasi" or "BMT X boshqarmasi"."""
    kept: list[tuple[list[str], str]] = []
    for name in names:
        alias = alias_of(name, tongue)
        words = [re.sub(r"ning$", "", word) for word in re.findall(r"[\w-]+", alias)]
        twin = next((number for number, (other, _) in enumerate(kept) if _same(words, other)), None)
        if twin is None:
            kept.append((words, name))
        elif len(words) > len(kept[twin][0]):
            kept[twin] = (words, name)
    return [name for _, name in kept]


def _same(words: list[str], other: list[str]) -> bool:
    if words == other:
        return True
    short, long = sorted((words, other), key=len)
    if len(short) > 2 and long[-len(short) :] == short:
        return True
    return len(short) > 3 and len(set(short) & set(long)) >= 0.7 * len(set(long))


_OURS = re.compile(
    r"(?:mamlakatimiz|мамлакатимиз|yurtimiz|юртимиз)\w* (?:delegatsiya|делегация)", re.IGNORECASE
)
"""Our own delegation names nobody."""


def _initials(name: str) -> str:
    """The abbreviation a name would have: "Strategik va mintaqalararo tadqiqotlar instituti" -> "smti"."""
    words = [word for word in re.findall(r"[^\W\d_][\w’‘'ʻ]*", name) if len(word) > 3]
    return "".join(word[0] for word in words).casefold() if len(words) > 2 else ""


def _without_surnames(names: list[str]) -> list[str]:
    """As in "Aman Saliyev" once; "A. Saliyev" beside him is the same man."""
    kept: list[str] = []
    for name in _distinct(names):
        surname = re.split(r"[\s.]", name)[-1].casefold()[:6]
        if not any(
            re.split(r"[\s.]", other)[-1].casefold()[:6] == surname and name[:1] == other[:1]
            for other in kept
        ):
            kept.append(name)
    return kept


def _was_there(sentence: Sentence, person: Person, tongue: Tongue) -> bool:
    items, starts = sentence.tokens.items, sentence.tokens.starts
    after = sentence.key[starts[person.last] :] if person.last < len(items) else ""
    if _NOT_THERE[tongue].pattern != "^$" and _NOT_THERE[tongue].match(after):
        return False
    before = items[person.first - 1].key if person.first else ""
    if tongue == "uz" and items[person.last - 1].key.endswith("ga") and "minnatdor" in sentence.key:
        return False  # thanked, not met
    return before not in ("имени", "им", "инициативе", "мухаммад")


_ITS_SESSION = re.compile(
    r"^(?:\S+ ){0,3}(?:yigilish|majlis|sessiya|konferensiya|sammit|anjuman|faoliyati|ahamiyat|mexanizm)\w*"
)
"""The meeting of a council is not the council."""
_TALK = {EventType.MEETING, EventType.VISIT, EventType.SIGNING}


def _took_part(sentence: Sentence, body: Body, tongue: Tongue, kind: Kind) -> bool:
    """Whether a body came: its people are named, it stands in a sentence of attendance, or it met another."""
    items, starts = sentence.tokens.items, sentence.tokens.starts
    after = sentence.key[starts[body.last] :] if body.last < len(items) else ""
    before = sentence.key[: starts[body.first]]
    own = any(mention.sentence is sentence and mention.factor >= 2 for mention in kind.mentions)
    if tongue == "uz" and _ITS_SESSION.match(after):
        return False
    if kind.type in _TALK and own:
        return True
    if _CAME[tongue].pattern != "^$" and _CAME[tongue].match(after):
        return True
    if _OFFICE_BEFORE[tongue].pattern != "^$" and _OFFICE_BEFORE[tongue].search(before):
        return True
    return _ATTENDANCE[tongue].search(sentence.key) is not None and sentence.index >= 0


_ATTENDANCE: dict[Tongue, re.Pattern[str]] = {
    "uz": re.compile(
        r"(?<!\S)(?:ishtirok (?:et|qil)\w*|qatnash\w+|ishtirokida|toplan\w+|yigil\w+|qoshil\w+"
        r"|ozaro suhbat\w*)(?!\S)"
    ),
    "ru": re.compile(
        r"(?<!\S)(?:приня\w+ участие|участвовал\w*|участву\w+|с участием|собрал\w*|присутствовал\w*|ждут"
        r"|примут участие|при участии)(?!\S)"
    ),
    "en": re.compile(
        r"(?<!\S)(?:attended|took part|participated|participants|participating|joined|gathered"
        r"|brought together|speakers|were present|participation)(?!\S)"
    ),
}
