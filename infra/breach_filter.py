"""Make the filter of leaked passwords that new ones are checked against: make breach-filter FILE=list.txt"""

import os
import sys
from pathlib import Path

# The product reads its settings where it is loaded; none of them matters here.
_UNUSED = {
    "STAGE": "local",
    "AWS_REGION": "us-east-1",
    "PORTAL_URL": "https://unused.example",
    "CERTIFICATES_QUEUE_URL": "https://unused.example",
    "CERTIFICATES_DLQ_URL": "https://unused.example",
    "DOCUMENTS_BUCKET": "unused",
    "MAIL_FROM": "unused@unused.example",
    "LEGACY_CEU_URL": "https://unused.example",
    "ORGANIZER_CONTACT": "unused",
}


def main(arguments: list[str]) -> int:
    """Read the list, write the filter, say how large it is."""
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        print("Name the list: make breach-filter FILE=passwords.txt (one password a line)")
        return 1
    os.environ.update({name: os.environ.get(name, value) for name, value in _UNUSED.items()})
    from chalicelib.services.people import new_password

    with Path(arguments[0]).open("rb") as lines:
        file = new_password.build(lines)
    new_password.FILTER.write_bytes(file)
    print(f"{new_password.FILTER}: {len(file):,} bytes; it ships with the next package")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
