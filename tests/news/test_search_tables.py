"""The tables an editor extends: every line can be used."""

from news.models import EventType
from news.search.tables import concepts, kinds, readings


def lines(name: str) -> list[str]:
    from importlib.resources import files

    text = files("news.search").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def test_every_concept_has_three_columns_and_says_something() -> None:
    for line in lines("concepts.txt"):
        columns = [column.strip() for column in line.split("|")]
        assert len(columns) == 3, line
        assert sum(map(bool, columns)) >= 2, line
        assert all(readings(way) for column in columns for way in column.split(",") if way.strip()), line


def test_no_line_stands_twice() -> None:
    assert len(lines("concepts.txt")) == len(set(lines("concepts.txt")))


def test_every_kind_has_words_of_its_own() -> None:
    named = {kind for said in kinds().by_bones.values() for _, (kind, _) in said}
    assert named == {kind.value for kind in EventType} - {EventType.OTHER.value}


def test_a_concept_is_found_by_each_of_its_words() -> None:
    for word in ("терроризма", "terrorizmga", "counterterrorism"):
        (concept,) = concepts().longest(readings(word))[1]
        assert "terrorizm" in concept.ways


def test_the_longest_phrase_is_meant() -> None:
    length, said = concepts().longest(readings("Shanxay hamkorlik tashkiloti sammiti"))
    assert length == 3
    assert any("shos" in concept.ways or "shht" in concept.ways for concept in said)
