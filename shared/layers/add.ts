import { defineLayer } from './define-layer';

export const add = defineLayer({ className: 'Add', takes: 'list', padding: 'joined' });
