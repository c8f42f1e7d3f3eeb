"""Numbers on the command line, with their bounds."""

import argparse


def at_least_one(text: str) -> int:
    """Read a whole number from 1 on; argparse words the refusal of anything else."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is below 1")
    return number
