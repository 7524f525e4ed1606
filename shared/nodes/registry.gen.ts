// Made by scripts/generate-registry.mjs from the files in this folder: run `npm run generate`.
import type { Registry } from '../graph/define-node';
import { dense } from './extractors/dense';
import { imageInput } from './inputs/image-input';
import { classification } from './outputs/classification';

/** Every node type, by kind. */
export const NODES: Registry = {
  Dense: dense,
  ImageInput: imageInput,
  Classification: classification,
};
