import type { Registry } from './define-node';
import type { UserBlock } from './document';
import { blockIdOf, blockKind, userBlockNode } from './user-block';

type Blocks = { readonly [id: string]: UserBlock };

const known = new WeakMap<Blocks, { readonly of: Registry; readonly registry: Registry }>();

/** Other blocks of the user's that stand inside a block. */
const inside = (block: UserBlock): string[] => Object.values(block.graph.nodes).flatMap(({ kind }) => blockIdOf(kind) ?? []);

/** Blocks in the order in which they can be defined: those inside before those around. One that contains itself is left out. */
function inOrder(blocks: Blocks): string[] {
  const order: string[] = [];
  const state = new Map<string, 'open' | 'placed' | 'circular'>();
  const visit = (id: string): boolean => {
    const block = Object.hasOwn(blocks, id) ? blocks[id] : undefined;
    if (!block) return true;
    const before = state.get(id);
    if (before) return before === 'placed';
    state.set(id, 'open');
    const sound = inside(block).map(visit).every(Boolean);
    state.set(id, sound ? 'placed' : 'circular');
    if (sound) order.push(id);
    return sound;
  };
  for (const id of Object.keys(blocks).sort()) visit(id);
  return order;
}

/** The node types of a graph: ours, and the user's own blocks that it carries. The same object for the same blocks. */
export function withBlocks(registry: Registry, blocks: Blocks | undefined): Registry {
  if (!blocks || Object.keys(blocks).length === 0) return registry;
  const before = known.get(blocks);
  if (before?.of === registry) return before.registry;
  const all: Record<string, Registry[string]> = { ...registry };
  for (const id of inOrder(blocks)) {
    const block = blocks[id];
    if (block) all[blockKind(id)] = userBlockNode(id, block, { ...all });
  }
  known.set(blocks, { of: registry, registry: all });
  return all;
}
