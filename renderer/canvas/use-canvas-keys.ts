import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect } from 'react';
import { isTyping } from '../app/typing';
import { canUnpack, enter, groupSelection, unpack } from '../blocks/block-actions';
import { currentProject } from '../state/document';
import { useDrawing } from '../state/drawing';
import { useDrawnReport } from '../state/report';
import { leaveBlocks, reveal, select, showInspector, useView } from '../state/view';
import { arrangeNodes, duplicateSelection, moveSelection, removeSelection, selectAll, wiringNow } from './actions';
import { announce } from './announce';
import { useConnecting } from './connecting';
import { titleOf } from './fits';
import { FIT, NODE_WIDTH, SNAP } from './measures';
import { type Direction, first, nearest } from './nearest';

const ARROWS: Record<string, Direction> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };
const UNIT: Record<Direction, readonly [number, number]> = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] };

function spokenFor(id: string): string {
  const { graph, registry } = useDrawing.getState();
  const node = graph.nodes[id];
  if (!node) return '';
  const report = useDrawnReport.getState();
  const definition = registry[node.kind];
  const params = report.report.nodes[id]?.params;
  const summary = definition && params ? definition.summary(params, { id, facts: currentProject()?.data?.facts ?? null }) : '';
  const problem = report.problems.get(id)?.[0]?.message ?? '';
  return [titleOf(registry, graph, id), summary, problem].filter(Boolean).join('. ');
}

/** The canvas's keys, while it has the keyboard. */
export function useCanvasKeys(frame: RefObject<HTMLElement | null>): void {
  const flow = useReactFlow();
  useEffect(() => {
    const element = frame.current;
    if (!element) return;

    const show = (id: string) => {
      select([id]);
      announce(spokenFor(id));
      reveal(id);
    };

    const besideSelection = (): { x: number; y: number } => {
      const bounds = element.getBoundingClientRect();
      const [id] = useView.getState().nodes;
      const place = id === undefined ? undefined : useDrawing.getState().layout[id];
      if (!place) return { x: bounds.left + bounds.width / 2 - 150, y: bounds.top + 80 };
      return flow.flowToScreenPosition({ x: place.x + NODE_WIDTH + 16, y: place.y });
    };

    const goTo = (direction: Direction) => {
      const { graph, layout } = useDrawing.getState();
      const places = new Map(Object.entries(layout).filter(([id]) => id in graph.nodes));
      const [id] = [...useView.getState().nodes].slice(-1);
      const from = id === undefined ? undefined : places.get(id);
      const next = from ? nearest(places, from, direction) : first(places);
      if (next !== null) show(next);
      else announce(`Nothing further ${direction}`);
    };

    const startConnecting = () => {
      const wiring = wiringNow();
      const [id] = useView.getState().nodes;
      const [port] = (id !== undefined && wiring?.registry[wiring.graph.nodes[id]?.kind ?? '']?.outputs) || [];
      if (id === undefined || !port) {
        announce('Select a node with an output first');
        return;
      }
      useConnecting.setState({ choosing: { loose: { from: { node: id, port: port.name }, side: 'out' }, at: besideSelection() } });
    };

    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || !(event.target instanceof Element)) return;
      // Buttons inside the canvas keep their own keys.
      if (event.target.closest('button, [cmdk-root]') && event.key !== 'Escape') return;
      const mod = event.ctrlKey || event.metaKey;
      const direction = ARROWS[event.key];
      const done = () => {
        event.preventDefault();
        event.stopPropagation();
      };
      if (direction) {
        done();
        const [x, y] = UNIT[direction];
        if (event.altKey) moveSelection(x * SNAP, y * SNAP);
        else if (event.shiftKey) moveSelection(x * SNAP * 8, y * SNAP * 8);
        else goTo(direction);
        return;
      }
      if (mod && event.key.toLowerCase() === 'a') {
        done();
        selectAll();
      } else if (mod && event.key.toLowerCase() === 'd') {
        done();
        duplicateSelection();
      } else if (mod && event.key.toLowerCase() === 'g') {
        done();
        if (!event.shiftKey) groupSelection();
        else for (const id of useView.getState().nodes) if (canUnpack(id)) unpack(id);
      } else if (mod || event.altKey) return;
      else if (event.key === 'Delete' || event.key === 'Backspace') {
        done();
        removeSelection();
      } else if (event.key === 'Enter') {
        done();
        showInspector(true);
        requestAnimationFrame(() => document.querySelector<HTMLElement>('.inspector :is(input, select, button, textarea)')?.focus());
      } else if (event.key === 'Escape') {
        useConnecting.setState({ refused: null });
        const { nodes, wires, inside } = useView.getState();
        // Once to let go of what is selected, once more to leave the block.
        if (nodes.size === 0 && wires.size === 0 && inside.length > 0) leaveBlocks(inside.length - 1);
        else select([]);
      } else if (event.key.toLowerCase() === 'e') {
        done();
        const [id] = useView.getState().nodes;
        if (id !== undefined) enter(id);
      } else if (event.key.toLowerCase() === 'c') {
        done();
        startConnecting();
      } else if (event.key.toLowerCase() === 'f') {
        done();
        void flow.fitView(FIT);
      } else if (event.key.toLowerCase() === 'l') {
        done();
        arrangeNodes();
      } else if (event.key === '+' || event.key === '=') {
        done();
        void flow.zoomIn();
      } else if (event.key === '-') {
        done();
        void flow.zoomOut();
      } else if (event.key === '/') {
        done();
        useConnecting.setState({ quickAdd: { at: besideSelection(), place: null, loose: null } });
      }
    };
    // A click anywhere on the canvas gives it the keyboard: drags would otherwise keep the focus elsewhere.
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Element && !event.target.closest('button, input, a')) element.focus({ preventScroll: true });
    };
    element.addEventListener('keydown', onKey);
    element.addEventListener('pointerdown', onPointer, true);
    return () => {
      element.removeEventListener('keydown', onKey);
      element.removeEventListener('pointerdown', onPointer, true);
    };
  }, [flow, frame]);
}
