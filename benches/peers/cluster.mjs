// supercluster on columns that the bench wrote: node cluster.mjs PREFIX
// Reads "window A B" (days, half-open) line by line: takes the events of the window, which are in order, builds the
// clusters anew and asks for those in view. Answers with the number of events, 0, and milliseconds.
import fs from 'fs';
import readline from 'readline';
import Supercluster from 'supercluster';

const prefix = process.argv[2];
const columns = (end, T) => {
  const bytes = fs.readFileSync(prefix + end);
  return new T(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
};
const day = columns('.day', Uint16Array);
const lat = columns('.lat', Float64Array);
const lon = columns('.lon', Float64Array);
const points = Array.from({ length: day.length }, (_, i) => ({
  type: 'Feature',
  properties: { i },
  geometry: { type: 'Point', coordinates: [lon[i], lat[i]] },
}));
const lower = wanted => {
  let [from, to] = [0, day.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (day[middle] < wanted) from = middle + 1;
    else to = middle;
  }
  return from;
};

console.log('ready');
for await (const line of readline.createInterface({ input: process.stdin })) {
  const [, a, b] = line.split(' ');
  const before = performance.now();
  const clusters = new Supercluster({ maxZoom: 16 }).load(points.slice(lower(+a), lower(+b)));
  clusters.getClusters([-16, 4.6, 14, 23.4], 6);
  const took = performance.now() - before;
  const world = clusters.getClusters([-180, -85, 180, 85], 0);
  console.log(world.reduce((sum, c) => sum + (c.properties.point_count ?? 1), 0), 0, took);
}
