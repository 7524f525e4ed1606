import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CallOutput } from '../../../shared/contract';
import { readProject } from '../../../shared/project/read-project';
import { PROJECT_EXTENSION, type Project } from '../../../shared/project/schema';
import { StudioError } from '../../../shared/studio-error';

const folderOf = (resources: string): string => path.join(resources, 'published');

/** The models of the literature that come with the application, by name: drawings without data. */
export async function listPublished(resources: string): Promise<CallOutput<'projects.published'>> {
  const files = (await readdir(folderOf(resources)).catch(() => [])).filter((name) => name.endsWith(PROJECT_EXTENSION));
  const found = files.map(async (file) => {
    const { project } = readProject(await readFile(path.join(folderOf(resources), file), 'utf8'));
    return { id: file.slice(0, -PROJECT_EXTENSION.length), name: project.name, notes: project.notes };
  });
  return (await Promise.all(found)).sort((a, b) => a.name.localeCompare(b.name));
}

export async function readPublished(resources: string, id: string): Promise<Project> {
  const known = (await listPublished(resources)).map((model) => model.id);
  if (!known.includes(id)) throw new StudioError(`There is no published model “${id}”.`, { expected: known.join(', '), received: id });
  return readProject(await readFile(path.join(folderOf(resources), `${id}${PROJECT_EXTENSION}`), 'utf8')).project;
}
