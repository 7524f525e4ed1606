import { useCallback, useState } from 'react';
import type { Split } from '../../shared/dataset';
import { firstClasses } from '../../shared/graph/first-classes';
import { studio } from '../app/connect';
import { currentProject } from '../state/document';
import { Dialog } from '../ui/Dialog';
import { Select } from '../ui/Select';
import { SampleGallery } from './SampleGallery';

const SPLITS: readonly { readonly value: Split | 'all'; readonly label: string }[] = [
  { value: 'test', label: 'held-out samples' },
  { value: 'validation', label: 'validation samples' },
  { value: 'train', label: 'training samples' },
  { value: 'all', label: 'all samples' },
];

/** Chooses a sample of the data set. */
export function SamplePicker(p: { readonly projectId: string; onPick(index: number): void; onClose(): void }) {
  const facts = currentProject()?.data?.facts;
  const labels = (facts && firstClasses(facts)?.facts.labels) ?? [];
  const [split, setSplit] = useState<Split | 'all'>('test');
  const [label, setLabel] = useState('');
  const { projectId } = p;
  const load = useCallback(
    (offset: number, limit: number) =>
      studio().call('datasets.samples', {
        projectId,
        split: split === 'all' ? null : split,
        label: label === '' ? null : label,
        offset,
        limit,
      }),
    [projectId, split, label],
  );
  return (
    <Dialog open onClose={p.onClose} title="Choose a sample" width="wide">
      <div className="picker">
        <div className="picker-filters">
          <Select aria-label="Part of the data" value={split} options={SPLITS} onChange={(value: Split | 'all') => setSplit(value)} />
          {labels.length > 0 && labels.length <= 200 ? (
            <Select
              aria-label="Class"
              value={label}
              options={[{ value: '', label: 'every class' }, ...labels.map((name) => ({ value: name, label: name }))]}
              onChange={setLabel}
            />
          ) : null}
        </div>
        <SampleGallery load={load} label="Samples" onPick={(sample) => sample.index !== null && p.onPick(sample.index)} />
      </div>
    </Dialog>
  );
}
