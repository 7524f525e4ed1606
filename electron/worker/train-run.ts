import { createHash } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import type { Preprocessing } from '../../shared/graph/feed';
import { type Evaluation, evaluation as evaluationSchema } from '../../shared/run';
import { stepWords } from '../../shared/step-words';
import { type Engine, engineInUse } from '../engine/backends/engine';
import { openEngine } from '../engine/backends/open-engine';
import { Captures } from '../engine/captures';
import { CheckpointStore } from '../engine/checkpoint/store';
import { prepareRun } from '../engine/prepare-run';
import type { RunParts } from '../engine/run-parts';
import { calibrate } from '../engine/session/calibrate';
import { evaluateSplit } from '../engine/session/evaluate';
import { heldOutPart, inspectSample } from '../engine/session/inspect';
import { openProbeSet, withAverages } from '../engine/session/probe-set';
import { stepOptions } from '../engine/step-options';
import type { TrainControl } from '../engine/train-control';
import { Trainer, type TrainOutcome } from '../engine/trainer';
import { decideHow } from './decide-how';
import { type Stage, toFailure } from './failure';
import type { TrainEnd, TrainReport } from './protocol';
import type { RunFile } from './run-file';
import { checkpointsPath, logPath, metricsPath } from './run-folder';
import { RunWriter } from './run-writer';

/** What the tensors of a checkpoint belong to. */
export function graphHash(run: Pick<RunFile, 'graph' | 'training'>): string {
  return createHash('sha256')
    .update(JSON.stringify([run.graph, run.training.seed, run.training.optimizer]))
    .digest('hex');
}

/**
 * Trains the run in `runDir` from where it stands to its end, and answers when it ended, paused or failed.
 * Everything that happens is in the folder before it is told.
 *
 * @param captureEvery milliseconds between two captures of attention; 0: every step; null: none
 */
export async function trainRun(
  runDir: string,
  dataPath: string,
  checkpointEvery: number | undefined,
  control: TrainControl,
  tell: (report: TrainReport) => void,
  captureEvery?: number | null,
): Promise<TrainEnd> {
  const writer = await RunWriter.open(runDir);
  let logged: Promise<void> = Promise.resolve();
  const report = (r: TrainReport) => {
    if (r.type === 'log') {
      const line = `${new Date().toISOString()} ${r.line}\n`;
      // In order; a log that cannot be written must not end a training.
      logged = logged.then(() => appendFile(logPath(runDir), line)).catch(() => {});
    }
    tell(r);
  };
  let stage: Stage = 'engine';
  let parts: RunParts | null = null;
  try {
    writer.revive();
    await writer.move('preparing', { failure: null, evaluation: null });
    const engine = await openEngine(writer.run.training.engine, writer.run.training.threads);
    report({ type: 'log', line: `Engine: ${engine.name} ${engine.version}, ${engine.device} – ${engine.reason}.` });
    stage = 'data';
    const begins = (await new CheckpointStore(checkpointsPath(runDir)).newest('step')).checkpoint === null;
    parts = await prepareRun(
      writer.run,
      dataPath,
      (next) => {
        stage = next;
      },
      (prepared) => decideHow(prepared, engine, writer.run, captureEvery !== null, (line) => report({ type: 'log', line })),
      begins ? (line) => report({ type: 'log', line }) : undefined,
    );
    const { how } = parts.runner;
    report({ type: 'log', line: `Training step: ${stepWords({ device: engine.device, ...how })} – ${how.stepReason}.` });
    stage = 'training';
    const built = parts;
    control.inspect = (index) => inspectSample(built, index ?? built.split[heldOutPart(built)][0] ?? 0);
    for (const warning of parts.dataset.warnings) report({ type: 'log', line: warning });
    const outcome = await runTrainer(writer, runDir, parts, engine, { checkpointEvery, captureEvery }, control, report);
    return await finish(outcome, writer, runDir, parts, control, report);
  } catch (error) {
    const failure = toFailure(error, stage, Object.keys(writer.run.graph.nodes), runDir);
    report({ type: 'log', line: failure.message });
    if (failure.kind === 'other') process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    await writer.move('failed', { failure }).catch(() => {});
    return { type: 'failed', failure };
  } finally {
    control.inspect = null;
    await parts?.dispose();
  }
}

