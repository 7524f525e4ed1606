import { StudioError } from '../../../shared/studio-error';
import type { TrainingSettings } from '../../../shared/training';
import { openCpu } from './cpu';
import type { Engine } from './engine';
import { openTensorflow } from './tensorflow';

/**
 * Opens the engine that was asked for. `auto` takes TensorFlow where it loads, else JavaScript, and says why
 * in `reason`. An engine asked for by name is never replaced by another.
 *
 * @param threads null: all cores. A process that has loaded TensorFlow keeps the number that it began with.
 */
export async function openEngine(choice: TrainingSettings['engine'], threads: number | null = null): Promise<Engine> {
  switch (choice) {
    case 'tensorflow':
      return openTensorflow('chosen by hand', threads);
    case 'cpu':
      return openCpu('chosen by hand');
    case 'webgpu':
      throw new StudioError('WebGPU is not an engine of this version yet.', {
        expected: 'auto, tensorflow or cpu',
        received: 'webgpu',
        advice: 'Choose another engine in the training settings.',
      });
    case 'auto':
      try {
        return await openTensorflow('the fastest engine here', threads);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return openCpu(`in place of TensorFlow, which did not load: ${why}`);
      }
  }
}
