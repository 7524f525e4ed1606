import { defineLayer } from './define-layer';

export const permute = defineLayer({ className: 'Permute', positional: ['dims'] });
