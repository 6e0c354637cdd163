"""An organisation's rules add up, and no agent loosens them."""

import os
from pathlib import Path

import pytest
from authoring import FLOW, HEAD, checked, of, write

from seatrial.agents.folder import check_agent, load_agent
from seatrial.agents.mistakes import MistakesError
from seatrial.agents.policy import LEVELS_UP, find_policies, load_policies

AGENT = f"{HEAD}{FLOW}      - end: sold\n"
POLICY = """\
policy: the group
speech: {max_words: 20}
never_say: [guarantee, Free]
guardrails:
  input:
    - {injection: refuse}
    - {abuse: warn}
  output:
    - {unsupported_numbers: block, check: whole_answer}
  conversation: {max_turns: 30, max_seconds: 500}
escalation: {when: [abuse]}
"""


def test_an_agent_inherits_rules_limits_phrases_and_triggers(tmp_path: Path):
    result = checked(tmp_path, AGENT, policy=POLICY)
    assert result.loaded is not None
    agent = result.loaded.agent
    assert [(rule.rule, rule.action, rule.source) for rule in agent.input_rules] == [
        ("injection", "refuse", "policy.yaml"),
        ("abuse", "warn", "policy.yaml"),
    ]
    assert [(rule.rule, rule.action, rule.check) for rule in agent.output_rules] == [
        ("unsupported_numbers", "block", "whole_answer"),
        ("never_say", "block", "per_sentence"),
    ]
    assert (agent.limits.max_turns, agent.limits.max_seconds) == (30, 500)
    assert agent.speech.max_words == 20
    assert agent.speech.never_say == ("guarantee", "free")
    assert agent.escalation.when == ("asked_for_person", "abuse")


def test_an_agent_may_be_stricter(tmp_path: Path):
    agent = AGENT.replace("speech: {", "speech: {never_say: [cheap], max_words: 15, ") + (
        "guardrails:\n  input: [{injection: end}, {language: handoff}, {abuse: refuse}]\n"
        "  conversation: {max_turns: 10}\n"
    )
    result = checked(tmp_path, agent, policy=POLICY)
    assert result.loaded is not None
    made = result.loaded.agent
    assert [(rule.rule, rule.action) for rule in made.input_rules] == [
        ("injection", "end"),
        ("abuse", "refuse"),
        ("language", "handoff"),
    ]
    assert (made.limits.max_turns, made.limits.max_seconds, made.speech.max_words) == (10, 500, 15)
    assert made.speech.never_say == ("cheap", "guarantee", "free")


@pytest.mark.parametrize(
    ("loosened", "asked", "policy_line"),
    [
        ("guardrails:\n  input: [{injection: off}]\n", "'injection: off'", 6),
        ("guardrails:\n  input: [{injection: warn}]\n", "'injection: warn'", 6),
        ("guardrails:\n  input: [{abuse: off}]\n", "'abuse: off'", 7),
        ("guardrails:\n  output: [{unsupported_numbers: block, check: per_sentence}]\n", "'check: per_sentence'", 9),
        ("guardrails:\n  output: [{never_say: off}]\n", "'never_say: off'", 3),
        ("guardrails:\n  output: [{never_say: warn}]\n", "'never_say: warn'", 3),
        ("guardrails:\n  conversation: {max_turns: 31}\n", "max_turns: 31", 10),
        ("guardrails:\n  conversation: {max_seconds: 501}\n", "max_seconds: 501", 10),
    ],
)
def test_loosening_is_a_mistake_that_names_the_policys_line(
    tmp_path: Path, loosened: str, asked: str, policy_line: int
):
    result = checked(tmp_path, AGENT + loosened, policy=POLICY)
    (mistake,) = of(result, "policy.loosened")
    assert asked in mistake.message
    assert f"policy.yaml:{policy_line})" in mistake.message
    assert mistake.line == AGENT.count("\n") + 2
    assert result.loaded is None


