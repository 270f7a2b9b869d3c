"""A form of the account that asks for proof first."""

from chalice.app import Response

from chalicelib.domain import sudo
from chalicelib.errors import Conflict, Invalid
from chalicelib.web.routing import Visit, page

Refusal = Invalid | Conflict


def with_refusal(
    visit: Visit, template: str, refused: Refusal | None, **values: object
) -> Response:
    """A form that asks for proof if there is none, with what was refused; `values` are the template's."""
    made = page(
        visit,
        template,
        status=refused.status if refused else 200,
        account=visit.account,
        proven=sudo.holds(visit.proved_at, visit.now),
        problem=refused.detail if refused else "",
        **values,
    )
    if refused is not None:
        made.headers.update(refused.headers)
    return made
