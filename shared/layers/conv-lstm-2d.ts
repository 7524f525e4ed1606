import { convLstm } from './conv-lstm';
import { defineLayer } from './define-layer';

export const convLstm2d = defineLayer({ className: 'ConvLSTM2D', ...convLstm(2) });
