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
)
# Files that somebody is rewriting: none may stay here.
LATER: tuple[str, ...] = ()

# A part of the word to look for first (that is fast), the word, and what to say instead.
WORDS = (
    ("mail", r"\b(?:a|one|no|each|every|this|last|first) mails?\b(?![\"'=])", "email"),
    ("mail", r"(?<![\w\"'/`.])mails\b(?! ?[\"'=.,(:]| in )", "emails"),
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
)
BAD = [(stem, re.compile(word), instead) for stem, word, instead in WORDS]


def files() -> list[Path]:
    found = {
        path
        for pattern in READ
        for path in ROOT.glob(pattern)
        if path.is_file() and "__pycache__" not in path.parts
    }
    return sorted(path for path in found if str(path.relative_to(ROOT)) not in LATER)


def bad_words(text: str) -> list[tuple[int, str, str]]:
    """Line, word, and what to say instead."""
    text = text.lower()
    likely = [bad for bad in BAD if bad[0] in text]
    found = []
    for number, line in enumerate(text.splitlines() if likely else (), start=1):
        for stem, word, instead in likely:
            match = word.search(line) if stem in line else None
            if match:
                found.append((number, match[0], instead))
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
