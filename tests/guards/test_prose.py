"""Words that a native reader would stumble over stay out of what people and programmers read."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READ = (
    "templates/**/*",
    "static/*.js",
    "static/*.css",
    "docs/**/*.md",
    "*.md",
    "app.py",
    "chalicelib/**/*.py",
    "ops/**/*.py",
    "local/**/*",
    "infra/*.yaml",
    "infra/**/*.py",
    "infra/**/*.sh",
    "samples/*.py",
    "stages/*.py",
    "fonts/*.py",
    "bench/**/*.py",
    "deploy/*.toml",
    "Makefile",
)
# A part of the word to look for first (that is fast), the word, and what to say instead.
WORDS = (
    ("mail", r"\b(?:a|one|no|each|every|this|last|first) mails?\b(?![\"'=])", "email"),
    ("mail", r"(?<![\w\"'/`.({])(?<!\bin )mails\b(?! ?[\"'=.,(:]| in )", "emails"),
    ("mail", r"\b(?:sends?|takes?|by) mail\b|\bmailed\b|\bmail service\b", "email"),
    ("programme", r"programme", "program"),
    ("pupil", r"\bpupils?\b", "student"),
    ("exam hall", r"exam hall", "testing room"),
    ("colour", r"\bcolours\b(?! import)|\baccent colour\b|\bbrand's colour\b", "color"),
    ("whoever", r"\bwhoever\b", "anyone who"),
    ("nothing of it", r"nothing of it", "nothing"),
    ("led to", r"\b(?:is|are|was) led to\b", "goes to"),
    ("lest", r"\blest\b", "so that … not"),
    ("from afar", r"from afar", "virtually"),
    ("without a word", r"without a word", "without an error"),
    ("need not", r"\bneed not\b", "don't have to"),
    ("who is not signed", r"who is not signed", "visitors who are not signed in"),
    ("gets at", r"\bgets? at (?:your|the) (?:account|registrations)", "can use"),
    ("what i type", r"what i type", "password"),
    ("behaviour", r"\bbehaviour\b", "behavior"),
    ("licence", r"\blicences?\b", "license"),
    ("nis", r"\b(?:organis|recognis|synchronis)\w+", "-ize"),
    ("chicago time", r"chicago time", "Central Time"),
    ("times are those of", r"times are those of", "All times are Central Time"),
    ("count yet", r"(?:not|n't) count yet", "isn't verified yet"),
    ("looked up", r"is looked up once", "Verify it"),
    ("claimed here", r"(?:cannot|can't) be claimed here", "isn't available to claim"),
    ("not shown to you", r"not shown to you", "you can't claim"),
    ("attended on of", r"attended on of\b", "Choose a date from"),
    ("keep one of", r"keep one of them", "keep only one"),
    ("take", r"\b(?:takes?|taking) (?:the|no) e?mail\b(?! address)", "accept, receive"),
    ("for some hours", r"for some hours", "for several hours"),
    ("look at your", r"look at your e?mail", "check your email"),
    ("where you were", r"go(?:es)? on where you were", "continue where you left off"),
    ("have it back", r"to have it back", "to add it back"),
    ("what goes", r"what goes, at once|at once and for good", "deleted permanently"),
    ("somebody", r"\bor somebody who\b|somebody typed your", "someone"),
    ("stands as", r"stands as shown", "has not been revoked or replaced"),
    ("one byte", r"not one byte", "original, unchanged"),
    ("check of", r"\bcheck of (?:a |this )?certificate", "certificate check"),
    ("saves a", r"saves (?:you )?a question", "helps us answer faster"),
    ("nothing here", r"nothing here under", "We can't find that page"),
    (
        "meanwhile",
        r"\bit was changed meanwhile|changed this meanwhile",
        "in the meantime",
    ),
    ("under its id", r"under its id\b", "using its ID"),
    ("is none of", r"\bis none of (?:confirmed|the words)", "must be …, or isn't a …"),
    ("content tells", r"its content tells", "detected automatically"),
    ("is silent", r"\bfile is silent", "if the file doesn't say"),
    (
        "and told",
        r"\b(?:ignored|out|over|down|off|first|those|seconds|counted),? and told\b",
        "with a note",
    ),
    ("stands in", r"stands in (?:an)?other rows?\b|stands in an earlier", "also appears in"),
    ("letters die", r"letters die", "messages failed"),
    ("it names no time", r"names no time zone", "no time zone"),
    ("stands twice", r"stands? twice", "appears twice"),
)
BAD = [(stem, re.compile(word), instead) for stem, word, instead in WORDS]
# Where a line goes on in the next: what a comment or a quotation begins its lines with is no text.
BREAK = re.compile(r"[ \t]*\n[ \t]*(?:[#>*]+ )?")


def files() -> list[Path]:
    found = {
        path
        for pattern in READ
        for path in ROOT.glob(pattern)
        if path.is_file() and "__pycache__" not in path.parts
    }
    return sorted(found)


def bad_words(text: str) -> list[tuple[int, str, str]]:
    """Line, word, and what to say instead; a word may be broken over two lines."""
    text = text.lower()
    whole = BREAK.sub(" ", text)
    likely = [bad for bad in BAD if bad[0] in whole]
    found = []
    for number, line in enumerate(text.splitlines() if likely else (), start=1):
        for stem, word, instead in likely:
            match = word.search(line) if stem in line else None
            if match:
                found.append((number, match[0], instead))
    if not found:
        matches = ((word.search(whole), instead) for _, word, instead in likely)
        found = [(0, match[0], instead) for match, instead in matches if match]
    return found


def test_no_text_has_a_word_that_a_native_reader_would_stumble_over() -> None:
    found = []
    for path in files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        for line, word, instead in bad_words(text):
            found.append(f"{path.relative_to(ROOT)}:{line}: “{word}”; say {instead}")
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "We sent a mail to this address.",
        "Mails sent earlier: 2",
        "A comprehensive programme on one page",
        "whoever has it can see your registrations",
        "You need not wait here: nothing of it is lost.",
        "Who is not signed in is led to sign in",
        "This address does not count yet",
        "does not take the mail yet; it is tried again for some hours",
        "It was changed meanwhile",
        "status is none of confirmed, cancelled",
        "These are left out and told.",
        "We sent a\n    # mail to this address.",
        "You need\nnot wait here.",
    ],
)
def test_such_a_word_is_found(text: str) -> None:
    assert bad_words(text)


@pytest.mark.parametrize(
    "text",
    [
        "from chalicelib.services.mail import messages, send",
        "mails = mails_to(endpoint, address)",
        "/account/addresses/{id}/mail",
        "We sent an email to this address.",
        "normalised = normalise(typed)",
    ],
)
def test_names_in_code_are_left_alone(text: str) -> None:
    assert bad_words(text) == []


def test_it_reads_pages_emails_documents_and_code() -> None:
    read = {str(path.relative_to(ROOT)) for path in files()}
    assert {
        "templates/portal/help.html",
        "templates/email/certificate/body.txt",
        "docs/api.md",
        "README.md",
        "chalicelib/errors.py",
        "ops/cli.py",
        "local/demo/counselors/schedule.csv",
    } <= read
