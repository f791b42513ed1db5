"""The pack for a new member as a paper to send or print."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samstyring import documents
from samstyring.ground import formats


def onboarding_paper(pack):
    """The same as the page says, in the same order."""
    member = pack.member
    partnership = member.partnership
    blocks = [
        documents.Heading(_("Målet")),
        documents.Paragraph(partnership.goal),
        documents.Heading(_("Rollene dine")),
        documents.Bullets(tuple(_role(part) for part in pack.parts)),
    ]
    for part in pack.forums:
        blocks += [documents.Heading(part.forum.name), documents.Facts(tuple((t, str(v)) for t, v in part.facts))]
        for role in part.roles:
            blocks += [
                documents.Heading(_("Hva som ventes av deg som %(role)s") % {"role": role["what"]}, level=2)
            ]
            blocks += [documents.Paragraph(role["responsibility"])] if role["responsibility"] else []
            blocks += [documents.Bullets(tuple(role["contribution"]))] if role["contribution"] else []
    for section in pack.sections:
        blocks.append(documents.Heading(str(section.title)))
        lines = tuple(f"{line.words}: {line.meta}" if line.meta else line.words for line in section.lines)
        blocks.append(documents.Bullets(lines) if lines else documents.Paragraph(str(section.empty)))
    return documents.Paper(
        title=_("Velkommen, %(name)s") % {"name": member.person},
        subtitle=_("Informasjon til nye medlemmer"),
        partnership=partnership.name,
        language=get_language()[:2],
        facts=((_("Avtale"), partnership.agreement), (_("Laget"), formats.day(member.today))),
        blocks=tuple(blocks),
        mark=_("Eksempel") if partnership.is_example else "",
        dated=member.today,
    )


def _role(part):
    what = str(part["what"])
    return f"{what[:1].upper()}{what[1:]}, {part['where']}"
