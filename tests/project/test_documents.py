"""What the documents say is what happens: every block runs, every link leads somewhere."""

import re
from pathlib import Path

import pytest
from documents import DocumentError, first_missing, follow_document, read_blocks, read_commands

from seatrial.adapters.bubblewrap import check_sandbox

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A reader's home folder, so that nothing of this machine's user is read or written."""
    return tmp_path_factory.mktemp("home")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_block_of_a_document_does_what_it_says(name: str, tmp_path: Path, home: Path):
    folder = tmp_path / "reader"
    folder.mkdir()
    follow_document((ROOT / name).read_text(encoding="utf-8"), name=name, folder=folder, home=home)


def _slug(heading: str) -> str:
    kept = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return kept.replace(" ", "-")


def _anchors(path: Path) -> set[str]:
    prose = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return {_slug(heading) for heading in re.findall(r"^#+ (.*)$", prose, flags=re.MULTILINE)}


def _broken_links(path: Path) -> list[str]:
    broken: list[str] = []
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        if "://" in target or target.startswith("mailto:"):
            continue
        place, _, anchor = target.partition("#")
        file = (path.parent / place).resolve() if place else path
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in _anchors(file)):
            broken.append(target)
    return broken


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_of_a_document_leads_somewhere(name: str):
    assert _broken_links(ROOT / name) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_script_a_document_names_exists(name: str):
    named = set(re.findall(r"(?<![\w/])(?:scripts|benchmarks)/\w+(?:\.py)?", (ROOT / name).read_text(encoding="utf-8")))
    assert {each for each in named if not (ROOT / each).exists()} == set()


def _follow(text: str, tmp_path: Path) -> int:
    folder = tmp_path / "reader"
    folder.mkdir()
    return follow_document(text, name="it.md", folder=folder, home=tmp_path)


def test_files_commands_and_names_carry_over_from_block_to_block(tmp_path: Path):
    text = """
<!-- file: box/notes.txt -->
```text
one
two
```

```console
$ cd box
$ cat notes.txt
one
two
```

<!-- append: notes.txt -->
```text
three
```

<!-- patch: notes.txt -->
```diff
 one
-two
+2
```

```python
from pathlib import Path

lines = Path("notes.txt").read_text(encoding="utf-8").split()
```

```python
assert lines == ["one", "2", "three"]
```
"""
    assert _follow(text, tmp_path) == 6


@pytest.mark.parametrize(
    ("block", "complaint"),
    [
        ("```console\n$ echo one\ntwo\n```", "it.md:1: .*never printed: two"),
        ("```console\n$ echo two; echo one\none\ntwo\n```", "never printed: two"),
        ("```console\n$ false\n```", "exited 1, not 0"),
        ("<!-- exit: 2 -->\n```console\n$ true\n```", "exited 0, not 2"),
        ("<!-- exit: 1 -->\n```console\n$ false\n$ false\n```", "exited 1, not 0"),
        ("```console\necho one\n```", r"begins with '\$ '"),
        ("\n\n```python\n1 / 0\n```", "it.md:3: division by zero"),
        ("```yaml\na: [1\n```", "not yaml"),
        ("```json\n{\n```", "not json"),
        ("```bash\nls\n```", "shell belongs in 'console'"),
        ("```\nls\n```", "no language"),
        ("```text\nnever closed\n", "never closed"),
        ("<!-- file: ../outside.txt -->\n```text\nx\n```", "outside of the reader's folder"),
        ("<!-- append: absent.txt -->\n```text\nx\n```", "does not exist yet"),
        ("<!-- not run: -->\n```console\n$ rm x\n```", "needs a reason"),
        ("<!-- exit: 2 -->\nprose\n```console\n$ true\n```", "directly above the block"),
        ("<!-- exit: 2 -->\n", "no block below it"),
    ],
)
def test_a_block_that_does_something_else_is_reported_with_its_line(block: str, complaint: str, tmp_path: Path):
    with pytest.raises(DocumentError, match=re.compile(complaint, re.DOTALL)):
        _follow(block, tmp_path)


def test_a_patch_must_find_its_lines_exactly_once(tmp_path: Path):
    text = "<!-- file: a -->\n```text\nx\nx\n```\n<!-- patch: a -->\n```diff\n-x\n+y\n```\n"
    with pytest.raises(DocumentError, match="2 times, not once"):
        _follow(text, tmp_path)


def test_a_block_marked_as_not_run_is_left_alone(tmp_path: Path):
    assert _follow("<!-- not run: needs a network -->\n```console\n$ false\n```\n", tmp_path) == 1


def test_a_block_that_needs_what_nobody_knows_of_is_reported(tmp_path: Path):
    with pytest.raises(DocumentError, match="whether there is a moon here"):
        _follow("<!-- needs: moon -->\n```console\n$ true\n```\n", tmp_path)


def test_a_block_that_needs_a_sandbox_is_run_where_there_is_one(tmp_path: Path):
    text = "<!-- needs: sandbox -->\n```console\n$ false\n```\n"
    if check_sandbox(unsafe=True):
        assert _follow(text, tmp_path) == 1
    else:
        with pytest.raises(DocumentError, match="exited 1"):
            _follow(text, tmp_path)


def test_what_the_reader_types_is_fed_to_the_command(tmp_path: Path):
    assert _follow("```console\n$ while read -r x; do echo heard $x; done\nyou> one\nheard one\n```\n", tmp_path) == 1


def test_numbers_digests_and_dots_match_anything_and_words_do_not():
    printed = "812 of 1,000 reached it in 3.2 s\nlater\ndigest 0f8a11c2d3e4 kept\n"
    assert first_missing(["790 of 1,000 reached it in 12.9 s", "...", "digest 99aabbccddee kept"], printed) is None
    assert first_missing(["9 of 10 ... in 1 s"], printed) is None
    assert first_missing(["9 of 10 failed it in 1 s"], printed) == "9 of 10 failed it in 1 s"


def test_a_command_may_go_on_over_several_lines():
    (command,) = read_commands("$ echo one \\\n>   two\none two\n")
    assert command.text == "echo one \\\n  two"
    assert command.printed == ["one two"]


def test_a_fence_within_a_longer_fence_is_part_of_the_block():
    (block,) = read_blocks("````text\n```python\n1 / 0\n```\n````\n")
    assert block.text == "```python\n1 / 0\n```\n"
