import path from 'node:path';
import { blankProject } from '../../shared/project/blank-project';
import { PROJECT_EXTENSION } from '../../shared/project/schema';
import type { CoreOptions } from '../core-options';
import type { Handlers } from './handlers';
import type { OpenProjects } from './projects/open-projects';
import { listPublished, readPublished } from './projects/published';
import { RecentProjects } from './projects/recent';
import { listTemplates, readTemplate } from './projects/templates';

/** What other services do when a project moves or goes. */
export interface ProjectWatcher {
  /** It was saved for the first time, or elsewhere. */
  saved(projectId: string, file: string, before: string | null): Promise<void>;
  /** It was closed or discarded. */
  closed(projectId: string): Promise<void>;
  /** Whether it has something that would be lost with it: runs of a project without a file. */
  keeps(projectId: string): Promise<boolean>;
}

export function projectHandlers(options: CoreOptions, projects: OpenProjects, watcher: ProjectWatcher): Handlers<'projects'> {
  const recent = new RecentProjects(options.userData);
  return {
    'projects.templates': () => listTemplates(options.resources),
    'projects.recent': () => recent.list(),
    'projects.forget': async ({ file }) => {
      await recent.forget(file);
      return {};
    },
    'projects.recoverable': async () => {
      const found = [];
      for (const { id, replayed } of await projects.lost()) {
        const { history, savedTop, file } = replayed;
        const changed = (history.past.at(-1) ?? null) !== savedTop;
        if (!changed && !(file === null && (await watcher.keeps(id)))) {
          if (!projects.has(id)) await projects.discard(id, null);
          continue;
        }
        const since = savedTop === null ? history.past.length : history.past.length - 1 - history.past.lastIndexOf(savedTop);
        const name = file === null ? history.document.name : path.basename(file, PROJECT_EXTENSION);
        found.push({ journalId: id, name, file, changed: replayed.changed, steps: since });
      }
      return found.sort((a, b) => (a.changed < b.changed ? 1 : -1));
    },
    'projects.recover': ({ journalId }, session) => projects.recover(journalId, session),
    'projects.discard': async ({ journalId }, session) => {
      if (await projects.discard(journalId, session)) await watcher.closed(journalId);
      return {};
    },
    'projects.blank': (_input, session) => projects.fresh(blankProject('Untitled'), session),
    'projects.published': () => listPublished(options.resources),
    'projects.fromPublished': async ({ id }, session) => projects.fresh(await readPublished(options.resources, id), session),
    'projects.fromTemplate': async ({ id }, session) => projects.fresh(await readTemplate(options.resources, id), session),
    'projects.open': async (input, session) => {
      const handle = await projects.openFile(input.path, session);
      if (handle.file !== null) await recent.add(handle.file, handle.project.name);
      return handle;
    },
    'projects.reopen': async ({ projectId }, session) => projects.reopen(projectId, session),
    'projects.close': async ({ projectId }, session) => {
      const project = projects.all().find((p) => p.id === projectId);
      // A second, read-only window must not close it for the first.
      if (!project || (project.holder !== null && project.holder !== session)) return {};
      // What is unsaved stays recoverable until it is discarded.
      const keep = project.unsaved || (project.file === null && (await watcher.keeps(projectId)));
      await projects.close(projectId, keep);
      if (!keep) await watcher.closed(projectId);
      return {};
    },
    'projects.patch': async ({ projectId, revision, kind, entry }, session) => {
      await projects.get(projectId).apply(session, revision, kind, entry);
      return {};
    },
    'projects.save': async (input, session) => {
      const { file, before, copy } = await projects.save(input.projectId, input.path, session);
      if (file !== before && !copy) await watcher.saved(input.projectId, file, before);
      await recent.add(file, projects.get(input.projectId).project.name);
      return { file };
    },
  };
}
