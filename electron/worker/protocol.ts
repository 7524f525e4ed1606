import type { SampleView, Split } from '../../shared/dataset';
import type { Preview } from '../../shared/preview';
import type {
  Capture,
  EngineInUse,
  EpochPoint,
  Evaluation,
  ExportFormat,
  ExportReport,
  Failure,
  Inspection,
  OwnInput,
  StepPoint,
} from '../../shared/run';
import type { PreviewQuestion } from '../engine/preview/preview-session';

/**
 * What the core asks of a worker process. One worker holds one run: it trains it, or it holds the trained
 * model and answers questions about it.
 */
export type WorkerRequest =
  /** Trains, or goes on from the newest whole checkpoint in the folder. Answers when training ends or pauses. */
  | {
      readonly type: 'train';
      readonly runDir: string;
      readonly dataPath: string;
      /** Milliseconds between checkpoints; the trainer’s own choice when absent. */
      readonly checkpointEvery?: number | undefined;
    }
  | { readonly type: 'pause' }
  | { readonly type: 'stop' }
  /** Loads the best weights of a run. The requests below need it. */
  | { readonly type: 'open'; readonly runDir: string; readonly dataPath: string }
  | { readonly type: 'evaluate'; readonly split: Split | 'all' }
  | {
      readonly type: 'cell';
      readonly output?: number | undefined;
      readonly actual: number;
      readonly predicted: number;
      readonly offset: number;
      readonly limit: number;
    }
  /** Also while it trains, between two steps. */
  | { readonly type: 'inspect'; readonly index: number | null }
  | { readonly type: 'try'; readonly input: OwnInput }
  | { readonly type: 'export'; readonly format: ExportFormat; readonly path: string }
  /** A report was taken: more may come. Never answered. */
  | { readonly type: 'heard' }
  /** Nobody listens any more: write a checkpoint and end the process. Never answered. */
  | { readonly type: 'leave' }
  /** Which engines work in this process: asked of a disposable worker. */
  | { readonly type: 'probe-engine'; readonly engine: 'tensorflow' | 'cpu' }
  /** What a node makes of a sample while training: needs no run. */
  | { readonly type: 'preview'; readonly question: PreviewQuestion };

/** The answer to each request. */
export interface WorkerAnswers {
  train: TrainEnd;
  pause: null;
  stop: null;
  heard: null;
  leave: null;
  open: null;
  evaluate: Evaluation;
  cell: { readonly total: number; readonly samples: SampleView[] };
  inspect: Inspection;
  try: Inspection;
  export: ExportReport;
  'probe-engine': { readonly device: string; readonly version: string };
  preview: Preview;
}

export type TrainEnd =
  | { readonly type: 'finished'; readonly evaluation: Evaluation | null }
  | { readonly type: 'paused' }
  | { readonly type: 'stopped'; readonly evaluation: Evaluation | null }
  | { readonly type: 'failed'; readonly failure: Failure };

/** What a training worker tells while it works. */
export type TrainReport =
  | {
      readonly type: 'started';
      readonly engine: EngineInUse;
      readonly samples: { readonly train: number; readonly validation: number; readonly test: number };
      readonly parameters: number;
      readonly epochs: number;
      readonly stepsPerEpoch: number;
      /** 0, or where the checkpoint left off. */
      readonly step: number;
    }
  | { readonly type: 'steps'; readonly points: readonly StepPoint[]; readonly samplesPerSecond: number }
  | { readonly type: 'epoch'; readonly point: EpochPoint }
  | { readonly type: 'log'; readonly line: string }
  /** Nobody listened for so long that points were left out of what follows: `metrics.jsonl` has all of them. */
  | { readonly type: 'thinned' }
  /** At most one a second, and one at the end. */
  | { readonly type: 'capture'; readonly capture: Capture };

export type ToWorker = { readonly id: number; readonly request: WorkerRequest };
export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'report'; readonly report: TrainReport }
  | { readonly type: 'answer'; readonly id: number; readonly answer: WorkerAnswers[keyof WorkerAnswers] }
  | {
      readonly type: 'error';
      readonly id: number;
      readonly message: string;
      readonly expected: string | null;
      readonly received: string | null;
      readonly advice: string | null;
    };
