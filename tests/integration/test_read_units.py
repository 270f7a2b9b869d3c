"""What a person's pages read does not grow with the number of other people."""

from bench.read_units import measure


def test_reads_are_the_same_with_ten_times_the_people() -> None:
    few, many = measure(people=4), measure(people=40)
    assert few == many
    assert few["page"][1] >= 5  # units were counted
    assert few["sweep"][0] == 8  # one query for each shard


def test_a_page_reads_more_only_where_its_person_sees_more_and_once_a_process() -> None:
    small, large = measure(sessions=10), measure(sessions=1000)
    first = "page, first of a process"
    assert large.pop(first)[1] > small.pop(first)[1]
    assert small == large
