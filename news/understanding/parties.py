"""Who held an event and who took part: the bodies and people of a text, told apart by their constructions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from language.bodies import Body, Named, named
from language.names import Person
from language.tokens import Tongue
from news.models import EventType
from news.understanding.kinds import Kind
from news.understanding.reading import Reading, Sentence
from news.understanding.when import is_background

_MOST = 12
_ORGANISED = 5
_DEEP = 16
"""Sentences asked for people: a list of speakers may stand late."""
_SELF_ORGANISED = frozenset({EventType.MEETING, EventType.VISIT, EventType.BRIEFING, EventType.SIGNING})
"""Of these nobody is named as organiser, unless the text says so in as many words."""


_NEVER_HELD = _SELF_ORGANISED - {EventType.BRIEFING}


@dataclass(frozen=True, slots=True)
class Parties:
    organisers: tuple[str, ...]
    organisers_in: Sentence | None
    organisers_rule: str
    participants: tuple[str, ...]
    participants_in: Sentence | None


def parties(reading: Reading, kind: Kind) -> Parties:
    """Organisers that the text names as such, and everybody else who was there."""
    seen = {
        sentence.index: named(sentence.tokens) for sentence in (reading.title, *reading.sentences[:_DEEP])
    }
    organisers: tuple[str, ...] = ()
    organised_in: Sentence | None = None
    rule = ""
    for sentence in (*reading.sentences[:8], reading.title):
        found, rule = _organisers(sentence, seen[sentence.index], reading.tongue, kind)
        if found:
            organisers, organised_in = _distinct(found)[:_ORGANISED], sentence
            break
    participants, first = _participants(reading, seen, organisers, kind)
    return Parties(organisers, organised_in, rule if organisers else "", participants, first)


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Without repetitions: a name that another holds as its last words, or its abbreviation, is the same."""
    kept: list[str] = []
    for name in names:
        folded = name.casefold().replace("‘", "'").replace("’", "'")
        if not any(folded == other.casefold().replace("‘", "'").replace("’", "'") for other in kept):
            kept.append(name)
    return tuple(kept)


_JOIN = frozenset(
    {
        ",",
        "va",
        "hamda",
        "bilan",
        "и",
        "and",
        "&",
        "the",
        "а",
        "также",
        "with",
        "as",
        "well",
        "совместно",
        "с",
        "со",
        "вместе",
    }
    | {
        "hamkorlikda",
        "birgalikda",
        '"',
        "(",
        ")",
        "together",
        "in",
        "cooperation",
        "jointly",
        "its",
        "от",
        "partnership",
    }
    | {
        "collaboration",
        "partners",
        "partner",
        "при",
        "участии",
        "birga",
        "сотрудничестве",
        "партнерстве",
        "shuningdek",
    }
)


_MARKS = frozenset({'"', "(", ")"})


def _cluster(sentence: Sentence, bodies: tuple[Body, ...], position: int, *, before: bool) -> list[Body]:
    """The bodies that stand right before (or behind) a token, linked by commas and "and"."""
    items = sentence.tokens.items
    chosen: list[Body] = []
    edge = position
    for body in reversed(bodies) if before else bodies:
        gap = items[body.last : edge] if before else items[edge : body.first]
        if (before and body.last > edge) or (not before and body.first < edge):
            continue
        if any(token.key not in _JOIN for token in gap):
            break
        if chosen and all(token.key in _MARKS for token in gap):
            break
        chosen.append(body)
        edge = body.first if before else body.last
    return chosen[::-1] if before else chosen


def _names(bodies: Iterable[Body]) -> list[str]:
    return [body.name for body in bodies]


def _organisers(sentence: Sentence, seen: Named, tongue: Tongue, kind: Kind) -> tuple[list[str], str]:
    if not seen.bodies:
        return [], ""
    if tongue == "uz":
        return _uzbek(sentence, seen, kind)
    return _russian(sentence, seen, kind) if tongue == "ru" else _english(sentence, seen, kind)


