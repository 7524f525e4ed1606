import { Trash2 } from 'lucide-react';
import { useEffect } from 'react';
import { IconButton } from '../ui/IconButton';
import './blocks.css';
import { addFromLibrary, readLibrary, removeFromLibrary, useLibrary } from './library-store';

/** The person's own blocks of all projects, in the palette. */
export function LibrarySection({ query }: { readonly query: string }) {
  const entries = useLibrary((s) => s.entries);
  useEffect(() => void readLibrary(), []);
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = entries.filter(({ block }) => words.every((word) => `${block.title} ${block.doc}`.toLowerCase().includes(word)));
  if (shown.length === 0) return null;
  return (
    <section aria-label="My library">
      <h3 className="section-head palette-head">
        <i style={{ background: 'var(--block)' }} />
        My library
      </h3>
      {shown.map((entry) => (
        <div key={entry.id} className="library-item">
          <button type="button" className="palette-item" tabIndex={-1} title={entry.block.doc} onClick={() => addFromLibrary(entry)}>
            <span>{entry.block.title}</span>
          </button>
          <IconButton
            label={`Remove ${entry.block.title} from the library`}
            icon={<Trash2 />}
            side="right"
            onClick={() => void removeFromLibrary(entry.id)}
          />
        </div>
      ))}
    </section>
  );
}
