"""Every setting, typed, from the environment; a missing or wrong one fails loudly at start."""

import os
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, ClassVar
from urllib.parse import urlsplit

from chalicelib.settings_reader import Field, Like, Setting, Within

Url = Annotated[str, Like(r"https?://[^\s]+", "an address that begins with https:// or http://")]
Colour = Annotated[str, Like(r"#[0-9a-fA-F]{6}", "a color such as #1f5f5b")]
Most = Annotated[int, Within(1, 1_000_000)]
Name = Annotated[str, Like(r"[a-z][a-z0-9-]{0,30}", "lowercase letters, digits and hyphens")]


class Settings:
    """The environment variable of a field is its name in capitals. docs/configuration.md has them."""

    model_fields: ClassVar[dict[str, Setting]] = {}

    stage: Name = Field(description="Prefix of every deployed name: ceu-<stage>-…")
    aws_region: str = Field(description="AWS region; Lambda sets it")
    portal_url: Url = Field(
        description="Address of the portal, without a slash at the end; links and QR codes use it"
    )
    passkey_rp_id: str = Field(
        "", description="Domain that passkeys belong to; empty for PORTAL_URL's"
    )
    certificates_queue_url: Url = Field(description="SQS queue that Generate sends to")
    certificates_dlq_url: Url = Field(description="Its dead-letter queue, read by ops alone")
    imports_queue_url: Url = Field(description="SQS queue of files that organizers upload")
    imports_bucket: str = Field(min_length=3, description="S3 bucket of these files, for a week")
    documents_bucket: str = Field(min_length=3, description="S3 bucket of PDFs and images")
    audit_bucket: str = Field(min_length=3, description="S3 bucket of the audit's heads, locked")
    mail_from: str = Field(min_length=3, description="Address that emails come from")
    mail_from_name: str = Field("CEU Portal", description="Name beside that address")
    mail_configuration_set: str = Field("", description="SES configuration set for feedback")
    mail_unasked_configuration_set: str = Field(
        "", description="The same for email to addresses that nothing is known of"
    )
    first_ceu_year: int = Field(2022, ge=2000, le=2100, description="First year claimed here")
    legacy_ceu_url: Url = Field(description="The older CEU site, for years before that")
    brand_name: str = Field("CEU Portal", description="Name in page headings and emails")
    brand_logo_url: str = Field("", description="https address of a logo, or empty")
    brand_colour: Colour = Field("#1f5f5b", description="Accent color, #rrggbb")
    organizer_contact: str = Field(description="Address attendees ask for help")
    secure_cookies: bool = Field(True, description="Cookies on https only; off for a local run")
    sign_in_days: int = Field(30, ge=1, le=365, description="Longest time a sign-in lasts")
    sign_in_idle_days: int = Field(14, ge=1, le=365, description="It ends when unused this long")
    even_answer_seconds: float = Field(
        0.6, ge=0, le=5, description="Answers that must tell nothing by their time take this long"
    )
    # How often something may be tried: docs/adr/0016-limits-in-fixed-windows.md has the reasons.
    limit_guesses: Most = Field(10, description="At one address from one network, in 15 minutes")
    limit_guesses_account: Most = Field(25, description="At one address from everywhere, the same")
    limit_guesses_network: Most = Field(
        600, description="From one network at all addresses, the same"
    )
    limit_codes: Most = Field(10, description="Wrong codes of one account, in an hour")
    limit_passkeys_account: Most = Field(
        30, description="Unfinished tries of one account to add or use a passkey, in 15 minutes"
    )
    limit_passkeys_network: Most = Field(
        600, description="Unfinished sign-ins by passkey from one network, the same"
    )
    limit_lookups_network: Most = Field(
        100, description="IDs or links that do not exist, from one network, in 15 minutes"
    )
    limit_generate_minute: Most = Field(4, description="New certificates of a claim, in a minute")
    limit_generate_day: Most = Field(40, description="The same, in a day")
    limit_samples: Most = Field(
        600, description="Pages of sample certificates for one organizer, in 15 minutes"
    )
    limit_mail_mailbox: Most = Field(6, description="Links and codes to one mailbox, in an hour")
    limit_mail_account: Most = Field(12, description="Codes that one account sends, in an hour")
    limit_mail_unknown_network: Most = Field(
        30, description="Emails to unknown addresses that one network causes, in an hour"
    )
    limit_mail_unknown: Most = Field(
        300, description="Emails to unknown addresses, from everywhere, in an hour"
    )

    release: str = Field("unreleased", description="Version and commit, in logs and /healthz")

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{name} is set in the environment, before the process starts")

    @property
    def prefix(self) -> str:
        """What every deployed name begins with."""
        return f"ceu-{self.stage}"

    @property
    def rp_id(self) -> str:
        """The domain that passkeys belong to: they work there and below it, and nowhere else."""
        return self.passkey_rp_id or urlsplit(self.portal_url).hostname or ""

    @property
    def origin(self) -> str:
        """Scheme, host and port of the portal's pages, as browsers say them."""
        parts = urlsplit(self.portal_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def accounts_table(self) -> str:
        """Accounts, addresses, registrations, tokens."""
        return f"{self.prefix}-accounts"

    @property
    def conferences_table(self) -> str:
        """Conferences and their schedules."""
        return f"{self.prefix}-conferences"

    @property
    def claims_table(self) -> str:
        """Claims, certificates, deliveries, snapshots."""
        return f"{self.prefix}-claims"

    @property
    def audit_table(self) -> str:
        """Who did what with other people's data."""
        return f"{self.prefix}-audit"


for _name, _annotation in Settings.__annotations__.items():
    _setting = Settings.__dict__[_name]
    if isinstance(_setting, Setting):
        _setting.declare(_name, _annotation)
        Settings.model_fields[_name] = _setting


class SettingsError(RuntimeError):
    """Names each setting that is missing or wrong."""


def read(environment: Mapping[str, str]) -> Settings:
    """Settings from `environment`; raises SettingsError naming every one that is missing or wrong."""
    values: dict[str, Any] = {}
    wrong = []
    for name, setting in Settings.model_fields.items():
        try:
            values[name] = setting.read(environment.get(name.upper()))
        except ValueError as problem:
            wrong.append(f"{name.upper()}: {problem}")
    if wrong:
        raise SettingsError(f"Set these environment variables: {'; '.join(wrong)}.")
    return Settings(values)


@cache
def settings() -> Settings:
    """The process's settings, read once."""
    return read(os.environ)
