"""Accounts, addresses, registrations, tokens and limits."""
