import { defineLayer } from './define-layer';

export const multiply = defineLayer({ className: 'Multiply', takes: 'list', padding: 'joined' });
