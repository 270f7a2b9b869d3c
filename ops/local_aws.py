"""`--local`: the environment of the local portal, set before anything reads the settings."""

from collections.abc import MutableMapping

from chalicelib.importing.quoting import quoted
from ops.refusals import refused
from stages.local import AWS_PORT, PORT, local_environment


def use_local_aws(environment: MutableMapping[str, str]) -> None:
    """Point AWS at the embedded one on AWS_PORT and take the local stage's settings."""
    ports = [_port(environment, "PORT", PORT), _port(environment, "AWS_PORT", AWS_PORT)]
    environment.pop("AWS_PROFILE", None)
    environment.update(local_environment(*ports))


def _port(environment: MutableMapping[str, str], name: str, default: int) -> int:
    text = environment.get(name) or str(default)
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise refused(name, f"{quoted(text)} isn't a port number.")
