import type { CallError } from './contract';

/** An error whose text is written for the person at the window. Everything else that is thrown is a bug of ours. */
export class StudioError extends Error {
  readonly expected: string | null;
  readonly received: string | null;
  readonly advice: string | null;

  constructor(message: string, rest: { expected?: string; received?: string; advice?: string } = {}) {
    super(message);
    this.name = 'StudioError';
    this.expected = rest.expected ?? null;
    this.received = rest.received ?? null;
    this.advice = rest.advice ?? null;
  }

  toData(): CallError {
    return { message: this.message, expected: this.expected, received: this.received, advice: this.advice };
  }
}
