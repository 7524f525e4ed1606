import path from 'node:path';
import type { Project } from '../../../shared/project/schema';
import { withFilePaths } from './file-params';

/** Data that lies with the application. */
export const RESOURCE = 'resource:';

function withPath(project: Project, change: (path: string) => string): Project {
  if (!project.data || project.data.path.startsWith(RESOURCE)) return project;
  return { ...project, data: { ...project.data, path: change(project.data.path) } };
}

/** The data, and the files that nodes name. */
function withPaths(project: Project, change: (path: string) => string): Project {
  const moved = withPath(project, change);
  return { ...moved, graph: withFilePaths(moved.graph, change) };
}

/** As the file has it: relative to its folder, so that both can move together. Absolute across Windows' drives. */
export function withRelativeData(project: Project, file: string): Project {
  return withPaths(project, (data) => {
    if (!path.isAbsolute(data)) return data;
    const relative = path.relative(path.dirname(file), data);
    return path.isAbsolute(relative) ? relative : relative.split(path.sep).join('/') || '.';
  });
}

/** As an open project has it: absolute, so that saving elsewhere changes nothing. */
export function withAbsoluteData(project: Project, file: string): Project {
  return withPaths(project, (data) => path.resolve(path.dirname(file), data));
}
