"""Tables of every kind we read: CSV, Excel and OpenDocument, as numbered rows of text."""
