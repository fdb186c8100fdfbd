"""The dashboard and the alerts ask for what /metrics tells, and for nothing else."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

import promql_parser as promql
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from news.ports import Outcome
from storage.database import Database
from storage.feeds import Feeds
from tests.bot.test_health import Page
from tests.deploy.rehearsal import PROJECT
from tests.digests.newsroom import Newsroom

DEPLOY = PROJECT / "deploy"
DASHBOARD = DEPLOY / "grafana/xabarnoma.json"
ALERTS = DEPLOY / "prometheus/alerts.yml"
OF_PROMETHEUS = {"job", "instance"}
"""Labels that it puts to every sample itself."""

Exposition = dict[str, dict[str, set[str]]]
"""By a sample's name and its labels' names the values that are there."""


@pytest.fixture
async def exposition(house_url: str) -> Exposition:
    """What a bot tells that has done everything once."""
    database = Database(house_url)
    page = Page(Newsroom(database), Feeds(database))
    for kind in ("message", "callback_query", "inline_query", "other"):
        page.measures.handled(kind, 0.1)
    told = (await page.http.get("/metrics")).text
    await page.http.aclose()
    await page.poll.shutdown()
    await database.close()
    found: Exposition = {"up": {}}  # Prometheus's own: whether it was answered
    for family in text_string_to_metric_families(told):
        for sample in family.samples:
            labels = found.setdefault(sample.name, {})
            for name, value in sample.labels.items():
                labels.setdefault(name, set()).add(value)
    return found


@dataclass(frozen=True)
class Asked:
    """One selector of an expression, with the labels that stand around it."""

    metric: str
    matched: dict[str, list[str]]
    grouped: frozenset[str]


def asked_in(expression: str) -> list[Asked]:
    """Raises ValueError where it is no PromQL."""
    return list(_asked(promql.parse(expression.replace("$__rate_interval", "5m")), frozenset()))


def _asked(node: Any, grouped: frozenset[str]) -> Iterator[Asked]:
    match node:
        case promql.VectorSelector():
            matched = {
                each.name: each.value.split("|")
                for each in node.matchers.matchers
                if each.op in (promql.MatchOp.Equal, promql.MatchOp.Re)
            }
            assert len(matched) == len(node.matchers.matchers), "only = and =~ are understood here"
            assert node.name is not None
            yield Asked(node.name, matched, grouped)
        case promql.MatrixSelector():
            yield from _asked(node.vector_selector, grouped)
        case promql.AggregateExpr():
            by = node.modifier.labels if node.modifier else []
            yield from _asked(node.expr, grouped | frozenset(by))
        case promql.Call():
            for argument in node.args:
                yield from _asked(argument, grouped)
        case promql.BinaryExpr():
            yield from _asked(node.lhs, grouped)
            yield from _asked(node.rhs, grouped)
        case promql.ParenExpr():
            yield from _asked(node.expr, grouped)
        case _:
            assert isinstance(node, promql.NumberLiteral), node


def rules() -> list[dict[str, Any]]:
    (group,) = yaml.safe_load(ALERTS.read_text())["groups"]
    return list(group["rules"])


def panels() -> list[dict[str, Any]]:
    return list(json.loads(DASHBOARD.read_text())["panels"])


def expressions() -> dict[str, str]:
    """Every expression by where it stands."""
    found = {rule["alert"]: rule["expr"] for rule in rules()}
    for panel in panels():
        found |= {f"{panel['title']} {each['refId']}": each["expr"] for each in panel["targets"]}
    return found


def test_every_expression_asks_for_what_is_told(exposition: Exposition) -> None:
    """Names, labels, and of our own labels the values too."""
    for place, expression in expressions().items():
        for asked in asked_in(expression):
            assert asked.metric in exposition, place
            labels = exposition[asked.metric]
            assert asked.grouped <= labels.keys() | OF_PROMETHEUS, place
            for name, values in asked.matched.items():
                assert name in OF_PROMETHEUS or set(values) <= labels[name], place


def test_everything_that_is_told_is_on_the_dashboard(exposition: Exposition) -> None:
    shown = {asked.metric for each in panels() for one in each["targets"] for asked in asked_in(one["expr"])}
    told = {name for name in exposition if not name.endswith(("_bucket", "_sum", "_count", "_created"))}
    assert told <= shown
    assert {"xabarnoma_question_seconds_bucket", "xabarnoma_update_seconds_bucket"} <= shown


def test_every_outcome_is_told_before_it_came_about(exposition: Exposition) -> None:
    """A rate needs a number to begin from, else the first failure makes no alert."""
    outcomes = {each.__name__.lower() for each in get_args(Outcome)}
    assert exposition["xabarnoma_outcomes_total"]["outcome"] == outcomes


def test_every_alert_says_how_bad_it_is_and_what_to_do() -> None:
    names = [rule["alert"] for rule in rules()]
    assert len(set(names)) == len(names)
    for rule in rules():
        assert rule["labels"]["severity"] in {"critical", "warning"}
        assert set(rule["annotations"]) == {"summary", "description"}


def test_the_tests_of_the_alerts_name_every_one() -> None:
    first, second = yaml.safe_load((ALERTS.parent / "alerts_test.yml").read_text())["tests"]
    assert [each["alertname"] for each in first["alert_rule_test"]] == [rule["alert"] for rule in rules()]
    (fires,) = second["promql_expr_test"]
    assert fires["exp_samples"][0]["value"] == len(rules())


@pytest.mark.skipif(not shutil.which("promtool"), reason="no Prometheus here to ask")
def test_the_alerts_speak_when_they_should_and_are_silent_else() -> None:
    for words in (["check", "rules", "alerts.yml"], ["test", "rules", "alerts_test.yml"]):
        done = subprocess.run(["promtool", *words], cwd=ALERTS.parent, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_no_two_panels_lie_upon_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in panels():
        at = panel["gridPos"]
        place = {(at["x"] + x, at["y"] + y) for x in range(at["w"]) for y in range(at["h"])}
        assert not place & taken, panel["title"]
        assert max(x for x, _ in place) < 24
        taken |= place
    assert len({panel["id"] for panel in panels()}) == len(panels())


def test_legends_name_labels_that_are_there(exposition: Exposition) -> None:
    for panel in panels():
        for each in panel["targets"]:
            named = {part.partition("}}")[0] for part in each["legendFormat"].split("{{")[1:]}
            grouped = {name for asked in asked_in(each["expr"]) for name in asked.grouped}
            assert named <= grouped | OF_PROMETHEUS, panel["title"]


def test_the_monitoring_of_compose_reads_these_files() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.scaled.yaml").read_text())
    services, port = compose["services"], compose["x-settings"]["HEALTH_PORT"]
    scraped = yaml.safe_load((DEPLOY / "prometheus/prometheus.yml").read_text())
    (job,) = scraped["scrape_configs"]
    (where,) = job["dns_sd_configs"]
    assert where["names"] == [name for name, each in services.items() if each["image"] == "xabarnoma"]
    assert str(where["port"]) == port
    assert job["job_name"] == "xabarnoma"
    for name in ("prometheus", "grafana"):
        assert services[name]["profiles"] == ["monitoring"]
        for volume in services[name]["volumes"]:
            source = volume.split(":")[0]
            assert not source.startswith(".") or (DEPLOY / source).exists(), volume
