import { defineBlock } from '../../graph/define-block';
import { refuse } from '../../graph/define-node';
import { inputOf, lastSize } from '../../graph/input-of';
import { float } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import { formatShape } from '../../graph/spec';
import { conv2d } from '../extractors/conv2d';
import { mendToMap } from '../mends';
import { BOX_PARAMS, boxPlan, countLabels, refuseLabels } from './box-target';

const TITLE = 'Boxes of a grid';
/** Numbers of a cell before its classes: whether there is an object, x, y, width, height. */
const BEFORE_CLASSES = 5;

/** A box a cell of a feature map, as YOLO has it. */
export const gridBoxPrediction = defineBlock({
  kind: 'GridBoxPrediction',
  family: 'output',
  learnsPlaces: true,
  title: TITLE,
  letter: 'Y',
  everyday: true,
  keywords: ['boxes', 'detection', 'yolo', 'grid', 'objects', 'bounding box', 'anchor', 'output'],
  doc: 'Finds objects: every cell of a feature map says whether the middle of an object lies in it, where in the cell, how large, and of what class. Of boxes of a class that overlap only the surest is told (non-maximum suppression). Of two objects in one cell the larger is learned: a finer map tells more apart.',
  formula: 'here, x, y = σ(·) within the cell; width, height = σ(·) as parts of the picture; class = softmax(·)',
  source: 'Redmon et al. 2016 (YOLO), arXiv:1506.02640; logistic outputs: Redmon & Farhadi 2018, arXiv:1804.02767',
  parts: [conv2d],
  inputs: [{ name: 'input', doc: 'A feature map: one place a cell', accepts: ['features', 'image'] }],
  outputs: [{ name: 'boxes', doc: 'Five numbers and a logit a class, for every cell' }],
  params: {
    ...BOX_PARAMS,
    box_weight: float({ default: 5, min: 0, max: 100, step: 0.5, doc: 'What place and size count in the loss.', advanced: true }),
    empty_weight: float({
      default: 0.5,
      min: 0,
      max: 100,
      step: 0.1,
      doc: 'What a cell counts in which there is nothing: there are many of them.',
      advanced: true,
    }),
    overlap: float({
      default: 0.5,
      min: 0,
      max: 1,
      step: 0.05,
      doc: 'Of two found boxes of a class that overlap by more than this part (intersection over union) the surer one stays.',
    }),
  },
  summary: (p, context) => {
    const labels = countLabels(TITLE, p, context);
    return labels === null ? 'labels from the data' : `${labels} ${labels === 1 ? 'label' : 'labels'}, one box a cell`;
  },
  mend: mendToMap,
  refuse: (inputs, p, context) => {
    const x = inputOf(inputs, 'input');
    if (lastSize(x) === null || typeof x.shape[1] !== 'number' || typeof x.shape[2] !== 'number') {
      return refuse('Boxes are found in the cells of a feature map of known size.', {
        port: 'input',
        expected: 'rows × columns × features',
        received: formatShape(x.shape),
      });
    }
    return refuseLabels(TITLE, p, context);
  },
  expand: (_inputs, p, context) => {
    const s = new Sketch();
    const filters = BEFORE_CLASSES + (countLabels(TITLE, p, context) ?? 0);
    return s.done({
      boxes: s.node('cells', 'Conv2D', { filters, kernel_size: [1, 1], activation: 'linear' }, { input: Sketch.input('input') }),
    });
  },
  target: (p, context, around) => {
    const { most, ...plan } = boxPlan(TITLE, p, context, around);
    const [, rows, columns] = inputOf(around.inputs, 'input').shape;
    return {
      ...plan,
      room: most,
      head: {
        form: 'grid',
        rows: typeof rows === 'number' ? rows : 1,
        columns: typeof columns === 'number' ? columns : 1,
        weights: { box: p.box_weight, empty: p.empty_weight },
        overlap: p.overlap,
      },
    };
  },
  examples: [
    { name: 'two labels', params: { classes: 2 }, inputs: { input: [{ shape: ['batch', 2, 3, 4], carries: 'features' }] } },
    { name: 'one label', params: { classes: 1 }, inputs: { input: [{ shape: ['batch', 1, 2, 3], carries: 'features' }] } },
  ],
});
