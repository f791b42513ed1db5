"""Open programmes: which they are, where they stand, and their money as a table."""

from samstyring.portfolio.models import Programme
from samstyring.portfolio.rules import adoption


def open_programmes(partnership):
    """Programmes everybody may read. A closed case keeps its programme closed with it."""
    return (
        Programme.objects.public()
        .filter(partnership=partnership, case__closed_basis="")
        .select_related("case", "decision__forum", "partnership", "assumptions")
    )


def current(partnership, today):
    """The newest open programme with the sentence that says where it stands, or None."""
    programme = open_programmes(partnership).first()
    return standing(programme, today) if programme else None


def standing(programme, today):
    standings = adoption.matrix(programme, on=today)
    return {"programme": programme, "standings": standings, "status": adoption.status(programme, standings)}


def money(programme):
    """(rows, sums): each project or pot with its amount per year and its sum, and the sums under them."""
    years = list(programme.calendar_years)
    rows = {}
    for line in programme.lines.select_related("project", "source", "focus_area"):
        row = rows.setdefault((line.project_id, line.pot), {"line": line, "by_year": {}, "sources": {}})
        row["by_year"][line.year] = row["by_year"].get(line.year, 0) + line.amount_mnok
        row["sources"][line.source_id] = line.source.name
    table = [
        {
            "project": row["line"].project,
            "name": row["line"].project.name if row["line"].project else row["line"].pot,
            "sources": list(row["sources"].values()),
            "years": [row["by_year"].get(year) for year in years],
            "sum": sum(row["by_year"].values()),
        }
        for row in rows.values()
    ]
    sums = [sum(row["years"][i] or 0 for row in table) for i in range(len(years))]
    return table, {"years": sums, "all": sum(sums)}
