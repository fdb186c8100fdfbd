"""The Dockerfile's own steps, run where there is no Docker engine.

    python -m tests.deploy.rehearsal ROOT [WORK]

ROOT is a bare Debian bookworm with python3 and python3-venv (`debootstrap --variant=minbase
--include=python3,python3-venv,ca-certificates bookworm ROOT`); each stage gets a copy of it below WORK and is
run in it by chroot, so it takes root's rights. COPY honours .dockerignore, USER and WORKDIR hold for what
follows. At the end the image's entry point is asked for its commands as the image's user, and what that user
may write is listed. Not rehearsed: layers, the read-only root, HEALTHCHECK's clock.
"""

import fnmatch
import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

PROJECT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Step:
    name: str
    """RUN, COPY …"""
    words: str


def steps(dockerfile: str) -> list[Step]:
    """The instructions of a Dockerfile, comments left out and continued lines joined."""
    lines = [line for line in dockerfile.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [Step(*line.strip().split(maxsplit=1)) for line in joined.splitlines()]


def context(project: Path) -> list[Path]:
    """The files that a build sees: .dockerignore's last matching line decides, as Docker has it."""
    rules = [
        (line.removeprefix("!").strip("/"), line.startswith("!"))
        for line in (project / ".dockerignore").read_text().splitlines()
        if line.strip() and not line.startswith("#")
    ]

    def seen(path: Path) -> bool:
        inside = True
        for pattern, back in rules:
            names = [path, *path.parents][:-1]
            if any(_matches(name.as_posix(), pattern) for name in names):
                inside = back
        return inside

    tracked = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=project, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return [path for name in tracked.split("\0") if name and seen(path := Path(name))]


def _matches(name: str, pattern: str) -> bool:
    if pattern.startswith("**/"):
        return fnmatch.fnmatchcase(Path(name).name, pattern[3:])
    return fnmatch.fnmatchcase(name, pattern) and name.count("/") == pattern.count("/")


@dataclass(slots=True)
class Stage:
    root: Path
    env: dict[str, str] = field(default_factory=dict)
    folder: str = "/"
    user: str = "0"
    entry: list[str] = field(default_factory=list)

    def run(self, command: list[str], *, user: str | None = None) -> subprocess.CompletedProcess[str]:
        whole = ["chroot", f"--userspec={user or self.user}:0", str(self.root), "/bin/sh", "-c"]
        script = f"cd {shlex.quote(self.folder)} && exec {shlex.join(command)}"
        path = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
        env = {"PATH": path, "HOME": "/tmp", **_outside(), **self.env}
        return subprocess.run([*whole, script], env=env, check=False, text=True, capture_output=True)

    def inside(self, place: str) -> Path:
        absolute = place if place.startswith("/") else f"{self.folder}/{place}"
        return self.root / os.path.normpath(absolute).lstrip("/")


def _outside() -> dict[str, str]:
    """What the machine needs to reach its package index, which a real build would be given too."""
    return {name: value for name, value in os.environ.items() if name.startswith(("PIP_INDEX", "PIP_CERT"))}


class Rehearsal:
    def __init__(self, base: Path, work: Path) -> None:
        self._base, self._work = base, work
        self.stages: dict[str, Stage] = {}
        self.now = Stage(base)

    def take(self, step: Step) -> None:
        """Do what the instruction says; raises RuntimeError with its output where it fails."""
        match step.name:
            case "FROM":
                self._begin(step.words)
            case "ENV":
                self._set(step.words)
            case "WORKDIR":
                self.now.folder = step.words
                self.now.inside(step.words).mkdir(parents=True, exist_ok=True)
            case "USER":
                self.now.user = step.words
            case "COPY":
                self._copy(shlex.split(step.words))
            case "RUN":
                self._run(step.words)
            case "ENTRYPOINT":
                self.now.entry = json.loads(step.words)
            case "VOLUME" | "STOPSIGNAL" | "HEALTHCHECK" | "CMD" | "LABEL" | "EXPOSE":
                pass  # they say how it is run, and are not part of building it
            case _:
                raise RuntimeError(f"no rehearsal of {step.name}")

    def _begin(self, words: str) -> None:
        name = words.split(" AS ")[-1] if " AS " in words else f"stage{len(self.stages)}"
        root = self._work / name
        subprocess.run(["cp", "-a", str(self._base), str(root)], check=True)
        # The official image calls its interpreter `python`; Debian's own does not.
        (root / "usr/local/bin/python").symlink_to("/usr/bin/python3")
        for name_of in ("etc/resolv.conf", "etc/hosts"):
            shutil.copyfile(Path("/") / name_of, root / name_of)
        self.now = self.stages[name] = Stage(root)

    def _set(self, words: str) -> None:
        for pair in shlex.split(words):
            name, _, value = pair.partition("=")
            path = self.now.env.get("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin")
            self.now.env[name] = value.replace("$PATH", path)

    def _copy(self, words: list[str]) -> None:
        if words[0].startswith("--from="):
            source = self.stages[words[0].removeprefix("--from=")].inside(words[1])
            subprocess.run(["cp", "-a", str(source), str(self.now.inside(words[2]))], check=True)
            return
        target = self.now.inside(words[1])
        for path in context(PROJECT):
            if words[0] in (".", path.as_posix()):
                goal = target / path
                goal.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(PROJECT / path, goal)

    def _run(self, words: str) -> None:
        done = self.now.run(["/bin/sh", "-c", words])
        if done.returncode:
            raise RuntimeError(f"RUN {words}\n{done.stdout}{done.stderr}")


def main() -> None:
    base = Path(sys.argv[1])
    work = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(mkdtemp(prefix="image"))
    work.mkdir(parents=True, exist_ok=True)
    rehearsal = Rehearsal(base, work)
    for step in steps((PROJECT / "deploy/Dockerfile").read_text()):
        sys.stdout.write(f"{step.name} {step.words}\n")
        sys.stdout.flush()
        rehearsal.take(step)
    image = rehearsal.now
    for command in (["--help"], ["check"]):
        done = image.run([*image.entry, *command])
        sys.stdout.write(f"{' '.join(command)}: exit {done.returncode}\n{done.stdout}{done.stderr}\n")
    writable = image.run(["find", "/", "-xdev", "-writable", "-type", "d", "-not", "-path", "/proc/*"])
    sys.stdout.write(f"folders that the user may write:\n{writable.stdout}")


if __name__ == "__main__":
    main()
