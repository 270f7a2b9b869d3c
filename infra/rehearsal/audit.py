"""The audit on the stack: an operator's entry, the heads that the sweep kept, and who cannot change them."""

from collections.abc import Iterator

from infra.rehearsal.dead_letter import operate
from infra.rehearsal.deploy import Stack
from infra.rehearsal.failure import require
from infra.rehearsal.logs import FUNCTIONS
from infra.rehearsal.roles import as_function, refused

_SCOPE = "PORTAL"


def audit_holds(stack: Stack) -> Iterator[str]:
    """An entry is there, verified with its heads; each function's role is refused to change it."""
    operate(stack, "list")
    said = operate(stack, "audit", "--verify")
    require("is as it was written" in said and "heads until" in said, f"audit --verify: {said}")
    yield f"ops audit --verify: {said.strip().splitlines()[-1]}"
    for name in FUNCTIONS:
        _changes_nothing(stack, name)
    yield f"update and delete of an audit entry are refused to {', '.join(FUNCTIONS)}"


def _changes_nothing(stack: Stack, function: str) -> None:
    dynamodb = as_function(stack, function)("dynamodb")
    table, key = f"ceu-{stack.stage}-audit", {"pk": {"S": _SCOPE}, "sk": {"S": "000000000001"}}
    changes = {"UpdateExpression": "SET body = :x", "ExpressionAttributeValues": {":x": {"S": "x"}}}
    delete = {"DeleteRequest": {"Key": key}}
    refused(
        function,
        {
            "update an audit entry": lambda: dynamodb.update_item(
                TableName=table, Key=key, **changes
            ),
            "delete an audit entry": lambda: dynamodb.delete_item(TableName=table, Key=key),
            "delete audit entries in a batch": lambda: dynamodb.batch_write_item(
                RequestItems={table: [delete]}
            ),
        },
    )
