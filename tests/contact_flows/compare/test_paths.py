"""What callers meet now instead of before."""

from contact_flows.compare.paths import Run, path_changes
from contact_flows.simulate.trace import Ended, Said, Trace, Verdict


def run(title: str, *said: str, ended: Ended = Ended.QUEUE, queue: str | None = "queue:billing", **more: object) -> Run:
    heard = tuple(Said("en-US", text, "line-main", "x", 0.0) for text in said)
    plain = {"steps": (), "moments": (), "attributes": {}, "by": "flow"}
    return Run(title, Trace(said=heard, ended=ended, queue=queue, **plain, **more))  # type: ignore[arg-type]


def test_contacts_that_meet_the_same_are_no_change() -> None:
    runs = {"a": run("Open", "Aloha.")}
    found = path_changes(runs, runs)
    assert not found
    assert found.contacts == 1


def test_a_contact_that_ends_elsewhere_is_told_by_what_it_meets_from_the_fork_on() -> None:
    before = {"a": run("Main line, Mon 17:30", "Aloha. Press 1.", "You are next.")}
    after = {"a": run("Main line, Mon 17:30", "Aloha. Press 1.", "We are closed.", ended=Ended.VOICEMAIL)}
    (change,) = path_changes(before, after).ends
    assert change.sentence() == (
        'Main line, Mon 17:30: the caller now hears "We are closed." and leaves a request, '
        "instead of waiting in the queue billing."
    )


def test_another_wording_is_told_once_for_all_who_hear_it() -> None:
    before = {id_: run(f"Key {id_}", "Aloha. Press 1 to enroll.") for id_ in "12"}
    after = {id_: run(f"Key {id_}", "Aloha. Press 1 for enrolling.") for id_ in "12"}
    found = path_changes(before, after)
    assert found.ends == ()
    (change,) = found.words
    assert change.sentence() == (
        'now "Press 1 for enrolling." instead of "Press 1 to enroll." (2 contacts, such as: Key 1)'
    )


def test_a_sentence_that_is_gone_is_told() -> None:
    (change,) = path_changes({"a": run("A", "Aloha. Recorded.")}, {"a": run("A", "Aloha.")}).words
    assert change.sentence() == 'no longer "Recorded." (1 contact, such as: A)'


def test_a_fork_does_not_tell_the_new_wording_again() -> None:
    before = {"a": run("A", "Hello.", "Next."), "b": run("B", "Hello.", "Next.")}
    after = {"a": run("A", "Aloha.", "Next."), "b": run("B", "Aloha.", "Closed.", ended=Ended.DISCONNECT)}
    (change,) = path_changes(before, after).ends
    assert change.now_hears == ("Closed.",)


def test_a_caller_who_is_stranded_now_comes_first() -> None:
    before = {"a": run("A", "x"), "b": run("B", "x")}
    after = {"a": run("A", "y", queue="queue:x"), "b": run("B", "x", ended=Ended.FAULT, verdict=Verdict.DEAD_END)}
    first, _ = path_changes(before, after).ends
    assert (first.titles, first.worse) == (("B",), True)
    assert "is stranded (dead end)" in first.sentence()


def test_a_contact_known_to_one_side_only_is_not_compared() -> None:
    assert path_changes({"a": run("A", "x")}, {"b": run("B", "y")}).contacts == 0