_UZ_BY = re.compile(r"(?<!\S)tomonidan(?!\S)")
_UZ_MADE = re.compile(
    r"(?<!\S)(?:tashkil (?:etil|qilin|et|qil)\w*|otkaz\w+|uyushtir\w+|tayyorla\w+|boldi|bolib ot\w+"
    r"|yolga qoyil\w+)(?!\S)"
)
_UZ_WITH = re.compile(
    r"(?<!\S)(?:hamkorlik(?:da|dagi)|hamkorligi(?:da|dagi)|tashkilotchiligi(?:da|dagi)|birgalikda"
    r"|birgalikdagi|homiyligida)(?!\S)"
)
_UZ_MAKING = re.compile(
    r"(?<!\S)(?:tashkil (?:etgan|qilgan|etadigan|qiladigan|etayotgan|etilgan|etiladigan)|uyushtir(?:gan"
    r"|adigan|ayotgan|ilgan|iladigan)|"
    r"otkaz(?:gan|adigan|ayotgan)|otkazil(?:gan|adigan))(?!\S)"
)
_UZ_ORGANISER = re.compile(
    r"(?<!\S)(?:tadbir |loyiha |anjuman |forum )?tashkilotchi(?:si|lari|lar|)(?: (?:-|:|sifatida))?(?!\S)"
)
_UZ_ACTIVE = re.compile(
    r"(?<!\S)(?:(?:tashkil (?:etdi|qildi|etadi|qiladi|etmoqda|etgan|qilgan))|otkaz(?:di|adi|moqda|gan"
    r"|yapti)|uyushtirdi|uyushtiradi|taqdim etdi|mezbonlik qildi)(?!\S)"
)


def _uzbek(sentence: Sentence, seen: Named, kind: Kind) -> tuple[list[str], str]:
    key, tokens = sentence.key, sentence.tokens
    made = _UZ_MADE.search(key)
    by = _UZ_BY.search(key)
    if by and made and made.start() > by.start():
        position = tokens.at(by.start())
        found = _cluster(sentence, seen.bodies, position, before=True)
        for partner in _UZ_WITH.finditer(key, by.end()):
            found += [
                b
                for b in _cluster(sentence, seen.bodies, tokens.at(partner.start()), before=True)
                if b not in found
            ]
        if found:
            return _names(found), "tomonidan tashkil etildi"
    with_ = _UZ_WITH.search(key)
    if with_ and made and (kind.type not in _SELF_ORGANISED or "tashkil" in made.group()):
        position = tokens.at(with_.start())
        found = _cluster(sentence, seen.bodies, position, before=True)
        if found:
            hosts = [body for body in seen.bodies if body.last <= found[0].first and body not in found]
            hosts = [body for body in hosts if tokens.items[body.last - 1].key.endswith("da")]
            return _names([*hosts, *found]), "hamkorligida tashkil etildi"
    making = _UZ_MAKING.search(key)
    if making and kind.type not in _SELF_ORGANISED:
        last = tokens.at(making.start())
        initiative = [
            n
            for n in range(max(0, last - 2), last)
            if tokens.items[n].key in ("tashabbusi", "bilan", "birgalikda")
        ]
        found = _cluster(sentence, seen.bodies, min(initiative, default=last), before=True)
        if found and (initiative or "il" not in making.group()[-8:]):
            return _names(found), "tashkil etgan"
    said = _UZ_ORGANISER.search(key)
    if said:
        first, last = tokens.range(said.start(), said.end())
        found = _cluster(sentence, seen.bodies, last, before=False)
        found = found or _cluster(sentence, seen.bodies, first, before=True)
        if found:
            return _names(found), "tashkilotchisi"
    active = _UZ_ACTIVE.search(key)
    own = any(mention.sentence is sentence and mention.factor >= 2 for mention in kind.mentions)
    again = bool(_UZ_OBJECT.search(key)) and sentence.index >= 0
    held = (kind.type not in _NEVER_HELD and (own or again)) or (
        again and active and "tashkil" in active.group()
    )
    if active and held and sentence.index < 4:
        subjects = _subjects(sentence, seen, tokens.at(active.start()))
        for partner in _UZ_WITH.finditer(key):
            subjects += [
                b
                for b in _cluster(sentence, seen.bodies, tokens.at(partner.start()), before=True)
                if b not in subjects
            ]
        if subjects:
            return _names(subjects), "body that held it"
    return [], ""


