"""Claims about the registry of analysts: passed in, and no name is taken twice."""

import pytest
from sitting import Told

from seatrial.core.errors import SpecError
from seatrial.dissent.analyst import abstention, joined
from seatrial.dissent.persona import Persona
from seatrial.dissent.protocol import standard_analysts


def test_embedded_analysts_join_the_standard_ones():
    told = Told({})
    assert set(standard_analysts()) == {"rules", "model"}
    assert standard_analysts({"mcp.skeptic": told})["mcp.skeptic"] is told
    assert set(standard_analysts()) == {"rules", "model"}


def test_nobody_replaces_another():
    with pytest.raises(SpecError) as error:
        standard_analysts({"rules": Told({})})
    assert error.value.code == "panel.analyst_twice"
    with pytest.raises(SpecError):
        joined({"a": Told({})}, {"a": Told({})})


def test_who_abstains_holds_its_prior():
    said = abstention(Persona(name="a", prior=0.2), "no model")
    assert (said.p, said.arguments, said.abstained) == (0.2, (), "no model")
