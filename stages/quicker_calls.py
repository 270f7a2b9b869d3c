"""A call to the embedded tables, straight to moto's handler of it.

Nine in ten calls of a test are to tables. moto finds out anew for each which of its services is meant, makes
a whole HTTP request of it, and reads the signature, which nobody checks, for the account.
"""

import json
from base64 import b64encode
from functools import cache
from typing import Any

from botocore.auth import SigV4Auth
from moto.core import responses
from moto.core.botocore_stubber import BotocoreStubber
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.core.parse import JSONParser
from moto.core.responses import ActionResult
from moto.core.utils import camelcase_to_underscores, get_service_model, method_names_from_class
from moto.dynamodb.responses import DynamoHandler

_process = BotocoreStubber.process_request
_sign = SigV4Auth.add_auth
_TABLES = "https://dynamodb."
_HEADERS = {"server": "amazon.com", "content-type": "application/x-amz-json-1.0"}
_REQUEST_ID = {"x-amzn-requestid": "0" * 52}
# Their answers hold items and numbers, no time of a table's own.
ON_ITEMS = {
    *("GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan"),
    *("BatchGetItem", "BatchWriteItem", "TransactGetItems", "TransactWriteItems"),
}


def hurry_calls() -> None:
    """For all of this process's calls from here on."""
    stubber: Any = BotocoreStubber
    signer: Any = SigV4Auth
    moto: Any = responses
    stubber.process_request = _answered
    signer.add_auth = _signed
    moto.method_names_from_class = cache(method_names_from_class)
    moto.camelcase_to_underscores = cache(camelcase_to_underscores)


def _answered(stubber: BotocoreStubber, request: Any) -> Any:
    url = request.url
    if url.startswith(_TABLES) and url.endswith(".amazonaws.com/"):
        action = request.headers["X-Amz-Target"].decode().rpartition(".")[2]
        return Straight(action, request.body, url.split(".")[1], request.headers).call_action()
    return _process(stubber, request)


def _signed(signer: Any, request: Any) -> None:
    if not (signer.credentials and request.url.startswith(_TABLES)):
        _sign(signer, request)


class Straight(DynamoHandler):
    """moto's handler, told what it would have found out of the request."""

    def __init__(self, action: str, body: bytes, region: str, headers: Any) -> None:
        super().__init__()
        self.headers = headers
        self.region, self.current_account = region, DEFAULT_ACCOUNT_ID
        self.querystring: dict[str, Any] = {}
        self.response_headers: dict[str, str] = dict(_HEADERS)
        self.action = action
        self.params = _parsed(action, body)

    def _get_action(self) -> str:
        return self.action

    def determine_response_protocol(self, service_model: Any) -> str:
        """The only one that there is for tables."""
        return "json"

    def _authenticate_and_authorize_normal_action(self, resource: str = "*") -> None:
        """Whose policy allows it is tests/support/iam.py's to say."""

    def serialized(self, action_result: ActionResult) -> Any:
        """Status, headers and body."""
        if self.action not in ON_ITEMS or isinstance(action_result.result, Exception):
            return super().serialized(action_result)
        return 200, self.response_headers, json.dumps(action_result.result, default=_binary)

    @staticmethod
    def _enrich_response(headers: dict[str, Any], body: Any) -> tuple[dict[str, Any], Any]:
        return headers | _REQUEST_ID, body


def _parsed(action: str, body: bytes) -> Any:
    if b'"B"' in body or b'"BS"' in body:
        return JSONParser(_operation(action)).parse({"body": body})  # type: ignore[typeddict-item]
    return json.loads(body)


def _binary(value: bytes) -> str:
    return b64encode(value).decode()


@cache
def _operation(name: str) -> Any:
    return get_service_model("dynamodb").operation_model(name)
