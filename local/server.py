"""The portal through Chalice's own local server, with the inbox beside it on the same port."""

import sys
import threading
from functools import partial
from http.server import HTTPServer
from typing import Any

from chalice.app import Chalice
from chalice.config import Config
from chalice.local import ChaliceRequestHandler, LocalChalice, LocalDevServer, ThreadedHTTPServer

from local.inbox import Inbox, Page


class PortalServer:
    """Serves until `stop`. Raises OSError when the port is taken."""

    def __init__(self, app: Chalice, inbox: Inbox, host: str, port: int) -> None:
        # As chalice.local.create_local_server does: requests of several threads stay apart.
        app.__class__ = type("LocalApp", (LocalChalice, type(app)), {})
        handler = partial(_Handler, inbox=inbox)
        self._server: HTTPServer = LocalDevServer(
            app, Config.create(), host, port, handler_cls=handler, server_cls=_Server
        ).server
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True
        )

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadedHTTPServer):
    request_queue_size = 64  # a browser opens many connections at once

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A visitor who leaves early isn't an error of ours."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(ChaliceRequestHandler):
    def __init__(self, *args: Any, inbox: Inbox, **more: Any) -> None:
        self._inbox = inbox
        super().__init__(*args, **more)

    def _generic_handle(self) -> None:
        if not self.headers.get("content-length", "0").isdigit():
            self._send_http_response(400, {"Connection": "close"}, "Content-Length isn't a number.")
            self.close_connection = True
            return
        page = self._inbox.page(self.path) if self.command == "GET" else None
        if page is not None:
            self._send_page(page)
        else:
            super()._generic_handle()

    # http.server looks for these names, and Chalice's are bound to its own handler.
    do_GET = do_POST = do_PUT = do_HEAD = _generic_handle  # noqa: N815
    do_DELETE = do_PATCH = do_OPTIONS = _generic_handle  # noqa: N815

    def _send_http_response_with_body(self, code: int, headers: Any, body: Any) -> None:
        if self.command == "HEAD":
            # Chalice would send a body, which the next answer on the connection would begin with.
            self._send_http_response_no_body(code, headers)
        else:
            super()._send_http_response_with_body(code, headers, body)

    def _send_page(self, page: Page) -> None:
        self._send_http_response(page.status, dict(page.headers), page.body)

    def log_message(self, *_: Any) -> None:
        """The portal's own structured logs say what matters."""
