"""Ids of what organizers begin at a conference: the conference's, which has no dot, and a number."""

import secrets


class Numbered:
    """Something with such an id."""

    __slots__ = ()
    id: str

    @property
    def conference_id(self) -> str:
        """The conference it is of."""
        return conference_of(self.id)

    @property
    def number(self) -> str:
        """What tells it from the conference's others, in an address."""
        return number_of(self.id)


def new_id(conference_id: str) -> str:
    """One that nobody else has."""
    return numbered_id(conference_id, secrets.token_hex(8))


def numbered_id(conference_id: str, number: str) -> str:
    """The id of what has that number at a conference, in an address for instance."""
    return f"{conference_id}.{number}"


def conference_of(id_: str) -> str:
    """The conference's id."""
    return id_.rpartition(".")[0]


def number_of(id_: str) -> str:
    """What tells it from the conference's others."""
    return id_.rpartition(".")[2]
