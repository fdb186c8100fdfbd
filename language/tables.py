"""The files of `language/data/`: read where they are first needed, the stop words at import."""

import pkgutil  # importlib.resources would be a third of the time that `language` takes to import
import tomllib
from functools import cache
from typing import Any


def text_of(name: str) -> str:
    data = pkgutil.get_data("language", f"data/{name}")
    if data is None:
        raise FileNotFoundError(name)
    return data.decode("utf-8")


def lines_of(name: str) -> list[str]:
    """The lines of a table that hold something; what begins with # is a remark."""
    return [line for line in text_of(name).splitlines() if line and not line.startswith("#")]


def words_of(name: str) -> list[str]:
    return [word for line in lines_of(name) for word in line.split()]


@cache
def toml_of(name: str) -> dict[str, Any]:
    return tomllib.loads(text_of(name))
