import { unzipSync } from 'fflate';
import { Refused } from './refused';

const MOST_CONFIG = 50_000_000;
const MOST_WEIGHTS = 2_000_000_000;
/** Keras does not compress; weights compress hardly at all. */
const MOST_RATIO = 100;

const PARTS: { readonly [name: string]: number } = { 'config.json': MOST_CONFIG, 'model.weights.h5': MOST_WEIGHTS };

/** The two parts of a `.keras` file that a model is made of. Others are not unpacked. @throws Refused */
export function unzipKeras(bytes: Uint8Array): { readonly config: string; readonly weights: Uint8Array } {
  let parts: ReturnType<typeof unzipSync>;
  try {
    parts = unzipSync(bytes, {
      filter: ({ name, size, originalSize }) => {
        const most = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
        if (most === undefined) return false;
        if (originalSize > most || originalSize > MOST_RATIO * Math.max(size, 10_000)) {
          throw new Refused(
            `${name} of at most ${most / 1e6} MB, hardly compressed`,
            `${Math.round(originalSize / 1e6)} MB out of ${size} bytes`,
          );
        }
        return true;
      },
    });
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused('a zip archive', `one that is damaged: ${error instanceof Error ? error.message : String(error)}`);
  }
  const [config, weights] = [parts['config.json'], parts['model.weights.h5']];
  if (!config || !weights)
    throw new Refused('config.json and model.weights.h5 in the archive', 'another archive', 'The file is no model of Keras’s.');
  return { config: new TextDecoder().decode(config), weights };
}
