import { z } from 'zod';

const running = z.strictObject({
  /** Sums over the samples of the epoch so far, so that an interrupted epoch reports the same means. */
  samples: z.int(),
  loss: z.number(),
  metrics: z.record(z.string(), z.number()),
  seconds: z.number(),
});

/** Where a run stands between two steps, all but its tensors. With those, a resumed run equals an uninterrupted one. */
export const checkpointState = z.strictObject({
  format: z.literal('attention-studio-checkpoint'),
  version: z.literal(1),
  /** Steps done. */
  step: z.int(),
  /** Whole epochs done. */
  epoch: z.int(),
  /** Samples of the running epoch's order that were used: where the sampler stands. */
  position: z.int(),
  seed: z.int(),
  running,
  plateau: z.strictObject({ rate: z.number(), best: z.number().nullable(), wait: z.int() }),
  best: z.strictObject({ loss: z.number().nullable(), epoch: z.int(), wait: z.int() }),
  /** The `epochs` under which training came to its end here (all done, or stopped early); null: it has not. */
  ended: z.int().nullable(),
  /** Bytes of `metrics.jsonl` that belong to this state. */
  metricsOffset: z.int(),
  /** What the tensors belong to: hash of the graph and the training settings that shape them. */
  graphHash: z.string(),
  dataFingerprint: z.string(),
  engine: z.string(),
  appVersion: z.string(),
});
export type CheckpointState = z.infer<typeof checkpointState>;
