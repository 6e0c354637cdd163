from hypothesis import given
from hypothesis import strategies as st

from seatrial.mcp_audit.records import Listing, Prompt, Tool
from seatrial.mcp_audit.tool_text import (
    SEGMENT_CHARS_MAX,
    TOOL_CHARS_MAX,
    read_server,
    read_tool,
    readable,
    words_of_name,
)

_json = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["properties", "description", "enum", "default", "items", "title", "x"]), inner, max_size=3
        )
    ),
    max_leaves=12,
)


def _at(tool: Tool) -> dict[str, str]:
    return {segment.locator: segment.text for segment in read_tool(tool).segments}


def test_every_text_that_a_model_reads_is_found_where_it_stands():
    schema = {
        "properties": {"path": {"description": "Where to.", "default": "~/x", "items": {"description": "One of them."}}}
    }
    assert _at(Tool(name="save", title="Save it", description="Saves.", schema=schema)) == {
        "name": "save",
        "title": "Save it",
        "description": "Saves.",
        "schema/properties/path": "path",
        "schema/properties/path/description": "Where to.",
        "schema/properties/path/default": "~/x",
        "schema/properties/path/items/description": "One of them.",
    }


def test_names_are_read_alike_however_they_are_written():
    assert words_of_name("readFile") == words_of_name("read-file") == words_of_name("read_file") == ["read", "file"]


def test_smuggled_letters_can_be_read_and_invisible_ones_are_gone():
    hidden = "".join(chr(0xE0000 + ord(char)) for char in "obey")
    assert readable(f"pl\u200bain{hidden}") == "plainobey"


def test_a_long_text_is_read_at_both_ends_and_says_so():
    text = read_tool(Tool(name="x", description="a " * SEGMENT_CHARS_MAX + "the end"))
    assert text.cut
    assert text.segments[-1].text.endswith("the end")
    assert len(text.segments[-1].text) <= SEGMENT_CHARS_MAX + 1


def test_sentences_keep_where_their_words_stand():
    text = read_tool(Tool(name="x", description="One here. Use send_mail at https://a.example/b, or ~/.ssh/id_rsa!"))
    last = text.sentences[-1]
    assert [(token.text, token.kind) for token in last.tokens if token.kind != "word"] == [
        ("send_mail", "name"),
        ("https://a.example/b,", "url"),
        ("~/.ssh/id_rsa", "path"),
    ]
    assert last.span == "Use send_mail at https://a.example/b, or ~/.ssh/id_rsa"


def test_what_a_server_says_outside_its_tools_is_read_too():
    prompt = Prompt(name="ask", description="Asks.", arguments=[{"name": "who", "description": "Whom to ask."}])
    listing = Listing(server="s", instructions="Be kind.", prompts=(prompt,))
    assert {segment.text for segment in read_server(listing).segments} == {"Be kind.", "Asks.", "who", "Whom to ask."}


@given(st.text(max_size=200), st.text(max_size=400), _json)
def test_reading_never_fails_and_stays_bounded(name: str, description: str, schema: object):
    text = read_tool(Tool(name=name, description=description, schema=schema))
    assert sum(len(segment.text) for segment in text.segments) <= TOOL_CHARS_MAX + len(text.segments)
    for sentence in text.sentences:
        assert sentence.tokens
        assert all(sentence.text[token.start : token.end] for token in sentence.tokens)
