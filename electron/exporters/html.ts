import { createHash } from 'node:crypto';
import path from 'node:path';
import { TARGETS } from '../data/targets/targets';
import { readAsset } from './export-assets';
import type { Exporter } from './exporter';
import type { PageData } from './page/page-data';
import { tfjsModel } from './tfjs-model';
import type { TrainedModel } from './trained-model';
import { verifyExport } from './verify/verify-export';
import { writeFiles } from './write-files';

/** The page itself where a file is asked for, else `index.html` in the folder. */
function pageFile(target: string): string {
  return /\.html?$/i.test(target) ? target : path.join(target, 'index.html');
}

/** One page with everything in it: stock TF.js, our layers, the weights. Opens from a disk, without a network. */
export const htmlExporter: Exporter = {
  format: 'html',
  title: 'Web page',
  async write(model, target) {
    const file = pageFile(target);
    return writeFiles(path.dirname(file), [{ name: path.basename(file), content: await pageSource(model) }]);
  },
  compare: (model, target) => verifyExport(model, { kind: 'html', file: pageFile(target) }),
};

/** The page as text. Names of the user's come in as JSON data or escaped text only. */
export async function pageSource(model: TrainedModel): Promise<string> {
  const [tf, layers, page, css] = await Promise.all((['tf.js', 'layers.js', 'page.js', 'page.css'] as const).map(readAsset));
  const scripts = [tf, layers, page].map((source) => inlineScript(source ?? ''));
  const style = css ?? '';
  const { topology, weightSpecs, weightData } = tfjsModel(model);
  const data: PageData = {
    format: 'attention-studio-page',
    version: 1,
    name: model.name,
    topology,
    weightSpecs,
    weights: Buffer.from(weightData).toString('base64'),
    preprocessing: model.preprocessing,
    maps: model.plan.maps
      .filter((map) => map.type === 'matrix')
      .map(({ node, title, ref, queries, keys }) => ({ node, title, layer: ref.layer, output: ref.output, queries, keys })),
  };
  // Hashes in place of 'unsafe-inline': only what was written here may run.
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.map(hashOf).join(' ')}`,
    // Elements are coloured from the script, which needs no permission; the sheet itself is named by its hash.
    `style-src ${hashOf(style)}`,
    'img-src blob: data:',
    // A sound that the page itself has made of a spectrogram.
    ...(model.plan.targets.some(({ plan }) => plan.kind === 'spectrogram') ? ['media-src data:'] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(model.name)}</title>
<style>${style}</style>
</head>
<body>
<main>
<header><h1>${escapeHtml(model.name)}</h1><p>${subtitle(model)}</p></header>
<section><h2>Input</h2><div id="inputs"></div></section>
<section aria-live="polite"><h2>Prediction</h2><div id="outputs"></div><div id="status">Loading the model…</div></section>
<section id="attention" hidden></section>
<footer>Made with Attention Studio. Everything runs on this page; nothing is sent anywhere.</footer>
</main>
<noscript><p>The model needs JavaScript.</p></noscript>
<script type="application/json" id="model">${inlineJson(data)}</script>
${scripts.map((source) => `<script>${source}</script>`).join('\n')}
</body>
</html>
`;
}

function subtitle({ plan, preprocessing }: TrainedModel): string {
  const [target] = preprocessing.targets;
  const purpose = target ? `${escapeHtml(TARGETS[target.plan.kind].purpose(target.state))} ` : '';
  return `${purpose}${plan.parameters.toLocaleString('en')} parameters.`;
}

export function escapeHtml(text: string): string {
  const signs: { readonly [sign: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

/** JSON that cannot end its script element, nor a line where old parsers see one. */
export function inlineJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A script whose text cannot end its element. Both signs stand in strings and regular expressions only. */
function inlineScript(source: string): string {
  return source.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');
}

function hashOf(source: string): string {
  return `'sha256-${createHash('sha256').update(source).digest('base64')}'`;
}
