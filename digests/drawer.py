"""Pictures of figures, drawn by a process of its own that ends when it is done."""

import asyncio
import json
import sys
from asyncio.subprocess import PIPE, Process
from dataclasses import asdict
from pathlib import Path

import structlog

from digests.figures import Picture

__all__ = ["Drawer"]

PNG = b"\x89PNG\r\n\x1a\n"

log = structlog.get_logger(__name__)


class Drawer:
    """One at a time: each takes 80 MB for a second. `patience`: seconds of real time that one may take."""

    def __init__(self, patience: float = 20.0) -> None:
        self._patience = patience
        self._turn = asyncio.Semaphore(1)

    async def draw(self, picture: Picture) -> bytes | None:
        """A PNG; None where it could not be drawn, or not in time, which is logged."""
        given = json.dumps(asdict(picture)).encode()
        async with self._turn:
            try:
                process = await _started()
            except OSError as error:
                log.error("the figures could not be drawn", error=str(error))
                return None
            try:
                async with asyncio.timeout(self._patience):
                    drawn, told = await process.communicate(given)
            except TimeoutError:
                log.error("drawing the figures took too long", seconds=self._patience)
                return None
            finally:
                await _end(process)
        if process.returncode or not drawn.startswith(PNG):
            why = told.decode(errors="replace").strip().rpartition("\n")[2]
            log.error("the figures could not be drawn", code=process.returncode, error=why)
            return None
        return drawn


async def _started() -> Process:
    """Without our environment: the token and the database's password are not its business."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "digests.plot",
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
        cwd=Path(__file__).parents[1],
        env={"PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"},
        start_new_session=True,  # Ctrl-C is for us alone
    )


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.kill()
        await process.wait()
    # Only the loop's own clean-up would close them, and it may be over by then.
    process._transport.close()  # type: ignore[attr-defined]  # asyncio gives no public way
