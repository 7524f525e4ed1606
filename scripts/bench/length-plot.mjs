import { BLOCK, KINDS, LENGTHS, PASSES } from './lengths.mjs';
import { decades, logDomain, logScale } from './log-scale.mjs';

const WIDTH = 960;
/** Of the part where curves are drawn; above it stand title and legend, below it the lengths and the caption. */
const DEEP = 292;
const HEAD = 82;
const FOOT = 84;
/** The legend's. */
const ROW = 22;
const COLUMN = 290;
const COLUMNS = 3;
const PANELS = [
  { key: 'ms', title: 'Time', unit: 'ms', left: 76, right: 456 },
  { key: 'mib', title: 'Memory', unit: 'MiB', left: 556, right: 936 },
];

/** A kind is told by its colour and the form of its points, a pass by its line and whether the points are filled. */
const FORMS = [
  { name: 'circle', at: (x, y) => `<circle cx="${x}" cy="${y}" r="4"/>` },
  { name: 'square', at: (x, y) => `<path d="M${x - 4} ${y - 4}h8v8h-8z"/>` },
  { name: 'triangle', at: (x, y) => `<path d="M${x} ${y - 5}l5 9h-10z"/>` },
];

const STYLE = `
  svg { font: 13px Inter, system-ui, sans-serif; --paper: #fff; --ink: #1f2328; --quiet: #59636e; --grid: #d8dee4; --k0: #0a5fd0; --k1: #b4490a; --k2: #137a4b }
  @media (prefers-color-scheme: dark) { svg { --paper: #0d1117; --ink: #e6edf3; --quiet: #9aa4af; --grid: #2b323b; --k0: #6cb0ff; --k1: #ff9e64; --k2: #5fd39a } }
  .paper { fill: var(--paper) } text { fill: var(--ink) } .quiet { fill: var(--quiet) }
  .title { font-size: 17px; font-weight: 600 } .panel { font-weight: 600 } .small { font-size: 12px }
  .grid { stroke: var(--grid); fill: none } .axis { stroke: var(--quiet); fill: none }
  .slope { stroke: var(--quiet); stroke-dasharray: 1 5; stroke-linecap: round; stroke-width: 1.5; fill: none }
  .slope-name { paint-order: stroke; stroke: var(--paper); stroke-width: 4; stroke-linejoin: round }
  .end { text-anchor: end } .middle { text-anchor: middle }
  .series { stroke-width: 2; stroke-linejoin: round } .series > .line { fill: none }
  ${FORMS.map((_, i) => `.k${i} { stroke: var(--k${i}); fill: var(--k${i}) }`).join(' ')}
  .predict { fill: var(--paper) } .predict > .line { stroke-dasharray: 7 4 }`;

const round = (value) => Math.round(value * 10) / 10;
const text = (x, y, words, classes = '') => `<text x="${round(x)}" y="${round(y)}"${classes && ` class="${classes}"`}>${words}</text>`;
const escaped = (words) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const grouped = (value) => value.toLocaleString('en-US');
const kindOf = (kind) => Object.keys(KINDS).indexOf(kind) % FORMS.length;

/** What can be drawn on a logarithm: neither a failure nor a memory lost in the noise. */
const drawn = (points, key) => points.filter((point) => point[key] > 0);

/** Straight lines of the slopes n and n², through the costliest point of the greatest length, as far as the panel goes. */
function slopes(cost, low, x, y) {
  const longest = LENGTHS.at(-1);
  return [1, 2].map((power) => {
    const from = Math.max(LENGTHS[0], longest * (low / cost) ** (1 / power));
    const [left, height] = [x(from), y(cost * (from / longest) ** power)];
    const line = `<path class="slope" d="M${round(left)} ${round(height)}L${round(x(longest))} ${round(y(cost))}"/>`;
    // Where it leaves the panel: above it at the axis, beside it on the ground.
    const place = from === LENGTHS[0] ? [left + 8, height - 10] : [left + 22, height - 8];
    return line + text(...place, power === 1 ? 'n' : 'n²', 'quiet small slope-name');
  });
}

