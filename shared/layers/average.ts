import { defineLayer } from './define-layer';
import { mergeEngine } from './merge-wiring';

export const average = defineLayer({ className: 'Average', takes: 'list', padding: 'joined', engine: mergeEngine('average', false) });
