import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { decodeSafetensors, encodeSafetensors } from '../engine/checkpoint/safetensors';
import { compareOutputs } from './compare-outputs';
import type { Comparison } from './exporter';
import { pythonCommand, runPython } from './python-run';
import type { TrainedModel } from './trained-model';

/**
 * Runs the exported script's own `build_model`, `load_weights` and data reading. Gives what the model says of the
 * application's numbers, and the numbers that the script itself makes of the same samples.
 */
const CHECK = `import importlib.util, json, pathlib, sys
folder, scratch = map(pathlib.Path, sys.argv[1:3])
import numpy as np
spec = importlib.util.spec_from_file_location("train", folder / "train.py")
script = importlib.util.module_from_spec(spec)
spec.loader.exec_module(script)
# The application's own answers were computed in 32 bits.
script.keras.mixed_precision.set_global_policy("float32")
job = json.loads((scratch / "job.json").read_text())
given = script.read_safetensors(scratch / "given.safetensors")
model, _ = script.build_model()
script.load_weights(model, folder / "weights.safetensors")
given = [given[name] for name in job["feeds"]]
# In one batch, as the application: a mel spectrogram reckons from the loudest of all.
outputs = model.predict(given if len(given) > 1 else given[0], batch_size=max(1, len(given[0])), verbose=0)
outputs = outputs if isinstance(outputs, list) else [outputs]
result = {str(i): np.asarray(o, "<f4") for i, o in enumerate(outputs)}
read_error = None
try:
    samples, targets = script.read_data(script.DATA)
    x, _ = script.take(samples, targets, job["indices"])
    for name, array in zip(job["feeds"], x if isinstance(x, list) else [x]):
        result["x/" + name] = np.asarray(array, "<f4")
except Exception as error:
    read_error = f"{type(error).__name__}: {error}"
offset, header, chunks = 0, {}, []
for name, array in result.items():
    raw = array.tobytes()
    header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [offset, offset + len(raw)]}
    offset += len(raw)
    chunks.append(raw)
head = json.dumps(header).encode()
(scratch / "result.safetensors").write_bytes(len(head).to_bytes(8, "little") + head + b"".join(chunks))
print(json.dumps({"keras": script.keras.__version__, "read_error": read_error}))
`;

/** Loads the export in the user's own Python, where that has Keras; otherwise says how to check it by hand. */
export async function comparePython(model: TrainedModel, folder: string): Promise<Comparison> {
  const python = pythonCommand();
  const has = await runPython(python, ['-c', 'import keras, numpy; print(keras.__version__)'], folder);
  if (!has.ok || Number.parseInt(has.stdout, 10) < 3) {
    const note =
      `Not compared: ${python} ${has.ok ? `has Keras ${has.stdout.trim()}, not 3` : 'has no Keras'}. To compare: ` +
      'pip install -r requirements.txt, then python train.py --epochs 0 --weights weights.safetensors';
    return { samples: 0, maxDifference: 0, top1Agreement: null, note };
  }
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'attention-studio-'));
  try {
    const { batch, indices } = model.heldOut;
    const feeds = model.plan.feeds.map((feed) => feed.node);
    const given = feeds.flatMap((name) => {
      const feed = batch.feeds[name];
      return feed ? [{ name, ...feed }] : [];
    });
    await writeFile(path.join(scratch, 'job.json'), JSON.stringify({ feeds, indices }));
    await writeFile(path.join(scratch, 'given.safetensors'), encodeSafetensors(given));
    const done = await runPython(python, ['-c', CHECK, folder, scratch], folder);
    if (!done.ok) throw new Error(`the exported script does not run: ${done.stderr.slice(-2000)}`);
    const result = decodeSafetensors(await readFile(path.join(scratch, 'result.safetensors')));
    const outputs = model.heldOut.predictions.flatMap((_, at) => result.get(String(at)) ?? []);
    const said = JSON.parse(done.stdout.trim().split('\n').at(-1) ?? '{}') as { read_error?: string | null };
    return { samples: batch.size, ...compareOutputs(model, outputs), note: dataNote(model, said.read_error ?? null, result) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Whether the script reads the same numbers out of the data as the application does. */
function dataNote(model: TrainedModel, error: string | null, result: ReturnType<typeof decodeSafetensors>): string | null {
  if (error !== null) return `The model was compared; the script could not read the data itself (${error}).`;
  const apart: string[] = [];
  for (const { node, kind } of model.plan.feeds) {
    const ours = model.heldOut.batch.feeds[node];
    const theirs = result.get(`x/${node}`);
    if (!ours || !theirs || ours.shape.join() !== theirs.shape.join()) {
      return `The model was compared; the script makes numbers of another shape out of the data (${node}).`;
    }
    let largest = 0;
    for (let i = 0; i < ours.data.length; i += 1) largest = Math.max(largest, Math.abs((ours.data[i] ?? 0) - (theirs.data[i] ?? 0)));
    // A picture laid on black is rounded: one step of 255 either way.
    if (largest > (kind === 'image' ? 1 : 1e-4)) apart.push(`${node}, up to ${largest.toPrecision(2)}`);
  }
  return apart.length > 0 ? `The model was compared; the script reads the data a little differently (${apart.join('; ')}).` : null;
}
