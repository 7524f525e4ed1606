import { z } from 'zod';
import { sampleView } from '../../shared/dataset';
import { attentionMap, type Inspection, inspection, prediction } from '../../shared/run';

/** What the model said of one probe sample, and what it looked at. */
export type Look = Pick<Inspection, 'predictions' | 'attention'>;

/** A probe sample: what does not change while the model learns. */
export type ProbeSample = Pick<Inspection, 'sample' | 'seen'>;

/** `attention/samples.json`: the probe samples, in the order of every capture. */
export const probeSamples = z.strictObject({
  format: z.literal('attention-studio-probe'),
  version: z.literal(1),
  samples: z.array(z.strictObject({ sample: sampleView, seen: inspection.shape.seen })),
});

/** The JSON before the bytes of a capture. The maps' bytes follow one another in its order. */
const header = z.strictObject({
  format: z.literal('attention-studio-capture'),
  version: z.literal(1),
  step: z.int().min(0),
  looks: z.array(
    z.strictObject({
      predictions: z.array(prediction),
      maps: z.array(
        attentionMap.omit({ scores: true }).extend({
          /** [heads, queries, keys] */
          shape: z.tuple([z.int().min(0), z.int().min(0), z.int().min(0)]),
          /** What the bytes 0 and 255 stand for; in between evenly. */
          low: z.number(),
          high: z.number(),
        }),
      ),
    }),
  ),
});

/** `step-000000120.maps` */
export const captureName = (step: number): string => `step-${String(step).padStart(9, '0')}.maps`;

/** The step of a capture by its file's name; null: not a capture. */
export function captureStep(name: string): number | null {
  const digits = /^step-(\d{9,})\.maps$/.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The smallest and the largest of the weights that are numbers. */
function rangeOf(scores: readonly (readonly (readonly number[])[])[]): { low: number; high: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const head of scores) {
    for (const row of head) {
      for (const value of row) {
        if (value < low && Number.isFinite(value)) low = value;
        if (value > high && Number.isFinite(value)) high = value;
      }
    }
  }
  return high >= low ? { low, high } : { low: 0, high: 0 };
}

/** A capture as it lies on the disk: u32 length of the header, JSON header, one byte a weight. Little-endian. */
export function encodeCapture(step: number, looks: readonly Look[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const described = looks.map(({ predictions, attention }) => ({
    predictions,
    maps: attention.map(({ scores, ...rest }) => {
      const { low, high } = rangeOf(scores);
      const shape = [scores.length, scores[0]?.length ?? 0, scores[0]?.[0]?.length ?? 0];
      const scale = high > low ? 255 / (high - low) : 0;
      // This kind of array rounds, keeps within its bounds, and takes NaN for 0.
      parts.push(new Uint8Array(Uint8ClampedArray.from(scores.flat(2), (value) => (value - low) * scale).buffer));
      return { ...rest, shape, low, high };
    }),
  }));
  const head = Buffer.from(JSON.stringify({ format: 'attention-studio-capture', version: 1, step, looks: described }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Buffer.concat([length, head, ...parts]);
}

/** 256 weights from `low` to `high`, with as many digits as a byte can tell apart. */
function levels(low: number, high: number): number[] {
  const step = (high - low) / 255;
  const digits = step > 0 ? Math.min(20, Math.max(0, 1 - Math.floor(Math.log10(step)))) : 6;
  return Array.from({ length: 256 }, (_, byte) => Number((low + byte * step).toFixed(digits)));
}

/**
 * Reads what `encodeCapture` wrote.
 *
 * @throws Error on anything else, without reading past the end
 */
export function decodeCapture(bytes: Uint8Array): { readonly step: number; readonly looks: Look[] } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = bytes.byteLength < 4 ? Number.POSITIVE_INFINITY : 4 + view.getUint32(0, true);
  if (start > bytes.byteLength) throw new Error('not a capture: too short');
  const { step, looks } = header.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(4, start))));
  const sizes = looks.flatMap((look) => look.maps.map(({ shape: [heads, rows, cols] }) => heads * rows * cols));
  if (start + sizes.reduce((sum, size) => sum + size, 0) !== bytes.byteLength) throw new Error('not a capture: its maps are cut');
  let at = start;
  return {
    step,
    looks: looks.map(({ predictions, maps }) => ({
      predictions,
      attention: maps.map(({ shape: [heads, rows, cols], low, high, ...rest }) => {
        const weight = levels(low, high);
        const scores = Array.from({ length: heads }, () =>
          Array.from({ length: rows }, () => {
            const row = Array.from(bytes.subarray(at, at + cols), (byte) => weight[byte] ?? 0);
            at += cols;
            return row;
          }),
        );
        return { ...rest, scores };
      }),
    })),
  };
}