_UZ_FOLLOWS_SUBJECT = re.compile(
    r"(?:bugun|kecha|joriy|shu|\d\S*|\S+da|\S+ning|xalqaro|ilk|birinchi|navbatdagi|va|hamda|\"|,|\("
    r"|talaba\w*|yosh\w*|oz|\S+lar|bilan|uchun|\S+ga)"
)


_UZ_OBJECT = re.compile(
    r"(?<!\S)(?:uni|ularni|(?:tadbir|anjuman|forum|seminar|konferensiya|korgazma|yigilish|marosim|bayram"
    r"|festival|tanlov|taqdimot|"
    r"kurs|trening|mashgulot|musobaqa|uchrashuv|brifing|davra suhbati)(?:lar)?(?:i)?ni)(?!\S)"
)


def _subjects(sentence: Sentence, seen: Named, verb: int) -> list[Body]:
    """Bodies in the nominative before the verb, before anybody is named."""
    items = sentence.tokens.items
    for body in seen.bodies:
        if body.first >= verb or any(person.last <= body.first for person in seen.people):
            break
        last = items[body.last - 1].key
        following = items[body.last].key if body.last < len(items) else ""
        bare = not last.endswith(("ning", "da", "dan", "ga", "dagi"))
        if (
            bare
            and following not in ("tomonidan", "bilan", "vakili", "vakillari")
            and not _is_office(following)
        ):
            return _cluster_from(sentence, seen.bodies, body)
    return []


def _is_office(key: str) -> bool:
    return (
        re.match(
            r"(rais|direktor|rahbar|vakil|xodim|mutaxassis|ekspert|olim|delegatsiya|boshli|mudir|rektor|azo"
            r"|binosi)",
            key,
        )
        is not None
    )


def _cluster_from(sentence: Sentence, bodies: tuple[Body, ...], first: Body) -> list[Body]:
    return _cluster(
        sentence, tuple(body for body in bodies if body.first >= first.first), first.first, before=False
    )


_RU_MADE = re.compile(
    r"(?<!\S)(?:организован\w*|проведен\w*|подготовлен\w*|организованн\w+|проводим\w+|проводится|проводятся"
    r"|организуем\w+|устроен\w*|инициирован\w*)(?!\S)"
)
_RU_ACTIVE = re.compile(
    r"(?<!\S)(?:готов(?:ит|ят)|подготовил\w*|организовал\w*|провел\w*|проведет|проведут|устраива(?:ет|ют)"
    r"|организу(?:ет|ют)|проводит|проводят|устроил\w*|представил\w*|презентовал\w*)(?!\S)"
)
_RU_WITH = re.compile(
    r"(?<!\S)(?:совместно с(?:о)?|в (?:сотрудничестве|партнерстве|кооперации) с(?:о)?|вместе с(?:о)?"
    r"|при содействии)(?!\S)"
)
_RU_ORGANISER = re.compile(
    r"(?<!\S)(?:со)?организатор(?:ами|ом|ы|)(?: (?:форума|конференции|мероприятия|семинара|встречи|выставки"
    r"|тренинга|стола))?"
    r"(?: (?:выступили|выступил|выступило|выступила|выступают|выступает|стали|стал|стало|стала|являются"
    r"|является|-|:))*(?!\S)"
)


