"""How long and how many: every length a form, a request or a file may have, in one place.

Lengths are in characters unless their name says bytes. Templates have this module as `limits`.
"""

# What a person types.
NAME_LENGTH = 200  # a person's name
ADDRESS_LENGTH = 320  # an email address in a form, with what may have slipped in
PASSWORD_LENGTH = 1024
CODE_LENGTH = 20  # the six digits of an email, with what was copied along
CERTIFICATE_ID_LENGTH = 40  # 16 characters, with hyphens and spaces as people type them
REASON_LENGTH = 300  # why a certificate was revoked
TYPED_LENGTH = 2_000  # of a field that is shown again: what is longer than its own limit is refused
MAX_ADDRESSES = 10  # of one account
MAX_LICENSES = 5  # of one account
LICENSE_LENGTH = 80  # a board, a kind of license, or its number
MAX_RENEWALS = 5  # windows that one account keeps
RENEWAL_LABEL_LENGTH = 80
RENEWAL_YEARS = 10  # the longest window
RENEWAL_NUMBER_LENGTH = 12  # of what is to be reached, as typed
PASSKEY_NAME_LENGTH = 60
MAX_PASSKEYS = 10  # of one account

# What a page lists, so that it stays readable.
OVERLAPS_SHOWN = 20  # pairs beside Generate; each row names its own

# What a program sends.
SMALL_BODY_BYTES = 16_000  # of all bodies but a claim's: an address, a name and a password fit
MAX_BODY_FIELDS = 50  # of one JSON object
MAX_PROBLEMS = 100  # of a body that are listed one by one
ERRORS_BYTES = 60_000  # of the list of errors in an answer; what is left out is counted
MAX_BODY_BYTES = 200_000  # a claim of 1,000 sessions with dates is some 80 kB; nothing real is near
MAX_FIELDS = 5_000  # of a form: one of 2,000 sessions with their dates stays below
MAX_SELECTIONS = 2_000
MAX_VERSION = 2**31
SESSION_ID_LENGTH = 100
TOKEN_LENGTH = 200
PASSKEY_RESPONSE_LENGTH = 16_000  # what a browser answers; with an attestation some 6,000
PARAMETER_LENGTH = 200  # of a path: an id, or a token
FIELD_LENGTH = 120  # a field nobody knows is named as the caller wrote it, up to here

# The files that an organizer brings, in bytes unless the name says otherwise.
MAX_SCHEDULE_BYTES = 20_000_000  # 38C3's 1,007 sessions are 2 MB
MAX_TABLE_BYTES = 50_000_000
MAX_UPLOAD_BYTES = 20_000_000  # from a browser
# What the bucket takes: up to here the import's page says that a file is too large, and only beyond
# it, without JavaScript, S3 does so in XML.
MOST_SENT_BYTES = 10 * MAX_UPLOAD_BYTES
# A function's request holds 6 MB, in which the gateway writes three bytes as four.
FORM_WITH_FILES_BYTES = 4_500_000
MAX_IMAGE_BYTES = 1_000_000
MAX_IMAGE_SIDE = 2_000  # pixels

# What an organizer's files hold.
MAX_MINUTES = 24 * 60  # of one session, for one credit type
MAX_SESSIONS = 5_000  # 38C3, the largest we know, has 1,007
SOURCE_ID_LENGTH = 300  # an id or guid as the file has it
CONFERENCE_NAME_LENGTH = 200
TITLE_LENGTH = 500
SPEAKER_LENGTH = 200
MAX_SPEAKERS = 50  # of one session; more are cut off with a note
LABEL_LENGTH = 200  # a registration type, a track, a kind of session
MAX_SESSIONS_SHOWN = 500  # on a sample certificate
PROVIDER_LINE_LENGTH = 300  # contact, signatory and the like
STATEMENT_LENGTH = 4_000  # boards' approval statements: three of them are longer than 1,000
NUMBER_LENGTH = 100  # a provider's number and its label
MAX_PROVIDER_NUMBERS = 10
MAX_CREDIT_TYPES = 12  # of one conference; six are printed well
