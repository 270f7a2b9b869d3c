"""Everything that is stored, to compare before and after."""

from typing import Any

from moto.backends import get_backend

from chalicelib.settings import settings
from stages.test import ACCOUNT, REGION


def everything() -> dict[str, Any]:
    """All items of the three tables but counters of tries, and all keys of the bucket.

    From the embedded AWS's own memory: a scan through its HTTP layer takes a hundred times as long.
    """
    tables = get_backend("dynamodb")[ACCOUNT][REGION].tables
    found: dict[str, Any] = {
        name: sorted(
            (
                {key: value.to_regular_json() for key, value in item.attrs.items()}
                for item in tables[name].all_items()
                if item.attrs["kind"].value != "LIMIT"
            ),
            key=str,
        )
        for name in (
            settings().accounts_table,
            settings().conferences_table,
            settings().claims_table,
        )
    }
    bucket = get_backend("s3")[ACCOUNT]["aws"].buckets[settings().documents_bucket]
    found["bucket"] = sorted(bucket.keys)
    return found
