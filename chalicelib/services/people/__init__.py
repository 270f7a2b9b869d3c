"""A person's way in, their addresses, their password, and leaving."""
