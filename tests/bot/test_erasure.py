"""The whole bot as an operator runs it: a reader comes, asks, and has themselves deleted. No file knows them
then."""

import signal
from pathlib import Path

import pytest

from playground import Message, Person, Playground
from tests.bot.test_webhook import served, telegram, webhook

__all__ = ["telegram"]

HALIMA = 5_912_345_678
WORDS = "zarafshondagi koʻprik"


def traces(folder: Path, sought: dict[str, bytes]) -> set[tuple[str, str]]:
    """(file, what of them it holds), of every file that the bot made."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {(path.name, what) for path in files for what, word in sought.items() if word in path.read_bytes()}


class Chat:
    def __init__(self, telegram: Playground, person: Person) -> None:
        self._telegram = telegram
        self._person = person

    async def hears(self, words: str) -> Message:
        def shown() -> list[Message]:
            return [message for message in self._person.chat.from_bot if words in message.text]

        await self._telegram.wait_for(lambda: bool(shown()), 30)
        return shown()[-1]

    async def says(self, text: str, answer: str) -> Message:
        await self._person.says(text)
        return await self.hears(answer)

    async def presses(self, message: Message, label: str, answer: str) -> Message:
        await self._person.presses(message, label)
        return await self.hears(answer)


@pytest.mark.slow
async def test_no_file_of_the_bot_knows_a_reader_who_had_themselves_deleted(
    tmp_path: Path, telegram: Playground
) -> None:
    """By webhook, so that updates are stored too, with their name in them."""
    process = await served(tmp_path, webhook(telegram))
    person = telegram.person(HALIMA, first_name="Halimaxon", username="halimaxon_z", language_code="uz")
    chat = Chat(telegram, person)
    greeting = await chat.says("/start", "Assalomu alaykum")
    await chat.presses(greeting, "Obuna boʻlish", "Obuna boʻldingiz")
    await chat.says(WORDS, "topilmadi")
    sought = {"id": str(HALIMA).encode(), "id in a row": HALIMA.to_bytes(6)}
    sought |= {"name": b"Halimaxon", "username": b"halimaxon_z", "words": WORDS.encode()}
    assert {what for _, what in traces(tmp_path, sought)} >= {"id in a row", "words"}
    shown = await chat.says("/delete_me", "Siz haqingizdagi")
    shown = await chat.presses(shown, "Oʻchirish", "Rostdan ham")
    await chat.presses(shown, "Ha, hammasini oʻchirish", "Hammasi oʻchirildi")
    process.send_signal(signal.SIGTERM)
    await process.communicate()
    assert process.returncode == 0
    assert traces(tmp_path, sought) == set()
