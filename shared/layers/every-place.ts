import { defineLayer } from './define-layer';

/** The engine's own: a mask for what has none. No record of a node has it, so Python never sees it. */
export const everyPlace = defineLayer({ className: 'EveryPlace' });
