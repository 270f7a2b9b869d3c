"""Round trips to AWS of an invitation: opened, its passkey asked for, and made.

The routes are found from the app: a new one fails the first test until it has its figure here. Emails
are not counted.
"""

from typing import Any

import pytest

from app import app as the_app
from samples import world
from tests.integration.ops.operator import ops
from tests.support import calls
from tests.support.authenticator import Authenticator
from tests.support.browser import Visitor
from tests.support.mail import last_to
from tests.support.passkey_walks import options_of

NEW = "nora@prairie.example"
OPENED, ASKED, MADE = (
    ("GET", "/invitation/{token}"),
    ("POST", "/invitation/{token}"),
    ("POST", "/invitation/{token}/passkey"),
)
# The same for somebody new and for somebody who has an account. With a conference's first owner there is
# nobody to tell: its owners are asked for, and then those of every conference.
FIGURES = {OPENED: 5, ASKED: 7, MADE: 13}


def test_every_route_of_an_invitation_has_its_figure() -> None:
    every = {(method, path) for path, methods in the_app.routes.items() for method in methods}
    ours = {one for one in every if one[1].startswith("/invitation") and one[0] != "HEAD"}
    assert ours == FIGURES.keys()


@pytest.mark.parametrize("address", [NEW, world.ALICE])
def test_an_invitation_takes_as_many_round_trips_as_stated(
    app: Any, people: None, address: str
) -> None:
    ops("grant", address, "--conference", "spring", "--role", "owner")
    path, visitor = f"/invitation/{last_to(address).token}", Visitor(app)
    figures: dict[tuple[str, str], int] = {}

    def counted(route: tuple[str, str], fields: dict[str, Any] | None = None) -> Any:
        calls.made.clear()
        to = route[1].replace("/invitation/{token}", path)
        answer = visitor.get(to) if route[0] == "GET" else visitor.post(to, fields)
        figures[route] = sum(call != "SendEmail" for call in calls.made)
        assert answer.status < 400
        return answer

    counted(OPENED)
    made = Authenticator().create(options_of(counted(ASKED)))
    counted(MADE, {"made": made, "name": "Phone"})
    assert figures == FIGURES
