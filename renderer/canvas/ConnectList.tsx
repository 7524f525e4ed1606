import { Command } from 'cmdk';
import { useEffect, useMemo, useRef } from 'react';
import { createPortal } from 'react-dom';
import type { PortRef } from '../../shared/graph/document';
import { wordsOf } from '../palette/families';
import { rank } from '../palette/rank';
import { addNode, connect, wiringNow } from './actions';
import { useConnecting } from './connecting';
import { candidates, definitionOf, fittingPorts, portKey, titleOf } from './fits';
import { focusCanvas } from './QuickAdd';

/** Connecting without a pointer: the ports that the selected node's output fits, and the nodes that could follow it. */
export function ConnectList() {
  const choosing = useConnecting((s) => s.choosing);
  const box = useRef<HTMLDivElement>(null);
  const { targets, kinds } = useMemo(() => {
    const wiring = wiringNow();
    if (!choosing || !wiring) return { targets: [], kinds: [] };
    const fitting = fittingPorts(wiring, choosing.loose.from, 'out');
    const found: PortRef[] = [];
    for (const id of Object.keys(wiring.graph.nodes)) {
      for (const port of definitionOf(wiring.registry, wiring.graph, id)?.inputs ?? []) {
        const to = { node: id, port: port.name };
        if (fitting.has(portKey('in', to))) found.push(to);
      }
    }
    const titled = found.map((to) => ({ to, title: titleOf(wiring.registry, wiring.graph, to.node) }));
    return { targets: titled, kinds: candidates(wiring, choosing.loose.from, 'out') };
  }, [choosing]);
  const close = () => {
    useConnecting.setState({ choosing: null });
    focusCanvas();
  };
  useEffect(() => {
    if (!choosing) return;
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) useConnecting.setState({ choosing: null });
    };
    window.addEventListener('pointerdown', away, true);
    return () => window.removeEventListener('pointerdown', away, true);
  }, [choosing]);
  if (!choosing) return null;
  const { loose } = choosing;
  const left = Math.max(8, Math.min(choosing.at.x, window.innerWidth - 316));
  const top = Math.max(8, Math.min(choosing.at.y, window.innerHeight - 360));
  return createPortal(
    <div ref={box} className="quick-add" style={{ left, top }}>
      <Command
        label={`Connect “${loose.from.port}” of ${loose.from.node} to`}
        loop
        filter={rank}
        onKeyDown={(event) => event.key === 'Escape' && close()}
      >
        <Command.Input autoFocus placeholder={`Connect ${loose.from.port} to`} />
        <Command.List>
          <Command.Empty>Nothing fits.</Command.Empty>
          {targets.length === 0 ? null : (
            <Command.Group heading="In the graph">
              {targets.map(({ to, title }) => (
                <Command.Item
                  key={`${to.node}.${to.port}`}
                  value={`${to.node}.${to.port}`}
                  keywords={[title, to.port]}
                  onSelect={() => {
                    connect(loose.from, to);
                    close();
                  }}
                >
                  {title}
                  <small>
                    {to.port} · {to.node}
                  </small>
                </Command.Item>
              ))}
            </Command.Group>
          )}
          <Command.Group heading="Add and connect">
            {kinds.map(({ definition, port }) => (
              <Command.Item
                key={definition.kind}
                value={`new ${definition.kind}`}
                keywords={wordsOf(definition)}
                onSelect={() => {
                  addNode(definition.kind, null, { ...loose, port });
                  close();
                }}
              >
                <span className="node-letter small" style={{ background: `var(--${definition.family})` }} aria-hidden="true">
                  {definition.letter}
                </span>
                {definition.title}
              </Command.Item>
            ))}
          </Command.Group>
        </Command.List>
      </Command>
    </div>,
    document.body,
  );
}
