"""The codes that templates share with the tables of the rooms above.

A code is written once here, in TOML and in the database with the same spelling. The words
people read are made in the rooms; only what a template may say is settled here.
"""

from typing import Final

LANGUAGES: Final = ("nb", "nn", "en")

PARTY_KINDS: Final = ("state", "county", "municipality", "other")

FORUM_KINDS: Final = (
    "steering",
    "political_annual",
    "priority",
    "coordination",
    "working_group",
    "board",
    "council",
    "coordination_group",
    "advisory_group",
    "secretariat",
    "project_group",
    "network",
)

SEAT_TYPES: Final = ("leader", "deputy_leader", "member", "deputy", "observer", "secretary", "obliged")

PURPOSES: Final = ("information", "discussion", "advice", "recommendation", "decision")

OUTCOMES: Final = (
    "noted",
    "discussed",
    "advised",
    "recommended",
    "endorsed",
    "adopted",
    "rejected",
    "returned",
    "deferred",
)

# What a forum can answer when a case comes to it with this purpose. Every case can also be
# sent back or put off, so those two are left out.
ANSWERS: Final[dict[str, tuple[str, ...]]] = {
    "information": ("noted",),
    "discussion": ("discussed", "noted"),
    "advice": ("advised",),
    "recommendation": ("recommended",),
    "decision": ("adopted", "rejected", "endorsed"),
}

DECISION_RULES: Final = ("consensus", "majority", "qualified", "veto")

# Whom a forum must have heard before it recommends: nobody in particular, or the affected parties.
ANCHORING: Final = ("none", "affected")

# Who may put a case to the forum.
SUBMITTERS: Final = ("secretariat", "working_groups", "anyone")

# The four steps from need to adopted programme.
STEPS: Final = ("understand", "coordinate", "prioritise", "adopt")

# Which set of rules a forum lives under. Cooperation with the state is agreement-based;
# an interkommunalt politisk råd follows kommuneloven kapittel 18.
REGIMES: Final = ("agreement", "ipr", "advisory", "programme")

# Who appoints the leader: the forum itself, the forum that owns it, its secretariat, an
# office outside the partnership, or the agreement.
APPOINTERS: Final = ("itself", "owner", "secretariat", "office", "agreement")
