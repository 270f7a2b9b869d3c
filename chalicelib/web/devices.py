"""/account/devices: end one sign-in, or all."""

from chalice.app import Blueprint, Response

from chalicelib.services.people import account as service
from chalicelib.services.people.devices import end_device
from chalicelib.web import cookies
from chalicelib.web.routing import FORM, Visit, redirect, signed_in_page

devices_pages = Blueprint(__name__)


@devices_pages.route("/account/devices/{device_id}/end", methods=["POST"], content_types=[FORM])
@signed_in_page(devices_pages)
def post_end_device(visit: Visit, device_id: str) -> Response:
    """End one sign-in."""
    end_device(visit.account, device_id)
    return redirect(visit, "/account", query="done=ended", fragment="devices")


@devices_pages.route("/account/sign-out-everywhere", methods=["POST"], content_types=[FORM])
@signed_in_page(devices_pages)
def post_sign_out_everywhere(visit: Visit) -> Response:
    """End every sign-in, including this one."""
    service.sign_out_everywhere(visit.account)
    visit.set_cookies.append(cookies.no_sign_in_cookie())
    return redirect(visit, "/sign-in", query="ended=everywhere")
