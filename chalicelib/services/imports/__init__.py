"""A file on its way into a conference: uploaded in the console, read, planned, applied, undone."""
