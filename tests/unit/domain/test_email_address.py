"""Addresses are compared in one normalized form."""

import pytest

from chalicelib.domain.email_address import InvalidAddress, address_id, normalise


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("Alice@School.Example", "alice@school.example"),
        (" alice@school.example ", "alice@school.example"),
        ("alice@MÜNCHEN.example", "alice@xn--mnchen-3ya.example"),
        ("a.l.i.c.e+ceu@school.example", "a.l.i.c.e+ceu@school.example"),
    ],
)
def test_case_and_idna_do_not_tell_addresses_apart(typed: str, normal: str) -> None:
    assert normalise(typed) == normal
    assert normalise(normal) == normal


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "alice",
        "alice@",
        "@school.example",
        "a b@school.example",
        "alice@school.example\r\nBcc: eve@evil.example",
        "a@b@c.example",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(InvalidAddress):
        normalise(typed)


def test_an_id_does_not_show_the_address() -> None:
    assert "alice" not in address_id("alice@school.example")
    assert address_id("alice@school.example") != address_id("bob@home.example")
