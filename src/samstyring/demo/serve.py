"""Serve the demo: database, demo data, worker and server, started and stopped together."""

import os
import signal
import socket
import subprocess
import sys

import django
from django.conf import settings
from django.core.management import call_command

BUSY = 2


def say(sentence):
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def port_is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def prepare():
    """Bring the database up to date and fill it the first time. What is there stays."""
    from samstyring.demo.load import is_loaded, load, people_by_role
    from samstyring.demo.story import scenarios

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    if is_loaded():
        say("The demo data is there already; it is kept. `make demo-reset` starts over.")
    else:
        say("Loading Miljøløftet, Osloregionen and Byregionprogrammet …")
        load(today=None)
        scenarios.ask()
    return people_by_role()


def serve(*, port):
    """Run until Ctrl-C. Returns the exit code."""
    if not port_is_free(port):
        say(f"Port {port} is in use. Choose another: make demo PORT=8001")
        return BUSY
    django.setup()
    people = prepare()
    address = f"http://127.0.0.1:{port}"
    say(f"\nSamstyring is served on {address}")
    say(f"Sign in with one click on {address}/konto/login/ as, for example:")
    for role, names in people[:8]:
        say(f"  {role}: {names[0]}")
    say("Stop with Ctrl-C.\n")
    worker = [sys.executable, "-m", "django", "db_worker", "-v", "0", "--interval", "0.3", "--no-startup-delay"]
    children = [
        subprocess.Popen(command, env=os.environ)
        for command in (
            # Two, so that a change somebody tries does not wait behind a long inquiry.
            worker,
            worker,
            [
                *(sys.executable, "-m", "granian", "samstyring.config.wsgi:application"),
                *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
                *("--workers", "1", "--blocking-threads", "4", "--log-level", "warning"),
            ],
        )
    ]

    def stop(*_signal):
        for child in children:
            child.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    codes = [child.wait() for child in reversed(children)]
    stop()
    return 0 if all(code in (0, -signal.SIGTERM, -signal.SIGINT) for code in codes) else 1
