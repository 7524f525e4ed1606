import { defineLayer } from './define-layer';

export const reshape = defineLayer({ className: 'Reshape', positional: ['target_shape'] });
