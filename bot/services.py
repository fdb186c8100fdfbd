"""What the handlers get of the house, and what of it needs Telegram or the dispatcher."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from bot.house import House
from digests.drawer import Drawer
from digests.publicity import Publicity
from handlers.context import Services, Xabarnoma
from handlers.newsroom import NewsroomDesk
from news.ports import Dispatcher
from sources.polling import Poller

__all__ = ["services_of"]


def services_of(
    house: House,
    application: Xabarnoma,
    dispatcher: Dispatcher,
    admin_ids: Iterable[int],
    zone: str = "Asia/Tashkent",
) -> Services:
    """The rooms below this application's chats. `zone` is that of whoever has not chosen one, IANA."""
    desk = NewsroomDesk(application)
    return Services(
        clock=house.clock,
        releases=house.releases,
        drafts=house.drafts,
        staff=house.staff,
        audit=house.audit,
        publicity=Publicity(house.bulletins, house.ledger, house.clock, dispatcher.wake, dispatcher.forget),
        exports=house.exports,
        pause=house.pause,
        stories=house.stories,
        relations=house.relations,
        desk=desk,
        questions=house.questions,
        subscribers=house.subscribers,
        personal=house.personal,
        intake=house.intake,
        search=house.search,
        issues=house.issues,
        opener=house.opener,
        feeds=house.feeds,
        counts=house.counts,
        disk=house.disk,
        drawer=Drawer(),
        poller=Poller(
            house.feeds, house.opener, house.intake, desk, house.audit, house.clock, ZoneInfo(zone)
        ),
        admin_ids=frozenset(admin_ids),
        zone=zone,
    )
