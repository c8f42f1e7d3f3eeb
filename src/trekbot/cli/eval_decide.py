"""`trekbot eval compare|report|gate|accept|history`: what a scored run says beside another, a baseline, or its past."""

import argparse
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trekbot.cli.screen import complain, say, show_markdown
from trekbot.errors import RunError
from trekbot.settings import load_settings

if TYPE_CHECKING:
    from trekbot.evals.decision.judge_cards import JudgeCards
    from trekbot.evals.decision.side import Side
    from trekbot.evals.decision.thresholds import Thresholds

DECIDING = ("compare", "report", "gate", "accept", "history")

Options = Mapping[str, Any]


def add_decide(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the five commands to those of `trekbot eval`."""
    compare = commands.add_parser("compare", help="say whether a run is better or worse than another")
    compare.add_argument("base", metavar="BASE", help="the run to hold against, by its id or folder")
    compare.add_argument("run", metavar="RUN", help="the run to judge")
    _add_out(compare, "the candidate's folder, `against-BASE`")
    _add_thresholds(compare)

    report = commands.add_parser("report", help="write the report of a run, by itself or against another")
    report.add_argument("run", metavar="RUN", help="the run, by its id or folder")
    report.add_argument("--base", metavar="RUN", help="a run to compare with")
    _add_out(report, "the run's folder")
    _add_thresholds(report)

    gate = commands.add_parser(
        "gate",
        help="hold a run against its baseline, for CI",
        epilog="Exit code: 0 go on, 1 a file at fault, 2 wrong usage, 3 a tool or judge at fault, 4 inconclusive, "
        "100 regression.",
    )
    gate.add_argument("run", metavar="RUN", help="the run, by its id or folder")
    _add_baselines(gate)
    _add_out(gate, "the run's folder, `gate`")
    _add_thresholds(gate)

    accept = commands.add_parser("accept", help="make a run the baseline of its suite")
    accept.add_argument("run", metavar="RUN", help="the run, by its id or folder")
    accept.add_argument("--reason", required=True, help="why the numbers may change; it is kept with them")
    _add_baselines(accept)

    history = commands.add_parser("history", help="draw each metric over all scored runs of a folder")
    history.add_argument("--out", metavar="FILE", type=Path, help="where to (default: history.html among the runs)")

    for command in (compare, report, gate, accept, history):
        command.add_argument("--runs", metavar="DIR", type=Path, help="folder of runs (default: `evals` in --data)")
        command.add_argument("--data", metavar="DIR", type=Path, help="folder for all that Trekbot writes")
    for command in (compare, report, gate, accept):
        command.add_argument(
            "--cards", metavar="DIR", type=Path, help="folder of judge cards (default: ./evals and --data)"
        )


def _add_out(command: argparse.ArgumentParser, default: str) -> None:
    command.add_argument("--out", metavar="DIR", type=Path, help=f"where the report goes (default: {default})")


def _add_baselines(command: argparse.ArgumentParser) -> None:
    command.add_argument("--baselines", metavar="DIR", type=Path, help="folder of baselines (default evals/baselines)")


def _add_thresholds(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--least-share", metavar="X", type=float, help="smallest change of a share that matters (default 0.02)"
    )
    command.add_argument(
        "--least-points", metavar="X", type=float, help="smallest change of a pass rate, in points (default 3)"
    )


def run_decide(options: Options) -> int:
    """Do what one of the five commands says, and give its exit code."""
    run = {"compare": _compare, "report": _report, "gate": _gate, "accept": _accept, "history": _history}
    return run[options["eval_command"]](options)


def compare_with_first(folders: Sequence[Path], data: Path) -> None:
    """Compare the first of some scored runs with each of the others, and report in the folders of those.

    Args:
        data: Trekbot's data folder, where a judge's card may lie.
    """
    from trekbot.evals.decision.judge_cards import read_cards

    for folder in folders[1:]:
        _write_comparison(folders[0], folder, folder / f"against-{folders[0].name}", read_cards(_evals(), data))


def report_on(folder: Path, data: Path) -> None:
    """Write the report of a scored run into its folder."""
    from trekbot.evals.decision.judge_cards import read_cards
    from trekbot.evals.decision.saved_run import read_run
    from trekbot.evals.reporting.report_files import write_run

    write_run(read_run(folder), read_cards(_evals(), data), folder)


def _compare(options: Options) -> int:
    folder, base_folder = _folder(options, options["run"]), _folder(options, options["base"])
    out = options["out"] or folder / f"against-{base_folder.name}"
    _write_comparison(base_folder, folder, out, _cards(options), _thresholds(options))
    return 0


def _report(options: Options) -> int:
    from trekbot.evals.decision.saved_run import read_run
    from trekbot.evals.reporting.report_files import write_run

    folder = _folder(options, options["run"])
    out = options["out"] or folder
    if options["base"]:
        base = _folder(options, options["base"])
        _write_comparison(base, folder, out, _cards(options), _thresholds(options))
    else:
        _show(write_run(read_run(folder), _cards(options), out), out)
    return 0


def _write_comparison(
    base: Path, candidate: Path, out: Path, cards: "JudgeCards", thresholds: "Thresholds | None" = None
) -> None:
    from trekbot.evals.decision.comparison import compare
    from trekbot.evals.decision.saved_run import read_run
    from trekbot.evals.reporting.report_files import write_comparison

    comparison = compare(read_run(base), read_run(candidate), cards, thresholds)
    _show(write_comparison(comparison, out), out)


def _gate(options: Options) -> int:
    from trekbot.evals.decision.gate import gate
    from trekbot.evals.decision.saved_run import read_run
    from trekbot.evals.reporting.report_files import write_comparison

    folder = _folder(options, options["run"])
    runs = _runs(options)

    def run_named(name: str) -> "Side | None":
        here = [path.parent for path in runs.glob("*/manifest.json") if path.parent.name == name]
        return read_run(here[0]) if here else None

    decided = gate(read_run(folder), _baselines(options), _cards(options), _thresholds(options), run_named)
    out = options["out"] or folder / "gate"
    _show(write_comparison(decided.comparison, out), out)
    if decided.comparison.judge_at_fault:
        complain(f"Nothing could be scored by: {', '.join(decided.comparison.judge_at_fault)}.")
    return decided.exit_code


def _accept(options: Options) -> int:
    from trekbot.evals.decision.baseline import accept
    from trekbot.evals.decision.saved_run import read_run

    run = read_run(_folder(options, options["run"]))
    for path in accept(run, _baselines(options), options["reason"], datetime.now(UTC), _cards(options)):
        say(f"accepted {path}")
    return 0


def _history(options: Options) -> int:
    from trekbot.evals.decision.saved_run import read_run
    from trekbot.evals.reporting.history import history_page

    folder, runs = _runs(options), []
    for path in sorted(folder.glob("*/manifest.json")):
        try:
            runs.append(read_run(path.parent))
        except RunError as error:
            complain(f"Left out: {error}")
    out = options["out"] or folder / "history.html"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(history_page(runs), "utf-8", errors="replace")
    say(f"{len(runs)} runs: {out}")
    return 0


def _show(markdown: str, folder: Path) -> None:
    show_markdown(markdown)
    complain(f"The report is {folder / 'report.html'}")


def _runs(options: Options) -> Path:
    runs: Path | None = options["runs"]
    return runs or _data(options) / "evals"


def _data(options: Options) -> Path:
    return load_settings(data=options["data"]).data


def _folder(options: Options, name: str) -> Path:
    from trekbot.evals.decision.saved_run import find_run

    return find_run(name, _runs(options))


def _baselines(options: Options) -> Path:
    baselines: Path | None = options["baselines"]
    return baselines or _evals() / "baselines"


def _cards(options: Options) -> "JudgeCards":
    from trekbot.evals.decision.judge_cards import read_cards

    return read_cards(options["cards"]) if options["cards"] else read_cards(_evals(), _data(options))


def _evals() -> Path:
    """Give the folder of baselines and judge cards: `./evals`, as in a checkout, else the one inside the package."""
    import trekbot.evals

    local = Path("evals")
    return local if local.is_dir() else Path(str(trekbot.evals.__file__)).parent


def _thresholds(options: Options) -> "Thresholds":
    from trekbot.evals.decision.thresholds import Thresholds

    given = {name: options[name] for name in ("least_share", "least_points") if options[name] is not None}
    return Thresholds(**given)
