import type { ReaderSettings } from '../dataset';
import type { Preprocessing } from '../graph/feed';
import { layerOf } from '../layers/layer-of';
import type { TrainingSettings } from '../training';
import type { ModelPlan } from './plan';
import { encodeTargetsSource, readDataSource } from './python/data';
import { encodeFeedSource } from './python/feeds/encode-feed';
import { pyComment, pyNumber, pyString } from './python/literal';
import { buildModelSource } from './python/model';
import { pretrainedSource } from './python/pretrained';
import { unitLines } from './python/targets/python-targets';
import { callbacksSource, classWeightSource, compileSource, optimizerSource } from './python/training';
import { writeSource } from './python/written';

/** What a script is written from. */
export interface PythonProject {
  readonly name: string;
  readonly plan: ModelPlan;
  readonly preprocessing: Preprocessing;
  readonly training: TrainingSettings;
  /** Where the data lies on this machine, and how it is read. */
  readonly dataPath: string;
  readonly read: ReaderSettings;
}

/**
 * The project as a Keras 3 script: the same data, split, preprocessing, model and training. Reads
 * `preprocessing.json`, `split.json` and, where asked, weights beside it.
 */
export function pythonScript(project: PythonProject): string {
  const { plan, preprocessing, training, read } = project;
  const target = plan.targets[0]?.plan ?? null;
  const data = readDataSource(read, target);
  const feeds = plan.feeds.map((feed) => encodeFeedSource(feed, read));
  const feedParts = new Set([...feeds.map(({ source }) => source), ...feeds.flatMap(({ helpers }) => helpers ?? [])]);
  const classWeights = classWeightSource(training, preprocessing);
  const custom = [...new Set(plan.records.map((record) => record.class_name))].flatMap((name) => layerOf(name).python ?? []);
  const pretrained = pretrainedSource(plan);
  const imports = new Set(['import argparse', 'import json', 'import math', 'import pathlib', 'import struct']);
  const packages = new Set(['import keras', 'import numpy as np', 'from keras import layers']);
  for (const line of [data, ...feeds].flatMap((part) => part.imports)) (line.includes('PIL') ? packages : imports).add(line);
  const written = writeSource(plan);
  const mixed = training.precision === 'mixed_bfloat16';
  // Of records, a sample's inputs are told by name.
  const partOf = (source: string) => (read.reader === 'records' ? `[sample[${pyString(source)}] for sample in samples]` : 'samples');
  const encoded = plan.feeds.map((feed) => `encode_${feed.node}(${partOf(feed.source)})`);

  return `${[
    `"""${pyComment(project.name)}: the model of an Attention Studio project, in Keras 3.

Trains on the same samples, in the same split, with the same preprocessing and settings.

    python train.py                                            trains from scratch, then evaluates
    python train.py --epochs 0 --weights weights.safetensors   evaluates what the application trained
"""`,
    [...imports].sort().join('\n'),
    [...packages].sort((a, b) => Number(a.startsWith('from')) - Number(b.startsWith('from'))).join('\n'),
    ...(mixed ? [MIXED_PRECISION] : []),
    `HERE = pathlib.Path(__file__).resolve().parent
DATA = pathlib.Path(${pyString(project.dataPath)})
EPOCHS = ${training.epochs}
BATCH_SIZE = ${training.batch_size}
LEARNING_RATE = ${pyNumber(training.learning_rate)}
SEED = ${training.seed}
PREPROCESSING = json.loads((HERE / "preprocessing.json").read_text(encoding="utf-8"))
SPLIT = json.loads((HERE / "split.json").read_text(encoding="utf-8"))

# What was learned from the training samples, by the name of the input or output.
FEEDS = {feed["plan"]["node"]: feed["state"] for feed in PREPROCESSING["feeds"]}
TARGETS = {target["plan"]["node"]: target["state"] for target in PREPROCESSING["targets"]}`,
    `\n# The data`,
    data.source,
    ...[...feedParts].map((source) => `\n${source}`),
    `\ndef encode(samples):
    return ${encoded.length === 1 ? encoded[0] : `[${encoded.join(', ')}]`}`,
    `\n${encodeTargetsSource(preprocessing.targets, read)}`,
    `\ndef take(samples, targets, indices):
    """Inputs and targets of some samples."""
    return encode([samples[i] for i in indices]), encode_targets([targets[i] for i in indices])`,
    `\n# The model`,
    ...custom.map((source) => `${source}\n`),
    buildModelSource(plan, mixed),
    ...(written === null ? [] : [`\n${written}`]),
    `\n# Training`,
    ...compileSource(training, plan)
      .helpers.filter((source) => !feedParts.has(source))
      .map((source) => `${source}\n`),
    optimizerSource(training, plan),
    `\n${callbacksSource(training)}`,
    ...(classWeights === null ? [] : [`\n${classWeights}`]),
    `\n${WEIGHTS}`,
    ...(pretrained === null ? [] : [`\n${pretrained}`]),
    `\n${mainSource(project, { weighted: classWeights !== null, writes: written !== null, pretrained: pretrained !== null })}`,
  ].join('\n\n')}\n`.replace(/\n{4,}/g, '\n\n\n');
}

const WRITE_SOME = `    if args.write:
        some = (SPLIT["test"] or SPLIT["validation"] or SPLIT["train"])[: args.write]
        for index, text in zip(some, write(model, [samples[i] for i in some])):
            print(json.dumps({"sample": index, "target": targets[index], "written": text}, ensure_ascii=False))
