"""Deliveries, and the state of each mailbox."""
