import { FileText, X } from 'lucide-react';
import type { CallOutput } from '../../shared/contract';
import { IconButton } from '../ui/IconButton';

export type Recent = CallOutput<'projects.recent'>[number];

const when = (iso: string) => new Date(iso).toLocaleDateString(undefined, { day: 'numeric', month: 'long' });

/** Files that were open lately. A file that is gone says so and can be forgotten. */
export function RecentList(p: { readonly projects: readonly Recent[]; onOpen(project: Recent): void; onForget(project: Recent): void }) {
  if (p.projects.length === 0) return null;
  return (
    <section aria-labelledby="start-recent">
      <h2 id="start-recent" className="section-head">
        Recent
      </h2>
      <ul className="recent">
        {p.projects.map((project) => (
          <li key={project.file}>
            <button type="button" className="recent-row" disabled={project.missing} onClick={() => p.onOpen(project)}>
              <FileText aria-hidden="true" />
              <b>{project.name}</b>
              <span className="soft">{project.missing ? `not found at ${project.file}` : project.file}</span>
              <span className="soft">{when(project.opened)}</span>
            </button>
            <IconButton label={`Remove ${project.name} from this list`} icon={<X />} side="left" onClick={() => p.onForget(project)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