def test_a_check_that_nobody_wrote_loosens_nothing(tmp_path: Path):
    result = checked(tmp_path, AGENT + "guardrails: {output: [{unsupported_numbers: end}]}\n", policy=POLICY)
    assert of(result, "policy.loosened") == []
    assert result.loaded is not None
    (rule, _) = result.loaded.agent.output_rules
    assert (rule.action, rule.check) == ("end", "whole_answer")


def test_a_list_of_words_is_the_same_in_any_order_and_is_named_by_its_words(tmp_path: Path):
    rules = "policy: x\nguardrails: {input: [{words: [lawsuit, court], action: handoff}]}\n"
    agent = AGENT + "guardrails: {input: [{words: [Court, lawsuit], action: warn}]}\n"
    (mistake,) = of(checked(tmp_path, agent, policy=rules), "policy.loosened")
    assert mistake.message.startswith("'words [court, lawsuit]: warn' loosens")
    assert "'words [lawsuit, court]: handoff'" in mistake.message


def test_another_action_that_is_as_strict_is_said_to_change_nothing(tmp_path: Path):
    result = checked(tmp_path, AGENT + "guardrails: {input: [{injection: block}]}\n", policy=POLICY)
    (mistake,) = of(result, "policy.kept")
    assert (mistake.severity, mistake.line) == ("warning", AGENT.count("\n") + 1)
    assert "policy has 'injection: refuse', which is as strict" in mistake.message
    assert result.loaded is not None
    assert result.loaded.agent.input_rules[0].action == "refuse"


def test_an_agent_may_put_the_policys_rule_in_its_own_words(tmp_path: Path):
    result = checked(tmp_path, AGENT + "guardrails: {input: [{injection: refuse, say: No.}]}\n", policy=POLICY)
    assert result.mistakes == () or of(result, "policy.kept") == []
    assert result.loaded is not None
    assert result.loaded.agent.input_rules[0].say == "No."


@pytest.mark.parametrize("kind", ["folder", "pipe", "nowhere", "itself"])
def test_a_policy_that_cannot_be_read_is_a_mistake_and_never_a_rule_less(tmp_path: Path, kind: str):
    folder = write(tmp_path / "shop", {"agent.yaml": AGENT})
    policy = tmp_path / "policy.yaml"
    match kind:
        case "folder":
            policy.mkdir()
        case "pipe":
            os.mkfifo(policy)
        case "nowhere":
            policy.symlink_to("nowhere")
        case _:
            policy.symlink_to(policy.name)
    (mistake,) = check_agent(folder).errors
    assert Path(mistake.file).name == "policy.yaml"


def test_longer_utterances_than_the_policy_allows_are_loosening(tmp_path: Path):
    result = checked(tmp_path, AGENT.replace("speech: {", "speech: {max_words: 21, "), policy=POLICY)
    assert "policy.yaml:2)" in of(result, "policy.loosened")[0].message


def test_switching_a_rule_off_that_no_policy_sets_is_fine(tmp_path: Path):
    result = checked(tmp_path, AGENT + "guardrails: {input: [{language: off}]}\n", policy=POLICY)
    assert result.loaded is not None
    assert [rule.rule for rule in result.loaded.agent.input_rules] == ["injection", "abuse"]


def test_policies_are_found_in_the_folder_and_three_above(tmp_path: Path):
    folder = write(tmp_path / "a" / "b" / "c" / "d", {"agent.yaml": AGENT, "policy.yaml": "policy: d\n"})
    for name in ("a/b/c", "a/b", "a", "."):
        write(tmp_path / name, {"policy.yaml": f"policy: {name}\n"})
    found = [path.parent.name for path in find_policies(folder)]
    assert found == ["d", "c", "b", "a"]
    assert len(found) == LEVELS_UP + 1
    assert [path.parent.name for path in find_policies(folder, levels_up=0)] == ["d"]


