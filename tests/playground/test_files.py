"""Documents and photos, sent both ways and fetched."""

import zlib

import pytest
from telegram import Bot, InputMediaDocument, InputMediaPhoto
from telegram import Message as TelegramMessage
from telegram.error import BadRequest

from playground import READER, Person, Playground
from playground.files import LARGEST_DOWNLOAD, picture_size
from playground.refusals import Refusal
from tests.playground.conftest import Api


def png(width: int, height: int) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + bytes((8, 0, 0, 0, 0))
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0000b0800780140010111003fffd9")


async def test_a_file_of_a_person_is_fetched_byte_for_byte(api: Api, bot: Bot, reader: Person) -> None:
    content = b"Bayonot\n" * 1000
    await reader.sends_file("bayonot.txt", content, caption="marhamat /help")
    [update] = await api.result("getUpdates")
    message = update["message"]
    assert message["document"]["file_name"] == "bayonot.txt"
    assert message["document"]["mime_type"] == "text/plain"
    assert message["document"]["file_size"] == len(content)
    assert message["caption_entities"] == [{"type": "bot_command", "offset": 9, "length": 5}]
    file = await bot.get_file(message["document"]["file_id"])
    assert bytes(await file.download_as_bytearray()) == content


async def test_beyond_20_mb_a_file_is_announced_but_not_fetched(api: Api, reader: Person) -> None:
    said = await reader.sends_file("katta.pdf", bytes(LARGEST_DOWNLOAD + 1))
    file_id = said.body["document"]["file_id"]
    assert await api.refusal("getFile", file_id=file_id) == "Bad Request: file is too big"
    said = await reader.sends_file("chegara.pdf", bytes(LARGEST_DOWNLOAD))
    assert (await api.result("getFile", file_id=said.body["document"]["file_id"]))["file_path"]


async def test_a_file_that_does_not_exist_is_refused(playground: Playground, api: Api) -> None:
    assert await api.refusal("getFile", file_id="x") == "Bad Request: invalid file_id"
    assert await api.refusal("getFile") == "Bad Request: file_id not specified"
    base = f"{playground.base_file_url}{playground.token}"
    assert (await api.client.get(f"{base}/documents/none")).status_code == 404
    assert (await api.client.get(f"{playground.base_file_url}1:x/documents/file_1")).status_code == 401


async def test_the_bot_sends_documents_and_photos(playground: Playground, bot: Bot, reader: Person) -> None:
    document = await bot.send_document(
        READER, b"salom", filename="a.txt", caption="<b>a</b>", parse_mode="HTML"
    )
    assert document.document is not None
    assert (document.document.file_name, document.document.file_size) == ("a.txt", 5)
    assert document.caption == "a"
    again = await bot.send_document(READER, document.document.file_id)
    assert again.document == document.document
    photo = await bot.send_photo(READER, png(320, 200))
    assert (photo.photo[-1].width, photo.photo[-1].height) == (320, 200)
    assert [arrival.method for arrival in playground.ledger.arrivals(READER)] == [
        "sendDocument",
        "sendDocument",
        "sendPhoto",
    ]


async def test_what_is_no_picture_is_no_photo(bot: Bot, reader: Person) -> None:
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(READER, b"salom")
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(READER, b"", filename="a.txt")
    with pytest.raises(BadRequest, match="Failed to get http url content"):
        await bot.send_document(READER, "https://example.org/a.pdf")
    with pytest.raises(BadRequest, match="Wrong file identifier"):
        await bot.send_document(READER, "no-such-file")


async def test_without_a_file_there_is_no_document(api: Api, reader: Person) -> None:
    assert await api.refusal("sendDocument", chat_id=READER) == (
        "Bad Request: there is no document in the request"
    )
    assert await api.refusal("sendPhoto", chat_id=READER) == "Bad Request: there is no photo in the request"


async def test_an_album_stays_together(bot: Bot, reader: Person) -> None:
    media = [InputMediaPhoto(png(20, 10), caption="bir"), InputMediaPhoto(png(10, 20))]
    sent = await bot.send_media_group(READER, media)
    assert len({message.media_group_id for message in sent}) == 1
    assert [message.caption for message in sent] == ["bir", None]
    document = InputMediaDocument(b"salom", filename="a.txt")
    with pytest.raises(BadRequest, match="Document can't be mixed with other media types"):
        await bot.send_media_group(READER, [media[0], document])


