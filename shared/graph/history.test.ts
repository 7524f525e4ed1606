import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../contract';
import {
  beginGesture,
  cancelGesture,
  edit,
  endGesture,
  type History,
  MAX_STEPS,
  type Move,
  redo,
  replay,
  startHistory,
  undo,
} from './history';

interface Doc {
  name: string;
  layout: Record<string, { x: number; y: number }>;
  list: number[];
}
const start = (): History<Doc> => startHistory({ name: 'a', layout: { n: { x: 0, y: 0 } }, list: [1, 2, 3] });
const moveTo = (x: number) => (draft: Doc) => {
  draft.layout.n = { x, y: 0 };
};

describe('edit', () => {
  it('gives the new document and the step to journal, and leaves the old document alone', () => {
    const before = start();
    const { history, entry } = edit(before, 'Rename', (d) => {
      d.name = 'b';
    });
    expect(history.document.name).toBe('b');
    expect(before.document.name).toBe('a');
    expect(entry).toEqual({
      label: 'Rename',
      patches: [{ op: 'replace', path: ['name'], value: 'b' }],
      inverse: [{ op: 'replace', path: ['name'], value: 'a' }],
    });
  });

  it('is no step when nothing changes', () => {
    const before = start();
    const { history, entry } = edit(before, 'Rename', (d) => {
      d.name = 'a';
    });
    expect(entry).toBeNull();
    expect(history).toBe(before);
  });

  it('forgets what could be redone', () => {
    let h = edit(start(), 'One', moveTo(1)).history;
    h = undo(h).history;
    expect(h.future).toHaveLength(1);
    h = edit(h, 'Two', moveTo(2)).history;
    expect(h.future).toHaveLength(0);
    expect(redo(h).entry).toBeNull();
  });

  it('keeps a bounded number of steps', () => {
    let h = start();
    for (let i = 1; i <= MAX_STEPS + 5; i++) h = edit(h, `Step ${i}`, moveTo(i)).history;
    expect(h.past).toHaveLength(MAX_STEPS);
    expect(h.past[0]?.label).toBe('Step 6');
  });
});

describe('gestures', () => {
  it('are one step with the patches of its last moment', () => {
    let h = beginGesture(start(), 'Move');
    for (let x = 1; x <= 100; x++) {
      const moved = edit(h, 'Move', (d) => {
        if (d.layout.n) d.layout.n.x = x;
      });
      expect(moved.entry).toBeNull();
      h = moved.history;
    }
    const { history, entry } = endGesture(h);
    expect(entry).toEqual({
      label: 'Move',
      patches: [{ op: 'replace', path: ['layout', 'n', 'x'], value: 100 }],
      inverse: [{ op: 'replace', path: ['layout', 'n', 'x'], value: 0 }],
    });
    expect(history.past).toHaveLength(1);
    expect(undo(history).history.document).toEqual(start().document);
  });

  it('join different changes in order', () => {
    let h = beginGesture(start(), 'Paste');
    h = edit(h, 'x', (d) => void d.list.push(4)).history;
    h = edit(h, 'y', (d) => void d.list.shift()).history;
    const { history } = endGesture(h);
    expect(history.document.list).toEqual([2, 3, 4]);
    expect(undo(history).history.document.list).toEqual([1, 2, 3]);
    expect(redo(undo(history).history).history.document.list).toEqual([2, 3, 4]);
  });

  it('can be taken back while they go on, by Escape or by undo', () => {
    const h = edit(beginGesture(start(), 'Move'), 'Move', moveTo(7)).history;
    expect(cancelGesture(h).document).toEqual(start().document);
    const undone = undo(h);
    expect(undone.entry).toBeNull();
    expect(undone.history.document).toEqual(start().document);
    expect(undone.history.past).toHaveLength(0);
  });

  it('that change nothing are no step', () => {
    const { history, entry } = endGesture(beginGesture(start(), 'Move'));
    expect(entry).toBeNull();
    expect(history.past).toHaveLength(0);
  });
});

describe('replay', () => {
  it('follows every sequence of edits, undos and redos to the same document and the same history', () => {
    const action = fc.oneof(
      fc.record({ type: fc.constant('move' as const), x: fc.integer() }),
      fc.record({ type: fc.constant('push' as const), value: fc.integer() }),
      fc.record({ type: fc.constant('drop' as const), at: fc.nat(4) }),
      fc.record({ type: fc.constant('add' as const), id: fc.constantFrom('p', 'q') }),
      fc.record({ type: fc.constant('remove' as const), id: fc.constantFrom('n', 'p', 'q') }),
      fc.constant({ type: 'undo' as const }),
      fc.constant({ type: 'redo' as const }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        let h = start();
        const journal: { move: Move; entry: HistoryEntry }[] = [];
        for (const a of actions) {
          const move: Move = a.type === 'undo' || a.type === 'redo' ? a.type : 'edit';
          const moved =
            a.type === 'undo'
              ? undo(h)
              : a.type === 'redo'
                ? redo(h)
                : edit(h, a.type, (d) => {
                    if (a.type === 'move') d.layout.n = { x: a.x, y: 1 };
                    if (a.type === 'push') d.list.push(a.value);
                    if (a.type === 'drop') d.list.splice(a.at, 1);
                    if (a.type === 'add') d.layout[a.id] = { x: 0, y: 0 };
                    if (a.type === 'remove') delete d.layout[a.id];
                  });
          h = moved.history;
          // As it comes out of a journal: through JSON.
          if (moved.entry) journal.push({ move, entry: JSON.parse(JSON.stringify(moved.entry)) as HistoryEntry });
        }
        const again = journal.reduce((now, { move, entry }) => replay(now, move, entry), start());
        expect(again.document).toEqual(h.document);
        expect(again.past).toEqual(h.past);
        expect(again.future).toEqual(h.future);
      }),
    );
  });

  it('refuses patches that reach into JavaScript', () => {
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const entry: HistoryEntry = { label: 'x', patches: [{ op: 'add', path: [key, 'polluted'], value: 1 }], inverse: [] };
      expect(() => replay(start(), 'edit', entry)).toThrow();
    }
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
