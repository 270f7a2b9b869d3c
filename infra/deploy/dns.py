"""What is left to do by hand after a deployment: DNS records to paste, emails to confirm."""

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from infra.deploy.config import Config


def records(config: Config, outputs: Mapping[str, str], identity: Mapping[str, Any]) -> list[str]:
    """Lines of a zone file, each with what it is for."""
    domain, back = outputs["MailDomain"], outputs["MailFromDomain"]
    found = []
    if outputs.get("PortalDomainTarget"):
        name = config.parameters["PortalDomain"]
        found.append(_record(name, "CNAME", f"{outputs['PortalDomainTarget']}.", "the portal"))
    for token in identity.get("DkimAttributes", {}).get("Tokens", []):
        name = f"{token}._domainkey.{domain}"
        found.append(_record(name, "CNAME", f"{token}.dkim.amazonses.com.", "signs email (DKIM)"))
    if identity.get("MailFromAttributes", {}).get("MailFromDomain"):
        host = f"10 feedback-smtp.{config.region}.amazonses.com."
        found.append(_record(back, "MX", host, "bounces come back here"))
        spf = '"v=spf1 include:amazonses.com ~all"'
        found.append(_record(back, "TXT", spf, "allows SES to send (SPF)"))
    contact = config.parameters.get("AlarmEmail") or config.parameters["OrganizerContact"]
    policy = f'"v=DMARC1; p=none; rua=mailto:{contact}"'
    found.append(_record(f"_dmarc.{domain}", "TXT", policy, "later p=quarantine (DMARC)"))
    return found


def left_to_do(session: Any, config: Config, outputs: Mapping[str, str]) -> list[str]:
    """Everything a person has to do now, as lines to read and records to paste."""
    identity = _identity(session, outputs["MailDomain"])
    lines = ["Add these DNS records (those that are there already stay as they are):"]
    lines += [f"  {record}" for record in records(config, outputs, identity)]
    dkim = identity.get("DkimAttributes", {}).get("Status", "")
    if dkim != "SUCCESS":
        lines.append(
            f"Email goes out once SES has seen the DKIM records (now: {dkim or 'unknown'})."
        )
    if config.parameters.get("AlarmEmail"):
        lines.append(
            f"Confirm the subscription that {config.parameters['AlarmEmail']} was emailed; until "
            "then, no alarm reaches anyone."
        )
    address = config.parameters.get("PortalUrl") or outputs["EndpointURL"].rstrip("/")
    lines.append(f"Then see whether it is up: curl {address}/healthz")
    lines.append(f"The operator's commands: .venv/bin/python -m ops --stack {config.stack} status")
    return lines


def _identity(session: Any, domain: str) -> Mapping[str, Any]:
    try:
        found: Mapping[str, Any] = session.client("sesv2").get_email_identity(EmailIdentity=domain)
    except ClientError:
        return {}
    return found


def _record(name: str, kind: str, value: str, why: str) -> str:
    return f"{name}. 3600 IN {kind} {value}  ; {why}"
