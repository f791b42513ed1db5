"""`make bench`: Samstyring's portfolio engine beside what could be used instead of it, on the same files.

How it works
    `runs` says what is to be measured, `instances` lays it out as files, `measure` runs each peer
    (`roster`, `peers/`) in a process of its own, `ledger` keeps every result as a JSON line in
    `.local/bench/results.jsonl`, and `report/` writes docs/benchmarks.md from the lines after each
    run. Nothing in that page is typed by hand.

How to use it
    ``make bench``              everything; several hours on two quiet cores. Stop it when you like:
                                the next time it goes on where it was.
    ``make bench QUICK=1``      fewer problems and a limit of 10 seconds: at most twenty minutes.
    ``make bench ONLY=mkp``     only runs with that word in their group, kind, problem or peer;
                                several words with commas between them.
    ``make bench LIST=1``       say what would be run, and run nothing.
    ``make bench REPORT=1``     write the page from the lines there are, and run nothing.

What makes a run new
    Its problem, its peer with versions, its limits or the machine. For Samstyring itself the
    version is a digest of the engine's code without comments and docstrings.

What is compared
    A peer's time begins when it has read the problem and ends when it is done, so that starting a
    program costs nobody anything. Time to a gap is when value and bound, which the peer tells
    while it works, first lie so near each other. Values are those the peer tells, except for
    Samstyring, which works its own out again apart from the solver.

A noisy machine
    Each run notes how many cores somebody else used meanwhile. A run with more than 0.3 of them is
    marked in the tables, and ``make bench AGAIN=1`` makes those again that are marked.
"""
