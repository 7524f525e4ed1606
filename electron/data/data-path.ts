import { dirname, isAbsolute, join, normalize, resolve, sep } from 'node:path';
import { StudioError } from '../../shared/studio-error';

const RESOURCE = 'resource:';

/**
 * Where a project's data lies. `resource:digits` is in the application's resources (`resources/data/digits`);
 * a relative path counts from the project's file.
 */
export function resolveDataPath(path: string, projectFile: string | null, resources: string): string {
  if (path.startsWith(RESOURCE)) {
    const inside = normalize(path.slice(RESOURCE.length));
    if (isAbsolute(inside) || inside === '..' || inside.startsWith(`..${sep}`)) {
      throw new StudioError('The data of this project points outside the application’s resources.', { received: path });
    }
    return join(resources, 'data', inside);
  }
  if (isAbsolute(path)) return path;
  if (projectFile === null) {
    throw new StudioError('The data is given relative to a project that has not been saved yet.', {
      expected: 'an absolute path',
      received: path,
      advice: 'Choose the data again, or save the project first.',
    });
  }
  return resolve(dirname(projectFile), path);
}
