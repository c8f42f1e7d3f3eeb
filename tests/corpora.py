"""Corpora for tests: a writer of folders, and a small corpus of two roadmaps about gardening."""

from collections.abc import Mapping
from pathlib import Path


def write_corpus(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write each text to its path below `folder`, which comes into being as needed, and give the folder.

    Bytes are written as they are, so that a test can write what is no text.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def roadmap_page(
    title: str = "A roadmap", summary: str = "What there is to learn.", body: str = "", **fields: str
) -> str:
    """Give the text of a roadmap.md; `fields` are further front-matter lines, written as given."""
    return _page({"title": title, "summary": summary, **fields}, body)


def stage_page(
    number: int | str = 1, title: str = "A stage", summary: str = "One thing to learn.", body: str = "", **fields: str
) -> str:
    """Give the text of a stage file; `fields` are further front-matter lines (`requires="[soil]"`), written as given."""
    return _page({"number": str(number), "title": title, "summary": summary, **fields}, body)


def _page(fields: Mapping[str, str], body: str) -> str:
    front_matter = "".join(f"{name}: {text}\n" for name, text in fields.items())
    return f"---\n{front_matter}---\n\n{body}"


GARDEN: dict[str, str] = {
    "roadmaps/kitchen-garden/roadmap.md": roadmap_page(
        title="The Kitchen Garden trek",
        summary="From bare soil to a kitchen garden that feeds a household.",
        level="Beginner",
        estimated_time="one year",
        updated="2026-03-01",
        maintained_by="2 gardeners",
        body="""The Kitchen Garden trek is for people who have a plot and no experience.

## Closing advice

Keep a garden diary from the first day. A garden diary shows next year what this year forgot.
""",
    ),
    "roadmaps/kitchen-garden/stages/01-soil.md": stage_page(
        1,
        "Soil",
        "Know the soil before planting, above all texture, acidity and drainage.",
        tags="[Soil, pH meter]",
        requires="[]",
        body="""## Key ideas

**Loam** is a soil of sand, silt and clay in balance. **Soil acidity** is measured as a pH value from 0 to 14.
Most vegetables grow best in soil with a pH value between 6.0 and 7.0.

## Tools

- A **pH meter** measures the acidity of moist soil within a minute.
- A **soil sieve** removes stones from the seed bed.

## Practice

1. Fill a jar with soil and water, then shake the jar.
2. Measure the layers of sand, silt and clay on the next day.
""",
    ),
    "roadmaps/kitchen-garden/stages/02-compost.md": stage_page(
        2,
        "Composting",
        "Turn kitchen scraps into compost that feeds the soil.",
        tags="[Compost, Wormery]",
        body="""## Key ideas

**Compost** is organic matter that microbes have broken down. **Green material** is rich in nitrogen, and **brown material** is rich in carbon.

## Tools

| Tool | Use |
|---|---|
| Wormery | A wormery makes compost on a balcony. |
| Compost heap | A compost heap takes the waste of a whole garden. |
""",
    ),
    "roadmaps/kitchen-garden/stages/03-sowing.md": stage_page(
        3,
        "Sowing",
        "Sow indoors and outdoors at the right time.",
        tags="[Seeds, Cold frame]",
        requires="[soil, seed-saving/seed-storage]",
        estimated_time="6 weeks",
        body="""## Key ideas

**Hardening off** is the slow move of seedlings from indoors to outdoors. A **cold frame** protects seedlings from frost.

### Timing

Tomatoes are sown indoors in March, and beans are sown outdoors after the last frost.
""",
    ),
    "roadmaps/kitchen-garden/stages/04-harvest.md": stage_page(
        4,
        "Harvest",
        "Harvest, store and preserve what has grown.",
        tags="[Storage]",
        requires="[compost, sowing]",
    ),
    "roadmaps/seed-saving/roadmap.md": roadmap_page(
        title="The Seed Saving trek",
        summary="Keep varieties alive by saving seeds of your own.",
        url="https://seeds.example/trek",
        body="## For whom\n\nThe Seed Saving trek is for gardeners who want to keep old varieties.\n",
    ),
    "roadmaps/seed-saving/stages/1-botany.md": stage_page(
        10,
        "Plant botany",
        "How plants flower, cross and set seed.",
        tags="[Pollination]",
        body="## Key ideas\n\n**Cross-pollination** is the transfer of pollen between two plants.\n",
    ),
    "roadmaps/seed-saving/stages/2-seed-storage.md": stage_page(
        20,
        "Seed storage",
        "Dry and store seeds so that they stay alive for years.",
        tags="[Seeds, Silica gel]",
        url="https://seeds.example/trek/storage",
        body="## Tools\n\n**Silica gel** dries seeds without heat.\n",
    ),
}


def write_garden(folder: Path) -> Path:
    """Write the gardening corpus below `folder` and give the folder.

    kitchen-garden: soil 1, compost 2 (after soil), sowing 3 (after soil and seed-saving/seed-storage), harvest 4
    (after compost and sowing). seed-saving: botany 10, seed-storage 20 (after botany).
    """
    return write_corpus(folder, GARDEN)
