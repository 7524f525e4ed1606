import { create } from 'zustand';
import { asStudioError } from '../app/connect';
import type { ErrorWords } from './ErrorNote';

export interface Notice {
  readonly id: number;
  readonly severity: 'info' | 'warning' | 'error';
  readonly words: ErrorWords;
  readonly action: { readonly label: string; run(): void } | null;
}

let next = 1;

export const useNotices = create<{ readonly notices: readonly Notice[] }>(() => ({ notices: [] }));

export function dismiss(id: number): void {
  useNotices.setState((s) => ({ notices: s.notices.filter((n) => n.id !== id) }));
}

/** Says something in a corner of the window. Errors stay until they are dismissed, the rest 6 seconds. */
export function notify(severity: Notice['severity'], words: string | ErrorWords, action: Notice['action'] = null): void {
  const id = next++;
  const said = typeof words === 'string' ? { message: words } : words;
  useNotices.setState((s) => ({
    notices: [...s.notices.filter((n) => n.words.message !== said.message), { id, severity, words: said, action }].slice(-4),
  }));
  if (severity !== 'error') setTimeout(() => dismiss(id), 6000);
}

/** For the `catch` of whatever the person started. */
export function notifyError(error: unknown): void {
  notify('error', asStudioError(error));
}
