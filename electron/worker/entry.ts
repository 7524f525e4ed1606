import { StudioError } from '../../shared/studio-error';
import { openEngine } from '../engine/backends/open-engine';
import { PreviewSession } from '../engine/preview/preview-session';
import { type OpenSession, openSession } from '../engine/session/open-session';
import { TrainControl } from '../engine/train-control';
import type { FromWorker, WorkerAnswers, WorkerRequest } from './protocol';
import { ReportLine } from './report-line';
import { lockRun } from './run-lock';
import { RunWriter } from './run-writer';
import { trainRun } from './train-run';
import { openTransport } from './transport';

// The training process: bundled to dist/electron/worker.cjs, started by the supervisor.

const transport = openTransport();
const line = new ReportLine((message) => transport.send(message));
let control: TrainControl | null = null;
let training: Promise<unknown> | null = null;
let session: OpenSession | null = null;
const previews = new PreviewSession();

/** Once the process that wanted this is gone, nobody hears: end, with a checkpoint if a run is on. */
const GRACE = 8000;

function openRun(): OpenSession {
  if (!session) throw new Error('no run is open in this worker');
  return session;
}

async function train(request: Extract<WorkerRequest, { type: 'train' }>): Promise<WorkerAnswers['train']> {
  if (training) throw new Error('this worker trains already');
  const mine = new TrainControl();
  control = mine;
  const work = lockRun(request.runDir).then((lock) =>
    trainRun(request.runDir, request.dataPath, request.checkpointEvery, mine, (report) => line.report(report)).finally(() =>
      lock.release(),
    ),
  );
  training = work;
  try {
    return await work;
  } finally {
    training = null;
    control = null;
  }
}

async function answer(request: WorkerRequest): Promise<WorkerAnswers[keyof WorkerAnswers]> {
  switch (request.type) {
    case 'train':
      return train(request);
    case 'pause':
      control?.ask('pause');
      return null;
    case 'stop':
      control?.ask('stop');
      return null;
    case 'heard':
      line.heard();
      return null;
    case 'leave':
      leave();
      return null;
    case 'open':
      await session?.close();
      session = await openSession((await RunWriter.open(request.runDir)).run, request.runDir, request.dataPath);
      return null;
    case 'evaluate':
      return openRun().evaluate(request.split);
    case 'cell':
      return openRun().cell(request.actual, request.predicted, request.offset, request.limit, request.output);
    case 'inspect':
      return control?.inspect ? control.inspect(request.index) : openRun().inspect(request.index);
    case 'try':
      return openRun().tryInput(request.input);
    case 'export':
      return openRun().export(request.format, request.path);
    case 'preview':
      return previews.show(request.question);
    case 'probe-engine': {
      const engine = await openEngine(request.engine);
      // A kernel that runs says more than a library that loads.
      const [sum] = engine.tf.tidy(() =>
        engine.tf
          .matMul(engine.tf.ones([2, 2]), engine.tf.ones([2, 2]))
          .sum()
          .dataSync(),
      );
      if (sum !== 8) throw new Error(`the engine ${engine.name} computes wrong numbers`);
      return { device: engine.device, version: engine.version };
    }
  }
}

function toError(id: number, error: unknown): FromWorker {
  if (error instanceof StudioError) return { type: 'error', id, ...error.toData() };
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return {
    type: 'error',
    id,
    message: error instanceof Error ? error.message : String(error),
    expected: null,
    received: null,
    advice: null,
  };
}

transport.onMessage(({ id, request }) => {
  answer(request).then(
    (value) => {
      if (request.type !== 'heard' && request.type !== 'leave') line.send({ type: 'answer', id, answer: value });
    },
    (error) => line.send(toError(id, error)),
  );
});

/** Writes a checkpoint if a run is on, and ends. */
function leave(): void {
  const end = () => transport.leave(0);
  if (!training) {
    end();
    return;
  }
  control?.ask('leave');
  training.then(end, end);
  setTimeout(end, GRACE).unref();
}

transport.onLost(leave);

// A terminal sends Ctrl-C to every process of a command: what becomes of the training is the parent's to say.
process.on('SIGINT', () => {});

transport.send({ type: 'ready' });
