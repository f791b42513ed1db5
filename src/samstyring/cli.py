"""`samstyring …`: one command with a word for each thing to do.

The engine's words (`solve`) never load Django. Exit codes are the same everywhere:
0 done, 1 the answer is no (infeasible, mismatch), 2 bad input.
"""

import argparse
import os
import sys

from samstyring import __version__
from samstyring.engine import commands as engine


def _with_django():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samstyring.config.settings")


def demo(chosen):
    """Serve the demo partnerships, with the worker, until stopped."""
    _with_django()
    from samstyring.demo.serve import serve

    return serve(port=chosen.port)


def manage(chosen):
    """Run one of Django's own commands: `samstyring manage migrate`."""
    _with_django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["samstyring manage", *chosen.words])
    return 0


def import_sheets(chosen):
    """Take in one partnership's project sheets: the same as Django's command of that name."""
    words = ["import_sheets", chosen.file, "--partnership", chosen.partnership]
    words += ["--by", chosen.by] if chosen.by else []
    return manage(argparse.Namespace(words=words + (["--dry-run"] if chosen.dry_run else [])))


def build_parser():
    parser = argparse.ArgumentParser(
        prog="samstyring",
        description="Decisions, mandates and portfolios of partnerships.",
        epilog="Exit codes: 0 done, 1 the answer is no, 2 bad input.",
    )
    parser.add_argument("--version", action="version", version=f"samstyring {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    engine.register(commands)
    serving = commands.add_parser("demo", help="serve the three real partnerships with example data")
    serving.add_argument("--port", type=int, default=8000)
    serving.set_defaults(run=demo)
    importing = commands.add_parser("import-sheets", help="take in project sheets from a CSV list or a workbook")
    importing.add_argument("file", metavar="FILE.csv|xlsx")
    importing.add_argument("--partnership", required=True, metavar="KEY")
    importing.add_argument("--by", metavar="USERNAME", help="the person who answers for the sheets")
    importing.add_argument("--dry-run", action="store_true", help="tell what would change, and change nothing")
    importing.set_defaults(run=import_sheets)
    managing = commands.add_parser("manage", help="run one of Django's commands")
    managing.add_argument("words", nargs=argparse.REMAINDER)
    managing.set_defaults(run=manage)
    return parser


def main(argv=None):
    chosen = build_parser().parse_args(argv)
    return chosen.run(chosen)


if __name__ == "__main__":
    sys.exit(main())
