import { defineLayer } from './define-layer';
import { mergeEngine } from './merge-wiring';

/** Keras counts padding as 1 where another input is real, and gives 0 where none is. */
export const multiply = defineLayer({ className: 'Multiply', takes: 'list', padding: 'joined', engine: mergeEngine('multiply', true) });
