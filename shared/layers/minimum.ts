import { defineLayer } from './define-layer';
import { mergeEngine } from './merge-wiring';

/** Padding of one input is left out where another is real. */
export const minimum = defineLayer({ className: 'Minimum', takes: 'list', padding: 'joined', engine: mergeEngine('minimum', true) });
