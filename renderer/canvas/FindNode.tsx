import { Command } from 'cmdk';
import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useDrawing } from '../state/drawing';
import { reveal, select, useView } from '../state/view';
import { definitionOf, titleOf } from './fits';
import { focusCanvas } from './QuickAdd';

/** Finds a node of the graph by its name, its kind or its id, and goes there. */
export function FindNode() {
  const open = useView((s) => s.dialog === 'find');
  const box = useRef<HTMLDivElement>(null);
  const close = () => {
    useView.setState({ dialog: null });
    focusCanvas();
  };
  useEffect(() => {
    if (!open) return;
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) useView.setState({ dialog: null });
    };
    window.addEventListener('pointerdown', away, true);
    return () => window.removeEventListener('pointerdown', away, true);
  }, [open]);
  const { graph, registry } = useDrawing();
  if (!open) return null;
  const frame = document.querySelector('.canvas')?.getBoundingClientRect();
  return createPortal(
    <div
      ref={box}
      className="quick-add"
      style={{ left: (frame?.left ?? 0) + (frame?.width ?? 300) / 2 - 150, top: (frame?.top ?? 0) + 16 }}
    >
      <Command label="Find a node" loop onKeyDown={(event) => event.key === 'Escape' && close()}>
        <Command.Input autoFocus placeholder="Find in the graph" />
        <Command.List>
          <Command.Empty>No node is called that.</Command.Empty>
          {Object.keys(graph.nodes).map((id) => (
            <Command.Item
              key={id}
              value={id}
              keywords={[titleOf(registry, graph, id), graph.nodes[id]?.kind ?? '']}
              onSelect={() => {
                select([id]);
                reveal(id);
                close();
              }}
            >
              <span
                className="node-letter small"
                style={{ background: `var(--${definitionOf(registry, graph, id)?.family ?? 'control'})` }}
                aria-hidden="true"
              >
                {definitionOf(registry, graph, id)?.letter ?? '?'}
              </span>
              {titleOf(registry, graph, id)}
              <small>{id}</small>
            </Command.Item>
          ))}
        </Command.List>
      </Command>
    </div>,
    document.body,
  );
}
