"""The Chalice app: blueprints and event handlers, wired; what they do is in chalicelib/."""

# ruff: noqa: E402
import gc

# Nothing that is imported is garbage: looking through it, again and again, took a fifth of a cold start.
gc.disable()

from typing import Any

from chalice.app import Chalice, CloudWatchEvent, Rate, SQSEvent

from chalicelib.api.blueprints import API
from chalicelib.http import middleware
from chalicelib.http.heads import answer_heads
from chalicelib.logs import framework_logger, tell_type_alone
from chalicelib.settings import settings
from chalicelib.web.blueprints import PAGES
from chalicelib.web.form_parts import WITH_FILES
from chalicelib.web.routing import framework_error

app = Chalice(app_name="ceu-portal")
app.log = framework_logger()
# Images come in a form, byte for byte; else the gateway would take them for text.
app.api.binary_types.append(WITH_FILES)
app.register_middleware(middleware.with_correlation_id, "http")
app.register_middleware(middleware.with_safe_headers, "http")
app.register_middleware(middleware.with_own_errors(framework_error), "http")

for blueprint in (*API, *PAGES):
    app.register_blueprint(blueprint)
answer_heads(app)


@app.on_sqs_message(
    queue=f"{settings().prefix}-certificates", batch_size=5, maximum_concurrency=5, name="issue"
)
@tell_type_alone
def issue(event: SQSEvent) -> dict[str, Any]:
    """Make and send queued certificates."""
    # What a function does for a queue isn't part of a page's cold start, here and below.
    from chalicelib.events.certificates import issue_certificates

    return issue_certificates(event)


@app.on_sqs_message(queue=f"{settings().prefix}-feedback", batch_size=10, name="feedback")
@tell_type_alone
def feedback(event: SQSEvent) -> dict[str, Any]:
    """Keep what SES reports about emails."""
    from chalicelib.events.feedback import take_reports

    return take_reports(event)


@app.on_sqs_message(queue=f"{settings().prefix}-imports", batch_size=1, name="imports")
@tell_type_alone
def imports(event: SQSEvent) -> dict[str, Any]:
    """Read, plan, apply and undo the files that organizers upload."""
    from chalicelib.events.imports import run_imports

    return run_imports(event)


@app.schedule(Rate(5, unit=Rate.MINUTES), name="sweep")
@tell_type_alone
def sweep(event: CloudWatchEvent) -> None:
    """Queue again what was lost."""
    from chalicelib.events.schedule import run_sweep

    run_sweep()


# What stands now stays as long as the process, so no later collection looks at it either.
gc.freeze()
gc.enable()
