"""JSON answers."""

from typing import Any

from chalice.app import Response


def ok(body: Any, status: int = 200) -> Response:
    """A JSON answer that no cache keeps."""
    return Response(
        body=body,
        status_code=status,
        headers={"Content-Type": "application/json", "Cache-Control": "no-store"},
    )
