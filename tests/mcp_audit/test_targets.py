"""What is audited is what was meant; names lead nowhere and secrets are not shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seatrial.core.errors import SpecError
from seatrial.mcp_audit.targets import (
    MASK,
    command_target,
    distinct,
    is_secret,
    masked_url,
    masked_words,
    quoted_target,
    safe_file_name,
    tidy_name,
    url_target,
)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["python", "server.py"], "server"),
        (["python3.11", "-m", "mcp_server_git"], "mcp_server_git"),
        (["npx", "-y", "@modelcontextprotocol/server-filesystem", "/data"], "server-filesystem"),
        (["uv", "run", "--directory", "notes", "notes.py"], "notes"),
        (["env", "DEBUG=1", "node", "dist/index.js"], "index"),
        (["mcp-server-fetch"], "mcp-server-fetch"),
        (["python"], "python"),
    ],
)
def test_a_server_is_named_after_what_tells_it_from_others(words: list[str], name: str):
    assert command_target(words).name == name


def test_a_quoted_command_is_split_as_a_shell_would_and_nothing_in_it_is_expanded():
    target = quoted_target("python 'my server.py' $HOME `id`")
    assert (target.command, *target.args) == ("python", "my server.py", "$HOME", "`id`")


@pytest.mark.parametrize("words", [[], [""], ["  "], ["a\0b"], ["x"] * 600, ["x" * 9_000]])
def test_what_is_no_command_is_refused(words: list[str]):
    with pytest.raises(SpecError):
        command_target(words)


def test_quotes_that_do_not_close_are_refused_with_another_way_to_say_it():
    with pytest.raises(SpecError) as raised:
        quoted_target("python 'server.py")
    assert "no closing quotation" in str(raised.value)
    assert "--" in raised.value.hint


@pytest.mark.parametrize("url", ["ftp://example.org", "http://", "https://[::1", "http://a b/", "http://x:99999/", "x"])
def test_what_is_no_url_is_refused(url: str):
    with pytest.raises(SpecError):
        url_target(url)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("--api-key", "hunter2", "serve"), ("--api-key", MASK, "serve")),
        (("--token=hunter2",), (f"--token={MASK}",)),
        (("API_KEY=hunter2",), (f"API_KEY={MASK}",)),
        (("--header", "Authorization: Bearer abc"), ("--header", MASK)),
        (
            ("https://ann:pw@example.org/mcp?key=abc&x=1#t",),
            (f"https://{MASK}@example.org/mcp?key={MASK}&x={MASK}#{MASK}",),
        ),
        (("ghp_" + "a1" * 18,), (MASK,)),
        (("--port", "8080", "server.py", "/data/notes-2024"), ("--port", "8080", "server.py", "/data/notes-2024")),
    ],
)
def test_secrets_in_arguments_are_masked_and_the_rest_is_not(words: tuple[str, ...], shown: tuple[str, ...]):
    assert masked_words(words) == shown


@pytest.mark.parametrize(
    "word", ["ann/notes@sha256:" + "0a" * 32, "git+https://example.org/notes@" + "0a" * 20, "notes@" + "0a" * 20]
)
def test_what_pins_a_server_is_no_secret(word: str):
    assert masked_words([word]) == (word,)
    assert masked_words([f"{word}0", f"x{word[-32:]}"]) == (f"{word[: word.index('0a')]}{MASK}", MASK)


def test_a_token_in_the_path_of_a_url_is_masked():
    assert masked_url("https://example.org/s/" + "a1b2" * 10 + "/mcp") == f"https://example.org/s/{MASK}/mcp"


@pytest.mark.parametrize(
    ("name", "value"), [("API_KEY", "1"), ("DATA", "x9-very"), ("GH_PAT", "true"), ("HOST", "db.internal")]
)
def test_whatever_may_be_a_secret_counts_as_one(name: str, value: str):
    assert is_secret(name, value)


@pytest.mark.parametrize(
    ("name", "value"), [("DEBUG", "true"), ("PORT", "8080"), ("LOG_LEVEL", "debug"), ("API_KEY", "")]
)
def test_switches_numbers_and_levels_are_none(name: str, value: str):
    assert not is_secret(name, value)


def test_nothing_secret_is_in_the_repr_of_a_target():
    target = url_target("https://ann:pw@example.org/?key=hunter2", headers={"Authorization": "Bearer hunter2"})
    assert "hunter2" not in repr(target)
    assert "hunter2" not in repr(command_target(["x", "--token", "hunter2"]))
    assert "hunter2" not in target.shown


@given(st.text())
def test_any_name_becomes_a_safe_name_of_a_file_and_stands_on_one_line(name: str):
    file_name = safe_file_name(name)
    assert file_name
    assert file_name[0] not in ".-"
    assert set(file_name).isdisjoint("/\\\0 :\n")
    assert tidy_name(name).isprintable()


@given(st.lists(st.sampled_from(["git", "GIT", "git-2", "../git", "notes"]), max_size=8))
def test_servers_of_one_command_line_have_different_names_even_as_files_without_case(names: list[str]):
    targets = distinct([command_target(["x"], name=name) for name in names])
    assert len({target.file_name.lower() for target in targets}) == len(names)


@pytest.mark.parametrize(
    "word", ["/srv/main/server.py", "/srv/rk-user/projects/x.py", "node_modules/npm-run-all-of-it/index.js"]
)
def test_a_path_is_no_secret(word: str):
    assert masked_words([word]) == (word,)
