"""What an organizer decides about a conference: one set of rules for `settings.toml` and the console.

Its modules load pydantic, which a cold start does without: import them where they are used.
"""
