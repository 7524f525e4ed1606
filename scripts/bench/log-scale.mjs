const STEPS = [1, 2, 5, 10];
/** Logarithms of 10, 100, … are not exact. */
const NEAR = 1 + 1e-9;

/** From the values' least to their greatest, each moved out to the next 1, 2 or 5 of its decade. */
export function logDomain(values) {
  const [least, greatest] = [Math.min(...values), Math.max(...values)];
  const decade = (value) => 10 ** Math.floor(Math.log10(value * NEAR));
  const low = STEPS.findLast((step) => step * decade(least) <= least * NEAR) * decade(least);
  const high = STEPS.find((step) => step * decade(greatest) * NEAR >= greatest) * decade(greatest);
  return [low, high];
}

/** The powers of ten within a domain, its ends included. */
export function decades([low, high]) {
  const first = Math.ceil(Math.log10(low / NEAR));
  const last = Math.floor(Math.log10(high * NEAR));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => Number(`1e${first + i}`));
}

/** A function from a value of the domain to its place between `from` and `to`: equal factors, equal distances. */
export function logScale([low, high], [from, to]) {
  const span = Math.log(high / low);
  return (value) => from + ((to - from) * Math.log(value / low)) / span;
}
