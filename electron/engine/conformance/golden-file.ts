import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const tensor = z.object({ shape: z.array(z.int()), data: z.array(z.number().nullable()) });
/** Numbers that Keras computed; null where Keras itself does not agree with itself (padded queries). */
export type GoldenTensor = z.infer<typeof tensor>;

const goldenCase = z.object({
  name: z.string(),
  /** What the node lowered to when Keras was asked. */
  records: z.array(z.unknown()),
  parameters: z.int(),
  inputs: z.record(z.string(), tensor),
  /** Layer by layer, within a layer in Keras's order. `keras`: its path there. */
  weights: z.array(tensor.extend({ layer: z.string(), keras: z.string() })),
  outputs: z.record(z.string(), tensor),
  /** What each output is multiplied with before the sum whose gradients follow. */
  fixed: z.record(z.string(), tensor),
  inputGradients: z.record(z.string(), tensor),
  weightGradients: z.array(tensor),
});
export type GoldenCase = z.infer<typeof goldenCase>;

const goldenFile = z.object({ keras: z.string(), cases: z.array(goldenCase) });

/** The golden numbers of one example. Throws with the command that makes them where there are none. */
export function goldenOf(kind: string, name: string): GoldenCase {
  const file = path.join(import.meta.dirname, 'golden', `${kind}.json`);
  const advice = 'Run electron/engine/conformance/golden.py, which asks Keras, and commit what it writes.';
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new Error(`The node type ${kind} has no golden file. ${advice}`);
  }
  const found = goldenFile.parse(JSON.parse(text)).cases.find((c) => c.name === name);
  if (!found) throw new Error(`The example “${name}” of ${kind} has no golden numbers. ${advice}`);
  return found;
}
