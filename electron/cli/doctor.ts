import { EngineCheck } from '../services/engines/engine-check';
import { findElectron } from './find-electron';
import type { Output } from './output';
import { atWork } from './workplace';

/** What is there, what is missing, and what mends it. */
export async function doctor(out: Output): Promise<number> {
  const status = await atWork(async ({ root, supervisor, library }) =>
    new EngineCheck({ supervisor, library, electron: await findElectron(root), changed: () => {}, log: out.message }).status(),
  );
  const { engines, chosen, electron, install } = status;
  const fixes = electron === null ? [...status.fixes, 'node node_modules/electron/install.js'] : status.fixes;
  const lines = engines.map(({ name, available, device, version, reason }) =>
    available
      ? `✓ ${name} ${version ?? ''}: ${device ?? ''}${name === chosen ? ' (chosen)' : ''}`
      : `✗ ${name}: ${reason ?? 'not available'}`,
  );
  lines.push(electron === null ? '✗ electron: its binary is not installed; the window opens in a browser' : `✓ electron ${electron}`);
  if (fixes.length > 0) lines.push('To mend what is missing:', ...fixes.map((fix) => `  ${fix}`));
  out.result({ engines, chosen, electron, fixes, install }, lines.join('\n'));
  return 0;
}
