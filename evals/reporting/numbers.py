"""Numbers as every report writes them: pass rates in percent and points, shares as they are."""

from trekbot.evals.decision.run_files import Kind

NONE = "–"
MINUS = "−"


def shown_value(value: float | None, kind: Kind) -> str:
    """Give a mean: `87.5 %` of a yes or no, `0.873` of a share, three digits that count of any other number."""
    if value is None:
        return NONE
    if kind == "binary":
        return f"{100 * value:.1f} %"
    return _signed(f"{value:.3f}" if kind == "share" else f"{value:.3g}")


def shown_delta(delta: float | None, kind: Kind) -> str:
    """Give a difference with its sign, for a yes or no in points."""
    if delta is None:
        return NONE
    if delta == 0:
        return "0"
    if kind == "binary":
        return _signed(f"{100 * delta:+.1f}")
    return _signed(f"{delta:+.3f}" if kind == "share" else f"{delta:+.3g}")


def shown_size(size: float | None, kind: Kind) -> str:
    """Give the size of an effect, which has no sign."""
    return shown_delta(size, kind).removeprefix("+")


def plain(value: float) -> str:
    """Give one question's value, `1` rather than `1.000`."""
    return _signed(f"{value:.3g}")


def shown_p(p_value: float | None) -> str:
    """Give a p-value."""
    if p_value is None:
        return NONE
    return "<0.001" if p_value < 0.001 else f"{p_value:.3f}"


def _signed(text: str) -> str:
    return text.replace("-", MINUS)
