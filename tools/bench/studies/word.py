"""Ask Samstyring a question by a word of its command line, and read the answer from its file."""

import json
import tempfile
from pathlib import Path
from typing import Any

from samstyring.engine.commands import main


def ask(word: str, *arguments: str | Path) -> dict[str, Any]:
    """The answer of ``samstyring word arguments --out FILE``; the process ends if there is none."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        code = main([word, *map(str, arguments), "--out", str(answer), "--quiet"])
        if code:
            raise SystemExit(f"samstyring {word} ended with exit code {code}")
        return dict(json.loads(answer.read_text(encoding="utf-8")))


def plan(problem: Path, *, seconds: float = 20.0, gap: float = 1e-4) -> Path:
    """A solution of the problem as a file beside it: made once, and the same for every study."""
    path = problem.with_name("solution.json")
    if not path.exists():
        answer = ask("solve", problem, "--seconds", str(seconds), "--gap", str(gap))
        path.write_text(json.dumps(answer), encoding="utf-8")
    return path
