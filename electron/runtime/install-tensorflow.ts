import cliProgress from 'cli-progress';
import { StudioError } from '../../shared/studio-error';
import { appFolder } from '../files/app-folder';
import { TensorflowLibrary } from './tensorflow-library';

/** The set-up's entry: installs TensorFlow's library where it is missing, with its progress on standard error. */
async function main(): Promise<void> {
  const library = new TensorflowLibrary({ app: appFolder() });
  if (library.state().state === 'ready') return;
  const bar = process.stderr.isTTY
    ? new cliProgress.SingleBar({ format: '{part} [{bar}] {percentage} %', stream: process.stderr, hideCursor: true })
    : null;
  bar?.start(100, 0, { part: '' });
  let said = '';
  library.onChange((state) => {
    if (state.state !== 'installing') return;
    const percent = Math.floor((100 * state.done) / state.of);
    bar?.update(percent, { part: state.part });
    // Without a terminal: a line at each tenth.
    const line = `${state.part} ${Math.floor(percent / 10) * 10} %`;
    if (!bar && line !== said) process.stderr.write(`${line}\n`);
    said = line;
  });
  try {
    await library.install();
  } finally {
    bar?.stop();
  }
}

main().catch((error: unknown) => {
  const data = error instanceof StudioError ? error.toData() : { message: String(error), received: null, advice: null };
  process.stderr.write(`${[data.message, data.received, data.advice].filter(Boolean).join(' ')}\n`);
  process.exitCode = 1;
});
