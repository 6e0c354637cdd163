from hypothesis import given
from hypothesis import strategies as st

from seatrial.text.ngrams import character_ngrams, split_words, word_pairs
from seatrial.text.tokens import TEXT_CHARS_MAX

any_text = st.text(st.characters(exclude_categories=()))
words = st.from_regex(r"\w{1,12}", fullmatch=True)


def test_case_accents_apostrophes_and_punctuation_make_no_difference():
    assert split_words("Don’t cancel my CAFÉ visit!") == split_words("dont cancel my cafe visit")
    assert split_words("dont cancel my cafe visit") == ["dont", "cancel", "my", "cafe", "visit"]


def test_repeats_are_kept_in_order():
    assert split_words("no, no: leak no") == ["no", "no", "leak", "no"]


def test_text_without_words_has_none():
    assert split_words("") == split_words("?! … 🙂 \ud800\x00") == []


@given(any_text)
def test_any_text_is_split_into_words_without_spaces(text: str):
    assert all(word and not any(char.isspace() for char in word) for word in split_words(text))


@given(any_text)
def test_what_stands_after_the_bound_is_not_read(tail: str):
    head = "leak " * (TEXT_CHARS_MAX // 5)
    assert split_words(head + tail) == ["leak"] * (TEXT_CHARS_MAX // 5)


def test_character_ngrams_mark_both_ends_of_the_word():
    assert list(character_ngrams("tap")) == [" t", "ta", "ap", "p ", " ta", "tap", "ap ", " tap", "tap ", " tap "]


def test_a_one_letter_word_has_ngrams_too():
    assert list(character_ngrams("a")) == [" a", "a ", " a "]


@given(words)
def test_ngrams_are_all_stretches_of_two_to_five_characters(word: str):
    marked = f" {word} "
    expected = {
        marked[start:stop] for start in range(len(marked)) for stop in range(len(marked) + 1) if 2 <= stop - start <= 5
    }
    assert set(character_ngrams(word)) == expected


def test_pairs_are_neighbours_and_the_ends_of_the_utterance():
    assert set(word_pairs(["my", "tap", "my", "tap"])) == {"my tap", "tap my", " my", "tap "}
    assert set(word_pairs(["leak"])) == {" leak", "leak "}
    assert word_pairs([]) == {}
