"""Headings of the usual exports, the likeliest first; docs/imports.md names where each is from."""

from collections.abc import Mapping


def listed(text: str) -> tuple[str, ...]:
    """The words between bars."""
    return tuple(heading.strip() for heading in text.split("|"))


SESSION_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "id": listed(
        "session id | session code | session key | code | external id | unique id | session number"
        " | event key | proposal id | uid"
    ),
    "title": listed(
        "session title | session name | name | session | event title | event name | talk title"
        " | presentation title | summary | subject | proposal title"
    ),
    "date": listed("start date | session date | event start date | event date | day"),
    "starts_at": listed(
        "start time | time start | start | session start | event start time | event start | begin"
        " | begins | starts | start date and time | start datetime | session start time | from"
    ),
    "ends_at": listed(
        "end time | time end | end | session end | event end time | event end | finish | ends"
        " | end date and time | end datetime | session end time | to | until"
    ),
    "end_date": listed("session end date | event end date"),
    "time": listed(
        "session time | date and time | date/time | when | time slot | timeslot | time range"
    ),
    "duration": listed(
        "session duration | length | duration in minutes | duration minutes | minutes"
    ),
    "speakers": listed(
        "speaker | speaker names | speaker name | session speakers | presenters | presenter"
        " | presenter names | speaker(s) | presenter(s)"
    ),
    "format": listed(
        "session format | delivery | delivery format | delivery method | attendance mode | modality"
    ),
    "contact_minutes": listed("credit minutes | ceu minutes | ce minutes"),
    "types": listed("registration types | admission items | ticket types"),
    "track": listed(
        "tracks | session track | track name | event type | tracks / sub-tracks | category"
        " | categories | topic"
    ),
    "kind": listed("session type | type | submission type | type of session"),
    "room": listed(
        "room/location | location | venue | room name | session location | location name | place"
    ),
    "status": listed("session status | state"),
}
REGISTRATION_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "email": listed(
        "attendee email | attendee e-mail | attendee email address | email address | e-mail"
        " | e-mail address | registrant email | work email"
    ),
    "name": listed(
        "attendee name | full name | name on badge | badge name | participant name | registrant name"
        " | your name"
    ),
    "first_name": listed(
        "first name | attendee first name | given name | attendee name: given name"
    ),
    "last_name": listed(
        "last name | attendee last name | surname | family name | attendee name: family name"
    ),
    "type": listed(
        "ticket type | registration type | admission item | product | ticket | ticket class"
    ),
    "attendance": listed("attendance type | attendance mode | how will you attend"),
    "days": listed("registered days | attending days | days attending | dates attending"),
    "status": listed("attendee status | registration status | invitee status | order status"),
}
ATTENDANCE_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "email": listed(
        "attendee email | attendee e-mail | email address | e-mail | e-mail address | user email"
        " | participant email | attendee email address"
    ),
    "session": listed(
        "session id | session code | session name | session title | event id | topic | title"
    ),
    "day": listed(
        "date | check-in date | check in date | scan date | scanned at | check-in time"
        " | check in time | scan time | timestamp"
    ),
    "minutes": listed(
        "minutes attended | attended minutes | duration | time in session | attendance duration"
        " | attendance minutes"
    ),
}
ACCOUNT_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "account": listed("account id | user id | userid | member id | person id | attendee id | uid"),
    "email": listed("email address | e-mail | e-mail address | user email"),
    "name": listed("full name | display name"),
    "first_name": listed("first name | given name"),
    "last_name": listed("last name | surname | family name"),
    "primary": listed("primary email | is primary"),
    "password_hash": listed("password hash | encrypted password | hashed password"),
}
