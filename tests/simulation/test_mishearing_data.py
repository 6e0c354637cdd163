"""Claims about the mishearing model's data, whoever wrote them."""

import copy
from typing import Any

import pytest

from seatrial.core.errors import SpecError
from seatrial.simulation.data_files import load_data
from seatrial.simulation.mishearing import make_model, mishearing_model
from seatrial.simulation.mishearing_data import EVIDENCE, checked
from seatrial.simulation.personas import personas

RAW = load_data("mishearing")


def changed(**sections: Any) -> dict[str, Any]:
    raw = copy.deepcopy(RAW)
    for path, value in sections.items():
        section, _, name = path.partition("__")
        if name:
            raw[section][name] = value
        else:
            raw[section] = value
    return raw


def test_the_data_that_come_with_it_are_sound():
    assert checked(RAW, "mishearing") is RAW
    assert mishearing_model("es-ES").confusions["seis"] == ["tres", "siete"]


def test_every_section_says_where_its_figures_are_from():
    for section, source in RAW["sources"].items():
        assert source["evidence"] in EVIDENCE, section
        assert len(source["from"]) > 20, section


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        ({"rates__digit": {"quiet": "60", "loud": "41"}}, "digit is no chance"),
        ({"rates__digit": {"quiet": "much"}}, "digit needs quiet and loud"),
        ({"rates__vowel": {"quiet": "1", "loud": "1"}}, "no kind of word 'vowel'"),
        ({"letters": [["b", "d"], ["d", "t"]]}, "d is in two groups"),
        ({"letters": [["b"]]}, "no group of letters"),
        ({"digits__five": ["five"]}, "'five' is taken for itself"),
        ({"digits__five": []}, "'five' is taken for nothing"),
        ({"names": ["smith"]}, "names: expected words"),
        ({"names__Smith": ["smyth"]}, "has a capital"),
        ({"confidence__wrong": "900"}, "surer of wrong results"),
        ({"confidence__highest": "1200"}, "between 0 and 1000"),
        ({"accents__scottish": {"factor": "9"}}, "accent scottish: factor"),
        ({"sources__letters": {"evidence": "hearsay", "from": "a friend"}}, "sources: letters needs"),
        ({"sources": {}}, "sources: rates needs"),
    ],
)
def test_each_mistake_is_named(sections: dict[str, Any], message: str):
    with pytest.raises(SpecError, match="fitted: ") as caught:
        checked(changed(**sections), "fitted")
    assert message in str(caught.value)


def test_a_section_that_is_missing_is_named():
    raw = copy.deepcopy(RAW)
    del raw["letters"], raw["confidence"]
    with pytest.raises(SpecError, match="there is no letters, confidence"):
        checked(raw, "fitted")


def test_a_fitted_file_takes_the_models_place():
    fitted = make_model(checked(changed(digits__five=["hive"], rates__digit={"quiet": "100", "loud": "0"}), "f"), ())
    assert fitted.hear(["five"], 0.0, 1, "inform", "phone", 0).text == "hive"


def wrong(accent: str, text: str = "my pipe burst on wednesday at three there is water on the floor") -> int:
    model = mishearing_model("en-GB", accent)
    words = text.split()
    return sum(not model.hear(words, 0.2, seed, "open", "", 0).exact for seed in range(400))


@pytest.mark.parametrize("accent", list(RAW["accents"]))
def test_people_with_an_accent_are_misheard_more(accent: str):
    assert wrong(accent) > 1.2 * wrong("")


def test_an_accent_is_misheard_for_its_own_words():
    model = mishearing_model("en-GB", "spanish")
    letters = {model.hear(["v"], 1.0, seed, "spell", "", 0).text for seed in range(300)}
    assert "b" in letters
    assert any(model.hear(["leak"], 1.0, seed, "open", "", 0).text == "lick" for seed in range(100))


def test_an_accent_nobody_knows_is_named_with_those_there_are():
    with pytest.raises(SpecError, match="no accent 'scotish'") as caught:
        mishearing_model("en-GB", "scotish")
    assert "scottish" in caught.value.hint


def test_every_accent_has_a_persona_and_every_persona_an_accent_that_there_is():
    used = {person.accent for person in personas().values()} - {""}
    assert used == set(RAW["accents"])
    assert mishearing_model("es-ES", "scottish").rates == mishearing_model("es-ES").rates
