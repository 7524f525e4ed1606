import type { AttentionMapData } from '../../shared/run';
import { type ColourScale, paintMatrix } from './colours';
import { download } from './download';
import { countOf, type HeadChoice, matrixOf, placeName } from './weights';

function names(positions: AttentionMapData['queries']): string[] {
  return Array.from({ length: countOf(positions) }, (_, i) => placeName(positions, i));
}

/** Every head of a map, in the form of the command line's `attention`. */
export function mapAsJson(map: AttentionMapData): string {
  const { node, kind, map: type, queries, keys, scores } = map;
  const axes = { queries: names(queries), keys: names(keys) };
  const values = type === 'matrix' ? { scores } : { values: scores };
  return `${JSON.stringify({ id: node, kind, map: type, ...axes, ...values }, null, 1)}\n`;
}

export function downloadJson(map: AttentionMapData): void {
  download(`${map.node}-attention.json`, new Blob([mapAsJson(map)], { type: 'application/json' }));
}

/** The matrix as a picture, each weight a square of at least one pixel. */
export function downloadPng(map: AttentionMapData, head: HeadChoice, scale: ColourScale): void {
  const painted = paintMatrix(matrixOf(map, head), scale);
  if (painted.width === 0) return;
  const [small, large] = [document.createElement('canvas'), document.createElement('canvas')];
  small.width = painted.width;
  small.height = painted.height;
  const context = small.getContext('2d');
  const image = context?.createImageData(painted.width, painted.height);
  if (!context || !image) return;
  image.data.set(painted.pixels);
  context.putImageData(image, 0, 0);
  const times = Math.max(1, Math.floor(1024 / Math.max(painted.width, painted.height)));
  large.width = painted.width * times;
  large.height = painted.height * times;
  const target = large.getContext('2d');
  if (!target) return;
  target.imageSmoothingEnabled = false;
  target.drawImage(small, 0, 0, large.width, large.height);
  large.toBlob((blob) => blob && download(`${map.node}-head-${head === 'mean' ? 'mean' : head + 1}.png`, blob));
}
