"""The options that name folders, the same for every command."""

import argparse
from pathlib import Path


def add_folders(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--corpus",
        metavar="DIR",
        type=Path,
        help="folder that holds `roadmaps/` (default ./corpus, else the bundled one)",
    )
    add_data_folder(command)


def add_data_folder(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--data", metavar="DIR", type=Path, help="folder for all that Trekbot writes (default .trekbot)"
    )
