"""Keys of what organizers begin: imports, files, reissues and the revisions before."""

UNFINISHED = "UNFINISHED"  # partition that lists every import somebody waits for
WRITING = "WRITING"  # which import of a conference may write
IMPORTS = "IMPORT#"
EXPORTS = "EXPORT#"


def imports_key(conference_id: str) -> str:
    """Partition of a conference's imports: not the conference's own, which every page reads whole."""
    return f"IMPORTS#{conference_id}"


def import_key(import_id: str) -> str:
    """Sort key of an import."""
    return f"{IMPORTS}{import_id}"


def export_key(export_id: str) -> str:
    """Sort key of a file of claims that was asked for, and of its entry among what is unfinished."""
    return f"{EXPORTS}{export_id}"


REISSUING = "REISSUING"  # partition that lists every reissue under way
REISSUES = "REISSUE#"


def reissues_key(conference_id: str) -> str:
    """Partition of a conference's reissues, and of their lists."""
    return f"REISSUES#{conference_id}"


def reissue_key(id_: str) -> str:
    """Sort key of a reissue."""
    return f"{REISSUES}{id_}"


def reissue_part(id_: str, place: int) -> str:
    """Sort key of a part of its list."""
    return f"PART#{id_}#{place:05}"


def answers_key(what: str) -> str:
    """Sort key of how a conference's files of a kind are read."""
    return f"ANSWERS#{what}"


def revisions_key(conference_id: str) -> str:
    """Partition of a conference's earlier revisions."""
    return f"REVISIONS#{conference_id}"


WRITTEN_BY_HAND = "WRITTEN_BY_HAND"  # the last change by hand, among the earlier revisions


def revision_prefix(revision: int) -> str:
    """What the sort keys of an earlier revision's chunks begin with; they sort by revision."""
    return f"REVISION#{revision:08}#"


def revision_part(revision: int, number: int) -> str:
    """Sort key of a chunk of an earlier revision."""
    return f"{revision_prefix(revision)}{number:02}"
