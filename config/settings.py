"""Settings: the only reader of the environment, of `.env`, and of the files that those name."""

import os
import re
from base64 import b64encode
from collections.abc import Mapping
from difflib import get_close_matches
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    InitSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from config.keys import client
from config.redaction import TOKEN
from config.sources import DEFAULT_FILE, Unreadable, from_secrets, from_toml
from config.words import said

LEAST_DAYS = {
    "questions_days": 10,  # the figures of a day close within ten
    "ledger_days": 35,  # a digest reaches back a month
    "ledger_rows_days": 35,
    "drafts_days": 1,
    "inbox_days": 2,  # Telegram delivers an update again for a day
}
"""The shortest that each of these may be kept."""

ROLES: tuple[Literal["web", "worker", "scheduler"], ...] = ("web", "worker", "scheduler")
CREDENTIALS = "CREDENTIALS_DIRECTORY"
"""Where systemd lays what a unit's LoadCredential names (systemd.exec)."""
SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
"""What Telegram takes for a webhook's secret, and long enough not to be guessed."""


class SettingsError(Exception):
    """A setting cannot be used; the message says which, why, and what to write instead."""


class Settings(BaseSettings):
    """What an operator may set. Each is described in `.env.example`; a test holds the two together."""

    # A line that says nothing, as in a copy of .env.example, hides no secret and no default.
    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
    )

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///xabarnoma.db")
    """Secret, since it may hold a password."""
    admin_ids: Annotated[tuple[int, ...], NoDecode] = ()
    timezone: str = "Asia/Tashkent"
    playground_port: int = Field(default=0, ge=0, le=65535)
    """0: any free one."""
    log_level: str = "INFO"
    fetch_allowed: Annotated[tuple[str, ...], NoDecode] = ()
    push_keys: SecretStr = SecretStr("")
    push_keys_file: Path | None = None
    push_host: str = "127.0.0.1"
    push_port: int = Field(default=8088, ge=0, le=65535)
    push_proxies: Annotated[tuple[str, ...], NoDecode] = ("127.0.0.1", "::1")
    """Whose X-Forwarded-For is believed."""
    push_mode: Literal["publish", "draft"] = "publish"
    send_per_second: float = Field(default=25, gt=0, le=1000)
    send_per_second_in_chat: float = Field(default=1, gt=0, le=30)
    send_per_minute_in_group: int = Field(default=18, gt=0, le=1000)
    allow_paid_broadcast: bool = False
    send_per_second_paid: float = Field(default=900, gt=0, le=1000)
    roles: Annotated[tuple[Literal["web", "worker", "scheduler"], ...], NoDecode] = ROLES
    workers: int = Field(default=1, gt=0, le=1000)
    """How many processes share the pace of sending."""
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(default=8081, ge=0, le=65535)
    health_host: str = "127.0.0.1"
    health_port: int = Field(default=0, ge=0, le=65535)
    """0: no such page."""
    questions_days: int = Field(default=365, ge=0)
    """For how long who asked what is kept; this and the next: 0 for ever."""
    ledger_days: int = Field(default=180, ge=0)
    """For how long it is known who got which digest; corrections reach back so far."""
    ledger_rows_days: int = Field(default=0, ge=0)
    """For how long its rows stay after that, without names."""
    drafts_days: int = Field(default=90, ge=0)
    """For how long a discarded draft is kept."""
    inbox_days: int = Field(default=2, ge=0)
    """For how long the number of an answered update is remembered, and an update that was set aside."""
    min_free_disk: int = Field(default=500, ge=0)
    """Megabytes; with less nothing is taken in that can wait. 0: nobody looks."""
    secrets_dir: Path | None = None
    xabarnoma_config: Path | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What was given, the environment, `.env`, secrets, TOML: the first that holds a setting wins."""
        found = [
            InitSettingsSource(settings_cls, values) for _, values in _beyond(env_settings, dotenv_settings)
        ]
        return init_settings, env_settings, dotenv_settings, *found

    @field_validator("telegram_token", mode="before")
    @classmethod
    def _empty_is_none(cls, value: Any) -> Any:
        """`TELEGRAM_TOKEN=` in a file means: no token."""
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("telegram_token")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None:
            return None
        if not TOKEN.fullmatch(value.get_secret_value().strip()):
            raise ValueError("it is not of the form 123456789:AbC…; copy it whole from BotFather")
        return SecretStr(value.get_secret_value().strip())

    @field_validator("telegram_api_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if not value.startswith(("https://", "http://")):
            raise ValueError("it must begin with https:// (or http:// for a server of your own)")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _is_a_known_database(cls, value: SecretStr) -> SecretStr:
        if not value.get_secret_value().startswith(("sqlite+aiosqlite:///", "postgresql+psycopg://")):
            raise ValueError(
                "it must begin with sqlite+aiosqlite:/// and a file's name, or with postgresql+psycopg://"
            )
        return value

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        parts = [part for part in value.replace(",", " ").split() if part]
        if not all(part.isdecimal() for part in parts):
            raise ValueError("it must hold numbers divided by commas; @userinfobot tells yours")
        return tuple(int(part) for part in parts)

    @field_validator("fetch_allowed", mode="before")
    @classmethod
    def _are_addresses(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        parts = [part for part in value.replace(",", " ").split() if part]
        try:
            return tuple(str(ip_address(part)) for part in parts)
        except ValueError as error:
            raise ValueError(f"it must hold numeric addresses divided by commas; {error}") from None

    @field_validator("push_proxies", mode="before")
    @classmethod
    def _are_networks(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        parts = [part for part in value.replace(",", " ").split() if part]
        try:
            return tuple(str(ip_network(part)) if "/" in part else str(ip_address(part)) for part in parts)
        except ValueError as error:
            raise ValueError(f"it must hold addresses and networks divided by commas; {error}") from None

    @field_validator("roles", mode="before")
    @classmethod
    def _are_roles(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        parts = value.lower().replace(",", " ").split()
        if not set(parts) <= {*ROLES, "all"}:
            raise ValueError(f"it must hold {', '.join(ROLES)} or all, divided by commas")
        return ROLES if "all" in parts or not parts else tuple(role for role in ROLES if role in parts)

    @field_validator("webhook_url", "webhook_secret", mode="before")
    @classmethod
    def _nothing_is_none(cls, value: Any) -> Any:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("webhook_url")
    @classmethod
    def _telegram_can_post_there(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        nearby = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
        if not (nearby or parts.scheme == "https") or not parts.hostname:
            raise ValueError("it must begin with https:// and a host that Telegram can reach")
        if TOKEN.search(value):
            raise ValueError("it must not hold the bot's token, which would stand in every proxy's log")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _is_hard_to_guess(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("it must have 16 to 256 of A-Z a-z 0-9 _ - (openssl rand -hex 32 makes one)")
        return value

    @model_validator(mode="after")
    def _a_webhook_has_a_secret(self) -> Self:
        if self.webhook_url is not None and self.webhook_secret is None:
            raise ValueError("WEBHOOK_SECRET: WEBHOOK_URL needs one, or anybody could post updates")
        return self

    @field_validator("push_keys_file", "secrets_dir", "xabarnoma_config", mode="before")
    @classmethod
    def _no_name_is_no_file(cls, value: Any) -> Any:
        return value or None

    @model_validator(mode="after")
    def _keys_can_be_read(self) -> Self:
        """So that a wrong key is named when the bot starts."""
        self.push_clients()
        return self

    def push_clients(self) -> dict[str, bytes]:
        """Client -> key, from PUSH_KEYS and from the lines of PUSH_KEYS_FILE. Raises ValueError, never with a
        key in it."""
        told = self.push_keys.get_secret_value().replace(",", " ").split()
        if self.push_keys_file is not None:
            try:
                lines = self.push_keys_file.read_text("utf-8").splitlines()
            except (OSError, UnicodeDecodeError):
                raise ValueError(
                    f"PUSH_KEYS_FILE: {self.push_keys_file} cannot be read as UTF-8 text; create it, give "
                    "this user the right to read it, or leave the setting out"
                ) from None
            told += [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        return dict(client(pair, number) for number, pair in enumerate(told, 1))

    @field_validator("timezone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(
                f"there is no time zone {value!r}; write an IANA name such as Asia/Tashkent"
            ) from None
        return value

    @field_validator("log_level")
    @classmethod
    def _is_a_level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("it must be DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must stand in no log."""
        given = (self.telegram_token, self.webhook_secret)
        keys = (b64encode(key).decode() for key in self.push_clients().values())
        password = urlsplit(self.database_url.get_secret_value()).password
        return (*(secret.get_secret_value() for secret in given if secret), *keys, *filter(None, [password]))

    @field_validator("questions_days", "ledger_days", "ledger_rows_days", "drafts_days", "inbox_days")
    @classmethod
    def _is_long_enough(cls, value: int, info: ValidationInfo) -> int:
        least = LEAST_DAYS[info.field_name or ""]
        if 0 < value < least:
            raise ValueError(f"it must be 0 (for ever) or at least {least} days: so long the bot needs it")
        return value

    @model_validator(mode="after")
    def _rows_outlive_their_names(self) -> Self:
        if self.ledger_rows_days and not 0 < self.ledger_days <= self.ledger_rows_days:
            raise ValueError(
                "LEDGER_ROWS_DAYS: rows go when they have no names any more, so it must be 0 or at least "
                "LEDGER_DAYS, and that must not be 0"
            )
        return self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


