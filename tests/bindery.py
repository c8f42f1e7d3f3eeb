"""A corpus of two roadmaps about books: words that are used without being defined, and a stage title that both have."""

from tests.corpora import roadmap_page, stage_page

_BINDING = "roadmaps/bookbinding"
_PAPER = "roadmaps/paper-making"
BINDERY: dict[str, str] = {
    f"{_BINDING}/roadmap.md": roadmap_page(title="Bookbinding", summary="From loose leaves to a bound book."),
    f"{_BINDING}/stages/1-leaves.md": stage_page(
        1,
        "Leaves",
        "Fold and gather the leaves.",
        tags="[Bone folder]",
        body="""Paper has a grain. Fold along the grain with a bone folder, and press the fold once.
In 1720 Ada Byron wrote down how a gathering is folded. The small notch, known as a kettle station, stays open.
""",
    ),
    f"{_BINDING}/stages/2-sewing.md": stage_page(
        2,
        "Sewing",
        "Sew the gatherings with linen thread.",
        tags="[Go, Linen thread]",
        body="""Wax the thread before it is used. Byron advises to pull along the fold and never away from it.
The sewn edge is rounded with a hammer, and the ridge that results is called the shoulder.
A spoonful of wheat paste will do for the first and the last gathering.
""",
    ),
    f"{_BINDING}/stages/3-covers.md": stage_page(
        3,
        "Covers",
        "Cut boards and cover them.",
        body="""The boards are lined with wheat paste, which dries slowly. Go on only when the boards are dry.
- Wheat flour and water: *paste*
- Sizing: brushing on **glair**, the white of an egg, under gold.
A calfskin cover is firm. Goatskin is soft and takes a pattern well.
""",
    ),
    f"{_PAPER}/roadmap.md": roadmap_page(title="Paper making", summary="From rags to a sheet."),
    f"{_PAPER}/stages/1-pulp.md": stage_page(
        1, "Pulp", "Beat rags to pulp.", body="Rags of linen are beaten for hours. A vat of pulp keeps for two days.\n"
    ),
    f"{_PAPER}/stages/2-leaves.md": stage_page(
        2,
        "Leaves",
        "Form, couch and dry the sheets.",
        body="A sheet is couched on felt. Press it before it dries, with wheat paste on no tool.\n",
    ),
}
