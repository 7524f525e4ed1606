import { defineLayer } from './define-layer';

/** The engine's own: 1 where an id is a token. No record of a node has it, so Python never sees it. */
export const paddingMask = defineLayer({ className: 'PaddingMask' });
