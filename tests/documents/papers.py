"""Papers like those the partnerships send: a programme of forty lines and the minutes of a meeting.

Everything in them is invented ("eksempel").
"""

from datetime import date

from samstyring.documents import (
    Bullets,
    Column,
    Decision,
    Facts,
    Heading,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Position,
    Row,
    Signatures,
    Strong,
    Table,
)

AREAS = ("Gange og sykkel", "Kollektivtransport", "Innfartsparkering", "Miljøvennlig teknologi og innovasjon")
PARTIES = ("Storby kommune", "Vestre kommune", "Fjordfylket", "Statens vegvesen", "Øyane kommune")
SOURCES = ("Stat", "Bom", "Bel", "Lok", "Bom, Stat")

BARS = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 120">'
    '<rect x="0" y="20" width="220" height="18" fill="#0b5b60"/>'
    '<rect x="0" y="54" width="140" height="18" fill="#568f90"/>'
    '<rect x="0" y="88" width="90" height="18" fill="#b67c1e"/></svg>'
)


def number(value: float) -> str:
    """1234.5 as people here read it."""
    return f"{value:,.1f}".replace(",", "\u00a0").replace(".", ",") if value else "–"


def programme_rows() -> tuple[Row, ...]:
    rows: list[Row] = []
    total = [0.0] * 5
    for i, area in enumerate(AREAS):
        lines = []
        for j in range(10):
            years = [((i * 7 + j * 13 + year * 11) % 40) * (1.3 if j % 3 else 4.1) for year in range(4)]
            lines.append(
                (
                    f"Eksempelveg {i * 10 + j + 1}, Nedre bru–Øvre kryss",
                    PARTIES[j % 5],
                    SOURCES[(i + j) % 5],
                    years,
                )
            )
        sums = [sum(line[3][year] for line in lines) for year in range(4)]
        total = [a + b for a, b in zip(total, [*sums, sum(sums)], strict=True)]
        rows.append(Row((area, "", "", *map(number, sums), number(sum(sums))), "group"))
        for name, party, source, years in lines:
            rows.append(Row((name, party, source, *map(number, years), number(sum(years)))))
    rows.append(Row(("Sum handlingsprogram", "", "", *map(number, total)), "sum"))
    return tuple(rows)


def programme() -> Paper:
    money = (
        Column("Satsingsområde og tiltak", width=3),
        Column("Part", width=1.4),
        Column("Kilde", width=0.9),
        Column("2027\nbudsjett", numeric=True),
        Column("2028", numeric=True),
        Column("2029", numeric=True),
        Column("2030\nuten ramme", numeric=True),
        Column("Sum", numeric=True),
    )
    adopted = (
        ("Storby kommune", "Bystyret", "23. september 2026", "Vedtatt", "46 mot 21"),
        ("Fjordfylket", "Fylkestinget", "29. september 2026", "Til behandling", "–"),
        ("Vestre kommune", "Kommunestyret", "27. august 2026", "Vedtatt med avvik", "31 mot 4"),
        ("Øyane kommune", "Kommunestyret", "–", "Utsatt", "–"),
        ("Statens vegvesen", "Styringsgruppen", "26. juni 2026", "Tilslutning", "–"),
    )
    return Paper(
        title="Handlingsprogram 2027–2030",
        subtitle="Vedtatt i styringsgruppen 26. juni 2026, men ikke endelig før alle parter har behandlet det.",
        partnership="Fjordløftet (eksempel)",
        mark="Eksempel",
        facts=(
            ("Versjon", "3, 26. juni 2026"),
            ("Sak", "Sak 21/26"),
            ("Beløp", "Millioner 2026-kroner uten merverdiavgift"),
        ),
        dated=date(2026, 6, 26),
        contents=True,
        blocks=(
            Heading("Sammendrag"),
            Paragraph(
                (
                    "Programmet samler planer og prosjekter for fire år. ",
                    Strong("År én er budsjett."),
                    " De andre årene er rammer som vedtas senere. "
                    "Avtalen gjelder til og med 2029, så 2030 har ingen ramme ennå.",
                )
            ),
            Bullets(
                (
                    "Første prioritet er gange og sykkel i de største byggeområdene.",
                    ("Kollektivtransport får ", Strong("64,0 millioner"), " i 2027."),
                    "Innfartsparkering holdes på samme nivå som i forrige program.",
                )
            ),
            Note("Kostnadsvekst dekkes innenfor rammen. Den betyr kutt et annet sted i porteføljen.", "warn"),
            Picture(
                BARS,
                "Liggende stolper: bompenger er størst med 220, statlige midler er 140 "
                "og belønningsmidler er 90 millioner kroner.",
                "Finansiering etter kilde, millioner 2026-kroner",
            ),
            Heading("Lokale vedtak"),
            Table(
                "Hva partene har vedtatt, per 24. september 2026",
                (
                    Column("Part"),
                    Column("Organ"),
                    Column("Dato"),
                    Column("Status"),
                    Column("Stemmer", numeric=True),
                ),
                tuple(Row(line) for line in adopted),
                notes=("Vestre kommunes avvik gjelder oppstartsåret og avklares i styringsgruppen 16. oktober.",),
            ),
            PageBreak(landscape=True),
            Heading("Tiltak og finansiering"),
            Paragraph("Beløpene er uten merverdiavgift. En strek betyr at det ikke er satt av midler."),
            Table(
                "Tiltak og finansiering 2027–2030, millioner 2026-kroner",
                money,
                programme_rows(),
                notes=(
                    (
                        Strong("Kilder: "),
                        "Stat: statlige programområdemidler. Bel: belønningsmidler. Bom: bompenger. "
                        "Lok: fylkeskommunale og kommunale midler.",
                    ),
                ),
                dense=True,
            ),
            PageBreak(landscape=False),
            Heading("Endringer siden forrige versjon"),
            Heading("Nye tiltak", 2),
            Paragraph("Ingen nye tiltak er tatt inn."),
            Heading("Tiltak som er endret", 2),
            Paragraph("To tiltak er flyttet fra 2027 til 2028 fordi reguleringsplanen ikke er vedtatt."),
        ),
        source="Prosjektark og vedtak i Fjordløftet (eksempel). Alle tall er oppdiktet.",
    )


