"""HiGHS as it comes, on the MPS file: no setting but the time limit and the gap."""

import highspy

from .account import Account, job


def main() -> None:
    asked = job()
    solver = highspy.Highs()
    for name, value in (
        ("output_flag", False),
        ("time_limit", float(asked["seconds"])),
        ("mip_rel_gap", float(asked["gap"])),
    ):
        solver.setOptionValue(name, value)
    solver.readModel(asked["mps"])
    account = Account()

    def pulse(event: highspy.highs.HighsCallbackEvent) -> None:
        account.note(-event.data_out.mip_primal_bound, -event.data_out.mip_dual_bound)

    solver.cbMipInterrupt.subscribe(pulse)
    solver.run()
    info = solver.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    optimal = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    account.tell(
        "proved" if optimal else "time-limit",
        -info.objective_function_value if found else None,
        -info.mip_dual_bound,
        nodes=int(info.mip_node_count),
    )


if __name__ == "__main__":
    main()
