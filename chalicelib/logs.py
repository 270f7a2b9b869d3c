"""Structured JSON logs. No address and no token is ever passed to them."""

from aws_lambda_powertools import Logger

logger = Logger(service="ceu-portal")


def correlation_id() -> str:
    """The id that follows a request through the queue into the consumer."""
    return logger.get_correlation_id() or ""
