"""`python -m samstyring` is the same as `samstyring`."""

import sys

from samstyring.cli import main

sys.exit(main())