def minutes(language: str = "nb") -> Paper:
    return Paper(
        title="Protokoll fra møte 3/2026 i styringsgruppen",
        partnership="Fjordløftet (eksempel)",
        language=language,  # type: ignore[arg-type]
        mark="Utkast",
        facts=(
            ("Tid", "Fredag 26. juni 2026 kl. 10.00–12.15"),
            ("Sted", "Rådhuset, møterom 2 (eksempel)"),
            ("Møteleder", "Veidirektøren"),
            ("Form", "Fysisk møte, åpent for alle"),
        ),
        dated=date(2026, 6, 26),
        blocks=(
            Heading("Til stede"),
            Table(
                "Oppmøte",
                (
                    Column("Part", width=2),
                    Column("Møtte for parten", width=2),
                    Column("Sete"),
                    Column("Til stede"),
                ),
                (
                    Row(("Storby kommune", "Byrådslederen", "Medlem", "Hele møtet")),
                    Row(("Vestre kommune", "Varaordføreren", "Vara", "Fra sak 20/26")),
                    Row(("Fjordfylket", "Fylkesordføreren", "Medlem", "Hele møtet")),
                    Row(("Statens vegvesen", "Veidirektøren", "Leder", "Hele møtet")),
                    Row(("Kollektivselskapet", "Direktøren", "Observatør", "Hele møtet")),
                ),
            ),
            Paragraph("Tre av fire parter var til stede da møtet ble satt, og styringsgruppen var vedtaksfør."),
            Heading("Sak 20/26 Godkjenning av innkalling og sakliste"),
            Decision("Sak 20/26", "Vedtatt", "Innkallingen og saklisten er godkjent."),
            Heading("Sak 21/26 Handlingsprogram 2027–2030"),
            Facts((("Formål", "Vedtak"), ("Saksgrunnlag", "Versjon 3 av 12. juni 2026"), ("Mandat", "Punkt 1"))),
            Paragraph("Sekretariatet la fram saken. Prioriteringsrådet hadde innstilt enstemmig 3. juni."),
            Heading("Drøfting", 2),
            Bullets(
                (
                    "Vestre kommune viste til at reguleringsplanen for Eksempelveg 14 ikke er vedtatt.",
                    "Fjordfylket ba om at rammen for 2029 legges fram på nytt når budsjettet er vedtatt.",
                ),
                numbered=True,
            ),
            Heading("Vedtak", 2),
            Decision(
                "Sak 21/26",
                "Vedtatt",
                "1. Styringsgruppen vedtar handlingsprogram 2027–2030 slik det går fram av versjon 3.\n"
                "2. Programmet sendes partene til lokalpolitisk behandling innen 30. september 2026.",
                (
                    Position("Storby kommune", "For"),
                    Position(
                        "Vestre kommune",
                        "For, med forbehold",
                        "Oppstart for Eksempelveg 14 må avklares før budsjettet.",
                    ),
                    Position("Fjordfylket", "For"),
                    Position("Statens vegvesen", "For"),
                ),
            ),
            Note("Protokolltilførsel fra Vestre kommune: Oppstarten må ikke skyves lenger enn til 2028."),
            Heading("Sak 22/26 Eventuelt"),
            Paragraph("Ingen saker ble meldt."),
            Signatures(("Veidirektøren, møteleder", "Fylkesordføreren, godkjenner", "Sekretariatet, referent")),
        ),
    )


def long_table(rows: int) -> Paper:
    columns = (Column("Nr.", numeric=True), Column("Tiltak", width=3), Column("Beløp", numeric=True))
    lines = tuple(Row((str(n), f"Eksempeltiltak {n}", number(n * 1.7))) for n in range(1, rows + 1))
    return Paper("Lang tabell", "Fjordløftet (eksempel)", (Table("Alle tiltak", columns, lines),))


def page_break() -> Paper:
    return Paper("To sider", "Fjordløftet (eksempel)", (Paragraph("En"), PageBreak(), Paragraph("To")))
