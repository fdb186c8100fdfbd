"""The real application on a playground: people say and press, and the test reads what they see."""

from collections.abc import Awaitable
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.house import House
from digests.delivery import Courier
from handlers.context import Services, Xabarnoma
from news.models import Role
from playground import ADMIN, READER, SECOND_READER, Message, Person, Playground
from playground.queries import Press

TOLD = 20.0
"""Real seconds to wait for what the bot says; it takes milliseconds."""


@dataclass
class Stage:
    playground: Playground
    application: Xabarnoma
    house: House
    courier: Courier
    """Sends nothing by itself."""

    @property
    def services(self) -> Services:
        return self.application.bot_data.services

    def now_with(self, **services: object) -> None:
        """Put other parts into the running application."""
        self.application.bot_data.services = replace(self.services, **services)  # type: ignore[arg-type]
        # a dataclass's fields cannot be spelled for replace()

    async def withdraw(self, reference: str) -> None:
        """Take a release out of the database, as if it had never been."""
        await self.house.releases.forget(reference)

    async def deliver(self) -> None:
        """Send what may go now, and what that lets go."""
        while True:
            await self.courier.send_batch()
            if not self.courier.on_their_way and not self.courier.changed.is_set():
                return
            await self.courier.rest(1.0)

    async def hire(self, person: Person, role: Role) -> None:
        """Take somebody into the press office."""
        services, now = self.services, self.services.clock.now()
        word = await services.staff.invite(role, ADMIN, now, now + timedelta(days=1))
        assert await services.staff.join(word, person.id, "Hamkasb", now) is role

    @property
    def reader(self) -> Person:
        return self.playground.person(READER)

    @property
    def russian(self) -> Person:
        return self.playground.person(SECOND_READER)

    @property
    def editor(self) -> Person:
        return self.playground.person(ADMIN)

    async def told(self, person: Person, act: Awaitable[object], messages: int = 1) -> Message:
        """The last of the messages that the bot sends the person because of what they do."""
        before = max((message.message_id for message in person.chat.from_bot), default=0)

        def new() -> list[Message]:
            return [message for message in person.chat.from_bot if message.message_id > before]

        await act
        await self.playground.wait_for(lambda: len(new()) >= messages, TOLD)
        return new()[-1]

    async def tells(self, person: Person, text: str) -> Message:
        """The bot's reply to what the person says."""
        return await self.told(person, person.says(text))

    async def presses(self, person: Person, message: Message, label: str) -> tuple[Message, str]:
        """The message as it stands after the press, and what the notice said."""
        press = await person.presses(self.seen(message), label)
        notice = await self.notice(press)
        return self.seen(message), notice

    async def forges(self, person: Person, message: Message, data: str) -> str:
        """The notice after a press with data that no keyboard of ours holds."""
        body = message.body | {
            "reply_markup": {"inline_keyboard": [[{"text": "forged", "callback_data": data}]]}
        }
        return await self.notice(await person.presses(Message(body, True), "forged"))

    async def notice(self, press: Press) -> str:
        await self.playground.wait_for(lambda: press.answer is not None, TOLD)
        return str((press.answer or {}).get("text", ""))

    def seen(self, message: Message) -> Message:
        """The message as it now stands in the chat."""
        found = self.playground.chat(message.chat_id).message(message.message_id)
        return message if found is None else found
