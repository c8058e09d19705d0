"""How long QGIS takes to paint a table in a window of five years that moves by a month.

    /usr/bin/python3 benches/peers/qgis_frame.py EVENTS.csv EVENTS.gpkg [latest] [near] [lean]

Needs QGIS with its Python (Debian: python3-qgis) and ogr2ogr (gdal-bin). Makes the GeoPackage if it is not there: the
same rows with all their columns, as ogr2ogr converts a table, with the spatial index that QGIS asks for. With `lean`
only day, type and deaths of each row with its point, and an index on the day: what somebody would make who has nothing
else in mind than to move a window. The map is 1280 by 800, all events are in it; one plain marker for each, nothing else
is drawn: neither types nor a basemap. Windows are those of `sahel-atlas bench`: a sixth of the days, from the middle, by
30 days; with `latest` those that end with the table, where most events are. With `near` the camera is nearer by a tenth,
so that some events are out of the frame, as they mostly are: QGIS then asks the spatial index.

Each window is asked for in two ways: by the temporal controller, as one moves through time in QGIS, and by a filter in SQL
that an index on the day answers if there is one. The two pictures are compared. Prints days, events, milliseconds of both, then medians."""
import os
import sqlite3
import statistics
import subprocess
import sys
import time
from datetime import date, timedelta

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsDateTimeRange,
    QgsMapRendererParallelJob,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsProject,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorLayerTemporalProperties,
)
from qgis.PyQt.QtCore import QDateTime, QSize, Qt, QTime
from qgis.PyQt.QtGui import QColor

FRAMES = 5


def make(table, target, lean):
    name = os.path.splitext(os.path.basename(table))[0]
    columns = "event_type, cast(fatalities as integer) as deaths" if lean else "*"
    points = ["-oo", "X_POSSIBLE_NAMES=longitude", "-oo", "Y_POSSIBLE_NAMES=latitude", "-a_srs", "EPSG:4326"]
    rows = f'select cast(event_date as date) as day, {columns} from "{name}"'
    subprocess.run(
        ["ogr2ogr", "-f", "GPKG", target, table, *points, "-nln", "events", "-sql", rows, "-gt", "200000"], check=True
    )
    base = sqlite3.connect(target)
    if lean:
        base.execute("create index events_day on events (day)")
    base.execute("analyze")
    base.commit()
    return base


def by_time(layer, settings, window):
    first, end = (QDateTime(day, QTime(0, 0), Qt.UTC) for day in window)
    settings.setTemporalRange(QgsDateTimeRange(first, end, True, False))
    settings.setIsTemporal(True)


def by_filter(layer, settings, window):
    first, end = window
    layer.setSubsetString(f"\"day\" >= '{first}' and \"day\" < '{end}'")


def paint(layer, settings, window, ask):
    layer.setSubsetString("")
    settings.setIsTemporal(False)
    before = time.perf_counter()
    ask(layer, settings, window)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    picture = job.renderedImage()
    return (time.perf_counter() - before) * 1e3, picture


def share_of_other_pixels(one, two):
    """Markers are drawn in another order, which changes some edges."""
    points = [(x, y) for x in range(0, one.width(), 3) for y in range(0, one.height(), 3)]
    return sum(one.pixel(*at) != two.pixel(*at) for at in points) / len(points)


def main(table, target, *words):
    base = sqlite3.connect(target) if os.path.exists(target) else make(table, target, "lean" in words)
    first, last = (date.fromisoformat(day) for day in base.execute("select min(day), max(day) from events").fetchone())
    base.close()
    days = (last - first).days + 1
    QgsApplication.setPrefixPath("/usr", True)
    program = QgsApplication([], False)
    program.initQgis()
    layer = QgsVectorLayer(f"{target}|layername=events", "events", "ogr")
    assert layer.isValid(), target
    marker = QgsMarkerSymbol.createSimple({"name": "circle", "size": "2", "outline_style": "no", "color": "#b03030"})
    layer.setRenderer(QgsSingleSymbolRenderer(marker))
    moving = layer.temporalProperties()
    moving.setIsActive(True)
    moving.setMode(QgsVectorLayerTemporalProperties.ModeFeatureDateTimeInstantFromField)
    moving.setStartField("day")
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setOutputSize(QSize(1280, 800))
    settings.setBackgroundColor(QColor("white"))
    mercator = QgsCoordinateReferenceSystem("EPSG:3857")
    settings.setDestinationCrs(mercator)
    into = QgsCoordinateTransform(layer.crs(), mercator, QgsProject.instance())
    extent = into.transformBoundingBox(layer.extent())
    extent.scale(0.95 if "near" in words else 1.05)
    settings.setExtent(extent)
    times = {by_time: [], by_filter: []}
    for i in range(FRAMES + 1):
        length = max(days // 6, 1)
        start = days // 2 + 30 * i if "latest" not in words else days - length - 30 * (FRAMES - i)
        window = (first + timedelta(start), first + timedelta(start + length))
        painted = {ask: paint(layer, settings, window, ask) for ask in times}
        events = layer.featureCount()
        (time_ms, one), (filter_ms, two) = painted[by_time], painted[by_filter]
        assert share_of_other_pixels(one, two) < 0.01, "the two ways show the same"
        print(*window, events, round(time_ms), round(filter_ms), flush=True)
        # The first opens files and makes symbols.
        for ask in times if i > 0 else ():
            times[ask].append(painted[ask][0])
    two.save(target + ".png")
    for ask, took in times.items():
        print(ask.__name__, "median", round(statistics.median(took)), "from", round(min(took)), "to", round(max(took)))
    os._exit(0)


main(*sys.argv[1:])
