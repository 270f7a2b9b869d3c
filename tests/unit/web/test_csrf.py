"""A form's token: another on every page, each good for its own visitor alone."""

import pytest
from chalice.app import Request

from chalicelib.errors import Forbidden
from chalicelib.web.csrf import check, token_for


def _post(**headers: str) -> Request:
    context = {"httpMethod": "POST", "resourcePath": "/sign-in"}
    event = {
        "requestContext": context,
        "headers": headers,
        "multiValueQueryStringParameters": None,
        "pathParameters": {},
        "body": "",
        "stageVariables": None,
        "isBase64Encoded": False,
    }
    return Request(event, None)


def test_it_differs_on_every_page_and_each_is_good() -> None:
    first, second = token_for("alices secret"), token_for("alices secret")
    assert first != second
    check(_post(), "alices secret", first)
    check(_post(), "alices secret", second)


@pytest.mark.parametrize("given", ["", ".", "nonce.", "x" * 80, "\ud800."])
def test_what_we_did_not_sign_is_refused(given: str) -> None:
    with pytest.raises(Forbidden):
        check(_post(), "alices secret", given)


def test_another_visitors_is_refused_and_so_is_one_without_a_cookie() -> None:
    with pytest.raises(Forbidden):
        check(_post(), "alices secret", token_for("charlies secret"))
    with pytest.raises(Forbidden):
        check(_post(), "", token_for(""))


def test_a_good_token_from_another_site_is_refused() -> None:
    given = token_for("alices secret")
    with pytest.raises(Forbidden):
        check(_post(**{"sec-fetch-site": "cross-site"}), "alices secret", given)
    with pytest.raises(Forbidden):
        check(_post(origin="https://evil.example"), "alices secret", given)
