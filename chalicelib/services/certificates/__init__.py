"""From Generate to the emailed PDF, and what anyone may check."""
