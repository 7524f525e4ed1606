import type { LayerRecord } from '../graph/layer-record';
import { defineLayer } from './define-layer';
import { returnsSequences } from './returns-sequences';

/** Around an LSTM, whose biases begin otherwise than other cells'. */
const AROUND_LSTM = 'StudioBidirectionalLSTM';

const isLstm = ({ config: { layer } }: LayerRecord): boolean =>
  layer !== null && typeof layer === 'object' && 'class_name' in layer && layer.class_name === 'LSTM';

export const bidirectional = defineLayer({
  className: 'Bidirectional',
  positional: ['layer'],
  defaults: { merge_mode: 'concat' },
  padding: (record) => (returnsSequences(record) ? 'masked' : 'left out'),
  engine: {
    className: (record) => (isLstm(record) ? AROUND_LSTM : 'StudioBidirectional'),
    classNames: [AROUND_LSTM, 'StudioBidirectional'],
    wiring: 'mask',
  },
  initial: (weight, _shape, engineClass) => (weight.endsWith('bias') && engineClass === AROUND_LSTM ? { kind: 'forget_bias' } : null),
});