function seriesIn({ kind, pass, points }, key, x, y) {
  const form = FORMS[kindOf(kind)];
  const at = drawn(points, key).map((point) => [round(x(point.length)), round(y(point[key]))]);
  const line = at.length > 1 ? `<path class="line" d="M${at.map((pair) => pair.join(' ')).join('L')}"/>` : '';
  return `<g class="series k${kindOf(kind)} ${pass}">${line}${at.map(([px, py]) => form.at(px, py)).join('')}</g>`;
}

function panel(series, { key, title, unit, left, right }, top) {
  const bottom = top + DEEP;
  const values = series.flatMap(({ points }) => drawn(points, key).map((point) => point[key]));
  if (values.length === 0) return [];
  const domain = logDomain(values);
  const x = logScale([LENGTHS[0], LENGTHS.at(-1)], [left, right]);
  const y = logScale(domain, [bottom, top]);
  const costs = series.flatMap(({ points }) => drawn(points, key).filter(({ length }) => length === LENGTHS.at(-1)));
  return [
    text(left, top - 14, `${title}, ${unit}`, 'panel'),
    ...LENGTHS.map((length) => `<path class="grid" d="M${round(x(length))} ${top}V${bottom}"/>`),
    ...decades(domain).map((value) => `<path class="grid" d="M${left} ${round(y(value))}H${right}"/>`),
    `<path class="axis" d="M${left} ${top}V${bottom}H${right}"/>`,
    ...LENGTHS.map((length) => text(x(length), bottom + 20, grouped(length), 'quiet small middle')),
    ...decades(domain).map((value) => text(left - 8, y(value) + 4, grouped(value), 'quiet small end')),
    text((left + right) / 2, bottom + 42, 'length n, places', 'middle'),
    ...(costs.length ? slopes(Math.max(...costs.map((point) => point[key])), domain[0], x, y) : []),
    ...series.map((one) => seriesIn(one, key, x, y)),
  ];
}

/** A column a kind, where all of them have their passes. */
function legend(series) {
  const byPass = Object.keys(PASSES).flatMap((pass) => series.filter((one) => one.pass === pass));
  return byPass.map(({ kind, pass }, i) => {
    const [x, y] = [PANELS[0].left + (i % COLUMNS) * COLUMN, 60 + Math.floor(i / COLUMNS) * ROW];
    const sample = `<path class="line" d="M${x} ${y}h36"/>${FORMS[kindOf(kind)].at(x + 18, y)}`;
    const words = `${KINDS[kind].title}, ${PASSES[pass].title}`;
    return `<g class="series k${kindOf(kind)} ${pass}">${sample}</g>${text(x + 44, y + 4.5, words)}`;
  });
}

/**
 * The series of length-series.mjs as an SVG: time and memory against length, both axes logarithmic, with the slopes
 * n and n². It follows the reader's light or dark scheme.
 *
 * @param caption where and when it was measured
 */
export function lengthPlot(series, caption) {
  const top = HEAD + Math.ceil(series.length / COLUMNS) * ROW;
  const height = top + DEEP + FOOT;
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    '<title>Cost of attention against the length of the sequence</title>',
    `<desc>Time in milliseconds and memory in MiB of ${BLOCK}, at ${LENGTHS.map(grouped).join('; ')} places; both axes logarithmic.</desc>`,
    `<style>${STYLE}\n</style>`,
    `<rect class="paper" width="${WIDTH}" height="${height}"/>`,
    text(PANELS[0].left, 32, 'Cost of attention against the length of the sequence', 'title'),
    ...legend(series),
    ...PANELS.flatMap((one) => panel(series, one, top)),
    text(PANELS[0].left, height - 14, escaped(`${BLOCK}; ${caption}`), 'quiet small'),
    '</svg>',
  ];
  return `${lines.join('\n')}\n`;
}
