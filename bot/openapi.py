"""The description of the push API, OpenAPI 3.1: made of the models that read and answer.

docs/openapi.json is its copy for those who build a client; a test holds the two together.
"""

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from sources.pushing import Problem, Published, Push

__all__ = ["document"]

HEADERS = {
    "webhook-id": "Any name of yours for this attempt, at most 200 characters.",
    "webhook-timestamp": "Now, in seconds since 1970; at most five minutes from our clock.",
    "webhook-signature": "`v1,` and the base64 of HMAC-SHA256 with your key over `id.timestamp.body`.",
}
PROBLEMS = {
    "401": "Unsigned, signed by nobody we know, or too old (unsigned, bad-signature, stale).",
    "408": "The body did not arrive in time (slow).",
    "409": "Another text stands under the reference, or waits there for an editor (conflict); the release "
    "was withdrawn (withdrawn); or this very request came before (replayed).",
    "413": "The body is larger than 1 MB (too-big).",
    "415": "The body is packed, or not application/json (not-json).",
    "422": "The body is no release (malformed, empty, too-long).",
    "429": "Too many requests of this client, or too many forged ones from this address (too-many); "
    "Retry-After says how many seconds to wait.",
    "503": "The database cannot be reached, or its disk is nearly full (storage).",
}
ANSWERS = {
    "200": "It was there already: the answer of the first time.",
    "201": "Published.",
    "202": "Laid before the editors.",
}


def document() -> dict[str, Any]:
    """The whole document."""
    models: list[tuple[type[BaseModel], Any]] = [
        (Push, "validation"),
        (Published, "serialization"),
        (Problem, "serialization"),
    ]
    _, schemas = models_json_schema(models, ref_template="#/components/schemas/{model}")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Xabarnoma: releases pushed by a site",
            "version": "1",
            "description": "Requests are signed as Standard Webhooks 1.0 says; see docs/push.md.",
        },
        "paths": {"/releases": {"post": _operation()}},
        "components": {"schemas": schemas["$defs"]},
    }


def _operation() -> dict[str, Any]:
    parameters = [
        {"name": name, "in": "header", "required": True, "description": told, "schema": {"type": "string"}}
        for name, told in HEADERS.items()
    ]
    responses = {
        **{status: _answer(told, "application/json", "Published") for status, told in ANSWERS.items()},
        **{status: _answer(told, "application/problem+json", "Problem") for status, told in PROBLEMS.items()},
    }
    return {
        "operationId": "pushRelease",
        "summary": "Hand in a release",
        "parameters": parameters,
        "requestBody": {"required": True, "content": {"application/json": _schema("Push")}},
        "responses": responses,
    }


def _answer(told: str, kind: str, model: str) -> dict[str, Any]:
    return {"description": told, "content": {kind: _schema(model)}}


def _schema(model: str) -> dict[str, Any]:
    return {"schema": {"$ref": f"#/components/schemas/{model}"}}
