"""A stage's file, deploy/<stage>.toml: what an organizer chooses, checked before anything starts."""

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# What deploying decides by itself and no file may say.
DECIDED = {"Stage", "ProtectData", "CreateMailIdentity", "SetGatewayLogRole", "ReserveConcurrency"}
DECIDED |= {"PasskeyRpId"}
_OWN = ("region", "code_bucket")
# https://aws.amazon.com/about-aws/whats-new/2024/08/aws-waf-rate-based-rules-lower-rate-limits/
_LOWEST_WAF_RATE_LIMIT = 10
_REQUIRED = ("MailFrom", "OrganizerContact", "LegacyCeuUrl")


class ConfigError(Exception):
    """Says, a line each, what is wrong in the file and what to do."""


@dataclass(frozen=True, slots=True)
class Config:
    """A stage as its file has it; `parameters` are the template's, by their names there."""

    stage: str
    region: str
    code_bucket: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def stack(self) -> str:
        """The stack's name."""
        return f"ceu-{self.stage}"


def read(path: Path, stage: str, known: Mapping[str, Any]) -> Config:
    """The file at `path` for `stage`; `known` are the template's parameters. Raises ConfigError."""
    try:
        given = tomllib.loads(path.read_text("utf-8"))
    except OSError as problem:
        raise ConfigError(
            f"{path} cannot be read ({problem.strerror}). Copy deploy/example.toml and fill it in."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise ConfigError(f"{path} is not TOML: {problem}.") from None
    return checked(given, stage, known, str(path))


def checked(given: Mapping[str, Any], stage: str, known: Mapping[str, Any], where: str) -> Config:
    """The same for what a file holds."""
    own = {key: str(given[key]) for key in _OWN if key in given}
    problems, parameters = [], {}
    for key, value in given.items():
        if key in _OWN:
            continue
        name = parameter_name(key)
        if name not in known or name in DECIDED:
            problems.append(_unknown(key, known))
        elif (said := _wrong(key, value, known[name])) is not None:
            problems.append(said)
        else:
            parameters[name] = _text(value)
    problems += [
        f"{key} is missing" for key in ("region", *map(setting_name, _REQUIRED)) if key not in given
    ]
    problems += [*_domain_problems(parameters), *_waf_problems(parameters)]
    if problems:
        raise ConfigError("\n".join(f"{where}: {problem}." for problem in problems))
    return Config(stage, own["region"], own.get("code_bucket", ""), parameters)


def parameter_name(key: str) -> str:
    """`portal_url` → `PortalUrl`."""
    return "".join(word.capitalize() for word in key.split("_"))


def setting_name(parameter: str) -> str:
    """`PortalUrl` → `portal_url`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", parameter).lower()


def _unknown(key: str, known: Mapping[str, Any]) -> str:
    names = [*_OWN, *(setting_name(name) for name in known if name not in DECIDED)]
    near = difflib.get_close_matches(key, names, 1)
    return f"{key} is not a setting" + (f"; did you mean {near[0]}?" if near else "")


def _wrong(key: str, value: Any, parameter: Mapping[str, Any]) -> str | None:
    """Why CloudFormation would refuse the value, or None."""
    text = _text(value)
    if parameter["Type"] == "Number":
        return _wrong_number(key, value, parameter)
    if "AllowedValues" in parameter and text not in parameter["AllowedValues"]:
        return f"{key} must be {' or '.join(parameter['AllowedValues'])}"
    if not re.fullmatch(parameter.get("AllowedPattern", r"[^\r\n]*"), text):
        return f"{key} cannot be {text!r}: {parameter['Description']}"
    return None


def _wrong_number(key: str, value: Any, parameter: Mapping[str, Any]) -> str | None:
    low, high = parameter.get("MinValue"), parameter.get("MaxValue")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"{key} must be a number"
    if isinstance(value, float) and not value.is_integer():
        return f"{key} must be a whole number"
    if (low is not None and value < low) or (high is not None and value > high):
        return f"{key} must be from {low} to {high}" if high else f"{key} must be at least {low}"
    return None


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _waf_problems(parameters: Mapping[str, str]) -> list[str]:
    """A template's parameter has one range, without the gap between 0 and the lowest limit."""
    if 0 < int(parameters.get("WafRateLimit", 0)) < _LOWEST_WAF_RATE_LIMIT:
        return [f"waf_rate_limit must be 0, for no WAF, or at least {_LOWEST_WAF_RATE_LIMIT}"]
    return []


def _domain_problems(parameters: Mapping[str, str]) -> list[str]:
    domain, certificate = parameters.get("PortalDomain"), parameters.get("PortalCertificateArn")
    if bool(domain) != bool(certificate):
        return ["portal_domain and portal_certificate_arn go together; set both or neither"]
    if domain and parameters.get("PortalUrl") != f"https://{domain}":
        return [f'with portal_domain, portal_url must be "https://{domain}"']
    return []
