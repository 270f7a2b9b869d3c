"""The rules of the portal: pure functions and frozen values; no I/O, no AWS, no clock of their own."""
