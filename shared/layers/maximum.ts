import { defineLayer } from './define-layer';

/** Joins masks, too: a place is real where one of the inputs has one. */
export const maximum = defineLayer({ className: 'Maximum', takes: 'list', padding: 'joined' });
