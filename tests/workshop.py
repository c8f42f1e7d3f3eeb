"""A corpus for questions: two roadmaps about bicycles, whose titles make trouble on purpose.

"Before you ride" and "What comes next" are made of words that questions are asked in; "Safety" is a stage of both.
"""

from tests.corpora import roadmap_page, stage_page

_REPAIR = "roadmaps/bicycle-repair"
_FRAMES = "roadmaps/frame-building"

WORKSHOP: dict[str, str] = {
    f"{_REPAIR}/roadmap.md": roadmap_page(
        title="The Bicycle Repair trek",
        summary="Keep every part of a bicycle running, from the tyres to the gears.",
        level="Beginner",
        estimated_time="10 weeks",
        updated="2026-02-10",
        maintained_by="3 mechanics",
        body="""## Who the trek is for

The Bicycle Repair trek is for riders who own a bicycle and a few square metres of floor.

## What comes after the trek

Riders who finish the Bicycle Repair trek can volunteer at a community workshop.
""",
    ),
    f"{_REPAIR}/stages/01-before-you-ride.md": stage_page(
        1,
        "Before you ride",
        "Check a bicycle in two minutes before every ride.",
        tags="[Torque wrench]",
        requires="[]",
        body="""## Before you start

A rider brings a bicycle and a clean rag to Before you ride.

## Key ideas

**Preload** is the pressure that removes play from a bearing.

## Pitfalls

- A loose stem bolt makes the handlebar twist under load.
""",
    ),
    f"{_REPAIR}/stages/02-wheels.md": stage_page(
        2,
        "Wheels & tyres",
        "Mend punctures and true wheels.",
        tags="[Tyre lever, Inner tube, Truing stand]",
        requires="[before-you-ride]",
        estimated_time="2 weeks",
        body="""## Before you start

Wheels & tyres builds on Before you ride because a wheel is mended only after a check has found the fault.

## What you will learn

A rider who finishes Wheels & tyres can mend a puncture at the roadside.

## Key ideas

**Truing** is the correction of a rim that wobbles from side to side. A rim is trued by turning the spoke nipples a quarter turn at a time.
**Spoke tension** is the force that pulls a spoke between hub and rim.

## Tools

- A **tyre lever** lifts the bead of a tyre over the rim. Choose a plastic tyre lever when the rim is made of carbon.
- A **truing stand** holds a wheel while its rim is trued.

## Pitfalls

- A twisted inner tube bursts on the first ride.
- A tyre lever made of steel scratches a soft rim.

## Practice

1. Remove the rear wheel and mend its inner tube.
2. True the rear wheel until the rim wobbles by less than 2 millimetres.

## Done when

- The rear wheel spins without touching a brake pad.
""",
    ),
    f"{_REPAIR}/stages/03-brakes.md": stage_page(
        3,
        "Brakes",
        "Adjust rim brakes and bleed hydraulic brakes.",
        tags="[Cable cutter, Bleed kit]",
        requires="[wheels]",
        body="""## Before you start

Brakes builds on Wheels & tyres because a brake pad meets only a true rim evenly.

## Key ideas

**Brake bleeding** is the removal of air from a hydraulic line. Air in a hydraulic line makes the brake lever feel soft.

## Tools

- A **bleed kit** pushes fresh fluid through a hydraulic line.
- A **cable cutter** cuts a brake cable without fraying its strands.
""",
    ),
    f"{_REPAIR}/stages/04-drivetrain.md": stage_page(
        4,
        "Drivetrain",
        "Clean, measure and replace chain, cassette and chainrings.",
        tags="[Chain tool, Cassette]",
        requires="[wheels]",
        body="""## Before you start

Drivetrain builds on Wheels & tyres because the cassette sits on the rear hub.

## Key ideas

**Chain wear** is the growth of a chain's pitch as its pins wear down. A worn chain ruins a new cassette.
The **bottom bracket (BB)** is the bearing that the cranks turn in.

## Tools

- A **chain tool** pushes the pin out of a chain.
""",
    ),
    f"{_REPAIR}/stages/05-safety.md": stage_page(
        5,
        "Safety",
        "Lights, reflectors and a helmet that fits.",
        requires="[brakes]",
        body="## Key ideas\n\n**Dazzle** is light that blinds the oncoming rider.\n",
    ),
    f"{_REPAIR}/stages/06-what-comes-next.md": stage_page(
        6,
        "What comes next",
        "Find a workshop to practise in.",
        requires="[]",
        tags="[Workshop]",
    ),
    f"{_REPAIR}/stages/07-touring-bike.md": stage_page(
        7,
        "Touring bike",
        "Build a bicycle that carries luggage over mountains.",
        tags="[Pannier]",
        requires="[brakes, drivetrain, frame-building/brazing]",
        body="""## Before you start

Touring bike builds on Brakes because a loaded bicycle needs more braking power.
Touring bike builds on Drivetrain because mountains need low gears.

## Key ideas

A **pannier** is a bag that hangs beside a wheel.
""",
    ),
    f"{_FRAMES}/roadmap.md": roadmap_page(
        title="The Frame Building trek",
        summary="Build a steel frame from tubes.",
        body="The Frame Building trek needs a workshop with a fire extinguisher.\n",
    ),
    f"{_FRAMES}/stages/1-safety.md": stage_page(
        1,
        "Safety",
        "Work with fire and steel without getting hurt.",
        tags="[Welding goggles]",
        requires="[]",
        body="## Key ideas\n\n**Flashback** is a flame that runs back into the hose.\n",
    ),
    f"{_FRAMES}/stages/2-brazing.md": stage_page(
        2,
        "Brazing",
        "Join steel tubes with molten brass.",
        tags="[Brazing rod, Flux]",
        requires="[safety]",
        body="""## Before you start

Brazing builds on Safety because a torch burns at 3000 degrees.

## Key ideas

**Flux** is a paste that keeps oxygen away from hot steel.
""",
    ),
    f"{_FRAMES}/stages/3-alignment.md": stage_page(
        3,
        "Frame alignment",
        "Measure and straighten a finished frame.",
        tags="[Surface plate]",
    ),
}
"""
What builds on what: bicycle-repair: before-you-ride 1; wheels 2 (before-you-ride); brakes 3 and drivetrain 4 (wheels);
safety 5 (brakes); what-comes-next 6 (nothing); touring-bike 7 (brakes, drivetrain, frame-building/brazing).
frame-building: safety 1; brazing 2 (safety); alignment 3 (brazing, by number).
"""