def _russian(sentence: Sentence, seen: Named, kind: Kind) -> tuple[list[str], str]:
    key, tokens = sentence.key, sentence.tokens
    said = _RU_ORGANISER.search(key)
    if said:
        first, last = tokens.range(said.start(), said.end())
        found = _cluster(sentence, seen.bodies, last, before=False) or _cluster(
            sentence, seen.bodies, first, before=True
        )
        if found:
            return _names(found), "организаторами выступили"
    partners: list[Body] = []
    with_ = _RU_WITH.search(key)
    if with_:
        partners = _cluster(sentence, seen.bodies, tokens.range(with_.start(), with_.end())[1], before=False)
    made = _RU_MADE.search(key)
    if made and (kind.type not in _SELF_ORGANISED or made.group().startswith("организ")):
        position = tokens.at(made.end() + 1)
        found = _cluster(sentence, seen.bodies, position, before=False)
        if found or partners:
            return _names([*found, *(body for body in partners if body not in found)]), "организовано кем"
    if kind.type in _NEVER_HELD:
        return [], ""
    own = any(mention.sentence is sentence and mention.factor >= 1 for mention in kind.mentions)
    active = _RU_ACTIVE.search(key)
    if active and (own or sentence.index < 2):
        subjects = _ru_subjects(sentence, seen, tokens.at(active.start()))
        if subjects:
            return _names([*subjects, *(body for body in partners if body not in subjects)]), "кто провёл"
    if partners and own:
        return _names(partners), "совместно с"
    for mention in kind.mentions:
        if mention.sentence is sentence and mention.factor >= 2 and mention.kind != "any":
            found = _cluster(sentence, seen.bodies, tokens.range(mention.start, mention.end)[1], before=False)
            if found and kind.type in (EventType.CONFERENCE, EventType.FORUM, EventType.SEMINAR):
                return _names(found[:1]), "чья конференция"
    return [], ""


def _ru_subjects(sentence: Sentence, seen: Named, verb: int) -> list[Body]:
    """The body before the verb, or right behind it, that stands in the nominative."""
    items = sentence.tokens.items
    for body in seen.bodies:
        if body.first > verb + 4:
            break
        before = items[body.first - 1].key if body.first else ""
        if before in (
            "в",
            "во",
            "на",
            "с",
            "со",
            "от",
            "для",
            "при",
            "к",
            "о",
            "об",
            "по",
            "из",
            "директор",
            "директора",
        ):
            continue
        head = body.name.split(" ")[0].casefold()
        if items[body.first].key.casefold()[:60] != head.replace("ё", "е")[:60]:
            continue
        if body.last <= verb or body.first <= verb + 3:
            return _cluster_from(sentence, seen.bodies, body)
    return []


_EN_BY = re.compile(
    r"(?<!\S)(?:(?:co-)?organi[sz]ed|hosted|co-hosted|run|convened|arranged|held|conducted|initiated"
    r"|put together|prepared|staged|co-chaired)"
    r"(?: \S+){0,3}? by(?: the)?(?!\S)"
)
_EN_WITH = re.compile(
    r"(?<!\S)(?:in (?:cooperation|co-operation|partnership|collaboration|association|conjunction) with"
    r"|jointly with|together with|"
    r"alongside)(?: the)?(?!\S)"
)
_EN_ACTIVE = re.compile(
    r"(?<!\S)(?:(?:co-)?organi[sz]ed|hosted|co-hosted|ran|convened|held|conducted|will (?:hold|host"
    r"|organi[sz]e|convene|run)|"
    r"hosts|holds|presented|launched|opened|is (?:holding|hosting|organi[sz]ing)|has (?:held|hosted"
    r"|organi[sz]ed))(?!\S)"
)
_EN_WHICH = re.compile(
    r"(?<!\S)(?:, (?:which|who) )?(?:(?:is|was|were) )?(?:organi[sz]es|organi[sz]ed|organi[sz]ing|hosts"
    r"|hosted|convenes|convened|co-hosts)(?! by)(?!\S)"
)
_EN_ORGANISER = re.compile(
    r"(?<!\S)(?:co-)?organi[sz]ers? (?:of the \S+ )?(?:were|was|are|is|include|included|:|-)(?: the)?(?!\S)"
)


