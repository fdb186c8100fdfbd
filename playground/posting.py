"""POST with a JSON object, as the chat page and the control API take it."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from playground.refusals import Json, Refusal

Act = Callable[[Json], Awaitable[object]]


def posted(act: Act) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that does `act` with the body and answers with what it gives.

    A form, which any site may send without asking, is 415; what makes no sense is 400 with the reason.
    """

    async def endpoint(request: Request) -> Response:
        if request.headers.get("content-type", "").partition(";")[0] != "application/json":
            return JSONResponse({"error": "send application/json"}, 415)
        try:
            body = await request.json()
            if not isinstance(body, dict):
                raise TypeError("send an object")
            return JSONResponse(await act(body))
        except (Refusal, ValueError, TypeError, LookupError) as wrong:
            return JSONResponse({"error": str(wrong)}, 400)

    return endpoint
