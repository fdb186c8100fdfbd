"""The body of `POST /releases` -> a draft. Nothing is guessed: what the schema does not know is refused."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from news.intake import FIRST_YEAR, LONGEST, YEARS_AHEAD, may_be_published
from news.models import Draft
from sources import text

__all__ = ["BYTES", "Malformed", "Problem", "Published", "Push", "parse"]

BYTES = 1024 * 1024
"""Of a body: LONGEST characters of Cyrillic, even were half of them escaped."""


class Push(BaseModel):
    """A release."""

    model_config = ConfigDict(extra="forbid", strict=True, str_strip_whitespace=True)

    reference: Annotated[
        str,
        Field(
            min_length=1,
            max_length=200,
            description="Your own id of the release; the same for all its versions.",
        ),
    ]
    title: Annotated[str, Field(max_length=1000, description="Where left out, the text's first line.")] = ""
    text: Annotated[
        str,
        Field(min_length=1, max_length=LONGEST, description="Plain text, a blank line between paragraphs."),
    ]
    published: Annotated[
        date,
        Field(
            description="Day of publication, ISO 8601 (2026-03-02). Not a time. "
            f"Not before {FIRST_YEAR}, nor more than {YEARS_AHEAD} years ahead."
        ),
    ]
    url: Annotated[
        str | None, Field(max_length=2000, pattern=r"^https?://\S+$", description="Where it can be read.")
    ] = None
    new_version: Annotated[
        bool,
        Field(description="True: replace the text that stands under this reference, else a conflict."),
    ] = False


class Published(BaseModel):
    """What became of it."""

    outcome: Annotated[
        Literal["published", "draft"],
        Field(
            description="`draft`: it waits for an editor. The same for the first request and its repetitions."
        ),
    ]
    reference: str
    release: Annotated[int | None, Field(description="Our id; null for a draft.")] = None
    version: Annotated[int | None, Field(description="1 for the first text under this reference.")] = None


class Problem(BaseModel):
    """RFC 9457, as `application/problem+json`."""

    type: Annotated[str, Field(description="What went wrong: a name that stays.")]
    title: Annotated[str, Field(description="The same for people.")]
    status: int
    errors: Annotated[list[str] | None, Field(description="Which fields, and why.")] = None


class Malformed(Exception):
    """The body is no release. `errors`: a line for each field, never with its content."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("; ".join(errors))
        self.errors = errors


def parse(body: bytes, today: date) -> tuple[Draft, bool]:
    """The draft, and whether it may replace what stands under its reference. Raises `Malformed`."""
    try:
        push = Push.model_validate_json(body)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False, include_context=False)
        raise Malformed([f"{_place(each['loc'])}: {each['msg']}" for each in problems[:20]]) from None
    if not may_be_published(push.published, today):
        raise Malformed([f"published: before {FIRST_YEAR}, or more than {YEARS_AHEAD} years ahead"])
    title, body_text = text.clean(push.title), text.clean(push.text)
    if not title:
        return text.draft(body_text, push.published, reference=push.reference, url=push.url), push.new_version
    return Draft(title, body_text, push.published, push.reference, push.url), push.new_version


def _place(location: tuple[int | str, ...]) -> str:
    return ".".join(map(str, location)) or "body"
