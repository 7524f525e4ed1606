import { z } from 'zod';
import { dataSettings } from '../../shared/dataset';
import { preprocessing } from '../../shared/graph/feed';
import { graphSchema } from '../../shared/project/schema';
import { engineInUse, evaluation, failure, runState } from '../../shared/run';
import { trainingSettings } from '../../shared/training';

export const RUN_VERSION = 4;

/**
 * `run.json`: everything that a run froze, and where it stands. The core writes it before the worker starts
 * and after it ended; while a worker lives it alone writes here. A state that says `running` without a
 * living worker means that its process died. Beside it: `name.json` and `labels.json` (the core's alone, so that
 * a run can be renamed and tagged while it trains), `metrics.jsonl`, `checkpoints/`, `attention/`, `log.txt`.
 * Read through `readRunFile`, which migrates.
 */
export const runFile = z.strictObject({
  format: z.literal('attention-studio-run'),
  version: z.literal(RUN_VERSION),
  id: z.string(),
  projectName: z.string(),
  created: z.string(),
  state: runState,
  failure: failure.nullable(),
  graph: graphSchema,
  training: trainingSettings,
  /** `path` is absolute or `resource:…` here. */
  data: dataSettings,
  app: z.strictObject({ version: z.string(), node: z.string(), platform: z.string() }),
  engine: engineInUse.nullable(),
  parameters: z.int(),
  samples: z.strictObject({ train: z.int(), validation: z.int(), test: z.int() }).nullable(),
  preprocessing: preprocessing.nullable(),
  evaluation: evaluation.nullable(),
});
export type RunFile = z.infer<typeof runFile>;
