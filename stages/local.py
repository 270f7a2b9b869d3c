"""The local stage: what the launcher and `ops --local` both put into the environment."""

ACCOUNT = "123456789012"
REGION = "us-east-1"
STAGE = "local"
PREFIX = f"ceu-{STAGE}"
PORT, AWS_PORT = 8000, 4566


def local_environment(port: int = PORT, aws_port: int = AWS_PORT) -> dict[str, str]:
    """The settings of chalicelib/settings.py and AWS's own, for the portal on `port` of this machine.

    Set them before anything reads the settings: table names bind when the store is imported.
    """
    endpoint = f"http://127.0.0.1:{aws_port}"
    return {
        "AWS_ENDPOINT_URL": endpoint,
        "AWS_ACCESS_KEY_ID": STAGE,
        "AWS_SECRET_ACCESS_KEY": STAGE,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_EC2_METADATA_DISABLED": "true",
        "POWERTOOLS_TRACE_DISABLED": "1",
        "POWERTOOLS_METRICS_DISABLED": "true",
        "STAGE": STAGE,
        # A name, not an address: passkeys belong to a name.
        "PORTAL_URL": f"http://localhost:{port}",
        "SECURE_COOKIES": "false",
        "CERTIFICATES_QUEUE_URL": f"{endpoint}/{ACCOUNT}/{PREFIX}-certificates",
        "CERTIFICATES_DLQ_URL": f"{endpoint}/{ACCOUNT}/{PREFIX}-certificates-dead",
        "FEEDBACK_QUEUE_URL": f"{endpoint}/{ACCOUNT}/{PREFIX}-feedback",
        "IMPORTS_QUEUE_URL": f"{endpoint}/{ACCOUNT}/{PREFIX}-imports",
        "IMPORTS_BUCKET": f"{PREFIX}-imports",
        "DOCUMENTS_BUCKET": f"{PREFIX}-documents",
        "AUDIT_BUCKET": f"{PREFIX}-audit",
        "MAIL_FROM": "ceu@conference.example",
        "MAIL_CONFIGURATION_SET": f"{PREFIX}-mail",
        "LEGACY_CEU_URL": "https://legacy-ceu.example",
        "ORGANIZER_CONTACT": "help@conference.example",
    }
