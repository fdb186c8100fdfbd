"""What pydantic says of a setting's value, said to an operator."""

from collections.abc import Mapping
from typing import Any

__all__ = ["said"]

SAID = {
    "int_parsing": "it must be a whole number, such as 1",
    "int_from_float": "it must be a whole number, such as 1",
    "int_parsing_size": "it must be a whole number, such as 1",
    "float_parsing": "it must be a number, such as 25 or 0.5",
    "finite_number": "it must be a number, such as 25 or 0.5",
    "bool_parsing": "it must be true or false",
    "bool_type": "it must be true or false",
    "greater_than": "it must be more than {gt}",
    "greater_than_equal": "it must be {ge} or more",
    "less_than": "it must be less than {lt}",
    "less_than_equal": "it must be {le} or less",
    "literal_error": "it must be {expected}",
    "string_type": "it must be a text",
    "path_type": "it must be the name of a file or folder",
}
"""By pydantic's type of the error; the names in braces are those of its context.
https://docs.pydantic.dev/latest/errors/validation_errors/"""


def said(problem: Mapping[str, Any]) -> str:
    """The problem, one of `ValidationError.errors()`, in our words; never the value, which may be a
    secret."""
    words = SAID.get(problem["type"])
    if words is None:
        return str(problem["msg"]).removeprefix("Value error, ")
    return words.format(**problem.get("ctx", {})).replace("'", "")
