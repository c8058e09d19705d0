#!/usr/bin/env python3
"""Makes africa.geojson, the outlines of the countries of Africa, from Natural Earth.

    python3 extract_africa.py --world countries-10m.json --out africa.geojson

countries-10m.json is that of the npm package world-atlas 2.0.2 (Natural Earth 4.1, public
domain). Borders are simplified as lines that two countries share, so that neighbours still
meet. Needs codes.csv beside it and no package. Running it again gives the same bytes.
"""

import argparse
import csv
import json
from pathlib import Path

# No point of a line is left out that lies further than this from what is kept, degrees (about 2 km).
TOLERANCE = 0.02
# Islets under this many square degrees are left out (about 1 km²), unless a country has nothing else.
SMALLEST = 0.0001
# Drawn apart in the source and coded with their neighbour by the datasets that we read.
WITHOUT_CODE = {"Somaliland": "SO"}


def absolute(topology):
    """The arcs in degrees: they are stored as differences of whole numbers."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for px, py in arc:
            x, y = x + px, y + py
            line.append((x * kx + dx, y * ky + dy))
        yield line


def distance(p, a, b):
    """From a point to a segment, in degrees."""
    (x, y), (ax, ay), (bx, by) = p, a, b
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    t = 0 if length == 0 else max(0, min(1, ((x - ax) * dx + (y - ay) * dy) / length))
    return ((x - ax - t * dx) ** 2 + (y - ay - t * dy) ** 2) ** 0.5


def simplified(line):
    """Douglas and Peucker, without recursion. The ends stay."""
    keep = {0, len(line) - 1}
    # A closed line has one point twice: its farthest point is kept as well.
    if line[0] == line[-1] and len(line) > 3:
        far = max(range(len(line)), key=lambda i: distance(line[i], line[0], line[0]))
        keep.add(far)
    corners = sorted(keep)
    todo = list(zip(corners, corners[1:]))
    while todo:
        a, b = todo.pop()
        if b - a < 2:
            continue
        far, most = max(((i, distance(line[i], line[a], line[b])) for i in range(a + 1, b)),
                        key=lambda pair: pair[1])
        if most > TOLERANCE:
            keep.add(far)
            todo += [(a, far), (far, b)]
    return [line[i] for i in sorted(keep)]


def ring(arcs, indexes):
    out = []
    for i in indexes:
        line = arcs[i] if i >= 0 else arcs[~i][::-1]
        out += line[1:] if out else line
    return [[round(x, 3), round(y, 3)] for x, y in out]


def area(points):
    pairs = zip(points, points[1:])
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def polygons(arcs, geometry):
    many = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    all_rings = [[ring(arcs, indexes) for indexes in polygon] for polygon in many]
    found = [rings for rings in all_rings if len(rings[0]) > 3]
    large = [[r for r in rings if len(r) > 3] for rings in found if area(rings[0]) >= SMALLEST]
    return large or found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--world", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    with open(Path(__file__).with_name("codes.csv"), newline="", encoding="utf-8") as file:
        iso = {row["number"]: row["iso2"] for row in csv.DictReader(file)}
    topology = json.loads(args.world.read_text(encoding="utf-8"))
    arcs = [simplified(arc) for arc in absolute(topology)]
    found = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = iso.get(geometry.get("id")) or WITHOUT_CODE.get(geometry["properties"]["name"])
        if code:
            found.setdefault(code, []).extend(polygons(arcs, geometry))
    assert sorted(found) == sorted(iso.values()), set(iso.values()) - set(found)
    lines = []
    for code in sorted(found):
        feature = {"type": "Feature", "properties": {"iso2": code},
                   "geometry": {"type": "MultiPolygon", "coordinates": found[code]}}
        lines.append(json.dumps(feature, separators=(",", ":")))
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    args.out.write_text(text, encoding="utf-8")
    corners = sum(len(r) for c in found.values() for p in c for r in p)
    print(f"{args.out}: {len(found)} countries, {corners} corners, {len(text)} bytes")


if __name__ == "__main__":
    main()
