import { readAsset } from './export-assets';
import type { Exporter } from './exporter';
import { tfjsModel } from './tfjs-model';
import type { TrainedModel } from './trained-model';
import { verifyExport } from './verify/verify-export';
import { writeFiles } from './write-files';

/** A folder with a TF.js layers model: `model.json`, `weights.bin`, `layers.js`, `preprocessing.json`. */
export const tfjsExporter: Exporter = {
  format: 'tfjs',
  title: 'TensorFlow.js',
  async write(model, path) {
    const { topology, weightSpecs, weightData } = tfjsModel(model);
    const json = {
      format: 'layers-model',
      generatedBy: 'Attention Studio',
      convertedBy: null,
      modelTopology: topology,
      ...(model.saved && { userDefinedMetadata: { attentionStudio: model.saved } }),
      weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
    };
    return writeFiles(path, [
      { name: 'model.json', content: `${JSON.stringify(json, null, 1)}\n` },
      { name: 'weights.bin', content: weightData },
      { name: 'preprocessing.json', content: `${JSON.stringify(model.preprocessing, null, 1)}\n` },
      { name: 'layers.js', content: await readAsset('layers.js') },
      { name: 'README.md', content: readme(model) },
    ]);
  },
  compare: (model, path) => verifyExport(model, { kind: 'tfjs', folder: path }),
};

function readme({ plan }: TrainedModel): string {
  const inputs = plan.feeds.map((feed) => `\`${feed.node}\` (${feed.kind})`).join(', ');
  return `# A model for TensorFlow.js

Made with Attention Studio. \`layers.js\` registers the layers that stock TensorFlow.js (4.22) lacks: load it first.

In a page:

\`\`\`html
<script src="tf.min.js"></script> <!-- of the package @tensorflow/tfjs, dist/tf.min.js -->
<script src="layers.js"></script>
<script>
  tf.loadLayersModel('model.json').then((model) => model.summary());
</script>
\`\`\`

In Node, \`require('@tensorflow/tfjs')\` and \`require('./layers.js')\`.

- Inputs: ${inputs}. \`preprocessing.json\` says how a sample becomes numbers: sizes, vocabulary, statistics, and what the outputs stand for.
- \`report.json\` says how closely this export agrees with the trained model, on real held-out samples.
`;
}
