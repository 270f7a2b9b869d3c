"""What a person reads when a command fails for a reason other than their file."""

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    ReadTimeoutError,
)
from pynamodb.exceptions import PynamoDBException
from typer import Abort, Exit
from typer.exceptions import TyperException

from chalicelib.errors import PortalError
from chalicelib.importing.problems import Refused
from chalicelib.settings import SettingsError

_AGAIN = "Run the command again to complete what was not written yet."


def explained(problem: Exception) -> list[str] | None:
    """Lines for a person, or None for what the command line library reports itself."""
    if isinstance(problem, Refused):
        return problem.lines()
    if isinstance(problem, TyperException | Exit | Abort):
        return None
    if isinstance(problem, PortalError):
        return [problem.detail]
    if isinstance(problem, SettingsError):
        return [str(problem)]
    return _aws(_cause(problem)) or [
        f"Something went wrong ({type(problem).__name__}). {_AGAIN}",
        "If it happens again, set OPS_DEBUG=1 to see the details, and report it.",
    ]


def _cause(problem: Exception) -> BaseException:
    """PynamoDB wraps what botocore raised."""
    cause = getattr(problem, "cause", None)
    return cause if isinstance(cause, BaseException) else problem


def _aws(problem: BaseException) -> list[str] | None:
    if isinstance(problem, EndpointConnectionError | ConnectTimeoutError | ReadTimeoutError):
        return [
            f"AWS does not respond ({problem}).",
            f"With --local: is `make run` running? {_AGAIN}",
        ]
    if isinstance(problem, NoCredentialsError):
        return ["There are no AWS credentials. Sign in to AWS first, or add --local."]
    if isinstance(problem, ClientError):
        error = problem.response.get("Error", {})
        return [f"AWS refused the request: {error.get('Message') or error.get('Code')}. {_AGAIN}"]
    if isinstance(problem, BotoCoreError | PynamoDBException):
        return [f"The request to AWS failed ({problem}). {_AGAIN}"]
    return None
