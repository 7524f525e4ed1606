import path from 'node:path';
import { StudioError } from '../../shared/studio-error';
import { onTensorflow } from '../engine/backends/on-tensorflow';
import { compileModel } from '../engine/compile';
import { Untraceable } from '../engine/graph/recorder';
import { writeSavedModel } from '../engine/graph/saved-model';
import { type Prediction, recordPrediction } from '../engine/record-prediction';
import { writeWeights } from '../engine/weight-tensors';
import { bindingPath, TENSORFLOW_VERSION } from '../runtime/binding-path';
import type { Exporter } from './exporter';
import { compareSavedModel } from './savedmodel-check';
import { savedModelReadme } from './savedmodel-readme';
import type { TrainedModel } from './trained-model';
import { type ExportFile, notWritten, writeFiles } from './write-files';

/** A folder that TensorFlow loads, in Python, C++, Java, Go or TensorFlow Serving. See docs/decisions/savedmodel.md. */
export const savedModelExporter: Exporter = {
  format: 'savedmodel',
  title: 'TensorFlow SavedModel',
  async write(model, target) {
    if (!bindingPath()) {
      throw new StudioError('The export as a SavedModel needs TensorFlow’s library, which records and writes it.', {
        expected: `TensorFlow ${TENSORFLOW_VERSION} in the cache folder`,
        received: 'nothing there',
        advice: 'Run “npm run cli -- doctor”: it says what is missing and the command that mends it. Or choose another format.',
      });
    }
    const beside = await writeFiles(target, [
      { name: 'preprocessing.json', content: `${JSON.stringify(model.preprocessing, null, 1)}\n` },
      ...labelFiles(model),
    ]);
    const { prediction, files } = await onTensorflow((host) => {
      const compiled = compileModel(model.plan, model.training.seed);
      try {
        writeWeights(compiled.weights, new Map(model.weights.map((weight) => [weight.name, weight])));
        const feeds = Object.entries(model.heldOut.batch.feeds);
        const recorded = asGraph(() => recordPrediction(host, compiled, new Map(feeds.map(([name, { shape }]) => [name, shape]))));
        const outputs = model.plan.targets.map(({ plan }) => plan.node);
        const values = new Map(compiled.weights.map(({ name, variable }) => [name, variable]));
        const served = { program: recorded.program, inputs: compiled.model.inputNames, outputs };
        return { prediction: recorded, files: written(target, () => writeSavedModel(host, target, served, values)) };
      } finally {
        compiled.dispose();
      }
    });
    const readme = await writeFiles(target, [{ name: 'README.md', content: readmeOf(model, prediction) }]);
    return [...files.map((name) => path.join(target, name)), ...beside, ...readme];
  },
  compare: compareSavedModel,
};

function asGraph(record: () => Prediction): Prediction {
  try {
    return record();
  } catch (error) {
    if (!(error instanceof Untraceable)) throw error;
    throw new StudioError('The model cannot be written as one graph, which a SavedModel is.', {
      expected: 'layers that compute with tensors alone',
      received: error.message,
      advice: 'Choose another format.',
    });
  }
}

function written<T>(target: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    // TensorFlow's words go on with the node that met the fault.
    const [said = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw notWritten(target, said.replace(/^Session fail to run with error: /, ''));
  }
}

/** The classes, one a line in the order of the output's numbers. */
function labelFiles({ preprocessing }: TrainedModel): ExportFile[] {
  const lists = preprocessing.targets.flatMap(({ plan, state }) => ('labels' in state ? [{ node: plan.node, labels: state.labels }] : []));
  return lists.map(({ node, labels }) => ({
    name: lists.length === 1 ? 'labels.txt' : `labels-${node}.txt`,
    // A label with a line break in it would count as two.
    content: labels.map((label) => `${label.replace(/[\r\n\u2028\u2029]+/g, ' ')}\n`).join(''),
  }));
}

function readmeOf(model: TrainedModel, { program, open, reason }: Prediction): string {
  return savedModelReadme(model, { inputs: program.feeds, outputs: program.outputs, open, reason });
}
