"""Lets ``python -m seatrial`` do what ``seatrial`` does."""

import sys

from seatrial.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
