"""Files on their way in: file → rows → plan → apply. Knows no terminal; used by `ops` and the console."""
