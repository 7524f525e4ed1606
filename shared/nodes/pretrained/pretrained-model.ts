import { defineBlock } from '../../graph/define-block';
import { type Inference, type InputSpecs, type NodeProblem, refuse } from '../../graph/define-node';
import { inputOf } from '../../graph/input-of';
import { type FileValue, file } from '../../graph/params';
import type { SavedModel } from '../../graph/saved-model';
import { Sketch } from '../../graph/sketch';
import { formatShape, type ValueSpec } from '../../graph/spec';
import { SAVED_PARTS } from '../saved-parts.gen';
import { chain } from './chain';
import { cutAt, frozenUpTo, frozenWords } from './frozen-words';
import { refuseBroken } from './refuse-broken';
import { refuseLayerName } from './refuse-layer-name';
import { resizeTo } from './refuse-picture';
import { savedExpansion, savedParts } from './saved-expansion';

const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** What stands in place of a file that is not known yet; never built, because that is refused. */
const NOTHING = chain([null, null], [['nothing', 'Activation', { activation: 'linear' }]]);
const modelOf = (p: { readonly file: FileValue | null }): SavedModel => p.file?.model ?? NOTHING;

/** `224×224×3`; sizes that may be any as `?`. */
const asked = (model: SavedModel): string =>
  model.input.shape
    .slice(1)
    .map((size) => size ?? '?')
    .join('×') || 'one number';

/** What came is of another form than what the model was saved for. */
function refuseShape(model: SavedModel, x: ValueSpec): Inference | null {
  const { shape } = model.input;
  const fits = shape.length === x.shape.length && shape.every((size, axis) => axis === 0 || size === null || size === x.shape[axis]);
  if (fits) return null;
  const [, height, width, channels] = shape;
  const picture = shape.length === 4 && x.shape.length === 4 && typeof height === 'number' && typeof width === 'number';
  return refuse('The model was saved for an input of another form.', {
    port: 'input',
    expected: asked(model),
    received: formatShape(x.shape),
    // Another size can be mended; other channels cannot.
    fix: picture && (channels === null || channels === x.shape[3]) ? resizeTo(height, width, 'input') : null,
  });
}

/** Ids mean words only with the vocabulary that the model was trained with. */
function warnOfIds(inputs: InputSpecs): readonly NodeProblem[] {
  const x = inputOf(inputs, 'input');
  if (x.carries !== 'ids') return [];
  return [
    {
      message: 'The model knows ids by the vocabulary that it was trained with. Learned from other data, the same ids are other words.',
      port: 'input',
      expected: 'the vocabulary of the saved model',
      received: 'one that is learned from the training data, or another file',
      fix: null,
    },
  ];
}

/** A model that was saved by Keras, or trained here, as an extractor. */
export const pretrainedModel = defineBlock({
  kind: 'PretrainedModel',
  family: 'extractor',
  title: 'Saved model',
  letter: 'S',
  everyday: true,
  keywords: ['pretrained', 'transfer', 'fine-tune', 'keras', 'h5', 'import', 'load', 'run', 'frozen', 'extractor', 'tfjs'],
  doc: 'A model saved by Keras, or trained here, with all that it learned. Cut it where its features are wanted, keep it as it is or train it further. A run needs the file only to begin: what it read, it keeps.',
  formula: 'f_c(… f_2(f_1(x))), the saved layers f up to the cut c, their weights those of the file; gradients only behind frozen_up_to',
  source: 'Yosinski et al. 2014, arXiv:1411.1792',
  parts: SAVED_PARTS,
  inputs: [
    {
      name: 'input',
      doc: 'What the model was trained on, in the same form',
      accepts: ['image', 'features', 'volume', 'audio', 'sequence', 'vector', 'ids'],
    },
  ],
  outputs: [{ name: 'output', doc: 'What the model gives, or the layer where it is cut' }],
  params: {
    file: file({
      read: 'model',
      accepts: ['.keras', '.h5', '.hdf5', '.json'],
      doc: 'A .keras or .h5 file of Keras with the whole model, the model.json of a TensorFlow.js model, or the run.json of a run of yours.',
    }),
    cut_at: cutAt(),
    frozen_up_to: frozenUpTo(),
  },
  summary: (p) =>
    p.file
      ? [fileName(p.file.path), p.cut_at === '' ? '' : `up to ${p.cut_at}`, frozenWords(p.frozen_up_to)].filter(Boolean).join(', ')
      : 'no file chosen',
  refuse: (inputs, p) => {
    if (!p.file) return refuse('No saved model is chosen yet.', { expected: 'a file, chosen in the inspector', received: 'none' });
    if (!p.file.model) {
      return refuse('The saved model has not been read yet. Choose it again in the inspector.', { received: p.file.path });
    }
    const unfit = refuseBroken(p.file.model) ?? refuseLayerName(p.file.model, p);
    if (unfit) return unfit;
    return refuseShape(p.file.model, inputOf(inputs, 'input'));
  },
  warn: warnOfIds,
  expand: (_inputs, p) => savedExpansion(modelOf(p), p, SAVED_PARTS, Sketch.input('input')),
  savedModel: (p) => p.file?.model ?? null,
  saved: (_inputs, p) =>
    p.file?.model
      ? {
          source: { kind: 'file', path: p.file.path, sha256: p.file.sha256 ?? null },
          layers: savedParts(p.file.model, p),
        }
      : null,
  examples: [
    {
      name: 'two layers, the first frozen',
      params: { file: tiny(), frozen_up_to: 'first' },
      inputs: { input: [{ shape: ['batch', 4], carries: 'vector' }] },
    },
    {
      name: 'cut, fine-tuned',
      params: { file: tiny(), cut_at: 'first', frozen_up_to: 'none' },
      inputs: { input: [{ shape: ['batch', 4], carries: 'vector' }] },
    },
    {
      name: 'with a way around',
      params: { file: around(), frozen_up_to: 'none' },
      inputs: { input: [{ shape: ['batch', 4, 3, 2], carries: 'features' }] },
    },
  ],
});

function tiny(): FileValue {
  const model = chain(
    [null, 4],
    [
      ['first', 'Dense', { units: 3, activation: 'tanh' }],
      ['drop', 'Dropout', { rate: 0 }],
      ['second', 'Dense', { units: 2 }],
    ],
  );
  return { path: 'tiny.keras', facts: { layers: 3, tensors: 4 }, model };
}

function around(): FileValue {
  const input = { name: 'pictures', shape: [null, 4, 3, 2] };
  const from = (...layers: readonly string[]) => layers.map((layer) => ({ layer, port: 'output' }));
  const model: SavedModel = {
    input,
    layers: [
      { name: 'conv', kind: 'Conv2D', params: { filters: 2, activation: 'tanh' }, from: { input: from('pictures') } },
      { name: 'Conv/norm', kind: 'BatchNormalization', params: {}, from: { input: from('conv') } },
      { name: 'sum', kind: 'Add', params: {}, from: { inputs: from('Conv/norm', 'pictures') } },
    ],
    output: { layer: 'sum', port: 'output' },
  };
  return { path: 'around.h5', facts: { layers: 3, tensors: 6 }, model };
}
