"""The Chalice app: blueprints and event handlers, wired; what they do is in chalicelib/."""

from typing import Any

from chalice.app import Chalice, CloudWatchEvent, Rate, SQSEvent

from chalicelib.api.account import account_api
from chalicelib.api.certificates import certificates_api
from chalicelib.api.conferences import conferences_api
from chalicelib.api.health import health_api
from chalicelib.api.licenses import licenses_api
from chalicelib.api.passkeys import passkeys_api
from chalicelib.api.record import record_api
from chalicelib.api.reset_password import reset_password_api
from chalicelib.api.sign_in import sign_in_api
from chalicelib.events.certificates import issue_certificates
from chalicelib.events.feedback import take_reports
from chalicelib.events.schedule import run_sweep
from chalicelib.http import middleware
from chalicelib.http.heads import answer_heads
from chalicelib.logs import framework_logger, tell_type_alone
from chalicelib.settings import settings
from chalicelib.web.account import account_pages
from chalicelib.web.account_security import account_security_pages
from chalicelib.web.certificates import certificates_pages
from chalicelib.web.claim_json import claim_json
from chalicelib.web.conference import conference_pages
from chalicelib.web.conferences import conferences_pages
from chalicelib.web.help import help_pages
from chalicelib.web.licenses import licenses_pages
from chalicelib.web.passkeys import passkeys_pages
from chalicelib.web.record import record_pages
from chalicelib.web.reset_password import reset_password_pages
from chalicelib.web.restore_address import restore_address_pages
from chalicelib.web.routing import framework_error
from chalicelib.web.security_txt import security_txt
from chalicelib.web.sign_in import sign_in_pages
from chalicelib.web.sign_in_passkey import sign_in_passkey_pages
from chalicelib.web.static import static_files
from chalicelib.web.verify import verify_pages

app = Chalice(app_name="ceu-portal")
app.log = framework_logger()
app.register_middleware(middleware.with_correlation_id, "http")
app.register_middleware(middleware.with_safe_headers, "http")
app.register_middleware(middleware.with_own_errors(framework_error), "http")

for blueprint in (
    health_api,
    sign_in_api,
    reset_password_api,
    account_api,
    passkeys_api,
    conferences_api,
    certificates_api,
    licenses_api,
    record_api,
):
    app.register_blueprint(blueprint)
for blueprint in (
    static_files,
    security_txt,
    sign_in_pages,
    sign_in_passkey_pages,
    conferences_pages,
    conference_pages,
    claim_json,
    certificates_pages,
    record_pages,
    verify_pages,
    help_pages,
    reset_password_pages,
    restore_address_pages,
    account_pages,
    account_security_pages,
    licenses_pages,
    passkeys_pages,
):
    app.register_blueprint(blueprint)
answer_heads(app)


@app.on_sqs_message(
    queue=f"{settings().prefix}-certificates", batch_size=5, maximum_concurrency=5, name="issue"
)
@tell_type_alone
def issue(event: SQSEvent) -> dict[str, Any]:
    """Make and send queued certificates."""
    return issue_certificates(event)


@app.on_sqs_message(queue=f"{settings().prefix}-feedback", batch_size=10, name="feedback")
@tell_type_alone
def feedback(event: SQSEvent) -> dict[str, Any]:
    """Keep what SES reports about emails."""
    return take_reports(event)


@app.schedule(Rate(5, unit=Rate.MINUTES), name="sweep")
@tell_type_alone
def sweep(event: CloudWatchEvent) -> None:
    """Queue again what was lost."""
    run_sweep()
