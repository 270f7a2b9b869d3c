"""Tables and indexes stay as they are deployed: what cannot change in place would stop an update.

A table's key is fixed, and of an index nothing but its throughput can change: give another key or
projection to an index of another name, fill it, and take the old one out in a later release.
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html
"""

from typing import Any

from infra.package import infrastructure

TEMPLATE = infrastructure("production")["Resources"]

# Index: its key, and what it carries besides the keys.
DEPLOYED: dict[str, dict[str, tuple[list[str], list[str]]]] = {
    "accounts": {},
    "conferences": {},
    "claims": {
        "unfinished": (["shard", "queued_at"], ["kind", "public_id", "attempts"]),
        "by-conference": (
            ["conference_shard", "pk"],
            [
                "kind",
                "selected",
                "contact_minutes",
                "saved_at",
                "public_id",
                "name",
                "status",
                "issued_at",
                "revoked_at",
                "credits",
                "at",
            ],
        ),
    },
    "audit": {"by-day": (["day", "at"], ["kind", "body", "ttl"])},
}
# CloudFormation adds or removes one index of a table in an update.
OF_0_1_0 = {"claims": {"unfinished"}}


def _tables() -> dict[str, Any]:
    found = [r["Properties"] for r in TEMPLATE.values() if r.get("Type") == "AWS::DynamoDB::Table"]
    return {table["TableName"]["Fn::Sub"].removeprefix("ceu-${Stage}-"): table for table in found}


def _key(schema: list[dict[str, str]]) -> list[str]:
    assert [part["KeyType"] for part in schema] == ["HASH", "RANGE"]
    return [part["AttributeName"] for part in schema]


def test_no_index_changes_what_it_is_keyed_by_or_carries() -> None:
    tables = {
        name: {
            index["IndexName"]: (_key(index["KeySchema"]), index["Projection"]["NonKeyAttributes"])
            for index in table.get("GlobalSecondaryIndexes", [])
        }
        for name, table in _tables().items()
    }
    assert tables == DEPLOYED


def test_every_key_is_two_strings() -> None:
    for table in _tables().values():
        assert _key(table["KeySchema"]) == ["pk", "sk"]
        assert {attribute["AttributeType"] for attribute in table["AttributeDefinitions"]} == {"S"}
        assert "LocalSecondaryIndexes" not in table


def test_an_update_from_0_1_0_adds_one_index_to_a_table() -> None:
    for name, earlier in OF_0_1_0.items():
        assert earlier <= set(DEPLOYED[name])
        assert len(set(DEPLOYED[name]) - earlier) <= 1
