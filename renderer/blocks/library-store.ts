import { create } from 'zustand';
import { carryBlocks, neededBlocks } from '../../shared/graph/carry-blocks';
import { blockKind } from '../../shared/graph/user-block';
import { type LibraryEntry, libraryEntry } from '../../shared/library';
import { studio } from '../app/connect';
import { addNode } from '../canvas/actions';
import { currentProject } from '../state/document';
import { editDrawing } from '../state/drawing';
import { notify, notifyError } from '../ui/notices';

/** The blocks that are kept for all projects. */
export const useLibrary = create<{ readonly entries: readonly LibraryEntry[] }>(() => ({ entries: [] }));

/** Reads the library anew. */
export async function readLibrary(): Promise<void> {
  try {
    useLibrary.setState({ entries: await studio().call('library.list', {}) });
  } catch (error) {
    notifyError(error);
  }
}

/** Keeps a block of the project for all projects. */
export async function keepInLibrary(id: string): Promise<void> {
  const blocks = currentProject()?.graph.blocks;
  const block = blocks?.[id];
  if (!block) return;
  try {
    await studio().call('library.save', libraryEntry.parse({ id, block, blocks: neededBlocks(block.graph.nodes, blocks) ?? {} }));
    await readLibrary();
    notify('info', `“${block.title}” is in your library: every project offers it.`);
  } catch (error) {
    notifyError(error);
  }
}

export async function removeFromLibrary(id: string): Promise<void> {
  try {
    await studio().call('library.remove', { id });
    await readLibrary();
  } catch (error) {
    notifyError(error);
  }
}

/** Brings a block of the library into the project and adds an instance of it. */
export function addFromLibrary({ id, block, blocks }: LibraryEntry): void {
  const brought = { ...blocks, [id]: block };
  let kind = blockKind(id);
  editDrawing(`Bring ${block.title} from the library`, (drawing) => {
    const carried = carryBlocks(drawing.graph, {}, brought);
    kind = blockKind(carried.names.get(id) ?? id);
    return { ...drawing, graph: { ...drawing.graph, ...(carried.blocks ? { blocks: carried.blocks } : {}) } };
  });
  addNode(kind, null);
}
