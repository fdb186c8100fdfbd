"""Whoever works for the press office has its commands in their menu, in their language, while they do."""

from datetime import timedelta

from bot.menu import introduce
from news.models import Role, Subscriber
from playground import Message, Person
from playground.faults import Fault, FaultKind
from tests.handlers.stage import Stage


def seen(stage: Stage, person: Person, language: str = "uz") -> dict[str, str]:
    """The menu that their Telegram shows."""
    shown = stage.playground.world.bot.commands_for(person.id, language)
    return {each["command"]: each["description"] for each in shown}


async def joined(stage: Stage, role: Role) -> Message:
    """What the editor sees, once the reader has followed an invitation."""
    now = stage.services.clock.now()
    word = await stage.services.staff.invite(role, stage.editor.id, now, now + timedelta(days=1))
    await stage.tells(stage.reader, f"/start join_{word}")
    return await stage.tells(stage.editor, "/people")


async def test_a_menu_comes_with_the_role_changes_with_it_and_goes_with_it(stage: Stage) -> None:
    await introduce(stage.application.bot, stage.services)
    plain = seen(stage, stage.reader)
    people = await joined(stage, Role.AUTHOR)
    await stage.playground.wait_for(lambda: "drafts" in seen(stage, stage.reader, "ru"))
    assert not {"people", "feeds"} & set(seen(stage, stage.reader))
    await stage.forges(stage.editor, people, f"i1:assign:{stage.reader.id}:owner")
    assert {"people", "feeds"} <= set(seen(stage, stage.reader))
    await stage.forges(stage.editor, people, f"i1:remove:{stage.reader.id}:-")
    assert seen(stage, stage.reader) == plain
    assert "new" not in plain


async def test_the_menu_is_in_the_language_that_its_person_chose(stage: Stage) -> None:
    await joined(stage, Role.EDITOR)
    await stage.playground.wait_for(lambda: "drafts" in seen(stage, stage.reader, "ru"))
    uzbek = seen(stage, stage.reader)["new"]
    assert seen(stage, stage.reader, "ru")["new"] == uzbek
    settings = await stage.tells(stage.reader, "/settings")
    await stage.forges(stage.reader, settings, "s2:language:ru:0:0")
    assert seen(stage, stage.reader)["new"] == seen(stage, stage.reader, "ru")["new"] != uzbek


async def test_a_start_gives_everybody_of_the_office_their_menu_anew(stage: Stage) -> None:
    for person in (stage.russian, stage.editor):
        await stage.tells(person, "/start")
    await stage.hire(stage.russian, Role.AUTHOR)
    await stage.services.subscribers.save(Subscriber(stage.russian.id, language="uz-Cyrl"))
    await introduce(stage.application.bot, stage.services)
    assert "хабар" in seen(stage, stage.russian, "ru")["new"]
    assert {"people", "audit"} <= set(seen(stage, stage.editor))
    assert "new" not in seen(stage, stage.reader)


async def test_that_telegram_refuses_a_menu_harms_nothing(stage: Stage) -> None:
    for method in ("setMyCommands", "deleteMyCommands"):
        stage.playground.faults.add(Fault(FaultKind.SERVER_ERROR, [method], times=None))
    people = await joined(stage, Role.AUTHOR)
    assert await stage.services.staff.role(stage.reader.id) is Role.AUTHOR
    notice = await stage.forges(stage.editor, people, f"i1:remove:{stage.reader.id}:-")
    assert notice.startswith("Chiqarildi")
    assert await stage.services.staff.role(stage.reader.id) is None
