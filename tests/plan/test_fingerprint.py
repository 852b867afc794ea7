"""A plan's fingerprint: the same for the same facts, and no table is written twice for two plans that share it."""

from tests.facts import frame, person, plan, seat

PEOPLE = [person("A"), person("B", "POL")]


def test_what_two_plans_share_is_written_once_and_changes_neither_fingerprint():
    one = plan(people=PEOPLE, demand=[seat("T1")])
    other, alone = (one.changed(Demand=frame("Demand", [seat("T1", fte=0.5)])) for _ in range(2))
    other.fingerprint.borrow(one.fingerprint)
    assert other.fingerprint.written("People") is one.fingerprint.written("People")
    assert other.hash == alone.hash != one.hash


def test_the_order_of_the_rows_changes_nothing():
    one, other = (plan(people=people, demand=[seat("T1")]) for people in (PEOPLE, PEOPLE[::-1]))
    assert one.hash == other.hash
