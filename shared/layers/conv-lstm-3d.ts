import { convLstm } from './conv-lstm';
import { defineLayer } from './define-layer';

export const convLstm3d = defineLayer({ className: 'ConvLSTM3D', ...convLstm(3) });
