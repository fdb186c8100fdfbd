"""Who may talk to the playground: programs on this machine, and its own page."""

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_LOCAL = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?")
_SAME = {"same-origin", "none"}


class Guard:
    """Refuses foreign host names (DNS rebinding) and requests that other sites' pages make."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            host, origin = headers.get("host", ""), headers.get("origin")
            foreign = origin is not None and urlsplit(origin).netloc != host
            if not _LOCAL.fullmatch(host):
                await PlainTextResponse("this host name is not served", 421)(scope, receive, send)
                return
            followed_link = scope["path"] == "/" and headers.get("sec-fetch-mode") == "navigate"
            if foreign or not (followed_link or headers.get("sec-fetch-site", "none") in _SAME):
                await PlainTextResponse("requests from other sites are refused", 403)(scope, receive, send)
                return
        await self._app(scope, receive, send)
