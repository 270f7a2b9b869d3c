"""The bucket of files on their way in, emptied after a week.

The file goes from the browser to the bucket: a function's request holds 6 MB at most.
"""

from dataclasses import dataclass

from chalicelib.aws.clients import s3
from chalicelib.domain.imports import FORM_LASTS
from chalicelib.domain.limits import MOST_SENT_BYTES
from chalicelib.settings import settings


@dataclass(frozen=True, slots=True)
class UploadForm:
    """Where a browser posts the file to, and the fields that come before it."""

    url: str
    fields: dict[str, str]


def upload_form(import_id: str, back_to: str) -> UploadForm:
    """A form for one file, good for an hour; S3 sends the browser to `back_to`.

    A file over 20 MB comes, too, so that its page can refuse it in words; S3 says it in XML.
    """
    fixed = {"success_action_redirect": back_to}
    made = s3().generate_presigned_post(
        settings().imports_bucket,
        _upload(import_id),
        Fields=fixed,
        Conditions=[["content-length-range", 0, MOST_SENT_BYTES], fixed],
        ExpiresIn=int(FORM_LASTS.total_seconds()),
    )
    return UploadForm(made["url"], made["fields"])


def uploaded_bytes(import_id: str) -> int | None:
    """The size of the file that came; None when none has, or a virus scanner took it away."""
    return _size(_upload(import_id))


def uploaded(import_id: str) -> bytes:
    """The file, which is there."""
    return _get(_upload(import_id))


def has_found(import_id: str, kind: str) -> bool:
    """Whether something was kept."""
    return _size(_found(import_id, kind)) is not None


def put_found(import_id: str, kind: str, body: bytes) -> None:
    """Keep what an import came to, beside its file; `kind` is `plan` or `undo`."""
    s3().put_object(
        Bucket=settings().imports_bucket,
        Key=_found(import_id, kind),
        Body=body,
        ContentType="application/json",
    )


def get_found(import_id: str, kind: str) -> bytes:
    """What was kept, and is there."""
    return _get(_found(import_id, kind))


def _size(key: str) -> int | None:
    """By listing: to ask for what is not there is refused, not answered, where one may not list."""
    answer = s3().list_objects_v2(Bucket=settings().imports_bucket, Prefix=key, MaxKeys=1)
    return next((one["Size"] for one in answer.get("Contents", []) if one["Key"] == key), None)


def _get(key: str) -> bytes:
    return s3().get_object(Bucket=settings().imports_bucket, Key=key)["Body"].read()


def _upload(import_id: str) -> str:
    return f"uploads/{import_id}"


def _found(import_id: str, kind: str) -> str:
    return f"found/{import_id}/{kind}.json"
