from seatrial.simulation.mishearing import mishearing_model

MODEL = mishearing_model("en-GB")
LETTERS = "b s one four d j".split()
ALPHABET = "b for bravo s for sierra one four d for delta j for juliet".split()


def heard(words: list[str], noise: float, seeds: range = range(400)):
    return [MODEL.hear(words, noise, seed, "inform", "postcode", 0) for seed in seeds]


def exact(words: list[str], noise: float) -> float:
    results = heard(words, noise)
    return sum(result.exact for result in results) / len(results)


def test_the_same_words_of_the_same_act_are_misheard_alike():
    assert heard(LETTERS, 0.5) == heard(LETTERS, 0.5)


def test_another_attempt_is_another_hearing():
    first = [MODEL.hear(LETTERS, 0.6, seed, "inform", "postcode", 0).text for seed in range(100)]
    second = [MODEL.hear(LETTERS, 0.6, seed, "inform", "postcode", 1).text for seed in range(100)]
    assert first != second


def test_noise_makes_it_worse():
    assert exact(LETTERS, 0.0) > exact(LETTERS, 0.3) > exact(LETTERS, 1.0)


def test_the_spelling_alphabet_survives_noise_that_letters_do_not():
    def right(words: list[str], kept: str) -> int:
        return sum(kept in result.text for result in heard(words, 0.8))

    assert right(ALPHABET, "bravo") > 1.2 * right(LETTERS, "b s")


def test_letters_are_taken_for_their_like():
    texts = " ".join(result.text for result in heard(["b"] * 5, 1.0))
    assert set(texts.split()) <= {"b", "d", "e", "p", "t", "v", "g"}
    assert len(set(texts.split())) > 3


def test_fifteen_is_taken_for_fifty_and_five_for_nine():
    assert any(result.text == "fifty" for result in heard(["fifteen"], 1.0))
    assert any(result.text == "nine" for result in heard(["five"], 1.0))


def test_an_article_is_no_letter():
    assert all(result.text in {"visit", "a visit", "is it", "a is it"} for result in heard(["a", "visit"], 1.0))


def test_short_words_go_missing_more_often_than_long_ones():
    def missing(word: str) -> int:
        return sum(word not in result.text.split() for result in heard(["zebra", word, "zebra"], 1.0))

    assert missing("the") > 1.4 * missing("giraffe") > 0


def test_confidence_hints_at_errors_without_giving_them_away():
    results = heard("my number is oh seven seven double oh nine double oh one two three".split(), 0.3, range(2_000))
    right = sorted(result.confidence for result in results if result.exact)
    wrong = sorted(result.confidence for result in results if not result.exact)
    assert min(len(right), len(wrong)) > 200
    pairs = sum(1 for low in wrong[::5] for high in right[::5] if high > low)
    auc = pairs / (len(wrong[::5]) * len(right[::5]))
    assert 0.62 < auc < 0.78


def test_what_was_said_is_often_among_the_other_readings_of_a_wrong_result():
    wrong = [result for result in heard(LETTERS, 0.6) if not result.exact]
    kept = sum(" ".join(LETTERS) in result.alternatives for result in wrong) / len(wrong)
    assert 0.4 < kept < 0.8


def test_confidence_is_a_share_per_mille():
    assert all(0 < result.confidence < 1000 for result in heard(LETTERS, 1.0))
