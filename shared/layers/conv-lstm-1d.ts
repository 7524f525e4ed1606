import { convLstm } from './conv-lstm';
import { defineLayer } from './define-layer';

export const convLstm1d = defineLayer({ className: 'ConvLSTM1D', ...convLstm(1) });
