import { create } from 'zustand';

/** The sentence that a screen reader hears next; `turn` makes the same sentence heard twice. */
export const useAnnouncement = create<{ readonly text: string; readonly turn: number }>(() => ({ text: '', turn: 0 }));

export function announce(text: string): void {
  useAnnouncement.setState((s) => ({ text, turn: s.turn + 1 }));
}
