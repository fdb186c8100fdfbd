"""Scenes and near-duplicates: the material itself, and how joining is scored."""

import json
from itertools import combinations
from pathlib import Path

from evaluation import stories
from evaluation.figures import Figures
from evaluation.variants import variants
from tests.evaluation.test_corpus import FOLDER, RELEASES

SCENES = stories.scenes(FOLDER)
PAIRS = [(one, other) for one, other in combinations(SCENES, 2) if one.scene == other.scene]


def test_there_are_pairs_enough_of_both_sorts_in_both_parts() -> None:
    same = [one for one, other in PAIRS if one.story == other.story]
    assert len(same) >= 60
    assert len(PAIRS) - len(same) >= 200
    assert {each.part for each in SCENES} == {"made", "kept"}
    assert len({each.id for each in SCENES}) == len(SCENES)


def test_every_scene_stands_in_one_part() -> None:
    assert len({(each.scene, each.part) for each in SCENES}) == len({each.scene for each in SCENES})


def test_a_variant_is_another_text_with_a_reference_of_its_own() -> None:
    for release in RELEASES[:20]:
        made = list(variants(release))
        assert {each.kind for each in made} >= {"added to", "titled anew", "typed wrongly"}
        assert len({each.release.id for each in made} - {release.id}) == len(made)
        for each in made:
            assert (each.release.title, each.release.text) != (release.title, release.text)


async def test_scenes_are_scored_pair_by_pair(tmp_path: Path) -> None:
    record = {"scene": "s", "part": "made", "lang": "uz-Latn", "published": "2026-01-05"}
    text = "Bugun Nukusda Aziza Olimova va Botir Saidov ko‘prik loyihasini taqdim etdi, narxi 45 million."
    told = [
        record | {"id": "a1", "story": "a", "title": "Ko‘prik", "text": text},
        record | {"id": "a2", "story": "a", "title": "Nukusda ko‘prik", "text": f"{text} Ish boshlandi."},
        record | {"id": "b1", "story": "b", "title": "Maktab", "text": "Bugun Nukusda yangi maktab ochildi."},
    ]
    (tmp_path / "stories.jsonl").write_text("\n".join(json.dumps(each) for each in told), encoding="utf-8")
    figures = Figures()
    await stories.score_scenes(figures, stories.scenes(tmp_path))
    assert figures.mean("scenes joined: recall") == figures.mean("scenes joined: precision") == 1
    assert not figures.misses


async def test_near_duplicates_are_scored_by_their_kinds() -> None:
    figures = Figures()
    await stories.score_near_duplicates(figures, RELEASES[:3])
    assert figures.mean("near-duplicates: recall [added to]") == 1
