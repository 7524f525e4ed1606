import path from 'node:path';
import { exportFormat } from '../../shared/run';
import { StudioError } from '../../shared/studio-error';
import type { Output } from './output';
import { atWork, openRunFolder } from './workplace';

/** Writes a trained model in another form, loads it again and compares the two. */
export async function exportRun(out: Output, given: string, format: string, target: string): Promise<number> {
  const known = exportFormat.safeParse(format);
  if (!known.success)
    throw new StudioError(`There is no export format “${format}”.`, { expected: exportFormat.options.join(', '), received: format });
  return atWork(async (place) => {
    const { dir, dataPath } = await openRunFolder(place, given, null);
    const opened = await place.supervisor.open(dir, dataPath);
    const report = await opened.call({ type: 'export', format: known.data, path: path.resolve(target) });
    const { files, samples, max_difference, top1_agreement, note } = report;
    const text = [
      ...files,
      ...(max_difference === null ? [] : [`Compared on ${samples} samples: largest difference ${max_difference.toExponential(1)}.`]),
      ...(note ? [note] : []),
    ];
    out.result({ files, samples, max_difference, top1_agreement, note }, text.join('\n'));
    return 0;
  });
}
