"""An opener with its processes, and a site on loopback."""

from collections.abc import AsyncIterator

import pytest

from sources.fetching import Fetcher
from sources.opener import Opener
from sources.sandbox import Sandbox
from tests.sources.site import Site, opened


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with opened() as site:
        yield site


@pytest.fixture
async def opener() -> AsyncIterator[Opener]:
    opener = Opener(Sandbox(), Fetcher(["127.0.0.1"], seconds=30))
    yield opener
    await opener.close()


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    sandbox = Sandbox()
    yield sandbox
    await sandbox.close()
