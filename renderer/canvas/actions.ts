import type { Layout, NodeId, PortRef, Position, Wire } from '../../shared/graph/document';
import { wireKey } from '../../shared/graph/document';
import { type Drawing, freshId, type GraphEdit } from '../../shared/graph/edits';
import { blockIdOf } from '../../shared/graph/user-block';
import { currentProject } from '../state/document';
import { currentDrawing, editDrawing, useDrawing } from '../state/drawing';
import { applyGraphEdits } from '../state/fix';
import { useDrawnReport } from '../state/report';
import { reveal, select, useView } from '../state/view';
import { announce } from './announce';
import { arrange } from './arrange';
import { type Clip, insertClip, toClip } from './clipboard';
import { displaced, type Refusal, refusal, specAt, titleOf, type Wiring } from './fits';
import { NODE_WIDTH, nodeHeight, SNAP } from './measures';
import { paramsFromWire, startingParams } from './starting-params';

/** The graph as the rules of wiring see it now; null on the start screen. */
export function wiringNow(): Wiring | null {
  if (!currentProject()) return null;
  const { graph, registry } = useDrawing.getState();
  return { graph, report: useDrawnReport.getState().report, registry };
}

const snap = (value: number) => Math.round(value / SNAP) * SNAP;
const registryNow = () => useDrawing.getState().registry;

/** A place near `at` where no node lies yet. */
function freePlace(drawing: Drawing, at: Position): Position {
  const place = { x: snap(at.x), y: snap(at.y) };
  const taken = () => Object.values(drawing.layout).some((p) => Math.abs(p.x - place.x) < NODE_WIDTH - 8 && Math.abs(p.y - place.y) < 64);
  for (let tries = 0; tries < 200 && taken(); tries++) place.y += 24;
  return place;
}

/** Where a new node goes when nobody points: right of the selected one, else right of all. */
function placeAfter(drawing: Drawing): Position {
  const chosen = [...useView.getState().nodes].flatMap((id) => drawing.layout[id] ?? []);
  const all = Object.values(drawing.layout);
  const from = chosen.length > 0 ? chosen : all;
  if (from.length === 0) return { x: 0, y: 0 };
  const right = from.reduce((best, p) => (p.x > best.x ? p : best));
  return { x: right.x + NODE_WIDTH + 72, y: right.y };
}

/**
 * Adds a node, wired at once where it comes from a loose wire.
 *
 * @param at upper left corner; null: beside the selection
 * @param loose the port at the wire's other end, and the new node's port
 */
export function addNode(
  kind: string,
  at: Position | null,
  loose: { readonly from: PortRef; readonly side: 'in' | 'out'; readonly port: string } | null = null,
): NodeId | null {
  const drawing = currentDrawing();
  const registry = registryNow();
  const definition = Object.hasOwn(registry, kind) ? registry[kind] : undefined;
  if (!drawing || !definition) return null;
  const id = freshId(drawing.graph, blockIdOf(kind) ?? kind);
  const params = startingParams(registry, kind, loose?.side === 'out' ? specAt(useDrawnReport.getState().report, loose.from) : null);
  const place = freePlace(drawing, at ?? placeAfter(drawing));
  const edits: GraphEdit[] = [{ type: 'add-node', id, kind, params, at: place }];
  if (loose) {
    const mine = { node: id, port: loose.port };
    edits.push(...wireEdits(loose.side === 'out' ? loose.from : mine, loose.side === 'out' ? mine : loose.from));
  }
  if (!applyGraphEdits(`Add ${definition.title}`, edits)) return unchanged();
  select([id]);
  reveal(id);
  announce(`${definition.title} added`);
  return id;
}

