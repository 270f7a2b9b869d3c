"""What the console's navigation shows, in this order; each part of it a page under the conference."""

# The page's path after the conference's, its words, and the least role that it is shown to.
NAVIGATION = (
    ("", "Overview", "reader"),
    ("/people", "People", "reader"),
    ("/claims", "Claims", "reader"),
    ("/sessions", "Sessions", "reader"),
    ("/imports", "Imports", "reader"),
    ("/look", "Look", "reader"),
    ("/settings", "Settings", "reader"),
    ("/reissue", "Reissue", "reader"),
    ("/team", "Team", "reader"),
    ("/audit", "Audit", "reader"),
)
# The same for all conferences together.
OF_ALL = (("/team", "Team", "reader"), ("/audit", "Audit", "owner"))
