import type { NodeId, UserBlock } from '../../shared/graph/document';
import { groupNodes } from '../../shared/graph/group';
import { unpackBlock } from '../../shared/graph/unpack';
import { blockIdOf } from '../../shared/graph/user-block';
import { announce } from '../canvas/announce';
import { arrange } from '../canvas/arrange';
import { titleOf } from '../canvas/fits';
import { boxOf, makeRoom } from '../canvas/make-room';
import { currentProject, edit } from '../state/document';
import { currentDrawing, editDrawing, useDrawing } from '../state/drawing';
import { useDrawnReport } from '../state/report';
import { enterBlock, reveal, select, useView } from '../state/view';
import { notify } from '../ui/notices';

/** The first title that no block has: `Block`, `Block 2`. */
function freshTitle(): string {
  const taken = new Set(Object.values(currentProject()?.graph.blocks ?? {}).map((block) => block.title));
  for (let i = 1; ; i++) {
    const title = i === 1 ? 'My block' : `My block ${i}`;
    if (!taken.has(title)) return title;
  }
}

/** Makes a block of what is selected, and one instance of it in its place: one undo step. */
export function groupSelection(): void {
  const drawing = currentDrawing();
  if (!drawing) return;
  const { registry } = useDrawing.getState();
  const { report } = useDrawnReport.getState();
  const made = groupNodes(drawing, useView.getState().nodes, registry, (ref) => report.nodes[ref.node]?.outputs[ref.port], freshTitle());
  if (!made.ok) {
    notify('warning', { message: 'These nodes do not make a block.', advice: made.reason });
    return;
  }
  if (!editDrawing('Make a block', () => made.drawing)) return;
  select([made.id]);
  announce('Made a block of what was selected');
}

/** Whether a node stands for others. */
export function canUnpack(id: NodeId): boolean {
  const { graph, registry } = useDrawing.getState();
  const definition = registry[graph.nodes[id]?.kind ?? ''];
  return Boolean(definition?.expand) && !definition?.saved;
}

/** Puts what a block is made of in its place: one undo step. */
export function unpack(id: NodeId): void {
  const drawing = currentDrawing();
  if (!drawing) return;
  const { registry, graph } = useDrawing.getState();
  const facts = currentProject()?.data?.facts ?? null;
  const made = unpackBlock(drawing, id, registry, useDrawnReport.getState().report, facts);
  if (!made) {
    notify('warning', {
      message: 'This block cannot be unpacked yet.',
      advice: 'What it is made of depends on what comes in: wire its inputs first.',
    });
    return;
  }
  const title = titleOf(registry, graph, id);
  // Blocks of ours have no places of their own.
  const own = blockIdOf(graph.nodes[id]?.kind ?? '') === null;
  const placed = own ? arrange(made.drawing.graph, made.drawing.layout, registry, made.ids) : made.drawing.layout;
  const was = boxOf(graph, drawing.layout, registry, id);
  const layout = was ? makeRoom(made.drawing.graph, placed, registry, made.ids, was) : placed;
  if (!editDrawing(`Unpack ${title}`, () => ({ ...made.drawing, layout }))) return;
  select(made.ids);
  const [first] = made.ids;
  if (first !== undefined) reveal(first);
  announce(`${title} unpacked into ${made.ids.length} nodes`);
}

/** Opens a block of the user's own from one of its instances. */
export function enter(id: NodeId): void {
  const block = blockIdOf(useDrawing.getState().graph.nodes[id]?.kind ?? '');
  if (block !== null) enterBlock({ block, instance: id });
}

/** Changes a block: one undo step. */
export function editBlock(label: string, id: string, change: (block: UserBlock) => UserBlock): void {
  edit(label, (draft) => {
    const { blocks } = draft.graph;
    const block = currentProject()?.graph.blocks?.[id];
    // Plain data, which a draft takes as it is.
    if (blocks && block) Object.assign(blocks, { [id]: change(block) });
  });
}

/** A name for a parameter of the block: the inner one's, with a number where it is taken. */
function freshParam(block: UserBlock, name: string): string {
  for (let i = 0; ; i++) {
    const fresh = i === 0 ? name : `${name}_${i}`;
    if (!Object.hasOwn(block.params, fresh)) return fresh;
  }
}

/** Lets each instance set a parameter of a node inside for itself. */
export function handOut(id: string, node: NodeId, param: string): void {
  editBlock(`Hand out ${param}`, id, (block) => ({
    ...block,
    params: { ...block.params, [freshParam(block, param)]: { doc: '', targets: [{ node, param }] } },
  }));
}

/** The block's parameter that sets a parameter of a node inside; null: none does. */
export function handedOut(block: UserBlock, node: NodeId, param: string): string | null {
  const found = Object.entries(block.params).find(([, { targets }]) => targets.some((t) => t.node === node && t.param === param));
  return found ? found[0] : null;
}

/** Takes a parameter back: instances have the value inside again. */
export function takeBack(id: string, name: string): void {
  editBlock(`Take back ${name}`, id, (block) => ({
    ...block,
    params: Object.fromEntries(Object.entries(block.params).filter(([other]) => other !== name)),
  }));
}
