import { StudioError } from '../../shared/studio-error';

/**
 * Where each wanted column lies in the data's rows. −1: a word (`colour=red`) of a column that is there but never
 * holds it, so that it is always 0.
 */
export function columnPlaces(wanted: readonly string[], there: readonly string[]): number[] {
  return wanted.map((name) => {
    const at = there.indexOf(name);
    const prefix = name.includes('=') ? name.slice(0, name.indexOf('=') + 1) : null;
    if (at < 0 && !(prefix && there.some((other) => other.startsWith(prefix)))) {
      throw new StudioError(`The data has no column “${name}”.`, {
        expected: wanted.slice(0, 20).join(', '),
        received: there.slice(0, 20).join(', '),
        advice: 'Choose data with the same columns, or choose the columns again.',
      });
    }
    return at;
  });
}
