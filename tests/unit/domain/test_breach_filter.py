"""The filter knows every password of its list, and takes few others for one."""

import pytest

from chalicelib.domain.breach_filter import NotAFilter, build, read

LEAKED = [f"leaked password number {number}" for number in range(2_000)]


def test_every_leaked_password_is_found_in_any_case() -> None:
    found = read(build(LEAKED, len(LEAKED)))
    assert all(password in found for password in LEAKED)
    assert "LEAKED Password Number 7" in found


def test_it_is_small_and_seldom_wrong() -> None:
    """14.4 bits a password; measured: at most 2 in 1,000 others."""
    file = build(LEAKED, len(LEAKED))
    assert len(file) / len(LEAKED) < 1.9
    found = read(file)
    wrong = sum(f"nobody's password {number}" in found for number in range(20_000))
    assert wrong / 20_000 < 0.002


def test_an_empty_list_knows_nothing() -> None:
    assert "anything" not in read(build([], 0))


@pytest.mark.parametrize("file", [b"", b"CEUBF1", b"PNG" * 10, build(LEAKED, 2_000)[:-1]])
def test_what_is_no_filter_is_refused(file: bytes) -> None:
    with pytest.raises(NotAFilter):
        read(file)