def _beyond(
    env_settings: PydanticBaseSettingsSource, dotenv_settings: PydanticBaseSettingsSource
) -> list[tuple[str, dict[str, Any]]]:
    """What the files hold that the environment names, each with its source's name. Raises Unreadable."""
    named = {**dotenv_settings(), **env_settings()}
    found = []
    if folder := named.get("secrets_dir") or os.environ.get(CREDENTIALS):
        found.append(("secret", dict(from_secrets(Path(folder), Settings.model_fields))))
    path = Path(named.get("xabarnoma_config") or DEFAULT_FILE)
    if named.get("xabarnoma_config") or path.is_file():
        found.append((str(path), dict(from_toml(path, Settings.model_fields))))
    return found


def load(**given: Any) -> Settings:
    """Read the environment, `.env`, secrets and TOML; what is `given` wins over all.

    Raises `SettingsError` with one line for each setting that cannot be used, never with its value where
    that is a secret.
    """
    try:
        return Settings(**given)
    except ValidationError as error:
        problems = error.errors(include_input=False, include_url=False)
        lines = [f"{_name(problem['loc'])}{said(problem)}" for problem in problems]
        raise SettingsError("; ".join(lines)) from None
    except Unreadable as error:
        raise SettingsError(str(error)) from None
    except UnicodeDecodeError:
        raise SettingsError(".env is not UTF-8 text: save it as UTF-8") from None


def told_by() -> Mapping[str, str]:
    """For each setting, by its name in the environment, where its value comes from."""
    env = EnvSettingsSource(Settings)
    dotenv = DotEnvSettingsSource(Settings)
    sources = [("default", Settings.model_fields), *reversed(_beyond(env, dotenv))]
    sources += [(".env", dotenv()), ("environment", env())]
    found = {name: source for source, values in sources for name in values}
    return {name.upper(): found[name] for name in Settings.model_fields}


def misspelt() -> Mapping[str, str]:
    """Names in `.env` that are no settings and look like one, each with that one: pydantic passes over them,
    since others may keep settings there too."""
    told = set(DotEnvSettingsSource(Settings).env_vars) - set(Settings.model_fields)
    near = {name: get_close_matches(name, Settings.model_fields, 1, 0.85) for name in told}
    return {name.upper(): found[0].upper() for name, found in sorted(near.items()) if found}


def _name(place: tuple[int | str, ...]) -> str:
    """The setting before its problem; "" where the message names it itself."""
    return ".".join(str(part) for part in place).upper() + ": " if place else ""
