"""`python -m tests.audit PIP_AUDIT`: are weaknesses known of what is locked in requirements*.txt?

Asks the OSV database by pip-audit (`make audit` installs that beside the project). Ends with 0 where none is
known, 1 where some are, and 2, with a sentence, where nobody could be asked: that is no answer, and no pass.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

LOCKED = ("requirements.txt", "requirements-dev.txt")
SECONDS = 900
HOW = ("--require-hashes", "--disable-pip", "--strict", "--vulnerability-service", "osv")
PRINT = ("--progress-spinner", "off", "--format", "json", "--output")


def main(program: str) -> int:
    """The worst that any of the locked files comes to; every one is asked about."""
    return max(audit(program, Path(name)) for name in LOCKED)


def audit(program: str, locked: Path) -> int:
    """Print what is known of a locked file; 0, 1 or 2 as above."""
    answer = _asked(program, locked)
    if isinstance(answer, str):
        sys.stdout.write(f"{locked}: NOT AUDITED. The vulnerability service could not be asked: {answer}\n")
        return 2
    known = [(each, weakness) for each in answer["dependencies"] for weakness in each.get("vulns", ())]
    for each, weakness in known:
        mended = ", ".join(weakness["fix_versions"]) or "no release yet"
        sys.stdout.write(
            f"{locked}: {each['name']} {each['version']}: {weakness['id']}, mended in {mended}\n"
        )
    count = len(answer["dependencies"])
    sys.stdout.write(f"{locked}: {count} packages, {len(known)} known weaknesses\n")
    return 1 if known or not count else 0


def _asked(program: str, locked: Path) -> dict[str, Any] | str:
    """What pip-audit found out, or the last thing it said before it failed."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "answer.json"
        command = (program, "--requirement", str(locked), *HOW, *PRINT, str(output))
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603 a program that we installed, with words of our own
        except (OSError, subprocess.TimeoutExpired) as error:
            return type(error).__name__
        try:
            answer: dict[str, Any] = json.loads(output.read_text("utf-8"))
        except (OSError, ValueError):
            return (done.stderr.strip().splitlines() or ["it said nothing"])[-1][:300]
    return answer


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