def _english(sentence: Sentence, seen: Named, kind: Kind) -> tuple[list[str], str]:
    key, tokens = sentence.key, sentence.tokens
    partners: list[Body] = []
    with_ = _EN_WITH.search(key)
    if with_:
        partners = _cluster(sentence, seen.bodies, tokens.range(with_.start(), with_.end())[1], before=False)
    are = re.search(r"(?<!\S)(?:are|were|is|was) the (?:co-)?organi[sz]ers?(?!\S)", key)
    if are:
        found = _cluster(sentence, seen.bodies, tokens.at(are.start()), before=True)
        if found:
            return _names(found), "are the organisers"
    for pattern, rule in ((_EN_ORGANISER, "organisers were"), (_EN_BY, "organised by")):
        match = pattern.search(key)
        if match:
            found = _cluster(sentence, seen.bodies, tokens.range(match.start(), match.end())[1], before=False)
            found += [body for body in partners if body not in found]
            if found:
                return _names(found), rule
    which = _EN_WHICH.search(key)
    if which:
        found = _cluster(sentence, seen.bodies, tokens.at(which.start()), before=True)
        if found and found[-1].last == tokens.at(which.start()):
            return _names([*found, *(body for body in partners if body not in found)]), "which organises it"
    if kind.type in _NEVER_HELD:
        return [], ""
    own = any(mention.sentence is sentence and mention.factor >= 1 for mention in kind.mentions)
    by = re.search(r"(?<!\S)by (?:the )?", key)
    if by and own and sentence.index >= 0:
        found = _cluster(sentence, seen.bodies, tokens.at(by.end()), before=False)
        if found:
            return _names([*found, *(body for body in partners if body not in found)]), "by whom"
    active = _EN_ACTIVE.search(key)
    if active and own:
        verb = tokens.at(active.start())
        for body in seen.bodies:
            if body.last > verb or any(person.last <= body.first for person in seen.people):
                break
            before = tokens.items[body.first - 1].key if body.first else ""
            if before in ("in", "at", "of", "with", "by", "from", "to", "for"):
                continue
            subjects = _cluster_from(sentence, seen.bodies, body)
            return _names([*subjects, *(b for b in partners if b not in subjects)]), "body that held it"
    if partners and own:
        return _names(partners), "in cooperation with"
    return [], ""


_NOT_THERE: dict[Tongue, re.Pattern[str]] = {
    "uz": re.compile(
        r"^ ?(?:tashabbus\w*|rahnamolig\w*|topshirig\w*|farmon\w*|qaror\w*|nomi\w*|tavallud\w*"
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
            if sentence.index < 8 and _took_part(sentence, body, reading.tongue, kind):
                bodies.append(body.name)
                first = first or sentence
    known = {name.casefold() for name in organisers}
    chosen = [*_without_surnames(people)[:_MOST], *(name for name in bodies if name.casefold() not in known)]
    return _distinct(chosen)[:_MOST], first


def _without_surnames(names: list[str]) -> list[str]:
    """ "Aman Saliyev" once; "A. Saliyev" beside him is the same man."""
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
    return before not in ("имени", "им", "инициативе", "мухаммад")


_TALK = {EventType.MEETING, EventType.VISIT, EventType.SIGNING}


def _took_part(sentence: Sentence, body: Body, tongue: Tongue, kind: Kind) -> bool:
    """Whether a body came: its people are named, it stands in a sentence of attendance, or it met another."""
    items, starts = sentence.tokens.items, sentence.tokens.starts
    after = sentence.key[starts[body.last] :] if body.last < len(items) else ""
    before = sentence.key[: starts[body.first]]
    own = any(mention.sentence is sentence and mention.factor >= 2 for mention in kind.mentions)
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
