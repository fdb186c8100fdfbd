"""What a person's client does before anything reaches the bot."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground import READER, Person, Playground, Standing
from playground.formatting import parts_of, utf16_length
from tests.playground.conftest import Api


async def test_a_person_has_their_names_and_language(playground: Playground, api: Api) -> None:
    person = playground.person(4242, first_name="Olim", language_code="en")
    await person.says("/start")
    [update] = await api.result("getUpdates")
    sender = update["message"]["from"]
    assert (sender["id"], sender["first_name"], sender["language_code"]) == (4242, "Olim", "en")
    assert update["message"]["chat"] == {"id": 4242, "type": "private", "first_name": "Olim"}
    assert playground.person(4242).user == person.user


async def test_no_client_sends_an_empty_or_an_overlong_text(reader: Person) -> None:
    for text in ("", " \n ", "a" * 4097):
        with pytest.raises(ValueError, match="no client sends a text of"):
            await reader.says(text)


async def test_a_long_text_is_pasted_in_parts(api: Api, reader: Person) -> None:
    line = "Toshkentda uchrashuv boʻldi.\n"
    await reader.pastes(line * 400)
    texts = [update["message"]["text"] for update in await api.result("getUpdates")]
    assert len(texts) == 3
    assert "\n".join(texts) + "\n" == line * 400


@settings(deadline=None)
@given(st.text(st.sampled_from("ab \n😀ў"), max_size=60), st.integers(2, 9))
def test_parts_lose_nothing_but_blank_ends(text: str, longest: int) -> None:
    parts = parts_of(text, longest)
    assert all(utf16_length(part) <= longest for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


async def test_start_with_a_parameter_comes_as_a_command(api: Api, reader: Person) -> None:
    await reader.says("/start abc")
    [update] = await api.result("getUpdates")
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_a_channel_that_threw_the_bot_out_posts_nothing_to_it(
    playground: Playground, api: Api, reader: Person
) -> None:
    channel = playground.group("Kanal", reader, kind="channel", standing=Standing.ADMINISTRATOR)
    playground.world.bot_becomes(channel, Standing.KICKED, reader.user)
    await reader.says("post", channel)
    assert not any("channel_post" in update for update in await api.result("getUpdates"))


async def test_who_was_met_nowhere_has_a_chat_all_the_same(playground: Playground) -> None:
    assert playground.chat(READER).messages == []
    assert not playground.chat(READER).was_started
