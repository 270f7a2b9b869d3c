"""What changes by hand are called, on the pages that review them and say what was done."""

CHANGES = {
    "facts": ("Conference", "These details of the conference change."),
    "added": ("Added", ""),
    "changed": ("Changed", ""),
    "moved": ("Moved", "Attendees who selected these are told about the new time."),
    "replaced": (
        "Replaced",
        "Title and time are new. Attendees who selected these are told what they were before.",
    ),
    "returned": ("Put back", ""),
    "withdrawn": (
        "Cancelled",
        "These leave the program. Attendees who selected them are asked to deselect them.",
    ),
}
DONE = {
    "saved": "Saved.",
    "added": "The session was added.",
    "cancelled": "The session was cancelled.",
    "back": "The session is back in the program.",
    "switched": "Saved.",
    "undone": "The last change was undone.",
}
FORMATS = (("in_person", "In person"), ("virtual", "Virtual"), ("hybrid", "Both"))
