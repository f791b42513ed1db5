"""``python -m samstyring.engine.commands``: the engine's words alone."""

import sys

from . import main

sys.exit(main())
