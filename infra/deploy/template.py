"""The packaged template: what is read of it, and what is written into it, before it is applied."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Adjust = Callable[[dict[str, Any]], None]
_NAMES = {
    "AWS::DynamoDB::Table": "TableName",
    "AWS::S3::Bucket": "BucketName",
}


def load(package: Path) -> dict[str, Any]:
    """The template that `make package` left."""
    template: dict[str, Any] = json.loads((package / "sam.json").read_text())
    return template


def runtime(template: dict[str, Any]) -> str:
    """The Python the functions run on, such as `python3.13`."""
    function = template["Resources"]["APIHandler"]["Properties"]
    return str(function["Runtime"])


def name_what_is_kept(template: dict[str, Any], stage: str, account: str) -> None:
    """Write out the names of tables and bucket: only what has a static name can be taken over.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-automatically.html
    """
    for resource in template["Resources"].values():
        key = _NAMES.get(resource["Type"])
        if key and resource.get("DeletionPolicy") == "RetainExceptOnCreate":
            named = resource["Properties"][key]["Fn::Sub"]
            named = named.replace("${Stage}", stage).replace("${AWS::AccountId}", account)
            resource["Properties"][key] = named
