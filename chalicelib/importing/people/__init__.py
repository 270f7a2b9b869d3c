"""Registrations and accounts: who may sign in, and who is registered where."""
