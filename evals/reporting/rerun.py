"""How a person asks one question of a report again, in a shell."""

import shlex

from trekbot.evals.decision.run_files import AskedRow


def rerun_command(row: AskedRow) -> str:
    """Give the command: `ask` where the question stands alone, else its category, since `ask` takes no history."""
    if row.history:
        return f"trekbot eval run --only {shlex.quote(row.category)}"
    roadmap = f"--roadmap {shlex.quote(row.roadmap)} " if row.roadmap else ""
    end_of_options = "-- " if row.question.startswith("-") else ""
    return f"trekbot ask {roadmap}{end_of_options}{shlex.quote(row.question)}"
