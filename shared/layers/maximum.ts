import { defineLayer } from './define-layer';
import { mergeEngine } from './merge-wiring';

/** Padding of one input is left out where another is real. */
export const maximum = defineLayer({ className: 'Maximum', takes: 'list', padding: 'joined', engine: mergeEngine('maximum', true) });
