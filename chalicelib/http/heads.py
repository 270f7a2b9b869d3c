"""HEAD wherever there is GET: link checkers and mail scanners ask that way first."""

from chalice.app import Chalice


def answer_heads(app: Chalice) -> None:
    """Give every GET route a HEAD that runs the same view; the middleware drops its body."""
    for path, methods in list(app.routes.items()):
        if "GET" in methods and "HEAD" not in methods:
            entry = methods["GET"]
            app.route(path, methods=["HEAD"], name=f"head_{entry.view_name}")(entry.view_function)