`;

const MIXED_PRECISION = `# Layers compute in 16 bits; weights, and what the model says, stay in 32.
keras.mixed_precision.set_global_policy("mixed_bfloat16")`;

const WEIGHTS = `def read_safetensors(path):
    """Named arrays: 8 bytes of length, a header in JSON, the numbers."""
    raw = pathlib.Path(path).read_bytes()
    (length,) = struct.unpack("<Q", raw[:8])
    header = json.loads(raw[8 : 8 + length])
    header.pop("__metadata__", None)
    data = raw[8 + length :]
    types = {"F32": "<f4", "I32": "<i4"}
    return {
        name: np.frombuffer(data[slice(*entry["data_offsets"])], types[entry["dtype"]]).reshape(entry["shape"])
        for name, entry in header.items()
    }


def load_weights(model, path):
    """Sets the weights of every layer: \`layer/weight\`, in the layer's order."""
    by_layer = {}
    for name, array in read_safetensors(path).items():
        by_layer.setdefault(name.split("/")[0], []).append(array)
    for layer, arrays in by_layer.items():
        model.get_layer(layer).set_weights(arrays)


def first_losses(model, samples, targets):
    """The loss of each recorded first batch, trained on in order: to compare with the application's."""
    for indices in json.loads((HERE / "first-batches.json").read_text()):
        model.reset_metrics()
        x, y = take(samples, targets, indices)
        print(json.dumps({"loss": float(model.train_on_batch(x, y, return_dict=True)["loss"])}))`;

/** What the script has beside its model. */
interface Extras {
  readonly weighted: boolean;
  readonly writes: boolean;
  readonly pretrained: boolean;
}

function mainSource({ plan, training }: PythonProject, { weighted, writes, pretrained }: Extras): string {
  const { loss, weights, metrics } = compileSource(training, plan);
  const compile = [
    'optimizer=make_optimizer(steps_per_epoch)',
    `loss=${loss}`,
    ...(weights === null ? [] : [`loss_weights=${weights}`]),
    `metrics=${metrics}`,
    ...(training.xla === 'on' ? ['jit_compile=True'] : []),
  ];
  return `def main():
    parser = argparse.ArgumentParser(description="Trains the model, or evaluates weights.")
    parser.add_argument("--data", type=pathlib.Path, default=DATA)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--weights", help="weights to start from, a .safetensors file")
    parser.add_argument("--first-losses", action="store_true", help="only the recorded first batches")
${writes ? `    parser.add_argument("--write", type=int, default=0, help="so many held-out samples, and what the model writes of them")\n` : ''}    parser.add_argument("--save", help="where to save the trained model: model.keras")
    args = parser.parse_args()

    keras.utils.set_random_seed(SEED)
    samples, targets = read_data(args.data)
    model, _ = build_model()
    if args.weights:
        load_weights(model, args.weights)
${pretrained ? '    else:\n        load_pretrained(model)\n' : ''}    steps_per_epoch = math.ceil(len(SPLIT["train"]) / BATCH_SIZE)
    model.compile(${compile.join(', ')})
    model.summary()
    if args.first_losses:
        return first_losses(model, samples, targets)

    if args.epochs > 0:
        x, y = take(samples, targets, SPLIT["train"])
        validation = take(samples, targets, SPLIT["validation"]) if SPLIT["validation"] else None
        model.fit(
            x,
            y,
            batch_size=BATCH_SIZE,
            epochs=args.epochs,
            validation_data=validation,
            callbacks=make_callbacks("val_loss" if validation else "loss"),${weighted ? '\n            class_weight=class_weights(y),' : ''}
        )
    if SPLIT["test"]:
        x, y = take(samples, targets, SPLIT["test"])
        results = model.evaluate(x, y, verbose=0, return_dict=True)${unitLines(
          plan.targets.map((target) => target.plan),
          'results',
        )
          .map((line) => `\n        ${line}`)
          .join('')}
        results = {name: np.asarray(value).tolist() for name, value in results.items()}
        print(json.dumps({"samples": len(SPLIT["test"]), **results}))
${writes ? WRITE_SOME : ''}    if args.save:
        model.save(args.save)


if __name__ == "__main__":
    main()`;
}