function wireEdits(from: PortRef, to: PortRef): GraphEdit[] {
  const wiring = wiringNow();
  const kind = wiring?.graph.nodes[to.node]?.kind;
  const port = kind === undefined ? undefined : wiring?.registry[kind]?.inputs.find((p) => p.name === to.port);
  const out = wiring && port ? displaced(wiring.graph, port, to) : [];
  return [...out.map((w): GraphEdit => ({ type: 'remove-wire', from: w.from, to: w.to })), { type: 'add-wire', from, to }];
}

/** Says that the project is read-only: the one reason why an edit of the graph changes nothing. */
function unchanged(): null {
  announce('This project is read-only here');
  return null;
}

/** Draws a wire, or says why not. */
export function connect(from: PortRef, to: PortRef): Refusal | null {
  const wiring = wiringNow();
  if (!wiring) return null;
  const refused = refusal(wiring, from, to);
  if (refused) {
    announce(refused.reason);
    return refused;
  }
  const [a, b] = [titleOf(wiring.registry, wiring.graph, from.node), titleOf(wiring.registry, wiring.graph, to.node)];
  const target = wiring.graph.nodes[to.node];
  const taken = target ? paramsFromWire(wiring.registry, to.node, target, specAt(useDrawnReport.getState().report, from)) : [];
  if (!applyGraphEdits(`Connect ${a} to ${b}`, [...wireEdits(from, to), ...taken])) return unchanged();
  announce(`${a} connected to ${b}`);
  return null;
}

/** The node that, put between, lets a refused wire be drawn; null: there is none. */
export function mendOf(refused: Refusal, from: PortRef, to: PortRef): { readonly title: string; apply(): void } | null {
  const wiring = wiringNow();
  const kind = wiring?.graph.nodes[to.node]?.kind;
  const definition = kind === undefined ? undefined : wiring?.registry[kind];
  if (!wiring || !definition || !refused.received) return null;
  const fix = definition.mend?.(refused.received, to.port);
  if (fix?.type !== 'insert' || !Object.hasOwn(wiring.registry, fix.kind)) return null;
  const apply = () => {
    const wire: Wire = { from, to };
    const id = freshId(wiring.graph, fix.kind);
    applyGraphEdits(fix.title, [
      ...wireEdits(from, to),
      { type: 'insert-node', wire, id, kind: fix.kind, params: fix.params, input: fix.input, output: fix.output },
    ]);
    select([id]);
  };
  return { title: fix.title, apply };
}

const several = (count: number, one: string) => (count === 1 ? one : `${count} nodes`);

/** Removes what is selected: nodes with their wires, and wires. */
export function removeSelection(): void {
  const drawing = currentDrawing();
  const { nodes, wires } = useView.getState();
  if (!drawing || (nodes.size === 0 && wires.size === 0)) return;
  const edits: GraphEdit[] = [
    ...drawing.graph.wires.filter((w) => wires.has(wireKey(w))).map((w): GraphEdit => ({ type: 'remove-wire', from: w.from, to: w.to })),
    ...[...nodes].map((id): GraphEdit => ({ type: 'remove-node', id })),
  ];
  const [first] = nodes;
  const label =
    nodes.size === 0 ? 'Remove wire' : `Delete ${several(nodes.size, first ? titleOf(registryNow(), drawing.graph, first) : 'node')}`;
  if (!applyGraphEdits(label, edits)) {
    unchanged();
    return;
  }
  select([]);
  announce(label.replace('Delete', 'Deleted').replace('Remove wire', 'Wire removed'));
}

export function selectAll(): void {
  const drawing = currentDrawing();
  if (!drawing) return;
  const ids = Object.keys(drawing.graph.nodes);
  select(ids);
  announce(`${ids.length} nodes selected`);
}

/** The selected nodes for the clipboard; null: none. */
export function copySelection(): Clip | null {
  const drawing = currentDrawing();
  const { nodes } = useView.getState();
  return drawing && nodes.size > 0 ? toClip(drawing, nodes) : null;
}

