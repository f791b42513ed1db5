"""SCIP through PySCIPOpt, on the MPS file: no setting but the time limit and the gap."""

from pyscipopt import SCIP_EVENTTYPE, Eventhdlr, Model

from .account import Account, job

LISTENS = (SCIP_EVENTTYPE.BESTSOLFOUND, SCIP_EVENTTYPE.LPSOLVED, SCIP_EVENTTYPE.NODESOLVED)


class Listener(Eventhdlr):
    """Takes down the best and the bound whenever either may have changed."""

    def __init__(self, account: Account) -> None:
        self.account = account

    def eventinit(self) -> None:
        for kind in LISTENS:
            self.model.catchEvent(kind, self)

    def eventexit(self) -> None:
        for kind in LISTENS:
            self.model.dropEvent(kind, self)

    def eventexec(self, event: object) -> None:
        best = -self.model.getPrimalbound() if self.model.getNSols() else None
        self.account.note(best, -self.model.getDualbound())


def main() -> None:
    asked = job()
    model = Model()
    model.hideOutput()
    model.readProblem(asked["mps"])
    model.setParam("limits/time", float(asked["seconds"]))
    model.setParam("limits/gap", float(asked["gap"]))
    account = Account()
    model.includeEventhdlr(Listener(account), "trace", "takes down the best and the bound")
    model.optimize()
    account.tell(
        "proved" if model.getStatus() in ("optimal", "gaplimit") else "time-limit",
        -model.getPrimalbound() if model.getNSols() else None,
        -model.getDualbound(),
        nodes=int(model.getNNodes()),
    )


if __name__ == "__main__":
    main()
