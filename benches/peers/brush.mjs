// crossfilter2 on columns that the bench wrote: node brush.mjs PREFIX
// Reads "window A B" (days, half-open) and "types N" (those below N) line by line; answers each with the count, a
// sum over the bars by month and type, and milliseconds.
import fs from 'fs';
import readline from 'readline';
import crossfilter from 'crossfilter2';

const prefix = process.argv[2];
const columns = (end, T) => {
  const bytes = fs.readFileSync(prefix + end);
  return new T(bytes.buffer, bytes.byteOffset, bytes.length / T.BYTES_PER_ELEMENT);
};
const day = columns('.day', Uint16Array);
const month = columns('.month', Uint16Array);
const type = columns('.type', Uint8Array);
const rows = Array.from({ length: day.length }, (_, i) => ({ day: day[i], bar: month[i] * 8 + type[i], type: type[i] }));

const all = crossfilter(rows);
const byDay = all.dimension(row => row.day);
const byType = all.dimension(row => row.type);
const bars = all.dimension(row => row.bar).group();
const count = all.groupAll();
byType.filterFunction(type => type < 3);
count.value();
bars.all();

const sum = groups => groups.reduce((sum, group) => sum + group.value * (group.key + 1), 0);
console.log('ready');
for await (const line of readline.createInterface({ input: process.stdin })) {
  const [what, a, b] = line.split(' ');
  const before = performance.now();
  if (what === 'window') byDay.filterRange([+a, +b]);
  else byType.filterFunction(type => type < +a);
  const found = count.value();
  const groups = bars.all();
  const took = performance.now() - before;
  console.log(found, sum(groups), took);
}
