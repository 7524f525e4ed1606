import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { arrange } from '../../../renderer/canvas/arrange';
import { Sketch } from '../../../shared/graph/sketch';
import { NODES } from '../../../shared/nodes/registry.gen';
import { blankProject } from '../../../shared/project/blank-project';
import { PROJECT_EXTENSION } from '../../../shared/project/schema';
import { writeProject } from '../../../shared/project/write-project';
import { PICTURES } from './pictures';
import { SEQUENCES } from './sequences';

/** Writes every drawing, laid out as the window lays out graphs. */
export function drawAll(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const model of [...PICTURES, ...SEQUENCES]) {
    const s = new Sketch();
    model.draw(s);
    const { graph } = s.done({});
    const layout = arrange(graph, {}, NODES, Object.keys(graph.nodes));
    const project = { ...blankProject(model.name), notes: model.notes, graph, layout };
    writeFileSync(path.join(folder, `${model.id}${PROJECT_EXTENSION}`), writeProject(project as Parameters<typeof writeProject>[0]));
  }
}
