"""`--local`: the environment of the local portal, set before anything reads the settings."""

from collections.abc import MutableMapping

ACCOUNT = "123456789012"


def use_local_aws(environment: MutableMapping[str, str]) -> None:
    """Point AWS at the embedded one on AWS_PORT (4566) and take the local stage's settings."""
    port = environment.get("AWS_PORT", "4566")
    endpoint = f"http://127.0.0.1:{port}"
    environment.pop("AWS_PROFILE", None)
    environment.update(
        {
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
            "STAGE": "local",
            "PORTAL_URL": f"http://127.0.0.1:{environment.get('PORT', '8000')}",
            "CERTIFICATES_QUEUE_URL": f"{endpoint}/{ACCOUNT}/ceu-local-certificates",
            "CERTIFICATES_DLQ_URL": f"{endpoint}/{ACCOUNT}/ceu-local-certificates-dead",
            "DOCUMENTS_BUCKET": "ceu-local-documents",
            "MAIL_FROM": "ceu@conference.example",
            "LEGACY_CEU_URL": "https://legacy-ceu.example",
            "ORGANIZER_CONTACT": "help@conference.example",
        }
    )
