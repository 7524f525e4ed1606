import type { Graph } from '../../shared/graph/document';
import type { TrainingSettings } from '../../shared/training';
import { SHAPES, writeShapes } from './drawn-shapes.test-data';
import { readRunFile, writeRunFile } from './run-folder';
import { type TestRun, tableRun } from './run-folder.test-data';

/** A queued run of a graph over drawn shapes. */
export async function shapesRun(graph: Graph, count: number, side: number, training: Partial<TrainingSettings>): Promise<TestRun> {
  const run = await tableRun({ batch_size: 16, learning_rate: 0.002, ...training }, graph);
  const dataPath = await writeShapes(run.folder, count, side);
  const file = await readRunFile(run.runDir);
  await writeRunFile(run.runDir, { ...file, data: { ...file.data, path: dataPath, read: SHAPES } });
  return { ...run, dataPath };
}
