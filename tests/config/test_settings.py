"""Settings: what an operator writes, and what they are told."""

import base64
import re
from pathlib import Path

import pytest

from config.settings import Settings, SettingsError, load, told_by

TOKEN = "123456789:" + "AbCdEfGhIjKlMnOpQrStUvWxYz_-0123456"


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_everything_has_a_default() -> None:
    settings = load()
    assert settings.telegram_token is None
    assert settings.database_url.get_secret_value() == "sqlite+aiosqlite:///xabarnoma.db"
    assert settings.timezone == "Asia/Tashkent"
    assert settings.admin_ids == ()


def test_a_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"TELEGRAM_TOKEN={TOKEN}\nADMIN_IDS=1, 2 3\nTIMEZONE=Europe/Berlin\n")
    monkeypatch.setenv("TIMEZONE", "Asia/Almaty")
    settings = load()
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert settings.admin_ids == (1, 2, 3)
    assert settings.zone.key == "Asia/Almaty"


def test_an_empty_token_is_no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", "  ")
    assert load().telegram_token is None


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("TELEGRAM_TOKEN", "hunter2-hunter2", "BotFather"),
        ("TELEGRAM_API_URL", "api.example.org", "https://"),
        ("DATABASE_URL", "mysql://root:sesame@db/x", "sqlite+aiosqlite:///"),
        ("ADMIN_IDS", "me", "numbers"),
        ("TIMEZONE", "Asia/Tashkentt", "Asia/Tashkent"),
        ("TIMEZONE", "../../etc/passwd", "Asia/Tashkent"),
        ("PLAYGROUND_PORT", "70000", "65535"),
        ("LOG_LEVEL", "loud", "DEBUG"),
        ("FETCH_ALLOWED", "localhost", "numeric addresses"),
        ("PUSH_KEYS", "site=hunter2hunter2", "number 1"),
        ("PUSH_KEYS", "aHVudGVyMmh1bnRlcjJodW50ZXIyaHVudGVyMmg=", "client=key"),
        ("PUSH_KEYS_FILE", "gone.txt", "PUSH_KEYS_FILE"),
        ("PUSH_MODE", "loud", "publish"),
        ("PUSH_PROXIES", "everybody", "networks"),
    ],
)
def test_a_wrong_value_is_named_with_its_mend(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as error:
        load()
    assert str(error.value).startswith(name)
    assert told in str(error.value)
    assert "hunter2" not in str(error.value)
    assert "sesame" not in str(error.value)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("TIMEZONE=Ташкент".encode("cp1251"))
    with pytest.raises(SettingsError, match="UTF-8"):
        load()


def test_secrets_do_not_show_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://me:sesame@db/x")
    printed = repr(load())
    assert TOKEN not in printed
    assert "sesame" not in printed


def test_the_example_file_and_the_settings_name_the_same_things() -> None:
    """A setting that is not described, or a description of none, fails."""
    example = Path(__file__).parents[2] / ".env.example"
    described = {
        line.partition("=")[0]
        for line in example.read_text("utf-8").splitlines()
        if "=" in line and line[0] != "#"
    }
    assert described == {name.upper() for name in Settings.model_fields}


def test_the_first_source_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    (secrets / "telegram_token").write_text(f"{TOKEN}\n")
    (secrets / "timezone").write_text("Asia/Almaty")
    (tmp_path / "xabarnoma.toml").write_text(
        'TIMEZONE = "Europe/Berlin"\nlog_level = "debug"\nadmin_ids = [1, 2]\nsend_per_second = 20\n'
    )
    (tmp_path / ".env").write_text("SECRETS_DIR=secrets\nLOG_LEVEL=ERROR\nSEND_PER_SECOND=10\n")
    monkeypatch.setenv("SEND_PER_SECOND", "5")
    settings = load()
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert (settings.timezone, settings.log_level) == ("Asia/Almaty", "ERROR")
    assert (settings.admin_ids, settings.send_per_second) == ((1, 2), 5)
    told = told_by()
    assert told["SEND_PER_SECOND"] == "environment"
    assert told["LOG_LEVEL"] == ".env"
    assert told["TIMEZONE"] == "secret"
    assert told["ADMIN_IDS"] == "xabarnoma.toml"
    assert told["PUSH_MODE"] == "default"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("SECRETS_DIR", "nowhere", "there is no folder"),
        ("XABARNOMA_CONFIG", "nowhere.toml", "cannot be read"),
        ("XABARNOMA_CONFIG", "broken.toml", "is not TOML"),
        ("XABARNOMA_CONFIG", "typing.toml", "no setting of ours: tiemzone"),
        ("XABARNOMA_CONFIG", "wrong.toml", "PLAYGROUND_PORT"),
    ],
)
def test_a_source_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str, told: str
) -> None:
    (tmp_path / "broken.toml").write_text("timezone = ")
    (tmp_path / "typing.toml").write_text('tiemzone = "Asia/Tashkent"')
    (tmp_path / "wrong.toml").write_text("playground_port = 70000")
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=told):
        load()


def test_push_keys_come_from_both_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With and without the prefix of Standard Webhooks; nothing of a key stands in what is shown."""
    first, second = (base64.b64encode(letter * 32).decode() for letter in (b"a", b"b"))
    (tmp_path / "keys").write_text(f"# the institute\nsite = whsec_{second}\n\n")
    monkeypatch.setenv("PUSH_KEYS", f"ministry={first}")
    monkeypatch.setenv("PUSH_KEYS_FILE", "keys")
    settings = load()
    assert settings.push_clients() == {"ministry": b"a" * 32, "site": b"b" * 32}
    assert first not in repr(settings)


@pytest.mark.parametrize("value", ["", "many", "-1", "1e9", "0.5", "99999999999999999999999", "nan"])
@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_no_value_whatever_is_answered_in_a_librarys_words(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """Every setting, every kind of mistake: a sentence of ours that names the setting, or it is taken."""
    monkeypatch.setenv(name.upper(), value)
    told = name.upper()
    try:
        load()
    except SettingsError as error:
        told = str(error)
    assert told.startswith(name.upper())
    assert not re.search(r"Input|valid|pydantic|parse", told), told


def test_an_empty_line_hides_no_secret_and_no_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`.env` is a copy of .env.example, the token a file that systemd laid down."""
    example = Path(__file__).parents[2] / ".env.example"
    (tmp_path / ".env").write_text(example.read_text("utf-8"), "utf-8")
    credentials = tmp_path / "credentials"
    credentials.mkdir()
    (credentials / "telegram_token").write_text(TOKEN)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    monkeypatch.setenv("WORKERS", "")
    settings = load()
    assert settings.telegram_token is not None
    assert settings.workers == 1
    assert told_by()["TELEGRAM_TOKEN"] == "secret"  # noqa: S105 # where it is from


def test_a_copy_of_the_example_changes_nothing(tmp_path: Path) -> None:
    """What it says are the defaults."""
    plain = load()
    example = Path(__file__).parents[2] / ".env.example"
    (tmp_path / ".env").write_text(example.read_text("utf-8"), "utf-8")
    assert load() == plain
