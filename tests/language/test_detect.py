"""Languages are told apart by letters, endings and words, also in a question of two words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.detect import LANGUAGES, label_of, language_of

ROWS = {
    "uz-Latn": [
        "may oyida",
        "27 may",
        "Nukusdagi forum qachon boʻladi",
        "suv xo'jaligi vaziri tashrifi",
        "chegara savdosi seminari",
        "oliy ta'lim islohotlari",
        "Farg'onada ko'rgazma",
        "yoshlar agentligi tanlovi",
        "eksport hajmi necha foizga oshdi",
        "sogliqni saqlash vazirligi",
    ],
    "uz-Cyrl": [
        "Нукусдаги форум качон булади",
        "сув хўжалиги вазири ташрифи",
        "олий таълим ислоҳотлари",
        "ёшлар агентлиги танлови",
        "Хитой делегацияси билан учрашув",
        "экспорт хажми неча фоизга ошди",
        "сенат раиси нутки",
        "Бухорода кўргазма очилди",
    ],
    "ru": [
        "форум в Нукусе",
        "визит министра водного хозяйства",
        "реформы высшего образования",
        "на сколько вырос экспорт",
        "заседание сената",
        "выставка открылась в Бухаре",
        "переговоры с делегацией Китая",
    ],
    "en": [
        "since May",
        "meetings in May",
        "forum in Nukus",
        "water minister visits Termez",
        "higher education reforms",
        "how much did exports grow",
        "exhibition opened in Bukhara",
        "talks with the Chinese delegation",
    ],
    "kk": ["Алматыда халықаралық форум өтті", "Қазақстанның сыртқы істер министрі кездесу өткізді"],
    "kaa": ["Nókiste xalıqaralıq forum bolıp ótti", "Qaraqalpaqstanda jańa mektep ashıldı"],
    "tr": ["Ankara'da uluslararası güvenlik forumu düzenlendi", "Dışişleri bakanı görüşme yaptı"],
}


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language in ROWS for text in ROWS[language]]
)
def test_a_short_text_tells_its_language(language: str, text: str) -> None:
    assert language_of(text) == language


@given(st.text())
def test_any_text_gets_one_of_our_labels(text: str) -> None:
    assert label_of(text) in LANGUAGES


def test_a_quotation_in_another_language_does_not_change_a_text() -> None:
    assert language_of("Vazir “Search for Common Ground” vakillari bilan Toshkentda uchrashdi") == "uz-Latn"


def test_an_apostrophe_for_the_hard_sign_makes_no_kazakh_of_uzbek() -> None:
    assert language_of("маʻруза ва санʻат таʻлими") == "uz-Cyrl"
