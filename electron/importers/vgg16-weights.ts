import path from 'node:path';
import type { FileLook } from '../../shared/graph/params';
import { StudioError } from '../../shared/studio-error';
import { listedWeights } from './keras-h5';
import { modelBytes } from './model-bytes';
import { lookInThread } from './read-in-thread';

/** A look into a file of VGG16's weights: whether it has those of the top. Rejects with a StudioError. */
export async function describeVgg16Weights(file: string): Promise<FileLook> {
  const bytes = await modelBytes(file);
  const layers = new Map(listedWeights(file, await lookInThread(file, bytes)).map(({ layer, weights }) => [layer, weights]));
  const kernel = layers.get('block1_conv1')?.[0];
  if (kernel?.shape.join() !== '3,3,3,64') {
    throw new StudioError(`${path.basename(file)} has not the weights of VGG16.`, {
      expected: 'vgg16_weights_tf_dim_ordering_tf_kernels.h5 or …_notop.h5, with a layer block1_conv1 of 3 × 3 × 3 × 64',
      received: kernel ? kernel.shape.join(' × ') : `layers ${[...layers.keys()].slice(0, 4).join(', ') || 'none'}`,
      advice: 'Choose Keras’s file. A whole model belongs into a Saved model node.',
    });
  }
  const top = (layers.get('predictions')?.length ?? 0) > 0;
  return { facts: { top: top ? 1 : 0 }, sha256: bytes.sha256 };
}