def test_several_policies_add_up_and_the_strictest_of_each_rule_counts(tmp_path: Path):
    write(tmp_path, {"policy.yaml": POLICY})
    folder = write(
        tmp_path / "shop",
        {
            "agent.yaml": AGENT,
            "policy.yaml": "policy: near\nnever_say: [cheap]\n"
            "guardrails: {input: [{injection: warn}, {abuse: end}], conversation: {max_turns: 50, max_seconds: 60}}\n",
        },
    )
    agent = load_agent(folder).agent
    assert {rule.rule: rule.action for rule in agent.input_rules} == {"injection": "refuse", "abuse": "end"}
    assert (agent.limits.max_turns, agent.limits.max_seconds) == (30, 60)
    assert set(agent.speech.never_say) == {"cheap", "guarantee", "free"}


def test_an_empty_policy_nearby_loosens_nothing(tmp_path: Path):
    write(tmp_path, {"policy.yaml": POLICY})
    folder = write(tmp_path / "shop", {"agent.yaml": AGENT, "policy.yaml": "policy: nothing\n"})
    assert load_agent(folder).agent.limits.max_turns == 30


def test_an_explicit_policy_applies_besides_those_found(tmp_path: Path):
    extra = write(tmp_path / "else", {"strict.yaml": "policy: strict\nnever_say: [cheap]\n"}) / "strict.yaml"
    folder = write(tmp_path / "shop", {"agent.yaml": AGENT, "policy.yaml": POLICY})
    assert load_agent(folder, policy=extra).agent.speech.never_say == ("cheap", "guarantee", "free")


def test_a_missing_or_wrong_policy_is_a_mistake_in_its_own_file(tmp_path: Path):
    folder = write(tmp_path / "shop", {"agent.yaml": AGENT})
    missing = check_agent(folder, policy=tmp_path / "none.yaml")
    assert [mistake.code for mistake in missing.errors] == ["yaml.missing"]
    result = checked(tmp_path / "b", AGENT, policy="policy: x\nnever: [a]\nguardrails: {input: [{}]}\n")
    assert [(Path(mistake.file).name, mistake.line, mistake.code) for mistake in result.errors] == [
        ("policy.yaml", 2, "spec.unknown_field"),
        ("policy.yaml", 3, "spec.guardrail"),
    ]
    with pytest.raises(MistakesError, match="there is no such file"):
        load_policies([tmp_path / "none.yaml"])


@pytest.mark.parametrize(
    ("need", "agent", "code"),
    [
        ("disclose_assistant", AGENT.replace("an automated assistant", "Ann"), "lint.undisclosed"),
        ("way_to_a_person", AGENT.replace("escalation: {to: desk}\n", ""), "lint.no_way_to_a_person"),
    ],
)
def test_what_a_policy_requires_turns_a_warning_into_an_error(tmp_path: Path, need: str, agent: str, code: str):
    free = checked(tmp_path / "a", agent)
    assert of(free, code)[0].severity == "warning"
    assert free.loaded is not None
    bound = checked(tmp_path / "b", agent, policy=f"policy: x\nrequire: {{{need}: true}}\n")
    assert of(bound, code)[0].severity == "error"
    assert "policy.yaml:2)" in of(bound, code)[0].hint
    assert bound.loaded is None


def test_a_phrase_the_policy_forbids_names_the_policy(tmp_path: Path):
    agent = AGENT.replace("      - end: sold\n", "      - say: We guarantee it.\n      - end: sold\n")
    (mistake,) = of(checked(tmp_path, agent, policy=POLICY), "lint.forbidden_wording")
    assert "policy.yaml:3)" in mistake.message
    assert mistake.severity == "error"


def test_the_digest_follows_the_policys_content_and_not_its_place(tmp_path: Path):
    digests = [
        load_agent(write(tmp_path / name, {"agent.yaml": AGENT, "policy.yaml": policy})).agent.digest
        for name, policy in (("a", POLICY), ("b", POLICY), ("c", POLICY.replace("30", "29")))
    ]
    assert digests[0] == digests[1] != digests[2]
