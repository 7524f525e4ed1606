import { useEffect } from 'react';
import { announce } from '../canvas/announce';
import { redo, undo, useDocument } from '../state/document';
import { showDialog, showInspector, toggleRail, useView } from '../state/view';
import { openProject, saveProject, saveProjectAs } from './file-actions';
import { isTyping } from './typing';

function step(forward: boolean): void {
  const label = forward ? redo() : undo();
  announce(label === null ? `Nothing to ${forward ? 'redo' : 'undo'}` : `${forward ? 'Redone' : 'Undone'}: ${label}`);
}

/** Keys that hold everywhere in the window. Those of the canvas stand in `canvas/use-canvas-keys`. */
function onKey(event: KeyboardEvent): void {
  const mod = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  const open = useDocument.getState().open !== null;
  const run = (action: () => unknown) => {
    event.preventDefault();
    void action();
  };
  if (mod && !event.altKey) {
    if (key === 'o') run(openProject);
    else if (key === 'f' && open) run(() => showDialog('find'));
    else if (key === 's' && open) run(event.shiftKey ? saveProjectAs : saveProject);
    else if (open && !isTyping(event.target)) {
      if (key === 'z') run(() => step(event.shiftKey));
      else if (key === 'y') run(() => step(true));
      else if (key === 'j') run(() => useView.setState((s) => ({ dockOpen: !s.dockOpen })));
      else if (key === 'i') run(() => showInspector(!useView.getState().rightOpen));
    }
    return;
  }
  if (!open || isTyping(event.target)) return;
  const rails = ['nodes', 'data', 'runs', 'attention'] as const;
  const rail = event.altKey && /^Digit[1-4]$/.test(event.code) ? rails[Number(event.code.slice(5)) - 1] : undefined;
  if (rail) run(() => toggleRail(rail));
  else if (event.key === '?') run(() => showDialog('shortcuts'));
}

export function useShortcuts(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
