"""How the bot gets its updates and files, and who it is."""

from playground.files import LARGEST_DOWNLOAD
from playground.methods.registry import method
from playground.parameters import Kind, Parameters
from playground.polling import BY_WEBHOOK
from playground.refusals import Json, bad_request, conflict
from playground.webhook import Settings
from playground.world import World

LOGGED_OUT_SECONDS = 600.0
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@method("getMe")
def get_me(world: World, given: Parameters) -> Json:
    return {
        **world.bot.user(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@method("logOut")
def log_out(world: World, given: Parameters) -> bool:
    """For ten minutes of the clock, every method says so."""
    world.bot.logged_out_until = world.clock.timestamp() + LOGGED_OUT_SECONDS
    return True


@method("close")
def close(world: World, given: Parameters) -> bool:
    return True


@method(
    "getUpdates",
    offset=Kind.INTEGER,
    limit=Kind.INTEGER,
    timeout=Kind.INTEGER,
    allowed_updates=Kind.JSON,
)
async def get_updates(world: World, given: Parameters) -> list[Json]:
    if world.webhook.settings is not None:
        raise conflict(WEBHOOK_ACTIVE)
    if given.has("allowed_updates"):
        world.updates.allow(given.get("allowed_updates"))
    updates = await world.polling.get(
        given.integer("offset"), given.integer("limit", 100), given.integer("timeout")
    )
    return [update.body() for update in updates]


@method(
    "setWebhook",
    url=Kind.TEXT,
    ip_address=Kind.TEXT,
    max_connections=Kind.INTEGER,
    allowed_updates=Kind.JSON,
    drop_pending_updates=Kind.FLAG,
    secret_token=Kind.TEXT,
)
def set_webhook(world: World, given: Parameters) -> bool:
    if not given.text("url"):
        return _delete_webhook(world, given)
    settings = Settings.checked(
        given.text("url"),
        given.text("secret_token"),
        given.integer("max_connections", 40),
        given.text("ip_address"),
    )
    if given.has("allowed_updates"):
        world.updates.allow(given.get("allowed_updates"))
    world.polling.terminate(BY_WEBHOOK)
    if given.flag("drop_pending_updates"):
        world.updates.drop()
    world.webhook.point_at(settings)
    return True


@method("deleteWebhook", drop_pending_updates=Kind.FLAG)
def delete_webhook(world: World, given: Parameters) -> bool:
    return _delete_webhook(world, given)


def _delete_webhook(world: World, given: Parameters) -> bool:
    if given.flag("drop_pending_updates"):
        world.updates.drop()
    world.webhook.point_at(None)
    return True


@method("getWebhookInfo")
def get_webhook_info(world: World, given: Parameters) -> Json:
    info = world.webhook.info() | {"pending_update_count": len(world.updates.pending)}
    return info | ({"allowed_updates": list(world.updates.allowed)} if world.updates.allowed else {})


@method("getFile", file_id=Kind.TEXT)
def get_file(world: World, given: Parameters) -> Json:
    if not given.text("file_id"):
        raise bad_request("file_id not specified")
    file = world.files.find(given.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return file.body() | {"file_path": file.path}
