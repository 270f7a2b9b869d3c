"""The local portal: an embedded AWS, the portal and its consumers in one process. Never shipped."""
