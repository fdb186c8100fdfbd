"""The commands people type."""

import asyncio
import os
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, BinaryIO, TypeVar

import typer

from bot import first, wire
from bot.clock import SystemClock
from bot.problem import Problem
from config import logging
from config.settings import Settings, SettingsError, load
from news.models import LANGUAGES, Draft, Language
from news.ports import StorageError

T = TypeVar("T")
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Xabarnoma: reads press releases, answers questions about them, sends each reader a daily digest.",
)
IMPORT_NICENESS = 5
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]


def main() -> None:
    """The command `xabarnoma`."""
    try:
        app()
    except (Problem, SettingsError, StorageError) as problem:
        sys.stderr.write(f"{problem}\n")
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # `... | head`: nobody listens any more
        sys.exit(0)


@app.command()
def run(
    role: Annotated[
        list[str] | None,
        typer.Option(help="web, worker or scheduler: that part alone (PostgreSQL). Else ROLES; else all."),
    ] = None,
) -> None:
    """Run the bot: on Telegram with TELEGRAM_TOKEN, else on a chat page of its own (the playground)."""
    settings = load(roles=",".join(role)) if role else load()
    logging.set_up(settings.log_level, secrets=settings.secrets)
    preparing = first.begin(settings)
    from bot.run import serve

    _await(serve(settings, preparing))


