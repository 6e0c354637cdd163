import threading

from seatrial.adapters.given_up import Work, ended_with


def test_what_is_under_way_ends_when_the_work_is_given_up_whatever_thread_it_is_in():
    work, begun, over = Work(), threading.Event(), threading.Event()

    def wait() -> bool:
        with ended_with(over.set):
            begun.set()
            return over.wait(30)

    found: list[bool] = []
    thread = threading.Thread(target=lambda: found.append(work.run(wait)))
    thread.start()
    assert begun.wait(30)
    assert not over.is_set()
    work.give_up()
    thread.join(30)
    assert found == [True]


def test_what_begins_after_it_was_given_up_ends_at_once():
    work, ended = Work(), list[str]()

    def begin() -> list[str]:
        with ended_with(lambda: ended.append("late")):
            return list(ended)

    work.give_up()
    assert work.run(begin) == ["late"]


def test_what_is_over_is_not_ended_again():
    work, ended = Work(), list[str]()

    def begin() -> None:
        with ended_with(lambda: ended.append("over")):
            pass

    work.run(begin)
    work.give_up()
    assert ended == []


def test_other_work_and_no_work_at_all_go_on():
    given_up, other, ended = Work(), Work(), list[str]()
    given_up.give_up()

    def begin() -> None:
        with ended_with(lambda: ended.append("ended")):
            pass

    other.run(begin)
    begin()
    assert ended == []
