"""Where settings come from beside the environment: a file for each secret, and a TOML file."""

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

__all__ = ["DEFAULT_FILE", "Unreadable", "from_secrets", "from_toml"]

DEFAULT_FILE = Path("xabarnoma.toml")


class Unreadable(Exception):
    """A source that was named cannot be read; the message is a sentence."""


def from_secrets(folder: Path, names: Collection[str]) -> dict[str, str]:
    """What the files in the folder hold that are named as settings are, in lower case, as Docker, Kubernetes
    and systemd lay secrets down. Raises `Unreadable`."""
    if not folder.is_dir():
        raise Unreadable(f"SECRETS_DIR: there is no folder {folder}; create it, or leave the setting out")
    try:
        return {name: path.read_text("utf-8").strip() for name in names if (path := folder / name).is_file()}
    except (OSError, UnicodeDecodeError):
        raise Unreadable(f"SECRETS_DIR: a file in {folder} cannot be read as UTF-8 text") from None


def from_toml(path: Path, names: Collection[str]) -> Mapping[str, Any]:
    """Settings by name, in any case. A name that is no setting is refused: it would be a typing error that
    nobody notices. Raises `Unreadable`."""
    try:
        told = {name.lower(): value for name, value in tomllib.loads(path.read_text("utf-8")).items()}
    except OSError:
        raise Unreadable(
            f"XABARNOMA_CONFIG: {path} cannot be read; see that it is there and readable"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Unreadable(f"XABARNOMA_CONFIG: {path} is not TOML: {error}") from None
    if unknown := sorted(told.keys() - set(names)):
        raise Unreadable(f"XABARNOMA_CONFIG: {path} holds no setting of ours: {', '.join(unknown)}")
    return told
