import type { DatasetSummary, Split } from '../../shared/dataset';
import { StudioError } from '../../shared/studio-error';
import type { CoreOptions } from '../core-options';
import { resolveDataPath } from '../data/data-path';
import type { Dataset, SplitIndices } from '../data/dataset';
import { splitIndices } from '../data/split';
import type { DatasetCache } from './datasets/dataset-cache';
import type { Handlers } from './handlers';
import type { OpenProjects } from './projects/open-projects';

function balance(dataset: Dataset): DatasetSummary['classes'] {
  const { target } = dataset.facts;
  if (target?.kind !== 'classes') return null;
  const counts = new Array<number>(target.labels.length).fill(0);
  for (const label of dataset.targets) counts[label] = (counts[label] ?? 0) + 1;
  return target.labels.map((label, i) => ({ label, count: counts[i] ?? 0 }));
}

/** Positions of a part, in the order of the data set. */
function chosen(dataset: Dataset, parts: SplitIndices, split: Split | null, label: string | null): number[] {
  const all = split === null ? Array.from({ length: dataset.size }, (_, i) => i) : [...parts[split]];
  if (label === null) return all;
  const { target } = dataset.facts;
  const wanted = target?.kind === 'classes' ? target.labels.indexOf(label) : Number(label);
  return all.filter((index) => dataset.targets[index] === wanted);
}

export function datasetHandlers(options: CoreOptions, projects: OpenProjects, cache: DatasetCache): Handlers<'datasets'> {
  return {
    'datasets.inspect': async (input) => {
      const project = projects.get(input.projectId);
      const path = resolveDataPath(input.path, project.file, options.resources);
      return cache.use(path, input.read, input.wants, null, async (dataset) => {
        const parts = splitIndices(dataset, input.split);
        return {
          path: input.path.startsWith('resource:') ? input.path : path,
          read: dataset.read,
          fingerprint: dataset.fingerprint,
          facts: dataset.facts,
          samples: { train: parts.train.length, validation: parts.validation.length, test: parts.test.length },
          classes: balance(dataset),
          columns: dataset.columns,
          warnings: [...dataset.warnings],
        };
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
  };
}
