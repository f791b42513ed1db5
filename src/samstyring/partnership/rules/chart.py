"""The organisation chart, drawn from the data: who decides, and who recommends, advises and prepares for whom.

The chart is a tree from left to right, so that it stays narrow; the same tree is read as a nested list.
"""

from dataclasses import dataclass, field
from textwrap import wrap

from django.utils.translation import gettext_lazy as _

from samstyring.partnership.models import Outcome

WIDTH, GAP = 208, 116
LINE, PADDING, BETWEEN = 17, 10, 14
LETTERS = 25

RELATIONS = (
    (Outcome.RECOMMENDED, _("innstiller til")),
    (Outcome.ADVISED, _("gir råd til")),
)
PREPARES, BELONGS = _("forbereder for"), _("hører under")


@dataclass
class Node:
    """A forum in the tree with those below it, and where it is drawn."""

    forum: object
    relation: str = ""
    works_for: str = ""
    decides: bool = False
    children: list = field(default_factory=list)
    x: int = 0
    y: int = 0

    @property
    def lines(self):
        return wrap(self.forum.name, LETTERS) or [""]

    @property
    def height(self):
        return PADDING * 2 + LINE * (len(self.lines) + 1 + self.decides)

    @property
    def shown(self):
        """The name line by line, each where it stands."""
        first = self.y + PADDING + LINE - 4
        return [{"x": self.words_x, "y": first + LINE * number, "words": w} for number, w in enumerate(self.lines)]

    @property
    def words_x(self):
        return self.x + PADDING + 2

    @property
    def kind_y(self):
        return self.y + PADDING + LINE * (len(self.lines) + 1) - 4

    @property
    def decides_y(self):
        return self.kind_y + LINE

    @property
    def middle(self):
        return self.y + self.height // 2


@dataclass(frozen=True)
class Arrow:
    """A line from a forum to the one it works for, with the word for how."""

    path: str
    word: str
    x: int
    y: int
    dashed: bool


@dataclass(frozen=True)
class Chart:
    """The whole drawing, in the order it is read."""

    nodes: list
    arrows: list
    width: int
    height: int


def tree(forums):
    """The top forums with all below them. Forums come with `in_force`; a ring of forums is cut where it closes."""
    nodes = {forum.pk: Node(forum) for forum in forums}
    tops = []
    for node in nodes.values():
        permitted = _permitted(node.forum)
        node.decides = Outcome.ADOPTED in permitted
        above = nodes.get(_above(node.forum))
        if above is None or _leads_back(node, nodes):
            tops.append(node)
            continue
        above.children.append(node)
        node.relation, node.works_for = _relation(node.forum, permitted), above.forum.name
    return sorted(tops, key=lambda node: (not node.children, node.forum.order))


def _permitted(forum):
    if not forum.in_force:
        return set()
    return {Outcome(outcome) for row in forum.in_force[0].authority.all() for outcome in row.outcomes}


def _above(forum):
    """The forum this one works for: the one it prepares for, else the one that owns its mandate."""
    return forum.prepares_for_id or forum.owner_id


def _leads_back(node, nodes):
    seen, at = set(), node.forum
    while at is not None and at.pk not in seen:
        seen.add(at.pk)
        following = nodes.get(_above(at))
        at = following.forum if following else None
    # Only the first of a ring becomes a top; the others hang below it.
    return at is not None and node.forum.pk == min(_ring(at, nodes))


def _ring(forum, nodes):
    ring, at = set(), forum
    while at.pk not in ring:
        ring.add(at.pk)
        at = nodes[_above(at)].forum
    return ring


def _relation(forum, permitted):
    if forum.prepares_for_id is None:
        return BELONGS
    return next((words for outcome, words in RELATIONS if outcome in permitted), PREPARES)


def drawn(tops):
    """The tree laid out: each level one column to the right, each forum level with the middle of those below."""
    nodes, arrows, bottom = [], [], 0
    for top in tops:
        bottom = _lay(top, 0, bottom, nodes)
    for node in nodes:
        arrows += [_arrow(child, node) for child in node.children]
    width = max((node.x + WIDTH for node in nodes), default=0)
    return Chart(nodes, arrows, width + 2, max((n.y + n.height for n in nodes), default=0) + 2)


def _lay(node, depth, top, nodes):
    """Place a forum and all below it from `top` and down; the answer is where the next may begin."""
    nodes.append(node)
    node.x = 1 + depth * (WIDTH + GAP)
    bottom = top
    for child in node.children:
        bottom = _lay(child, depth + 1, bottom, nodes)
    node.y = top + 1
    if node.children:
        middle = (node.children[0].middle + node.children[-1].middle) // 2
        node.y = max(top + 1, middle - node.height // 2)
    return max(bottom, node.y + node.height + BETWEEN)


def _arrow(child, above):
    start, end = child.x, above.x + WIDTH
    bend = end + 20
    path = f"M{start} {child.middle}H{bend}V{above.middle}H{end + 7}"
    return Arrow(path, child.relation, bend + 8, child.middle - 5, child.relation == BELONGS)


def followed_without_dates(forums, day):
    """The forums whose own days are not known, but which one that stands today has taken over from."""
    return {
        before.pk
        for forum in forums
        if forum.holds_on(day)
        for before in forum.predecessors.all()
        if before.from_day is None and before.to_day is None
    }


def succession(forums):
    """[[[forum, …], …]]: generations of forums that followed each other, oldest first.

    Forums come with `predecessors` at hand, and all forums of the partnership are among them. Those that took
    over from the same forums stand together.
    """
    known = {forum.pk: forum for forum in forums}
    followed = {before.pk for forum in forums for before in forum.predecessors.all()}
    newest = {}
    for forum in forums:
        before = frozenset(one.pk for one in forum.predecessors.all())
        if before and forum.pk not in followed:
            newest.setdefault(before, []).append(forum)
    return [_backwards(group, known) for group in newest.values()]


def _backwards(group, known):
    line, seen = [group], set(group)
    while True:
        pks = dict.fromkeys(before.pk for forum in line[0] for before in forum.predecessors.all())
        earlier = sorted((known[pk] for pk in pks if known[pk] not in seen), key=lambda forum: forum.order)
        if not earlier:
            return line
        seen.update(earlier)
        line.insert(0, earlier)