/** Puts nodes into the graph and selects them: one undo step. */
export function insert(label: string, clip: Clip, at: Position | null): void {
  const before = currentDrawing();
  if (!before) return;
  const { drawing, ids } = insertClip(before, clip, at);
  const done = editDrawing(label, () => drawing);
  if (!done) {
    unchanged();
    return;
  }
  select(ids);
  announce(`${label}: ${several(ids.length, 'one node')}`);
}

export function duplicateSelection(): void {
  const clip = copySelection();
  if (clip) insert('Duplicate', clip, null);
}

/** Sets nodes to other places: one undo step. Nothing where none of them is another. */
function moveTo(label: string, places: (layout: Layout) => readonly (readonly [NodeId, Position])[]): void {
  editDrawing(label, (drawing) => {
    const moved = places(drawing.layout).filter(([id, { x, y }]) => drawing.layout[id]?.x !== x || drawing.layout[id]?.y !== y);
    if (moved.length === 0) return drawing;
    const plain = moved.map(([id, { x, y }]) => [id, { x, y }] as const);
    return { ...drawing, layout: { ...drawing.layout, ...Object.fromEntries(plain) } };
  });
}

/** Moves the selected nodes: one undo step. */
export function moveSelection(dx: number, dy: number): void {
  const { nodes } = useView.getState();
  if (nodes.size === 0) return;
  moveTo('Move', (layout) =>
    [...nodes].flatMap((id) => {
      const place = layout[id];
      return place ? [[id, { x: place.x + dx, y: place.y + dy }] as const] : [];
    }),
  );
}

/** Writes where nodes were dragged to. */
export function placeNodes(places: ReadonlyMap<NodeId, Position>): void {
  moveTo(places.size === 1 ? 'Move' : `Move ${places.size} nodes`, () => [...places]);
}

/** Lays out the selected nodes where there are several, else all. */
export function arrangeNodes(): void {
  const drawing = currentDrawing();
  if (!drawing) return;
  const { nodes } = useView.getState();
  const ids = nodes.size > 1 ? [...nodes] : Object.keys(drawing.graph.nodes);
  if (ids.length === 0) return;
  const layout = arrange(drawing.graph, drawing.layout, registryNow(), ids);
  editDrawing('Lay out', () => ({ ...drawing, layout }));
}

export type Alignment = 'left' | 'top' | 'spread-x' | 'spread-y';

/** Aligns the selected nodes, or gives them even distances. */
export function alignNodes(alignment: Alignment): void {
  const { nodes } = useView.getState();
  moveTo('Align', (layout) => {
    const axis = alignment === 'left' || alignment === 'spread-x' ? 'x' : 'y';
    const places = [...nodes].flatMap((id) => {
      const place = layout[id];
      return place ? [[id, place] as const] : [];
    });
    places.sort(([, a], [, b]) => a[axis] - b[axis]);
    const [least, most] = [places[0]?.[1][axis] ?? 0, places.at(-1)?.[1][axis] ?? 0];
    const step = alignment.startsWith('spread') && places.length > 1 ? (most - least) / (places.length - 1) : 0;
    return places.map(([id, place], i) => [id, { ...place, [axis]: snap(least + i * step) }] as const);
  });
}

/** Renames a node; an empty name shows the title of its kind. */
export function renameNode(id: NodeId, title: string): void {
  editDrawing('Rename', (drawing) => {
    const node = drawing.graph.nodes[id];
    if (!node) return drawing;
    const renamed = { ...node, title: title.trim() === '' ? null : title.trim() };
    return { ...drawing, graph: { ...drawing.graph, nodes: { ...drawing.graph.nodes, [id]: renamed } } };
  });
}

/** The size of a node's body, for those who place things beside it. */
export function heightOf(id: NodeId): number {
  const { graph, registry } = useDrawing.getState();
  const kind = graph.nodes[id]?.kind;
  return nodeHeight(kind === undefined ? null : (registry[kind] ?? null));
}