async function runTrainer(
  writer: RunWriter,
  runDir: string,
  parts: RunParts,
  engine: Engine,
  { checkpointEvery, captureEvery }: { readonly checkpointEvery: number | undefined; readonly captureEvery: number | null | undefined },
  control: TrainControl,
  report: (r: TrainReport) => void,
): Promise<TrainOutcome> {
  const { training } = writer.run;
  const samples = { train: parts.split.train.length, validation: parts.split.validation.length, test: parts.split.test.length };
  await writer.set({
    engine: engineInUse(engine, parts.runner.how),
    parameters: parts.plan.parameters,
    samples,
    preprocessing: parts.preprocessing,
    data: { ...writer.run.data, facts: parts.facts, fingerprint: parts.dataset.fingerprint },
  });
  const step = parts.runner.trainingStep(stepOptions(parts, training));
  const probes = async () => {
    const opened = captureEvery === null ? null : await openProbeSet(parts, training.seed, training.batch_size);
    return opened && step.averages ? withAverages(opened, step) : opened;
  };
  const captures = new Captures(probes, runDir, (line) => report({ type: 'log', line }), captureEvery ?? undefined);
  const trainer = new Trainer({
    parts,
    training,
    step,
    store: new CheckpointStore(checkpointsPath(runDir)),
    metricsFile: metricsPath(runDir),
    identity: {
      seed: training.seed,
      graphHash: graphHash(writer.run),
      dataFingerprint: parts.dataset.fingerprint,
      engine: engine.name,
      appVersion: writer.run.app.version,
    },
    control,
    report,
    captures,
    ...(checkpointEvery !== undefined && { checkpointEvery }),
  });
  try {
    return await trainer.run(async (at) => {
      await writer.move('running');
      const stepsPerEpoch = Math.max(1, Math.ceil(samples.train / training.batch_size));
      report({
        type: 'started',
        engine: engineInUse(engine, parts.runner.how),
        samples,
        parameters: parts.plan.parameters,
        epochs: training.epochs,
        stepsPerEpoch,
        step: at,
      });
    });
  } finally {
    step.dispose();
  }
}

/** What was chosen once the model was trained, for the log. */
function calibrationWords({ targets }: Preprocessing, validated: boolean): string[] {
  return targets.flatMap(({ plan, state }) => {
    if (!('threshold' in state) || state.threshold === null) return [];
    const where = validated ? 'the validation samples' : 'training samples, as none were set aside';
    return [`“${plan.node}”: the same up to a distance of ${Number(state.threshold.toPrecision(4))}, chosen on ${where}.`];
  });
}

async function finish(
  outcome: TrainOutcome,
  writer: RunWriter,
  runDir: string,
  parts: RunParts,
  control: TrainControl,
  report: (r: TrainReport) => void,
): Promise<TrainEnd> {
  if (outcome === 'paused' || outcome === 'left') {
    await writer.move('pausing');
    await writer.move('paused');
    return { type: 'paused' };
  }
  if (outcome === 'stopped') await writer.move('stopping');
  const best = await new CheckpointStore(checkpointsPath(runDir)).newest('best');
  for (const name of best.damaged) report({ type: 'log', line: `Best weights ${name}.` });
  if (best.checkpoint) {
    parts.runner.writeWeights(best.checkpoint.tensors);
    report({ type: 'log', line: `The weights of epoch ${best.checkpoint.state.best.epoch} are the best and are kept.` });
  }
  const left = () => control.wish === 'leave';
  const preprocessing = await calibrate(parts, writer.run.training.batch_size, left);
  // Interrupted: the checkpoint knows that training had ended, and resuming chooses and evaluates.
  if (!preprocessing) return { type: 'paused' };
  if (preprocessing !== parts.preprocessing) {
    await writer.set({ preprocessing });
    for (const line of calibrationWords(preprocessing, parts.split.validation.length > 0)) report({ type: 'log', line });
  }
  let evaluation: Evaluation | null = null;
  if (parts.split.test.length > 0)
    evaluation = await evaluateSplit({ ...parts, preprocessing }, 'test', writer.run.training.batch_size, left);
  // Numbers that are none cannot be kept as JSON: the run could not be read again.
  if (evaluation && !evaluationSchema.safeParse(evaluation).success) {
    report({ type: 'log', line: 'On the test samples the model gives numbers that are none: there is no evaluation.' });
    evaluation = null;
  }
  // Interrupted: the checkpoint knows that training had ended, and resuming evaluates.
  if (control.wish === 'leave') return { type: 'paused' };
  await writer.move('finished', { evaluation });
  return outcome === 'stopped' ? { type: 'stopped', evaluation } : { type: 'finished', evaluation };
}
