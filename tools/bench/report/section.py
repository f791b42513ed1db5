"""Put a section of a page in the place of the one before it, and leave the others alone."""

from pathlib import Path


def keep(path: Path, heading: str, section: str) -> None:
    """Write a section that begins with the heading (``## …``) and ends before the next of its rank."""
    text = path.read_text(encoding="utf-8") if path.exists() else "# Benchmarks\n"
    lines = text.splitlines()
    first = next((n for n, line in enumerate(lines) if line == heading), len(lines))
    rest = lines[first + 1 :]
    after = next((n for n, line in enumerate(rest) if line.startswith("## ")), len(rest))
    before, following = "\n".join(lines[:first]).rstrip(), "\n".join(rest[after:]).strip()
    parts = [part for part in (before, section.strip(), following) if part]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
