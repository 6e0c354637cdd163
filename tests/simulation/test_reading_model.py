from seatrial.simulation.reading_model import reading_model, stored_model
from seatrial.simulation.reading_training import examples, features_of, source_digest, train


def test_the_stored_model_was_made_from_the_examples_as_they_are():
    stored = stored_model("en")
    assert stored is not None
    assert stored.source == source_digest("en"), "run: python -m seatrial.simulation.reading_training"


def test_a_language_without_examples_has_no_model():
    assert stored_model("xx") is None


def test_training_twice_gives_the_same_weights():
    few = [pair for pair in examples("en") if pair[0] in {"hold", "goodbye", "ask:name"}]
    assert train(few, "en") == train(reversed(few), "en")


def test_a_small_model_tells_its_labels_apart():
    few = [pair for pair in examples("en") if pair[0] in {"hold", "goodbye", "ask:name"}]
    model = train(few, "en")
    assert model.labels == ("ask:name", "goodbye", "hold")


def test_the_labels_are_kinds_that_people_know():
    kinds = {label.partition(":")[0] for label in reading_model("en").labels}
    assert {"ask", "read_back", "confirm", "choose", "hold", "done", "refusal", "handoff", "goodbye"} <= kinds


def test_an_example_of_two_sentences_is_passed_over():
    assert features_of("Thanks. And your name?", "en") is None


def test_an_author_left_out_takes_only_its_own_sentences_along():
    everybody, without = set(examples("en")), set(examples("en", without="3"))
    assert without < everybody
    assert len(everybody - without) > 100
    assert examples("en", without="nobody") == examples("en")


def test_a_question_behind_what_leads_up_to_it_is_learnt_by_itself():
    behind = features_of("We look bookings up by phone, so could you read me the number?", "en")
    assert behind is not None
    assert "1bookings" not in behind
    assert "1number" in behind
