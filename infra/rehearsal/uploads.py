"""Who may do what with the files that organizers upload, and over which connection."""

from collections.abc import Iterator
from functools import partial

from botocore.awsrequest import AWSRequest

from infra.rehearsal.deploy import Stack
from infra.rehearsal.roles import as_function, refused


def uploads_are_guarded(stack: Stack, import_id: str) -> Iterator[str]:
    """The imports function reads what came and no more; the portal's lets files come, unread."""
    imports, api = as_function(stack, "imports"), as_function(stack, "api")
    s3, portal = imports("s3"), api("s3")
    bucket, documents = (stack.outputs[f"{name}BucketName"] for name in ("Imports", "Documents"))
    upload = {"Bucket": bucket, "Key": f"uploads/{import_id}"}
    s3.get_object(**upload)
    table = f"ceu-{stack.stage}-claims"
    dynamodb, queue = imports("dynamodb"), stack.outputs["CertificatesQueueUrl"]
    refused(
        "imports",
        {
            "write an upload": partial(s3.put_object, **upload, Body=b"another's"),
            "delete an upload": partial(s3.delete_object, **upload),
            "read a certificate": partial(
                s3.get_object, Bucket=documents, Key="certificates/any.pdf"
            ),
            "list certificates": partial(s3.list_objects_v2, Bucket=documents),
            "read all claims": partial(dynamodb.scan, TableName=table),
            "take a certificate's message": partial(imports("sqs").receive_message, QueueUrl=queue),
        },
    )
    yield "the imports function reads uploads, and may not write or delete one, nor read a certificate"
    refused(
        "api",
        {
            "read an upload": partial(portal.get_object, **upload),
            "list uploads": partial(portal.list_objects_v2, Bucket=bucket),
        },
    )
    s3.meta.events.register("before-send.s3.GetObject", _without_tls)
    refused("imports", {"read an upload without TLS": partial(s3.get_object, **upload)})
    yield "the portal's function reads no upload, and the bucket refuses a request without TLS"


def _without_tls(request: AWSRequest, **_: object) -> None:
    """As a proxy in front of MiniStack says it."""
    request.headers["x-forwarded-proto"] = "http"
