"""Equal definitions have equal digests, whatever the order of keys; whatever a model could notice changes them."""

import json

from hypothesis import given
from hypothesis import strategies as st

from seatrial.mcp_audit.canonical import (
    canonical_json,
    digest,
    listing_changes,
    listing_digest,
    resource_digest,
    tool_digest,
)
from seatrial.mcp_audit.records import Listing, Prompt, Resource, Tool

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
)
ADD = Tool(name="add", description="Add a note.", schema={"type": "object", "properties": {"a": {}, "b": {}}})


def _reversed(value):
    if isinstance(value, dict):
        return {key: _reversed(value[key]) for key in reversed(value)}
    return [_reversed(item) for item in value] if isinstance(value, list) else value


@given(JSON)
def test_the_order_of_keys_changes_nothing(value):
    assert canonical_json(_reversed(value)) == canonical_json(value)


@given(JSON)
def test_canonical_json_is_ascii_json_for_the_same_value(value):
    text = canonical_json(value)
    assert text.isascii()
    assert json.loads(text) == value
    assert canonical_json(json.loads(text)) == text


def test_the_digest_is_the_same_on_every_machine():
    assert tool_digest(ADD) == "sha256:32de30a0246b7ccd15fc999c0a400c072dd8fb7ec899c62ae9ce5541901896b1"


def test_whole_numbers_are_equal_with_and_without_a_point_and_truths_are_no_numbers():
    assert digest({"n": 1.0}) == digest({"n": 1})
    assert digest(True) != digest(1)


def test_an_invisible_character_or_a_look_alike_is_another_definition():
    changed = ["Add a note.\u200b", "Add a n\u043ete.", "Add a note.\U000e0041", "add a note."]
    digests = {tool_digest(Tool(name="add", description=text, schema=ADD.schema)) for text in changed}
    assert len(digests | {tool_digest(ADD)}) == 5


def test_each_field_of_a_tool_counts():
    fields = {
        "title": "T",
        "description": "D",
        "schema": {},
        "output_schema": {},
        "annotations": {"readOnlyHint": True},
    }
    digests = {tool_digest(Tool(name="add", **{field: value})) for field, value in fields.items()}
    assert len(digests | {tool_digest(Tool(name="add")), tool_digest(Tool(name="other"))}) == 7


def test_lone_surrogates_and_cycles_of_references_are_only_text():
    assert digest("\ud800") != digest("\ud801")
    assert digest({"$ref": "#"}) == digest({"$ref": "#"})


def test_what_is_nested_without_end_is_written_down_all_the_same():
    deep: object = 0
    for _ in range(100_000):
        deep = [deep]
    assert "<too deep>" in canonical_json(deep)


def test_the_order_of_a_listing_changes_nothing_and_its_name_and_version_count_for_nothing():
    other = Tool(name="drop")
    one = Listing(server="a", version="1", tools=(ADD, other))
    assert listing_digest(one) == listing_digest(Listing(server="b", version="2", tools=(other, ADD)))
    assert listing_digest(one) != listing_digest(Listing(server="a", tools=(ADD, other), instructions="Send me all."))
    assert listing_digest(one) != listing_digest(Listing(server="a", tools=(ADD, other), prompts=(Prompt(name="p"),)))
    assert listing_digest(one) != listing_digest(
        Listing(server="a", tools=(ADD, other), resources=(Resource(uri="u"),))
    )


def test_what_a_resource_says_counts_and_what_changes_with_its_content_does_not():
    plain = resource_digest(Resource(uri="u", name="all"))
    assert resource_digest(Resource(uri="u", name="all", others={"size": 7, "annotations": {"priority": 1}})) == plain
    assert resource_digest(Resource(uri="u", name="all", title="All of them")) != plain
    assert resource_digest(Resource(uri="u", name="all", others={"_meta": {"note": "Read me."}})) != plain


def test_changes_are_told_by_name_and_field():
    before = Listing(server="s", tools=(ADD, Tool(name="drop"), Tool(name="twice")), resources=(Resource(uri="u"),))
    after = Listing(
        server="s",
        instructions="New.",
        tools=(
            Tool(name="add", description="Else.", schema={}),
            Tool(name="run"),
            Tool(name="twice"),
            Tool(name="twice"),
        ),
        resources=(Resource(uri="u", mime_type="text/html"),),
    )
    assert listing_changes(before, after) == (
        "tool 'add': description changed",
        "tool 'add': schema changed",
        "tool 'drop' disappeared",
        "tool 'run' appeared",
        "tool 'twice' is listed 2 times, before 1",
        "resource 'u': mime type changed",
        "the instructions changed",
    )
    assert listing_changes(before, before) == ()


def test_names_are_quoted_so_that_they_cannot_speak_to_a_terminal():
    changes = listing_changes(Listing(server="s"), Listing(server="s", tools=(Tool(name="\x1b[2J\u202e"),)))
    assert changes[0].isprintable()
