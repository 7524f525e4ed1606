import { DEFAULT_TRAINING } from '../training';
import { PROJECT_FORMAT, PROJECT_VERSION, type Project } from './schema';

/** An empty canvas. */
export function blankProject(name: string): Project {
  return {
    format: PROJECT_FORMAT,
    version: PROJECT_VERSION,
    name,
    notes: '',
    graph: { nodes: {}, wires: [] },
    training: DEFAULT_TRAINING,
    data: null,
    layout: {},
  };
}
