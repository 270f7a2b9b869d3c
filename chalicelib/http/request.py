"""What is read from a request, for pages and JSON alike."""

from chalice.app import Request

from chalicelib.domain.network import network_of


def header(request: Request, name: str) -> str:
    """A request header, or "" where it is missing."""
    return str(request.headers.get(name) or "")


def network_address(request: Request) -> str:
    """The caller's network as the gateway saw it; never a header the caller could write."""
    return network_of(str(request.context.get("identity", {}).get("sourceIp") or "unknown"))


def path_prefix(request: Request) -> str:
    """What comes before our paths: `/api` under the gateway's stage, nothing on a custom domain."""
    full = str(request.context.get("path") or "")
    resource = str(request.context.get("resourcePath") or request.path)
    for name, value in (request.uri_params or {}).items():
        resource = resource.replace(f"{{{name}}}", value)
    if full.endswith(resource) and full != resource:
        return full.removesuffix(resource).rstrip("/")
    return ""
