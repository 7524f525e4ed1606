import { defineLayer } from './define-layer';

export const repeatVector = defineLayer({ className: 'RepeatVector', positional: ['n'], engine: { className: 'StudioRepeatVector' } });
