import { environment } from './contestants.mjs';
import { lengthSeries } from './length-series.mjs';
import { bundleOurs } from './ours.mjs';
import { runJson } from './run-json.mjs';

/** Measures attention at every length, each figure in a process of its own; tells a line of JSON a point. Resolves with the series. */
export async function measureLengths({ seconds, threads }, tell) {
  const file = await bundleOurs('measure-length');
  const env = environment(threads);
  const measure = (pass, kind, length) => runJson(process.execPath, [file, pass, kind, `${length}`, `${seconds}`], { env });
  return lengthSeries(measure, (point) => {
    const text = point.error ?? `${point.ms.toPrecision(3)} ms, ${point.mib.toFixed(0)} MiB`;
    tell({ what: `${point.kind} attention, ${point.pass}, ${point.length} places`, ...point, text });
  });
}
