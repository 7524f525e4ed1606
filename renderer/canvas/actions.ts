import type { NodeId, PortRef, Position, Wire } from '../../shared/graph/document';
import { wireKey } from '../../shared/graph/document';
import { type Drawing, freshId, type GraphEdit } from '../../shared/graph/edits';
import { NODES } from '../../shared/nodes/registry.gen';
import { currentProject, edit } from '../state/document';
import { applyGraphEdits } from '../state/fix';
import { putDrawing } from '../state/put-drawing';
import { useReport } from '../state/report';
import { reveal, select, useView } from '../state/view';
import { announce } from './announce';
import { arrange } from './arrange';
import { type Clip, insertClip, toClip } from './clipboard';
import { displaced, type Refusal, refusal, specAt, titleOf, type Wiring } from './fits';
import { NODE_WIDTH, nodeHeight, SNAP } from './measures';
import { paramsFromWire, startingParams } from './starting-params';

/** The graph as the rules of wiring see it now; null on the start screen. */
export function wiringNow(): Wiring | null {
  const project = currentProject();
  return project ? { graph: project.graph, report: useReport.getState().report, registry: NODES } : null;
}

const snap = (value: number) => Math.round(value / SNAP) * SNAP;
const drawingOf = (project: { graph: Drawing['graph']; layout: Drawing['layout'] }): Drawing => ({
  graph: project.graph,
  layout: project.layout,
});

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
  const project = currentProject();
  const definition = Object.hasOwn(NODES, kind) ? NODES[kind] : undefined;
  if (!project || !definition) return null;
  const drawing = drawingOf(project);
  const id = freshId(project.graph, kind);
  const params = startingParams(kind, loose?.side === 'out' ? specAt(useReport.getState().report, loose.from) : null);
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
  const port = kind === undefined ? undefined : NODES[kind]?.inputs.find((p) => p.name === to.port);
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
  const [a, b] = [titleOf(NODES, wiring.graph, from.node), titleOf(NODES, wiring.graph, to.node)];
  const target = wiring.graph.nodes[to.node];
  const taken = target ? paramsFromWire(to.node, target, specAt(useReport.getState().report, from)) : [];
  if (!applyGraphEdits(`Connect ${a} to ${b}`, [...wireEdits(from, to), ...taken])) return unchanged();
  announce(`${a} connected to ${b}`);
  return null;
}

/** The node that, put between, lets a refused wire be drawn; null: there is none. */
export function mendOf(refused: Refusal, from: PortRef, to: PortRef): { readonly title: string; apply(): void } | null {
  const wiring = wiringNow();
  const kind = wiring?.graph.nodes[to.node]?.kind;
  const definition = kind === undefined ? undefined : NODES[kind];
  if (!wiring || !definition || !refused.received) return null;
  const fix = definition.mend?.(refused.received, to.port);
  if (fix?.type !== 'insert' || !Object.hasOwn(NODES, fix.kind)) return null;
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
  const project = currentProject();
  const { nodes, wires } = useView.getState();
  if (!project || (nodes.size === 0 && wires.size === 0)) return;
  const edits: GraphEdit[] = [
    ...project.graph.wires.filter((w) => wires.has(wireKey(w))).map((w): GraphEdit => ({ type: 'remove-wire', from: w.from, to: w.to })),
    ...[...nodes].map((id): GraphEdit => ({ type: 'remove-node', id })),
  ];
  const [first] = nodes;
  const label = nodes.size === 0 ? 'Remove wire' : `Delete ${several(nodes.size, first ? titleOf(NODES, project.graph, first) : 'node')}`;
  if (!applyGraphEdits(label, edits)) {
    unchanged();
    return;
  }
  select([]);
  announce(label.replace('Delete', 'Deleted').replace('Remove wire', 'Wire removed'));
}

export function selectAll(): void {
  const project = currentProject();
  if (!project) return;
  const ids = Object.keys(project.graph.nodes);
  select(ids);
  announce(`${ids.length} nodes selected`);
}

/** The selected nodes for the clipboard; null: none. */
export function copySelection(): Clip | null {
  const project = currentProject();
  const { nodes } = useView.getState();
  return project && nodes.size > 0 ? toClip(drawingOf(project), nodes) : null;
}

/** Puts nodes into the graph and selects them: one undo step. */
export function insert(label: string, clip: Clip, at: Position | null): void {
  const project = currentProject();
  if (!project) return;
  const { drawing, ids } = insertClip(drawingOf(project), clip, at);
  const done = edit(label, (draft) => putDrawing(draft, project, drawing));
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

/** Moves the selected nodes: one undo step. */
export function moveSelection(dx: number, dy: number): void {
  const { nodes } = useView.getState();
  if (nodes.size === 0) return;
  edit('Move', (draft) => {
    for (const id of nodes) {
      const place = draft.layout[id];
      if (place) draft.layout[id] = { x: place.x + dx, y: place.y + dy };
    }
  });
}

/** Writes where nodes were dragged to. */
export function placeNodes(places: ReadonlyMap<NodeId, Position>): void {
  edit(places.size === 1 ? 'Move' : `Move ${places.size} nodes`, (draft) => {
    for (const [id, place] of places) {
      const before = draft.layout[id];
      if (before?.x !== place.x || before?.y !== place.y) draft.layout[id] = { x: place.x, y: place.y };
    }
  });
}

/** Lays out the selected nodes where there are several, else all. */
export function arrangeNodes(): void {
  const project = currentProject();
  if (!project) return;
  const { nodes } = useView.getState();
  const ids = nodes.size > 1 ? [...nodes] : Object.keys(project.graph.nodes);
  if (ids.length === 0) return;
  const layout = arrange(project.graph, project.layout, NODES, ids);
  edit('Lay out', (draft) => {
    Object.assign(draft, { layout });
  });
}

export type Alignment = 'left' | 'top' | 'spread-x' | 'spread-y';

/** Aligns the selected nodes, or gives them even distances. */
export function alignNodes(alignment: Alignment): void {
  const { nodes } = useView.getState();
  edit('Align', (draft) => {
    const axis = alignment === 'left' || alignment === 'spread-x' ? 'x' : 'y';
    const places = [...nodes].flatMap((id) => {
      const place = draft.layout[id];
      return place ? [place] : [];
    });
    places.sort((a, b) => a[axis] - b[axis]);
    const [least, most] = [places[0]?.[axis] ?? 0, places.at(-1)?.[axis] ?? 0];
    const step = alignment.startsWith('spread') && places.length > 1 ? (most - least) / (places.length - 1) : 0;
    places.forEach((place, i) => {
      place[axis] = snap(least + i * step);
    });
  });
}

/** Renames a node; an empty name shows the title of its kind. */
export function renameNode(id: NodeId, title: string): void {
  edit('Rename', (draft) => {
    const node = draft.graph.nodes[id];
    if (node) node.title = title.trim() === '' ? null : title.trim();
  });
}

/** The size of a node's body, for those who place things beside it. */
export function heightOf(id: NodeId): number {
  const kind = currentProject()?.graph.nodes[id]?.kind;
  return nodeHeight(kind === undefined ? null : (NODES[kind] ?? null));
}
