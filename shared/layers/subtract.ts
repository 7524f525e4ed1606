import { defineLayer } from './define-layer';
import { mergeEngine } from './merge-wiring';

export const subtract = defineLayer({ className: 'Subtract', takes: 'list', padding: 'joined', engine: mergeEngine('subtract', false) });
