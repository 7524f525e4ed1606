import { stat } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT_EXTENSION } from '../../shared/project/schema';
import { writeProject } from '../../shared/project/write-project';
import { StudioError } from '../../shared/studio-error';
import { appFolder } from '../files/app-folder';
import { saveAtomically } from '../files/save-atomically';
import { listTemplates, readTemplate } from '../services/projects/templates';
import type { Output } from './output';

export async function templates(out: Output): Promise<number> {
  for (const { id, title, task, modality, description } of await listTemplates(path.join(appFolder(), 'resources'))) {
    out.result({ id, title, task, modality }, `${id.padEnd(20)} ${title}: ${description}`);
  }
  return 0;
}

/** A new project out of a template. Never writes over a file. */
export async function newProject(out: Output, id: string, given: string): Promise<number> {
  const project = await readTemplate(path.join(appFolder(), 'resources'), id);
  const file = path.resolve(given.endsWith('.json') ? given : given + PROJECT_EXTENSION);
  if (await stat(file).catch(() => null)) {
    throw new StudioError(`${file} is there already.`, { advice: 'Choose another name, or delete it first.' });
  }
  await saveAtomically(file, writeProject(project));
  out.result({ file }, `Wrote ${file}.`);
  return 0;
}
