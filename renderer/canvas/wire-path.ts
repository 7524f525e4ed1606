/** The form of a wire, and where its shape stands. */
export interface WirePath {
  readonly path: string;
  readonly x: number;
  readonly y: number;
}

const CORNER = 12;
const LANE = 12;
/** How far a wire leaves its port before it turns. */
const STUB = 18;

/** An orthogonal way through the given points, its corners rounded. */
function rounded(points: readonly (readonly [number, number])[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  let path = `M${first[0]} ${first[1]}`;
  for (let i = 0; i < rest.length; i++) {
    const here = rest[i];
    const before = i === 0 ? first : rest[i - 1];
    const after = rest[i + 1];
    if (!here || !before) continue;
    if (!after) {
      path += `L${here[0]} ${here[1]}`;
      continue;
    }
    const size = Math.min(CORNER, distance(before, here) / 2, distance(here, after) / 2);
    const [x1, y1] = towards(here, before, size);
    const [x2, y2] = towards(here, after, size);
    path += `L${x1} ${y1}Q${here[0]} ${here[1]} ${x2} ${y2}`;
  }
  return path;
}

function distance(a: readonly [number, number], b: readonly [number, number]): number {
  return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]);
}

function towards(from: readonly [number, number], to: readonly [number, number], size: number): readonly [number, number] {
  return [from[0] + Math.sign(to[0] - from[0]) * size, from[1] + Math.sign(to[1] - from[1]) * size];
}

/**
 * A curve where the target lies ahead; round the corner where it lies behind; beneath whatever stands in the way.
 *
 * @param under the height that a wire over several nodes goes along, or null
 * @param floor the lower edge of the source, or null
 * @param lane keeps wires apart that would go along the same line
 */
export function wirePath(
  sx: number,
  sy: number,
  tx: number,
  ty: number,
  under: number | null,
  floor: number | null = null,
  lane = 0,
): WirePath {
  const aside = lane * LANE;
  if (under !== null) return around(sx, sy, tx, ty, under + aside);
  if (tx - sx >= 24) {
    const dx = Math.max(20, (tx - sx) / 2);
    return { path: `M${sx} ${sy}C${sx + dx} ${sy} ${tx - dx} ${ty} ${tx} ${ty}`, x: (sx + tx) / 2, y: (sy + ty) / 2 };
  }
  if (Math.abs(ty - sy) <= 88) return around(sx, sy, tx, ty, Math.max(sy, ty, floor === null ? -Infinity : floor - 48) + 64 + aside);
  // Between the two rows: beneath the source, however high it is, and above the target.
  const beneath = floor === null || ty < sy ? -Infinity : Math.min(floor + 16, ty - 32);
  return around(sx, sy, tx, ty, Math.max((sy + ty) / 2, beneath) + aside);
}

/** Out of the port, along the height `y`, into the other port. */
function around(sx: number, sy: number, tx: number, ty: number, y: number): WirePath {
  const points = [
    [sx, sy],
    [sx + STUB, sy],
    [sx + STUB, y],
    [tx - STUB, y],
    [tx - STUB, ty],
    [tx, ty],
  ] as const;
  return { path: rounded(points), x: (sx + tx) / 2, y };
}
