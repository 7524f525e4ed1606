import path from 'node:path';
import { parseSafely } from '../../shared/project/safe-json';

/** A model's configuration: JSON from outside, within the bounds that projects have. @throws StudioError */
export const parseConfig = (file: string, text: string): unknown => parseSafely(text, `The model in ${path.basename(file)}`);
