import { defineBlock } from '../../graph/define-block';
import { refuse } from '../../graph/define-node';
import { inputOf, lastSize } from '../../graph/input-of';
import { float, int, optionalInt } from '../../graph/params';
import { Sketch } from '../../graph/sketch';
import { formatShape } from '../../graph/spec';
import { dense } from '../extractors/dense';
import { concatenate } from '../fusion/concatenate';
import { mendToSequence } from '../mends';
import { BOX_PARAMS, boxPlan, countLabels, findBoxes, refuseLabels } from './box-target';

const TITLE = 'Boxes of queries';

/** DETR's head: of every query a class and a box, trained by the cheapest assignment. */
export const boxSetPrediction = defineBlock({
  kind: 'BoxSetPrediction',
  family: 'output',
  learnsPlaces: true,
  title: TITLE,
  letter: 'Y',
  keywords: ['boxes', 'detection', 'detr', 'hungarian', 'matching', 'set prediction', 'objects', 'bounding box', 'output'],
  doc: 'Finds objects: every query says one box and its class, or that it found nothing. While it trains, each true box is given to the one query that meets it best, all together at least cost (the Hungarian method), so that no box is told twice. Its losses are divided by what a picture of the data has on average.',
  formula:
    'p = softmax(W q + b) over classes and “nothing”, box = σ(MLP(q)): middle, width, height as parts of the picture; matched and trained by λ_c · class + λ_L1 · |Δ| + λ_GIoU · (1 − GIoU)',
  source: 'Carion et al. 2020 (DETR), arXiv:2005.12872; GIoU: Rezatofighi et al. 2019, arXiv:1902.09630',
  parts: [dense, concatenate],
  inputs: [
    {
      name: 'input',
      doc: 'Queries that have looked at the picture: what a Transformer decoder makes of Learned queries',
      accepts: ['sequence'],
    },
  ],
  outputs: [{ name: 'boxes', doc: 'Of each query the logits of its classes and of “nothing”, then middle and size' }],
  params: {
    ...BOX_PARAMS,
    hidden_layers: int({ default: 2, min: 0, max: 8, doc: 'Layers between a query and its box.' }),
    units: optionalInt({ default: null, nullable: 'as wide as a query', min: 1, max: 65_536, doc: 'Width of those layers.' }),
    no_object_weight: float({
      default: 0.1,
      min: 0,
      max: 10,
      step: 0.05,
      doc: 'What a query counts that should find nothing: there are many of them.',
    }),
    class_weight: float({ default: 1, min: 0, max: 100, step: 0.5, doc: 'What the class counts, in matching and loss.', advanced: true }),
    distance_weight: float({
      default: 5,
      min: 0,
      max: 100,
      step: 0.5,
      doc: 'What the distance of the boxes’ numbers (L1) counts, in matching and loss.',
      advanced: true,
    }),
    overlap_weight: float({
      default: 2,
      min: 0,
      max: 100,
      step: 0.5,
      doc: 'What the overlap of the boxes (generalised IoU) counts, in matching and loss.',
      advanced: true,
    }),
  },
  summary: (p, context) => {
    const labels = countLabels(TITLE, p, context);
    return labels === null ? 'labels from the data' : `${labels} ${labels === 1 ? 'label' : 'labels'}, matched`;
  },
  mend: mendToSequence,
  refuse: (inputs, p, context) => {
    const x = inputOf(inputs, 'input');
    const [, queries] = x.shape;
    if (lastSize(x) === null || typeof queries !== 'number') {
      return refuse('Boxes are found by a known number of queries.', {
        port: 'input',
        expected: 'queries × features, both known: Learned queries through a Transformer decoder',
        received: formatShape(x.shape),
      });
    }
    const refused = refuseLabels(TITLE, p, context);
    if (refused) return refused;
    const found = findBoxes(TITLE, p, context);
    const most = found.ok ? (found.facts?.most ?? 0) : 0;
    if (most > queries) {
      return refuse(`A picture of the data has ${most} boxes, and ${queries} queries find no more than ${queries}.`, {
        port: 'input',
        expected: `at least ${most} queries, better twice as many`,
        received: `${queries}`,
      });
    }
    return null;
  },
  expand: (inputs, p, context) => {
    const queries = Sketch.input('input');
    const units = p.units ?? lastSize(inputOf(inputs, 'input')) ?? 1;
    const s = new Sketch();
    const classes = s.node(
      'classes',
      'Dense',
      { units: (countLabels(TITLE, p, context) ?? 0) + 1, activation: 'linear' },
      { input: queries },
      'Classes',
    );
    let hidden = queries;
    for (let layer = 1; layer <= p.hidden_layers; layer++) {
      hidden = s.node(`hidden${layer}`, 'Dense', { units, activation: 'relu' }, { input: hidden });
    }
    const box = s.node('box', 'Dense', { units: 4, activation: 'sigmoid' }, { input: hidden }, 'Box');
    return s.done({ boxes: s.node('joined', 'Concatenate', { axis: -1 }, { inputs: [classes, box] }) });
  },
  target: (p, context, around) => {
    const { most: _most, ...plan } = boxPlan(TITLE, p, context, around);
    const [, queries] = inputOf(around.inputs, 'input').shape;
    const count = typeof queries === 'number' ? queries : 1;
    return {
      ...plan,
      room: count,
      head: {
        form: 'set',
        queries: count,
        no_object: p.no_object_weight,
        weights: { class: p.class_weight, distance: p.distance_weight, overlap: p.overlap_weight },
      },
    };
  },
  examples: [
    { name: 'two labels', params: { classes: 2, hidden_layers: 1 }, inputs: { input: [{ shape: ['batch', 3, 4], carries: 'sequence' }] } },
    {
      name: 'no hidden layer, one label',
      params: { classes: 1, hidden_layers: 0 },
      inputs: { input: [{ shape: ['batch', 2, 3], carries: 'sequence' }] },
    },
  ],
});
