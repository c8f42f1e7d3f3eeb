"""How a person asks one question of a report again, in a shell."""

import shlex

from trekbot.evals.decision.run_files import AskedRow

BUNDLED = ("core", "redteam", "first")  # sets of questions that come along, known to the command by their names


def rerun_command(row: AskedRow, suite: str) -> str:
    """Give the command: `ask` where the question stands alone, else its category, since `ask` takes no history."""
    if row.history:
        names = [name if name in BUNDLED else f"{name}.jsonl" for name in suite.split("+")]
        questions = " ".join(f"--questions {shlex.quote(name)}" for name in names)
        return f"trekbot eval run {questions} --only {shlex.quote(row.category)}"
    roadmap = f"--roadmap {shlex.quote(row.roadmap)} " if row.roadmap else ""
    end_of_options = "-- " if row.question.startswith("-") else ""
    return f"trekbot ask {roadmap}{end_of_options}{shlex.quote(row.question)}"
