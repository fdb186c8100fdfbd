"""docs/security.md names a test for each defence: each of them exists."""

import ast
import re
from pathlib import Path

from tests.fuzzing.targets import TARGETS

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "security.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def names_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


def test_every_test_that_the_threat_model_names_exists() -> None:
    named = NAMED.findall(DOCUMENT.read_text("utf-8"))
    assert len(named) > 50
    missing = [
        f"{file}::{test}"
        for file, test in named
        if not (ROOT / file).is_file() or test not in names_in(ROOT / file)
    ]
    assert missing == []


def test_every_defence_in_the_tables_names_its_test() -> None:
    """A row that only claims is not let in."""
    model, _, _ = DOCUMENT.read_text("utf-8").partition("## What is not defended")
    heads = ("| What", "| ---")
    rows = [line for line in model.splitlines() if line.startswith("| ") and not line.startswith(heads)]
    assert rows
    assert [row for row in rows if not NAMED.search(row)] == []


def test_every_parser_that_is_fuzzed_stands_in_the_table_and_the_other_way_round() -> None:
    _, _, fuzzed = DOCUMENT.read_text("utf-8").partition("## Fuzzing")
    assert set(re.findall(r"^\| `(\w+)` \|", fuzzed, re.MULTILINE)) == set(TARGETS)
