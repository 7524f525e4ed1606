import { defineLayer } from './define-layer';

export const concatenate = defineLayer({ className: 'Concatenate', takes: 'list', defaults: { axis: -1 } });
