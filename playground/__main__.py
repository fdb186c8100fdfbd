"""`python -m playground`: the server alone, for a bot in another process."""

import argparse
import asyncio
import json
import sys

from playground.server import TOKEN, Playground


async def serve(port: int, token: str) -> None:
    """Print where the playground is, as one line of JSON, and serve until interrupted."""
    playground = Playground(token=token)
    await playground.start(port)
    where = {
        "page": playground.page_url,
        "base_url": playground.base_url,
        "base_file_url": playground.base_file_url,
        "control": playground.control_url,
        "token": playground.token,
    }
    sys.stdout.write(json.dumps(where) + "\n")
    sys.stdout.flush()
    try:
        await asyncio.Event().wait()
    finally:
        await playground.stop()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m playground", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="a free one is taken where none is given")
    parser.add_argument("--token", default=TOKEN)
    arguments = parser.parse_args()
    try:
        asyncio.run(serve(arguments.port, arguments.token))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
