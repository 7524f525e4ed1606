import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type TemplateInfo, templateInfo } from '../../../shared/contract';
import { readProject } from '../../../shared/project/read-project';
import { PROJECT_EXTENSION, type Project } from '../../../shared/project/schema';
import { StudioError } from '../../../shared/studio-error';

const ID = /^[a-z][a-z0-9-]{0,63}$/;

/** `<resources>/templates/<id>.attention.json`, each with its facts in `<id>.json`. */
export async function listTemplates(resources: string): Promise<TemplateInfo[]> {
  const folder = path.join(resources, 'templates');
  const names = (await readdir(folder)).filter((name) => name.endsWith(PROJECT_EXTENSION));
  const ids = names.map((name) => name.slice(0, -PROJECT_EXTENSION.length)).sort();
  const infos = ids.map(async (id) => {
    const facts: unknown = JSON.parse(await readFile(path.join(folder, `${id}.json`), 'utf8'));
    return templateInfo.parse(facts);
  });
  return Promise.all(infos);
}

export async function readTemplate(resources: string, id: string): Promise<Project> {
  const known = (await listTemplates(resources)).map((info) => info.id);
  if (!ID.test(id) || !known.includes(id)) {
    throw new StudioError(`There is no template “${id}”.`, { expected: known.join(', '), received: id });
  }
  return readProject(await readFile(path.join(resources, 'templates', `${id}${PROJECT_EXTENSION}`), 'utf8')).project;
}
