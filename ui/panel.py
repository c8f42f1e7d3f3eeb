"""The trek beside the chat: each roadmap with its facts and its stages in order.

A click on a stage asks about it, which keeps a learner in the conversation; the book beside it opens its page. All
text of the corpus is escaped, and none is put into the component's template, which the browser runs as a program.
"""

from html import escape

from trekbot.roadmaps.addresses import roadmap_url, stage_url
from trekbot.roadmaps.model import Corpus, Roadmap, Stage
from trekbot.ui.examples import stage_question

WAITING = '<p class="tb-waiting" role="status">The roadmaps are being read. They appear here in a moment.</p>'

# A phone has no room for the stages above the chat: they start folded there, and open where there is a column for them.
# A click on a stage leaves as a question, which the page answers like a typed one.
OPEN = (
    '<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.5" '
    'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M8 4c-1.5-1-3.5-1.3-6-1v9.5c2.5-.3 '
    '4.5 0 6 1 1.5-1 3.5-1.3 6-1V3c-2.5-.3-4.5 0-6 1zm0 0v9.5"/></svg>'
)

ON_LOAD = """
const wide = window.matchMedia("(min-width: 900px)");
const fold = () => element.querySelectorAll("details").forEach((one, _, all) => {
  one.open = wide.matches && all.length === 1;
});
fold();
wide.addEventListener("change", fold);
watch("value", fold);
element.addEventListener("click", (event) => {
  const stage = event.target.closest("button[data-question]");
  if (stage) {
    if (!wide.matches) fold();
    trigger("click", {question: stage.dataset.question, roadmap: stage.dataset.roadmap});
  }
});
"""


def panel_html(corpus: Corpus, roadmap: str | None, base: str = "") -> str:
    """Show the chosen roadmap, or all of them; `base` is put before the addresses of Trekbot's own pages."""
    return "".join(_roadmap(one, base) for one in corpus if roadmap in (None, one.slug))


def _roadmap(roadmap: Roadmap, base: str) -> str:
    count = len(roadmap.stages)
    stated = (roadmap.level, roadmap.estimated_time, roadmap.updated)
    facts = [f"{count} stage{'' if count == 1 else 's'}", *(fact for fact in stated if fact)]
    shown_facts = " ".join(f"<span>{escape(fact)}</span>" for fact in facts)
    stages = "".join(_stage(stage, base) for stage in roadmap.stages)
    page = f"<a {_to(roadmap_url(roadmap, base=base))}>Read its page</a>"
    return (
        f'<details class="tb-roadmap"><summary><span class="tb-title">{escape(roadmap.title)}</span>'
        f'<span class="tb-facts">{shown_facts}</span></summary>'
        f'<p class="tb-summary">{escape(roadmap.summary)} {page}</p>'
        f'<ol class="tb-stages">{stages}</ol></details>'
    )


def _stage(stage: Stage, base: str) -> str:
    question = escape(stage_question(stage.number, stage.title))
    title = escape(stage.title)
    return (
        f'<li><button type="button" data-question="{question}" data-roadmap="{escape(stage.key.roadmap)}" '
        f'title="{question}"><span class="tb-number">{stage.number}</span><span>{title}</span></button>'
        f'<a {_to(stage_url(stage, base=base))} title="Read this stage" '
        f'aria-label="Read stage {stage.number}, {title}">{OPEN}</a></li>'
    )


def _to(link: str) -> str:
    web = link.startswith(("/", "https://", "http://"))
    return f'href="{escape(link)}" target="_blank" rel="noopener"' if web else ""
