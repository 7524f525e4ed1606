// The environments of the speed marks: Keras's and PyTorch's, apart, so that neither loads the other's libraries.
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonEnvironment } from '../python-environment.mjs';

const file = (name) => fileURLToPath(new URL(`twins/${name}`, import.meta.url));

/** What NVIDIA's packages bring besides the libraries that PyTorch is linked with: opened on a GPU only. 1 GB. */
const FOR_GPUS = /^libcudnn_|^libnvshmem_device|^nvshmem_transport|^libcud.*\.a$/;

function trimNvidia(folder) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const parent = entry.parentPath ?? entry.path;
    if (FOR_GPUS.test(entry.name) && parent.includes(`${path.sep}nvidia${path.sep}`)) rmSync(path.join(parent, entry.name));
  }
}

export const kerasPython = () => pythonEnvironment({ name: 'bench-keras', versions: file('keras.txt'), size: '1.6 GB, 320 MB to fetch' });

export const torchPython = () =>
  pythonEnvironment({
    name: 'bench-torch',
    versions: file('torch.txt'),
    size: '3.1 GB, 2.3 GB to fetch',
    // Without a cache: pip would keep 2.3 GB for nobody.
    pip: ['--no-deps', '--no-cache-dir'],
    trim: trimNvidia,
  });
