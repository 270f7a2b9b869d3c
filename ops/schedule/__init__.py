"""Reading a published schedule: frab XML, frab JSON or a spreadsheet, and what is laid over it."""
