"""What no file of this repository may hold."""

import re

import pytest
from tree import own_texts

# Letters in brackets keep these patterns from finding themselves.
FORBIDDEN = {
    "names a package index or registry": r"py[p]i\.\w|python[h]osted|registry\.[n]pmjs|index-[u]rl|--[f]ind-links",
    "names a path of somebody's machine": r"(?<![\w.~/-])/(?:work|root|home|Users|opt)/\w",
    "points at a document that is not here": r"\b(?:DESIGN|STYLE|EXAMPLES|TALKS)(?:\.md| §)|\bresearch/\w+\.md",
    "leaves something for later": r"\b(?:T[O]DO|F[I]XME|T[B]D)\b",
    "ends unsettled between two branches": r"^(?:<{7}|>{7}|={7}$)",
}


def _found(pattern: str) -> list[str]:
    search = re.compile(pattern, re.MULTILINE)
    return [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]}"
        for name, text in own_texts()
        for match in search.finditer(text)
    ]


def test_no_table_names_a_folder_that_every_machine_has():
    assert [found for found in _found(r"(?<![\w.~-])/t[m]p/\w?") if found.startswith("benchmarks/data/")] == []


@pytest.mark.parametrize("fault", FORBIDDEN)
def test_no_file(fault: str):
    assert _found(FORBIDDEN[fault]) == []


@pytest.mark.parametrize(
    ("fault", "sample"),
    [
        ("names a package index or registry", "see https://py" + "pi.org/simple"),
        ("names a package index or registry", "pip install --index" + "-url x"),
        ("names a path of somebody's machine", 'open("/ho' + 'me/ann/x")'),
        ("points at a document that is not here", "as DES" + "IGN §2 says"),
        ("leaves something for later", '"""TO' + 'DO."""'),
        ("ends unsettled between two branches", "a\n" + "<" * 7 + " mine\n"),
    ],
)
def test_each_pattern_finds_what_it_is_for(fault: str, sample: str):
    assert re.search(FORBIDDEN[fault], sample, re.MULTILINE)


def test_text_files_end_with_one_newline():
    bad = [name for name, text in own_texts() if text and (not text.endswith("\n") or text.endswith("\n\n"))]
    assert bad == []
