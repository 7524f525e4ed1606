import path from 'node:path';
import type { ExportFormat, ExportReport } from '../../shared/run';
import type { Exporter } from './exporter';
import { htmlExporter } from './html';
import { pythonExporter } from './python';
import { savedModelExporter } from './savedmodel';
import { tfjsExporter } from './tfjs';
import type { TrainedModel } from './trained-model';
import { writeFiles } from './write-files';

/** Every format there is. */
export const EXPORTERS: { readonly [format in ExportFormat]: Exporter } = {
  tfjs: tfjsExporter,
  html: htmlExporter,
  python: pythonExporter,
  savedmodel: savedModelExporter,
};

/** Writes an export, loads it again, compares it, and writes the outcome beside it: `report.json`. */
export async function exportModel(model: TrainedModel, format: ExportFormat, target: string): Promise<ExportReport> {
  const exporter = EXPORTERS[format];
  const where = path.resolve(target);
  const files = await exporter.write(model, where);
  const { samples, maxDifference, top1Agreement, note } = await exporter.compare(model, where);
  const isFile = path.extname(where) === '.html';
  const folder = isFile ? path.dirname(where) : where;
  const name = isFile ? `${path.basename(where, '.html')}.report.json` : 'report.json';
  const report: ExportReport = {
    format,
    path: where,
    files: [...files, path.join(folder, name)],
    samples,
    max_difference: samples > 0 ? maxDifference : null,
    top1_agreement: top1Agreement,
    note,
  };
  const relative = { ...report, path: '.', files: report.files.map((file) => path.relative(folder, file)) };
  await writeFiles(folder, [{ name, content: `${JSON.stringify(relative, null, 2)}\n` }]);
  return report;
}
