import { Command } from 'cmdk';
import { useEffect, useMemo, useRef } from 'react';
import { createPortal } from 'react-dom';
import type { AnyNode } from '../../shared/graph/define-node';
import { addable, wordsOf } from '../palette/families';
import { rank } from '../palette/rank';
import { useDrawing } from '../state/drawing';
import { addNode, wiringNow } from './actions';
import { useConnecting } from './connecting';
import { candidates } from './fits';
import './quick-add.css';

interface Entry {
  readonly definition: AnyNode;
  readonly port: string | null;
  readonly ready: boolean;
}

/** Gives the keyboard back to the canvas. */
export function focusCanvas(): void {
  document.querySelector<HTMLElement>('.canvas')?.focus({ preventScroll: true });
}

/** Search and add: opened with a double click, `/`, or a wire dropped on empty canvas, when it holds only what fits. */
export function QuickAdd() {
  const request = useConnecting((s) => s.quickAdd);
  const box = useRef<HTMLDivElement>(null);
  const entries = useMemo((): readonly Entry[] => {
    if (!request) return [];
    const wiring = wiringNow();
    if (request.loose && wiring) return candidates(wiring, request.loose.from, request.loose.side);
    const all = [...addable(useDrawing.getState())].sort((a, b) => Number(b.everyday ?? false) - Number(a.everyday ?? false));
    return all.map((definition) => ({ definition, port: null, ready: true }));
  }, [request]);

  const close = () => {
    useConnecting.setState({ quickAdd: null });
    focusCanvas();
  };
  useEffect(() => {
    if (!request) return;
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) useConnecting.setState({ quickAdd: null });
    };
    window.addEventListener('pointerdown', away, true);
    return () => window.removeEventListener('pointerdown', away, true);
  }, [request]);

  if (!request) return null;
  const add = ({ definition, port }: Entry) => {
    useConnecting.setState({ quickAdd: null });
    addNode(definition.kind, request.place, request.loose && port !== null ? { ...request.loose, port } : null);
    focusCanvas();
  };
  const left = Math.max(8, Math.min(request.at.x, window.innerWidth - 316));
  const top = Math.max(8, Math.min(request.at.y, window.innerHeight - 360));
  return createPortal(
    <div ref={box} className="quick-add" style={{ left, top }}>
      <Command label="Add a node" loop filter={rank} onKeyDown={(event) => event.key === 'Escape' && close()}>
        <Command.Input autoFocus placeholder={request.loose ? 'Search what fits' : 'Search nodes'} />
        <Command.List>
          <Command.Empty>{entries.length === 0 ? 'No node type fits this wire.' : 'No node type is called that.'}</Command.Empty>
          {entries.map((entry) => (
            <Command.Item
              key={entry.definition.kind}
              value={entry.definition.kind}
              keywords={wordsOf(entry.definition)}
              onSelect={() => add(entry)}
            >
              <span className="node-letter small" style={{ background: `var(--${entry.definition.family})` }} aria-hidden="true">
                {entry.definition.letter}
              </span>
              {entry.definition.title}
              <small>{entry.definition.title === entry.definition.kind ? '' : entry.definition.kind}</small>
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </div>,
    document.body,
  );
}
