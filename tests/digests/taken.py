"""What Telegram takes, by the rules of the playground."""

from digests.presses import parse
from news.models import Message
from playground.entities import parse_html
from playground.formatting import finished, utf16_length


def assert_telegram_takes(message: Message) -> None:
    read = parse_html(message.html)
    assert 0 < utf16_length(read.text) <= 4096
    assert len(read.entities) <= 100
    assert finished(read).text.strip()
    buttons = [button for row in message.buttons for button in row]
    assert len(buttons) <= 100
    for button in buttons:
        assert button.text.strip()
        assert (button.data is None) != (button.url is None)
        if button.data is not None:
            assert len(button.data.encode()) <= 64
            assert parse(button.data)


def texts(message: Message) -> list[list[str]]:
    return [[button.text for button in row] for row in message.buttons]
