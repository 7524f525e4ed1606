import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EncodedTensor } from '../data/dataset';
import { onTensorflow } from '../engine/backends/on-tensorflow';
import { decodeSafetensors, encodeSafetensors } from '../engine/checkpoint/safetensors';
import { ServedSession } from '../engine/graph/served-session';
import { toTensor } from '../engine/step/feeds';
import { scoped } from '../engine/step/scoped';
import { compareOutputs, type Outputs } from './compare-outputs';
import type { Comparison } from './exporter';
import { pythonCommand, runPython } from './python-run';
import type { TrainedModel } from './trained-model';

/** From where to where the samples of one call reach. */
type Part = readonly [from: number, to: number];

/** One sample, two, and all others: what is written must hold for any number. */
function partsOf(samples: number, atOnce: number | null): Part[] {
  if (atOnce !== null) return Array.from({ length: Math.floor(samples / atOnce) }, (_, i) => [i * atOnce, (i + 1) * atOnce]);
  const ends = [...new Set([0, 1, 3, samples].map((end) => Math.min(end, samples)))];
  return ends.slice(1).map((end, i) => [ends[i] ?? 0, end]);
}

function rows({ shape, data }: EncodedTensor, [from, to]: Part): EncodedTensor {
  const size = shape.slice(1).reduce((product, side) => product * side, 1);
  return { shape: [to - from, ...shape.slice(1)], data: data.slice(from * size, to * size) };
}

/** The outputs of several calls, one below the other. */
function joined(parts: readonly Outputs[]): Outputs {
  const data = Float32Array.from(parts.flatMap((part) => Array.from(part.data)));
  return { shape: [parts.reduce((sum, part) => sum + (part.shape[0] ?? 0), 0), ...(parts[0]?.shape.slice(1) ?? [])], data };
}

const outputNames = ({ plan }: TrainedModel): string[] => plan.targets.map((target) => target.plan.node);

interface ServedOutputs {
  readonly parts: readonly Part[];
  readonly inputs: ReadonlyMap<string, readonly number[]>;
  readonly outputs: readonly Outputs[];
}

/** What the graph takes in one size only though the model takes any; empty: nothing. */
function fixedSizes({ plan }: TrainedModel, inputs: ServedOutputs['inputs']): string {
  const fixed = plan.records.flatMap(({ name, config }) => {
    const asked = inputs.get(name);
    const open = Array.isArray(config.batch_shape) ? config.batch_shape : [];
    return asked && open.some((side, axis) => side === null && (asked[axis] ?? -1) >= 0)
      ? [`${name}: ${asked.map((side) => (side < 0 ? 'any' : side)).join(' × ')}`]
      : [];
  });
  return fixed.length === 0 ? '' : ` The graph takes one size alone (${fixed.join('; ')}); README.md says why.`;
}

/** In a session of TensorFlow's library that knows the folder alone. */
function runHere(model: TrainedModel, folder: string): Promise<ServedOutputs> {
  return onTensorflow((host) => {
    const session = new ServedSession(host, folder);
    try {
      const { size, feeds } = model.heldOut.batch;
      const [batch = -1] = [...session.inputs.values()][0] ?? [];
      const parts = partsOf(size, batch < 0 ? null : batch);
      const calls = parts.map((part) =>
        scoped(() => {
          const given = Object.entries(feeds).map(([name, feed]) => [name, toTensor(rows(feed, part))] as const);
          const outputs = session.run(Object.fromEntries(given));
          return outputNames(model).map((name): Outputs => {
            const output = outputs[name];
            if (!output) throw new Error(`the SavedModel has no output “${name}”`);
            return { shape: output.shape, data: output.dataSync<'float32'>().slice() };
          });
        }),
      );
      return { parts, inputs: session.inputs, outputs: outputNames(model).map((_, at) => joined(calls.flatMap((call) => call[at] ?? []))) };
    } finally {
      session.dispose();
    }
  });
}

/** Loads the folder as anybody would, and writes what it gives, one tensor an output. */
const CHECK = `import json, pathlib, sys
import numpy as np, tensorflow as tf
folder, scratch = sys.argv[1], pathlib.Path(sys.argv[2])
job = json.loads((scratch / "job.json").read_text())
raw = (scratch / "given.safetensors").read_bytes()
size = int.from_bytes(raw[:8], "little")
given = {}
for name, entry in json.loads(raw[8 : 8 + size]).items():
    start, end = (8 + size + at for at in entry["data_offsets"])
    given[name] = np.frombuffer(raw[start:end], {"F32": "<f4", "I32": "<i4"}[entry["dtype"]]).reshape(entry["shape"])
predict = tf.saved_model.load(folder).signatures["serving_default"]
calls = [predict(**{name: tf.constant(array[a:b]) for name, array in given.items()}) for a, b in job["parts"]]
offset, header, chunks = 0, {}, []
for name in job["outputs"]:
    array = np.concatenate([np.asarray(call[name], "<f4") for call in calls])
    header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [offset, offset + array.nbytes]}
    offset += array.nbytes
    chunks.append(array.tobytes())
head = json.dumps(header).encode()
(scratch / "result.safetensors").write_bytes(len(head).to_bytes(8, "little") + head + b"".join(chunks))
`;

/** In Python's TensorFlow; null where there is none. */
async function runInPython(
  model: TrainedModel,
  folder: string,
  parts: readonly Part[],
): Promise<{ version: string; outputs: readonly Outputs[] } | null> {
  const python = pythonCommand();
  const has = await runPython(python, ['-c', 'import tensorflow; print(tensorflow.__version__)'], folder);
  const version = has.stdout.trim().split('\n').at(-1) ?? '';
  if (!has.ok || !(Number.parseInt(version, 10) >= 2)) return null;
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'attention-studio-'));
  try {
    const given = Object.entries(model.heldOut.batch.feeds).map(([name, feed]) => ({ name, ...feed }));
    await writeFile(path.join(scratch, 'job.json'), JSON.stringify({ parts, outputs: outputNames(model) }));
    await writeFile(path.join(scratch, 'given.safetensors'), encodeSafetensors(given));
    const done = await runPython(python, ['-c', CHECK, folder, scratch], folder);
    if (!done.ok) throw new Error(`Python’s TensorFlow ${version} does not run the SavedModel: ${done.stderr.slice(-2000)}`);
    const result = decodeSafetensors(await readFile(path.join(scratch, 'result.safetensors')));
    return { version, outputs: outputNames(model).flatMap((name) => result.get(name) ?? []) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Loads the export in a session of its own, and in Python's TensorFlow where the person has it. */
export async function compareSavedModel(model: TrainedModel, folder: string): Promise<Comparison> {
  const here = await runHere(model, folder);
  const ours = compareOutputs(model, here.outputs);
  const samples = here.parts.at(-1)?.[1] ?? 0;
  const fixed = fixedSizes(model, here.inputs);
  const python = await runInPython(model, folder, here.parts);
  if (!python) {
    const note =
      `Loaded again and compared by TensorFlow’s library; not by Python: ${pythonCommand()} has no TensorFlow 2. ` +
      `To compare there: pip install tensorflow, then the example in README.md.${fixed}`;
    return { samples, ...ours, note };
  }
  const theirs = compareOutputs(model, python.outputs);
  return {
    samples,
    maxDifference: Math.max(ours.maxDifference, theirs.maxDifference),
    top1Agreement: ours.top1Agreement === null || theirs.top1Agreement === null ? null : Math.min(ours.top1Agreement, theirs.top1Agreement),
    note: `Loaded again and compared by TensorFlow’s library and by Python’s TensorFlow ${python.version}.${fixed}`,
  };
}
