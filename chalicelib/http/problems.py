"""RFC 9457 problem documents: one place where errors become answers."""

import json
from typing import Any

from chalice.app import Response

from chalicelib.domain import limits
from chalicelib.errors import PortalError

CONTENT_TYPE = "application/problem+json"
# The framework's own errors, in words a person can use.
_FRAMEWORK = {
    400: "We couldn't read the request.",
    403: "This isn't allowed.",
    404: "We can't find that page.",
    405: "This address does not support that method.",
    413: "The request is too large.",
    415: "Send the body as application/json.",
    500: "Something went wrong on our side. Try again in a moment.",
}


def problem(error: PortalError) -> Response:
    """The answer that says what is wrong."""
    return _document(
        error.status, error.title, error.detail, error.code, error.extra, error.headers
    )


def framework_problem(response: Response) -> Response:
    """The framework's own error in the same form."""
    status = response.status_code
    detail = _FRAMEWORK.get(status, _FRAMEWORK[500])
    kept = {name: str(v) for name, v in response.headers.items() if name == "Allow"}
    return _document(status, detail.rstrip("."), detail, f"http_{status}", {}, kept)


def _document(
    status: int,
    title: str,
    detail: str,
    code: str,
    extra: dict[str, Any],
    headers: dict[str, str],
) -> Response:
    body = {
        "type": f"urn:ceu-portal:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        **_shortened(extra),
    }
    return Response(
        body=json.dumps(body),
        status_code=status,
        headers={"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store", **headers},
    )


def _shortened(extra: dict[str, Any]) -> dict[str, Any]:
    """With as many `errors` as an answer can hold; `errors_left_out` says how many more there are."""
    errors, size = extra.get("errors", []), 0
    for place, error in enumerate(errors):
        size += len(json.dumps(error))
        if size > limits.ERRORS_BYTES:
            return {**extra, "errors": errors[:place], "errors_left_out": len(errors) - place}
    return extra