async def test_a_picture_takes_the_place_of_another_with_its_caption(bot: Bot, reader: Person) -> None:
    sent = await bot.send_photo(READER, png(20, 10), "<b>bir</b>", parse_mode="HTML")
    media = InputMediaPhoto(png(10, 20), "ikki")
    edited = await bot.edit_message_media(media, READER, sent.message_id)
    assert isinstance(edited, TelegramMessage)
    assert (edited.message_id, edited.caption, edited.caption_entities) == (sent.message_id, "ikki", ())
    assert (edited.photo[-1].width, edited.photo[-1].height) == (10, 20)
    document = InputMediaDocument(b"salom", filename="a.txt")
    edited = await bot.edit_message_media(document, READER, sent.message_id)
    assert isinstance(edited, TelegramMessage)
    assert (edited.caption, edited.photo) == (None, ())
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.edit_message_media(InputMediaPhoto(b"salom"), READER, sent.message_id)


async def test_a_picture_may_be_put_to_a_text(bot: Bot, reader: Person) -> None:
    sent = await bot.send_message(READER, "<b>bir</b>", parse_mode="HTML")
    edited = await bot.edit_message_media(InputMediaPhoto(png(20, 10), "bir"), READER, sent.message_id)
    assert isinstance(edited, TelegramMessage)
    assert (edited.text, edited.entities, edited.caption) == (None, (), "bir")


async def test_an_album_has_two_to_ten_items(api: Api, reader: Person) -> None:
    for media, description in (
        ([], "there are no messages to send"),
        ([{}] * 11, "too many messages to send as an album"),
        ([{}], "an album has 2 to 10 items"),
        ("5", "expected an Array of InputMedia"),
        (["a", "b"], "can't parse InputMedia: type must be photo or document"),
    ):
        assert (
            await api.refusal("sendMediaGroup", chat_id=READER, media=media) == f"Bad Request: {description}"
        )


async def test_photos_of_a_person_may_form_an_album(api: Api, reader: Person) -> None:
    await reader.sends_photo("a.png", png(20, 10), album="1", caption="bir")
    await reader.sends_photo("b.jpg", JPEG, album="1")
    messages = [update["message"] for update in await api.result("getUpdates")]
    assert [message["media_group_id"] for message in messages] == ["1", "1"]
    assert (messages[1]["photo"][0]["width"], messages[1]["photo"][0]["height"]) == (320, 120)


async def test_a_caption_is_edited_by_its_author(api: Api, reader: Person) -> None:
    said = await reader.sends_file("a.txt", b"salom", caption="eski")
    await reader.edits(said, "yangi /help")
    update = (await api.result("getUpdates"))[-1]
    assert update["edited_message"]["caption"] == "yangi /help"
    assert update["edited_message"]["caption_entities"][0]["type"] == "bot_command"


async def test_a_location_arrives(api: Api, reader: Person) -> None:
    await reader.shares_location(41.3, 69.2)
    [update] = await api.result("getUpdates")
    assert update["message"]["location"] == {"latitude": 41.3, "longitude": 69.2}


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG", b"\xff\xd8", b"\xff\xd8\xff\xe0\x00", b"GIF89a", JPEG[:25]]
)
def test_a_broken_picture_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal, match="IMAGE_PROCESS_FAILED"):
        picture_size(content)


async def test_forwards_keep_their_origin(playground: Playground, api: Api, reader: Person) -> None:
    file = await reader.sends_file("a.txt", b"salom")
    await reader.forwards(file)
    await reader.forwards_text("Toshkent, 5-may. Uchrashuv boʻldi.")
    _, forwarded, text = [update["message"] for update in await api.result("getUpdates")]
    assert forwarded["document"] == file.body["document"]
    assert forwarded["forward_origin"]["sender_user"]["id"] == READER
    assert text["forward_origin"]["chat"]["title"] == "Matbuot xizmati"