@app.command("import")
def import_(
    paths: Annotated[
        list[Path], typer.Argument(help="Files (.jsonl .csv .zip .txt .md .html .docx .pdf) and folders.")
    ],
    published: Annotated[
        str | None, typer.Option(help="Day of publication (2024-05-14) of files that do not state one.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring releases in: prints what was added, known already, a new version, refused."""
    from bot.importing import Report, import_files

    # A bot beside it answers first. To a number, not by one: its readers take theirs from it.
    os.setpriority(os.PRIO_PROCESS, 0, max(os.getpriority(os.PRIO_PROCESS, 0), IMPORT_NICENESS))
    settings = _settings()
    day = _day(published) if published else _today(settings)

    def tell(report: Report) -> None:
        sys.stdout.write(report.as_json() if as_json else report.as_text())
        sys.stdout.flush()

    if _await(import_files(settings, paths, day, tell)).nothing_came_in:
        sys.exit(1)


@app.command()
def understand(
    file: Annotated[str, typer.Argument(help="JSONL, or - for standard input.")] = "-",
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="Show each field with its sentence and rule; also reads .txt and documents."
        ),
    ] = False,
) -> None:
    """Read releases without storing them: JSONL in, JSONL out, in order."""
    from bot import explaining
    from news.understanding import understand as read

    today = _today(_settings())
    if explain:
        drafts = _stdin_drafts(today) if file == "-" else explaining.drafts(_path(file), today)
        for each in drafts:
            sys.stdout.write(explaining.explained(read(each)) + "\n")
        return
    with _opened(file) as lines:
        for record in wire.records(lines):
            draft = record if isinstance(record, str) else wire.draft(record, today)
            identity = None if isinstance(record, str) else record.get("id")
            if isinstance(draft, Draft):
                sys.stdout.write(wire.dumps(wire.understood(identity, read(draft))) + "\n")
            else:
                sys.stdout.write(wire.dumps({"id": identity, "error": draft}) + "\n")
            sys.stdout.flush()


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="In plain words.")] = None,
    now: Annotated[str | None, typer.Option(help="ISO date or time that counts as the present.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000)] = 10,
    questions: Annotated[
        Path | None, typer.Option(help='JSONL {"id","text","now"}; prints one JSON answer a line.')
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question, or a file of them."""
    from bot import asking

    settings = _settings()
    if questions is not None:
        with _opened(str(questions)) as lines:
            _await(asking.answer_all(settings, wire.records(lines), limit))
        return
    if question is None:
        raise Problem('Say what to look for: xabarnoma ask "may oyidagi uchrashuvlar"')
    answered = _await(asking.answer(settings, question, _moment(now) if now else None, limit))
    sys.stdout.write(wire.dumps(wire.answer(None, answered)) + "\n" if as_json else asking.as_text(answered))


@app.command()
def digest(
    day: Annotated[str | None, typer.Option(help="A day such as 2024-05-14; today where left out.")] = None,
    language: Annotated[str, typer.Option(help="uz-Latn, uz-Cyrl, ru or en.")] = "uz-Latn",
    as_json: AsJson = False,
) -> None:
    """Show what a subscriber of that day with default settings would get."""
    from bot import previewing

    settings = _settings()
    composed, messages = _await(
        previewing.digest(settings, _day(day) if day else _today(settings), _language(language))
    )
    if as_json:
        sys.stdout.write(wire.dumps(wire.digest(composed, messages)) + "\n")
    else:
        sys.stdout.write(previewing.as_text(messages))


@app.command("migrate-database")
def migrate_database(
    source: Annotated[str, typer.Argument(help="sqlite+aiosqlite:///xabarnoma.db")],
    target: Annotated[str, typer.Argument(help="postgresql+psycopg://user:password@host/database, empty.")],
) -> None:
    """Move everything from SQLite into PostgreSQL, checked row by row; the bot must not run meanwhile. Where
    it was interrupted, the same command goes on."""
    from bot import migrating

    _settings()
    sys.stdout.write(migrating.as_text(_await(migrating.migrate(source, target))))


@app.command()
def export(
    what: Annotated[str, typer.Argument(help="releases, subscribers or audit.")],
    file: Annotated[Path, typer.Argument(help="A new file, .jsonl or .csv.")],
) -> None:
    """Write releases, subscribers or the log of who did what into a file."""
    from bot import keeping

    size = _await(keeping.export(_settings(), what, file))
    sys.stdout.write(f"{file}: {size:,} bytes\n")


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="A new file.")]) -> None:
    """Copy the database into a file, while the bot runs."""
    from bot import keeping

    keeping.backup(_settings(), file)
    sys.stdout.write(f"{file} is a whole copy of the database.\n")


@app.command()
def restore(
    file: Annotated[
        Path | None, typer.Argument(help="A backup; left out where it was put back by other means.")
    ] = None,
) -> None:
    """Put a backup in the database's place; the bot then starts paused."""
    from bot import keeping

    sys.stdout.write(_await(keeping.restore(_settings(), file)) + "\n")


@app.command()
def resume() -> None:
    """Let a restored bot send digests again."""
    from bot import keeping

    resumed = _await(keeping.resume(_settings()))
    sys.stdout.write("The bot sends again.\n" if resumed else "Nothing was paused.\n")


@app.command()
def reread() -> None:
    """Read every stored release with this program's rules; what people set by hand stays."""
    from bot import keeping

    sys.stdout.write(f"{_await(keeping.reread(_settings()))} releases were read anew.\n")


@app.command()
def config(as_json: AsJson = False) -> None:
    """Show the settings that hold, and where each comes from; secrets stay hidden."""
    from bot import inspecting

    sys.stdout.write(inspecting.config(load(), as_json))


@app.command()
def health() -> None:
    """Ask the running bot at HEALTH_HOST:HEALTH_PORT whether it is alive."""
    from bot import inspecting

    sys.stdout.write(inspecting.health(load()))


@app.command()
def check() -> None:
    """Check settings, database and Telegram: what is wrong and how to mend it."""
    from bot.checking import check as checked

    if not _await(checked(sys.stdout)):
        sys.exit(1)


def _settings() -> Settings:
    settings = load()
    logging.set_up(settings.log_level, secrets=settings.secrets)
    return settings


def _await(work: Coroutine[object, object, T]) -> T:
    """Run it to its end; Ctrl-C ends it without a traceback."""
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        sys.exit(130)


def _today(settings: Settings) -> date:
    return SystemClock().now().astimezone(settings.zone).date()


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Problem(f"{value!r} is no date; write it as 2024-05-14.") from None


def _moment(value: str) -> datetime:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise Problem(f"{value!r} is no time; write it as 2024-05-14T09:30.") from None


def _language(value: str) -> Language:
    for language in LANGUAGES:
        if language.casefold() == value.casefold():
            return language
    raise Problem(f"{value!r} is no language here; write one of {', '.join(LANGUAGES)}.")


def _path(name: str) -> Path:
    path = Path(name)
    if not path.is_file():
        raise Problem(f"There is no file {name}.")
    return path


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    """Standard input for "-", else the file. Raises `Problem` where it cannot be read."""
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        lines = _path(name).open("rb")
    except OSError as error:
        raise Problem(f"{name} cannot be read: {(error.strerror or str(error)).lower()}.") from None
    with lines:
        yield lines


def _stdin_drafts(today: date) -> Iterator[Draft]:
    for record in wire.records(sys.stdin.buffer):
        draft = record if isinstance(record, str) else wire.draft(record, today)
        if isinstance(draft, Draft):
            yield draft


if __name__ == "__main__":
    main()
