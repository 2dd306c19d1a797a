"""From moments and simulated contacts to the scorecard."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from operate.drills.model import Scorecard
from operate.drills.score import Marks, Placed, all_answered, first_unanswered, heard, score, why_unheard

HOME, AWAY = "us-west-2", "us-east-1"
DARK = "us-west-2 does not answer"
LOST = Marks(lost=10.0, detected=10.5, asked=10.5, decided=12.0, moved=13.0, homeward=20.0, home=26.0)
NIGHT = (
    Placed(9.0, HOME),
    Placed(10.5, HOME, DARK),
    Placed(11.5, HOME, DARK),
    Placed(13.5, AWAY),
    Placed(21.0, HOME),
)


def scored(placed: tuple[Placed, ...] = NIGHT, marks: Marks = LOST, per_hour: float | None = 120.0) -> Scorecard:
    return score(placed, marks, to=AWAY, until=30.0, per_hour=per_hour)


def test_each_part_of_the_night_has_its_seconds() -> None:
    card = scored()
    assert (card.detection, card.decision, card.shift) == (0.5, 1.5, 1.0)
    assert (card.first_answered, card.restore) == (3.5, 6.0)


def test_contacts_that_found_nobody_stand_for_the_time_until_the_next_one() -> None:
    card = scored()
    assert (card.placed, card.unanswered, card.seconds_without) == (5, 2, 3.0)
    assert card.lost == 120 * 3 / 3600


def test_a_contact_that_ended_after_the_drill_gives_no_time_back() -> None:
    late = (Placed(10.0, HOME, DARK), Placed(31.0, HOME, DARK))
    assert score(late, LOST, to=AWAY, until=30.0, per_hour=None).seconds_without == 21.0


def test_moments_that_came_in_another_order_are_no_time_at_all() -> None:
    assert scored(marks=Marks(lost=10.0, detected=9.9)).detection == 0.0


def test_without_a_loss_the_first_answered_call_counts_from_the_answer() -> None:
    card = scored(marks=Marks(decided=12.0, moved=13.0))
    assert (card.detection, card.decision, card.first_answered) == (None, None, 1.5)


def test_what_did_not_come_is_not_measured() -> None:
    card = scored(placed=NIGHT[:3], marks=Marks(lost=10.0, detected=10.5))
    assert (card.shift, card.first_answered, card.restore) == (None, None, None)
    assert card.seconds_without == 30.0 - 10.5


def test_nobody_guesses_how_many_calls_would_have_come() -> None:
    assert scored(per_hour=None).lost is None
    assert scored(placed=NIGHT[:1], per_hour=None).lost == 0  # where all were answered, nobody needs to


def test_a_drill_begins_when_a_contact_was_answered_in_each_home_region() -> None:
    assert all_answered(NIGHT, (HOME,)) == 9.0
    assert all_answered(NIGHT, (HOME, AWAY)) == 13.5
    assert all_answered(NIGHT[:3], (HOME, AWAY)) is None


def test_several_contacts_on_end_that_find_nobody_leave_no_doubt() -> None:
    unheard = tuple(Placed(float(at), AWAY, DARK) for at in range(3))
    assert heard(unheard[:2], AWAY, 0.0) is None
    assert heard(unheard, AWAY, 0.0) == 2.0
    assert heard((*unheard[:2], Placed(2.5, AWAY)), AWAY, 0.0) == 2.5
    assert heard(unheard, AWAY, None) is None
    assert (why_unheard(unheard, AWAY, 0.0), why_unheard(unheard, HOME, 0.0), why_unheard(NIGHT, AWAY, 0.0)) == (
        DARK, "", "",
    )  # fmt: skip


def test_the_loss_is_detected_by_the_first_contact_after_it() -> None:
    assert first_unanswered(NIGHT, 10.0) == 10.5
    assert first_unanswered(NIGHT, 12.0) is None


contacts = st.lists(
    st.tuples(st.floats(0, 100), st.sampled_from((HOME, AWAY)), st.sampled_from(("", DARK))), max_size=30
).map(lambda rows: tuple(Placed(*row) for row in sorted(rows)))


@given(placed=contacts)
def test_time_without_an_answer_is_never_more_than_the_time_of_the_drill(placed: tuple[Placed, ...]) -> None:
    card = score(placed, Marks(), to=AWAY, until=100.0, per_hour=60.0)
    assert 0 <= card.seconds_without <= 100.001
    assert (card.unanswered == 0) <= (card.seconds_without == 0)
    assert card.unanswered <= card.placed == len(placed)
