import type { Split } from '../../shared/dataset';
import { firstClasses } from '../../shared/graph/first-classes';
import { StudioError } from '../../shared/studio-error';
import type { CoreOptions } from '../core-options';
import { resolveDataPath } from '../data/data-path';
import type { Dataset, SplitIndices } from '../data/dataset';
import { splitIndices } from '../data/split';
import { summarize } from '../data/summarize';
import type { DatasetCache } from './datasets/dataset-cache';
import type { PreviewWorker } from './datasets/preview-worker';
import type { Handlers } from './handlers';
import { withFileFacts } from './projects/file-params';
import type { OpenProjects } from './projects/open-projects';

/** Positions of a part, in the order of the data set. */
function chosen(dataset: Dataset, parts: SplitIndices, split: Split | null, label: string | null): number[] {
  const all = split === null ? Array.from({ length: dataset.size }, (_, i) => i) : [...parts[split]];
  if (label === null) return all;
  const first = firstClasses(dataset.facts);
  const numbers = first ? dataset.targets[first.name] : Object.values(dataset.targets)[0];
  const wanted = first ? first.facts.labels.indexOf(label) : Number(label);
  return all.filter((index) => numbers?.[index] === wanted);
}

export function datasetHandlers(
  options: CoreOptions,
  projects: OpenProjects,
  cache: DatasetCache,
  previews: PreviewWorker,
): Handlers<'datasets'> {
  return {
    'datasets.inspect': async (input) => {
      const project = projects.get(input.projectId);
      const path = resolveDataPath(input.path, project.file, options.resources);
      return cache.use(path, input.read, { kinds: input.wants, ...(input.reader && { reader: input.reader }) }, null, async (dataset) => {
        const summary = summarize(dataset, input.split);
        return input.path.startsWith('resource:') ? { ...summary, path: input.path } : summary;
      });
    },
    'datasets.samples': async (input) => {
      const project = projects.get(input.projectId);
      const { data } = project.project;
      if (!data) throw new StudioError('This project has no data yet.', { advice: 'Choose a file or folder in the data panel.' });
      const path = resolveDataPath(data.path, project.file, options.resources);
      return cache.use(path, data.read, null, data.fingerprint, async (dataset) => {
        const parts = splitIndices(dataset, data.split);
        const partOf = new Map<number, Split>();
        for (const split of ['train', 'validation', 'test'] as const) for (const index of parts[split]) partOf.set(index, split);
        const indices = chosen(dataset, parts, input.split, input.label);
        const page = indices.slice(input.offset, input.offset + input.limit);
        const samples = await Promise.all(page.map((index) => dataset.view(index, partOf.get(index) ?? null)));
        return { total: indices.length, samples };
      });
    },
    'datasets.preview': async ({ projectId, ...question }) => {
      const { file, project } = projects.get(projectId);
      const { data, graph } = project;
      if (!data) throw new StudioError('This project has no data yet.', { advice: 'Choose a file or folder in the data panel.' });
      const dataPath = resolveDataPath(data.path, file, options.resources);
      return previews.show({ ...question, graph: await withFileFacts(graph, file), data, dataPath });
    },
  };
}
