"""Who may sit: a municipality outside Osloregionen has no seat in the coordination group."""

GROUP = "Administrativ koordineringsgruppe (KG)"
OUTSIDE = "Nabokommunen utenfor samarbeidet (eksempel)"
CLERK = "Liv, plansjef i nabokommunen (eksempel)"


def a_municipality_outside_is_refused_with_the_point(come, today):
    """The refusal says who, where, and which point of the mandate. What was written stays in the form."""
    thea = come("thea")
    thea.goto("/osloregionen/organisering/")
    thea.follow(GROUP)
    thea.follow("Gi plass")
    thea.is_at(f"Gi plass i {GROUP}")
    thea.write({"Navn på ny person": CLERK, "Fra og med": today.isoformat()})
    thea.choose({"Plass": "observatør", "Part": f"{OUTSIDE} (ikke part)"})
    thea.look()
    thea.press("Gi plass")
    thea.sees(f"{OUTSIDE} er en kommune utenfor samarbeidet og kan ikke få plass i {GROUP}.", "punkt")
    assert thea.field("Navn på ny person").input_value() == CLERK
    thea.look()


def nobody_got_a_seat(come):
    thea = come("thea")
    thea.goto("/osloregionen/organisering/kg/")
    thea.is_at(GROUP)
    thea.misses(CLERK)


def a_municipality_inside_is_welcome(come, today):
    thea = come("thea")
    thea.follow("Gi plass")
    thea.write({"Navn på ny person": "Kjell, plansjef i Asker (eksempel)", "Fra og med": today.isoformat()})
    thea.choose({"Plass": "observatør", "Part": "Asker kommune"})
    thea.press("Gi plass")
    thea.sees("Kjell, plansjef i Asker (eksempel)")
