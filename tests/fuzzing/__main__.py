"""`python -m tests.fuzzing TARGET --seconds N`: one parser under libFuzzer, led by what it reaches.

It needs atheris, which is no dependency of the project: `pip install atheris` in an environment of your own.
Prints how many inputs were tried; what breaks is written into the current folder as `crash-...`, what hangs
as `timeout-...`.
"""

import argparse
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

ROOMS = ["bot", "config", "digests", "handlers", "language", "news", "sources", "storage"]
"""Whose branches are counted."""
SLOW = 10
"""Seconds that an input may take."""
LONGEST = 1 << 16
"""Bytes of an input."""


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.fuzzing", description=__doc__)
    asked.add_argument("target")
    asked.add_argument("--seconds", type=int, default=60)
    given = asked.parse_args()
    try:
        atheris: Any = import_module("atheris")
    except ImportError:
        sys.exit("atheris is not installed: pip install atheris")
    # It sees what a comparison looked for, and tries that.
    atheris.enabled_hooks.add("str")
    with atheris.instrument_imports(include=ROOMS):
        from tests.fuzzing.targets import TARGETS
    if given.target not in TARGETS:
        sys.exit(f"there is no {given.target}; there are: {', '.join(TARGETS)}")
    target = TARGETS[given.target]
    corpus = Path(tempfile.mkdtemp(prefix=f"fuzzing-{given.target}-"))
    for number, seed in enumerate(target.seeds):
        (corpus / str(number)).write_bytes(seed)
    options = [f"-max_total_time={given.seconds}", f"-timeout={SLOW}", f"-max_len={LONGEST}"]
    options += ["-rss_limit_mb=2048", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], target.run)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
