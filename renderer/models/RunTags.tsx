import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { type RunInfo, runTags } from '../../shared/run';
import { labelRun } from '../training/runs-store';
import { notify } from '../ui/notices';
import { TextField } from '../ui/TextField';

/** Takes a tag, or says why it cannot. */
function add(run: RunInfo, text: string): void {
  const tag = text.trim();
  if (tag === '' || run.tags.some((known) => known.toLowerCase() === tag.toLowerCase())) return;
  const read = runTags.safeParse([...run.tags, tag]);
  if (read.success) void labelRun(run.id, { tags: read.data });
  else
    notify('warning', {
      message: `${run.name} cannot get this tag.`,
      expected: 'up to 12 tags of up to 40 characters',
      received: run.tags.length >= 12 ? `a tag more than ${run.tags.length}` : `${tag.length} characters`,
      advice: 'Take another tag away first, or choose a shorter one.',
    });
}

/** A few words of the person's own by which runs are found again. */
export function RunTags({ run }: { readonly run: RunInfo }) {
  const [adding, setAdding] = useState(false);
  return (
    <ul className="run-tags" aria-label={`Tags of ${run.name}`}>
      {run.tags.map((tag) => (
        <li key={tag} className="run-tag">
          <span title={tag}>{tag}</span>
          <button
            type="button"
            aria-label={`Remove the tag ${tag} of ${run.name}`}
            onClick={() => void labelRun(run.id, { tags: run.tags.filter((other) => other !== tag) })}
          >
            <X aria-hidden="true" />
          </button>
        </li>
      ))}
      <li>
        {adding ? (
          <TextField
            aria-label={`New tag of ${run.name}`}
            autoFocus
            maxLength={40}
            value=""
            onCommit={(text) => add(run, text)}
            onBlurCapture={() => setAdding(false)}
          />
        ) : (
          <button type="button" className="run-tag-add" aria-label={`Add a tag to ${run.name}`} onClick={() => setAdding(true)}>
            <Plus aria-hidden="true" />
            Tag
          </button>
        )}
      </li>
    </ul>
  );
}
