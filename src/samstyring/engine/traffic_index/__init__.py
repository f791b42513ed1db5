"""Indices of road traffic, as Statens vegvesen computes them, and what they allow to be said.

============  ====================================================================================
`area`        an area's index from its points, with its interval
`chain`       indices that follow each other, with the exact variance
`rolling`     12, 24 and 36 months, for many areas at once
`figure`      any of these with what it rests on: method, area, points used and left out, and why
`hours`       from counted hours to a point's index, from counted days to a month's mean
`resampling`  how much an index hangs on single points
`verdict`     what the statistics can say, and what it means for the goal
`methods`     the versions of the official method, as values
`calendar`, `adjusted`, `strata`   the method from 2027, provisional
`published`, `control`   a published workbook, computed anew
`vectors`     the file of the command line
`words`       numbers inside the sentences
============  ====================================================================================

What cannot be computed raises `refusal.NotComputable`, whose sentence names the place.
"""
