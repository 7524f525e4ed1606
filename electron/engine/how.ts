import type { TrainingSettings } from '../../shared/training';

/** How a run computes its steps: decided when it begins, and the same ever after. */
export interface How {
  readonly step: 'traced' | 'eager';
  readonly xla: boolean;
  readonly precision: 'float32' | 'mixed_bfloat16';
  /** Null: as many as the machine has. */
  readonly threads: number | null;
  /** Why this way, in words. */
  readonly stepReason: string;
}

/** What the person wants of it. */
export type HowWished = Pick<TrainingSettings, 'step' | 'xla' | 'precision' | 'threads'>;
