import { pythonScript } from '../../shared/codegen/python';
import { encodeSafetensors } from '../engine/checkpoint/safetensors';
import type { Exporter } from './exporter';
import { comparePython } from './python-check';
import type { TrainedModel } from './trained-model';
import { writeFiles } from './write-files';

/** A folder with a Keras script, what it reads, and the trained weights. */
export const pythonExporter: Exporter = {
  format: 'python',
  title: 'Python (Keras 3)',
  async write(model, path) {
    const { beginning } = model;
    return writeFiles(path, [
      { name: 'train.py', content: pythonScript(model) },
      { name: 'preprocessing.json', content: `${JSON.stringify(model.preprocessing, null, 1)}\n` },
      { name: 'split.json', content: `${JSON.stringify(splitData(model))}\n` },
      { name: 'weights.safetensors', content: encodeSafetensors(model.weights) },
      ...(beginning
        ? [
            { name: 'initial-weights.safetensors', content: encodeSafetensors(beginning.weights) },
            { name: 'first-batches.json', content: `${JSON.stringify(beginning.batches)}\n` },
          ]
        : []),
      { name: 'requirements.txt', content: requirements(model) },
      { name: 'README.md', content: readme(model) },
    ]);
  },
  compare: comparePython,
};

/** Which samples belong to which part, and where they lie. */
function splitData({ split, origins }: TrainedModel): unknown {
  return {
    train: [...split.train],
    validation: [...split.validation],
    test: [...split.test],
    ...(origins.kind === 'files' ? { files: origins.files } : {}),
    ...(origins.kind === 'lines' ? { lines: Array.from(origins.lines) } : {}),
  };
}

function requirements({ plan, training }: TrainedModel): string {
  // Before 3.6 Adam counted batches where gradients are accumulated.
  const keras = training.gradient_accumulation_steps > 1 ? '3.6' : '3.3';
  const pillow = plan.feeds.some((feed) => feed.kind === 'image') ? 'pillow>=10\n' : '';
  const tokenizers = plan.feeds.some((feed) => feed.kind === 'text' && (feed.split === 'bpe' || feed.split === 'file'))
    ? 'tokenizers>=0.20\n'
    : '';
  return `keras>=${keras}\nnumpy\n${pillow}tensorflow>=2.16\n${tokenizers}`;
}

function readme({ beginning, plan }: TrainedModel): string {
  const saved = (plan.starts ?? []).some((start) => start.type === 'saved')
    ? '- Layers of a saved model begin with their weights in `weights.safetensors`; the file that they came from is not needed.\n'
    : '';
  const first = beginning
    ? '- `python train.py --weights initial-weights.safetensors --first-losses`: the first steps, from the same weights and over the same batches as in the application.\n'
    : '';
  return `# A Keras 3 script

Made with Attention Studio: the same model, data, split, preprocessing and training settings.

    pip install -r requirements.txt
    python train.py

- \`python train.py --epochs 0 --weights weights.safetensors\`: evaluates the weights that were trained in the application.
${saved}${first}- \`python train.py --data PATH\`: the data lies elsewhere now. \`split.json\` says which samples are used for what.
- \`report.json\` says how closely the exported weights agree with the trained model, on real held-out samples.
`;
}
