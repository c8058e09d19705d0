"""Polars or DuckDB on columns that the bench wrote: brush.py polars|duckdb PREFIX

Reads "window A B" (days, half-open) and "types N" (those below N) line by line; answers each with the count, a sum
over the bars by month and type, and milliseconds. Rows are in order of time and the library is told so."""
import sys
import time

import numpy as np

which, prefix = sys.argv[1], sys.argv[2]
import polars as pl

frame = pl.DataFrame(
    {
        "day": np.fromfile(prefix + ".day", dtype=np.uint16),
        "month": np.fromfile(prefix + ".month", dtype=np.uint16),
        "type": np.fromfile(prefix + ".type", dtype=np.uint8),
    }
).with_columns(pl.col("day").set_sorted())
if which == "duckdb":
    import duckdb

    base = duckdb.connect()
    rows = frame.to_arrow()
    base.execute("create table e as select * from rows")

state = {"from": 0, "to": 65535, "types": 3}


def with_polars():
    day, kind = pl.col("day"), pl.col("type")
    kept = (day >= state["from"]) & (day < state["to"]) & (kind < state["types"])
    bars = frame.lazy().filter(kept).group_by("month", "type").len().collect()
    return int(bars["len"].sum()), bars.rows


def with_duckdb():
    bars = base.execute(
        f"select month, type, count(*) from e where day >= {state['from']} and day < {state['to']} "
        f"and type < {state['types']} group by all"
    ).fetchall()
    return sum(bar[2] for bar in bars), lambda: bars


ask = with_polars if which == "polars" else with_duckdb
ask()
print("ready", flush=True)
for line in sys.stdin:
    words = line.split()
    if words[0] == "window":
        state["from"], state["to"] = int(words[1]), int(words[2])
    else:
        state["types"] = int(words[1])
    before = time.perf_counter()
    count, bars = ask()
    took = (time.perf_counter() - before) * 1e3
    total = sum(n * (month * 8 + kind + 1) for month, kind, n in bars())
    print(count, total, took, flush=True)
