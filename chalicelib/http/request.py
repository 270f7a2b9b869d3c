"""What is read from a request, for pages and JSON alike."""

import re
from collections.abc import Mapping

from chalice.app import Request

from chalicelib.domain.device import Device, Via
from chalicelib.domain.limits import PARAMETER_LENGTH
from chalicelib.domain.network import network_of
from chalicelib.domain.user_agent import in_words
from chalicelib.errors import NotFound

_PARAMETER = re.compile(rf"[A-Za-z0-9._~ -]{{1,{PARAMETER_LENGTH}}}")  # an id, or a token


def header(request: Request, name: str) -> str:
    """A request header, or "" where it is missing."""
    return str(request.headers.get(name) or "")


def network_address(request: Request) -> str:
    """The caller's network as the gateway saw it; never a header the caller could write."""
    return network_of(str(request.context.get("identity", {}).get("sourceIp") or "unknown"))


def device_of(request: Request, via: Via, key: str = "") -> Device:
    """Where the caller signs in, in words; `key` tells this browser from others of its kind."""
    return Device(via, in_words(header(request, "user-agent"), via), key)


def path_prefix(request: Request) -> str:
    """What comes before our paths: `/api` under the gateway's stage, nothing on a custom domain."""
    full = str(request.context.get("path") or "")
    resource = str(request.context.get("resourcePath") or request.path)
    for name, value in (request.uri_params or {}).items():
        resource = resource.replace(f"{{{name}}}", value)
    if full.endswith(resource) and full != resource:
        return full.removesuffix(resource).rstrip("/")
    return ""


def check_path(parameters: Mapping[str, str]) -> None:
    """Raises NotFound for what can't be an id or token of ours, before a table is asked for it."""
    if not all(_PARAMETER.fullmatch(value) for value in parameters.values()):
        raise NotFound
