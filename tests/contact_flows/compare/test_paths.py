"""What callers meet now instead of before."""

from contact_flows.compare.paths import Run, path_changes
from contact_flows.simulate.trace import Ended, Said, Trace, Verdict


def run(title: str, *said: str, ended: Ended = Ended.QUEUE, queue: str | None = None, **more: object) -> Run:
    heard = tuple(Said("en-US", text, "line-main", "x", 0.0) for text in said)
    plain = {"steps": (), "moments": (), "attributes": {}, "by": "flow"}
    return Run(title, Trace(said=heard, ended=ended, queue=queue, **plain, **more))  # type: ignore[arg-type]


def test_contacts_that_meet_the_same_are_no_change() -> None:
    runs = {"a": run("Open", "Aloha.")}
    assert path_changes(runs, runs) == ()


def test_a_change_says_what_is_heard_now_and_what_was_before() -> None:
    before = {"a": run("Main line after 17:00", "Aloha.", "You are next.", queue="queue:billing")}
    after = {"a": run("Main line after 17:00", "Aloha.", "We are closed.", ended=Ended.VOICEMAIL)}
    (change,) = path_changes(before, after)
    assert change.sentence() == (
        'Main line after 17:00: the caller now hears "We are closed." and leaves a request, '
        'instead of hearing "You are next." and waiting in queue:billing.'
    )


def test_equal_differences_are_told_once() -> None:
    before = {id_: run(f"Key {id_}", "Aloha.") for id_ in "12"}
    after = {id_: run(f"Key {id_}", "Welcome.") for id_ in "12"}
    (change,) = path_changes(before, after)
    assert change.titles == ("Key 1", "Key 2")
    assert change.sentence().startswith('Key 1 (and 1 more): the caller now hears "Welcome."')


def test_a_caller_who_is_stranded_now_comes_first() -> None:
    before = {"a": run("A", "x"), "b": run("B", "x")}
    after = {"a": run("A", "y"), "b": run("B", "x", ended=Ended.FAULT, verdict=Verdict.DEAD_END)}
    first, _ = path_changes(before, after)
    assert (first.titles, first.worse) == (("B",), True)
    assert "is stranded (dead end)" in first.sentence()


def test_a_contact_known_to_one_side_only_is_not_compared() -> None:
    assert path_changes({"a": run("A", "x")}, {"b": run("B", "y")}) == ()
