import { create } from 'zustand';
import type { DatasetSummary, ReaderSettings, SampleView, SplitSettings } from '../../shared/dataset';
import type { StudioError } from '../../shared/studio-error';
import { asStudioError, studio } from '../app/connect';
import { forgetNeighbours } from '../attention/neighbour';
import { currentProject, edit, useDocument } from '../state/document';
import { settled } from '../state/journal';
import type { FileReader } from './ReaderForm';
import { wantsOf } from './wants';

interface DatasetState {
  /** What a look at the project's data found. */
  readonly summary: DatasetSummary | null;
  /** One sample, for forms that need something to start from. */
  readonly first: SampleView | null;
  readonly busy: boolean;
  readonly problem: StudioError | null;
  /** Counts what was applied: the gallery starts over. */
  readonly version: number;
  /** Looks at the project's data, unless that is known already. */
  look(): Promise<void>;
}

export const DEFAULT_SPLIT: SplitSettings = { validation: 0.1, test: 0.1, seed: 1 };

/** What the summary in the store was made for. */
let lookedAt: unknown = null;

async function inspect(path: string, read: ReaderSettings | null, split: SplitSettings, reader?: FileReader): Promise<DatasetSummary> {
  const { open } = useDocument.getState();
  if (!open) throw new Error('no project is open');
  await settled();
  const wants = wantsOf(open.history.document.graph);
  return studio().call('datasets.inspect', { projectId: open.projectId, path, read, wants, split, ...(reader && { reader }) });
}

async function firstSample(): Promise<SampleView | null> {
  const { open } = useDocument.getState();
  if (!open) return null;
  const page = await studio().call('datasets.samples', { projectId: open.projectId, split: null, label: null, offset: 0, limit: 1 });
  return page.samples[0] ?? null;
}

export const useDataset = create<DatasetState>((set, get) => ({
  summary: null,
  first: null,
  busy: false,
  problem: null,
  version: 0,
  look: async () => {
    const data = currentProject()?.data ?? null;
    if (data === lookedAt && (get().summary !== null || get().problem !== null)) return;
    lookedAt = data;
    if (!data) {
      set({ summary: null, first: null, problem: null });
      return;
    }
    set({ busy: true, problem: null, summary: null });
    try {
      const summary = await inspect(data.path, data.read, data.split);
      const first = await firstSample();
      if (lookedAt === data) set({ busy: false, summary, first, version: get().version + 1 });
    } catch (error) {
      if (lookedAt === data) set({ busy: false, summary: null, problem: asStudioError(error) });
    }
  },
}));

/** Counts wishes: only the newest counts. */
let wishes = 0;

/**
 * Looks at data with these settings and, if it can be read, makes it the project's in one undoable step. Otherwise nothing of
 * the project changes and the problem is shown.
 *
 * @param read null: detect how to read it
 * @param reader detect it for this reader; absent: the reader too
 */
export async function applyData(
  label: string,
  path: string,
  read: ReaderSettings | null,
  split: SplitSettings,
  reader?: FileReader,
): Promise<boolean> {
  const mine = ++wishes;
  useDataset.setState({ busy: true, problem: null });
  try {
    const summary = await inspect(path, read, split, reader);
    if (mine !== wishes) return false;
    edit(label, (draft) => {
      draft.data = { path: summary.path, read: summary.read, split, fingerprint: summary.fingerprint, facts: summary.facts };
    });
    lookedAt = currentProject()?.data ?? null;
    forgetNeighbours();
    await settled();
    const first = await firstSample();
    useDataset.setState((state) => ({ busy: false, summary, first, version: state.version + 1 }));
    return true;
  } catch (error) {
    if (mine === wishes) useDataset.setState({ busy: false, problem: asStudioError(error) });
    return false;
  }
}

/** Looks again, also where the last look failed. */
export async function lookAgain(): Promise<void> {
  lookedAt = null;
  await useDataset.getState().look();
}
