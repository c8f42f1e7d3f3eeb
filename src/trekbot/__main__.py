"""`python -m trekbot` is the command `trekbot`."""

import sys

from trekbot.cli import main

if __name__ == "__main__":
    sys.exit(main())
