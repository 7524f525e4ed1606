import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMetrics } from '../worker/metrics-file';
import { tableText } from '../worker/run-folder.test-data';
import { type CliFolder, cliFolder, expectRefusal, project } from './cli-folder.test-data';
import { type Ended, startCli } from './run-cli.test-data';

// The contract of the command line, tried from outside on the built program.

let place: CliFolder;
let folder = '';
let entry = '';
const cli = (...args: string[]) => place.cli(...args);
const write = (name: string, content: unknown) => place.write(name, content);
beforeAll(async () => {
  place = await cliFolder();
  ({ folder, entry } = place);
}, 120_000);
afterAll(() => place.remove());

describe('train', () => {
  it('tells start, epochs and done as JSON lines, and every step if asked', async () => {
    const { status, lines, out } = await cli(
      'train',
      'p.attention.json',
      '--out',
      'run 2',
      '--epochs',
      '2',
      '--seed',
      '5',
      '--engine',
      'cpu',
      '--step',
      'eager',
      '--steps',
      '--json',
    );
    expect(status).toBe(0);
    expect(out.split('\n').filter(Boolean)).toHaveLength(lines.length);
    const run = path.join(folder, 'run 2');
    expect(lines[0]).toMatchObject({ type: 'start', run, engine: 'cpu', train_samples: 72, validation_samples: 24, parameters: 59 });
    const epochs = lines.filter((l) => l.type === 'epoch');
    expect(epochs.map((l) => l.epoch)).toEqual([1, 2]);
    expect(epochs[0]).toMatchObject({
      loss: expect.any(Number),
      val_loss: expect.any(Number),
      seconds: expect.any(Number),
      samples_per_second: expect.any(Number),
    });
    expect(Object.keys(epochs[0]?.metrics as object)).toEqual(expect.arrayContaining(['accuracy', 'val_accuracy']));
    expect(lines.filter((l) => l.type === 'step').map((l) => l.step)).toEqual(Array.from({ length: 18 }, (_, i) => i + 1));
    expect(lines.at(-1)).toMatchObject({ type: 'done', run, metrics: { loss: expect.any(Number), accuracy: expect.any(Number) } });
    expect(JSON.parse(await readFile(path.join(run, 'run.json'), 'utf8'))).toMatchObject({ state: 'finished', training: { seed: 5 } });
  });

  it('takes how a step runs in place of the project’s, freezes it, and says how it runs', async () => {
    const how = ['--step', 'traced', '--xla', 'off', '--precision', 'mixed_bfloat16', '--threads', '1'];
    const { status, lines } = await cli('train', 'p.attention.json', '--out', 'how', '--epochs', '1', ...how, '--json');
    expect(status).toBe(0);
    const frozen = JSON.parse(await readFile(path.join(folder, 'how', 'run.json'), 'utf8'));
    expect(frozen.training).toMatchObject({ step: 'traced', xla: 'off', precision: 'mixed_bfloat16', threads: 1 });
    const { step, xla, precision, threads, stepReason: step_reason } = frozen.engine;
    expect(lines[0]).toMatchObject({ type: 'start', step, xla, precision, threads, step_reason });
    // The engine `cpu` runs kernel by kernel whatever is asked.
    expect([step, xla]).toEqual(['eager', false]);
  });

  it('wrong usage: a way to run a step that there is not', async () => {
    for (const [option, value, words] of [
      ['--step', 'quick', 'traced, eager'],
      ['--xla', 'yes', 'auto, on, off'],
      ['--precision', 'float16', 'float32, mixed_bfloat16'],
      ['--threads', '0', 'from 1 to 1024'],
    ] as const) {
      const { status, err, out } = await cli('train', 'p.attention.json', '--out', 'never', option, value);
      expect([status, out]).toEqual([2, '']);
      expect(err).toContain(words);
    }
  });

  it('speaks to people without --json', async () => {
    const { status, out } = await cli('train', 'p.attention.json', '--out', 'run 3', '--epochs', '1');
    expect(status).toBe(0);
    expect(out).toMatch(/Epoch 1\/1: loss/);
    expect(out).toContain('steps kernel by kernel');
    expect(out).not.toContain('{');
  });

  it('the same seed gives the same run', async () => {
    const [a, b] = [
      await cli('train', 'p.attention.json', '--out', 'same a', '--json', '--steps'),
      await cli('train', 'p.attention.json', '--out', 'same b', '--json', '--steps'),
    ];
    const losses = (end: Ended) => end.lines.filter((l) => l.type === 'step').map((l) => l.loss);
    expect(losses(a)).toHaveLength(27);
    expect(losses(a)).toEqual(losses(b));
  });

  it('--data trains on other data, whose classes are learned anew', async () => {
    await write('other.csv', tableText().replaceAll('blue', 'violet'));
    expect(await cli('train', 'p.attention.json', '--out', 'run 4', '--data', 'other.csv', '--json')).toMatchObject({ status: 0 });
    const { lines } = await cli('evaluate', 'run 4', '--json');
    expect(lines[0]?.classes).toEqual(['green', 'red', 'violet']);
  });

  it('refuses in words: a folder in use, no data, a missing folder, one that cannot be made', async () => {
    await cli('train', 'p.attention.json', '--out', 'run', '--epochs', '1');
    expectRefusal(await cli('train', 'p.attention.json', '--out', 'run', '--json'), 'holds a run already');
    expectRefusal(await cli('train', 'p.attention.json', '--out', 'colours.csv', '--json'), /is a file/);
    expectRefusal(await cli('train', 'p.attention.json', '--out', 'never', '--data', 'none.csv', '--json'), /none\.csv/);
    await write('no data.json', { ...project, data: null });
    expectRefusal(await cli('train', 'no data.json', '--out', 'never'), 'nothing to train on');
  });

  it('bad tables are refused in words', async () => {
    for (const [text, words] of [
      ['', /rows|empty|header|column/i],
      ['a,b,c,colour\n', /no rows|rows/i],
      ['a,b,colour\n1,2,red\n', /“?c”?/],
    ] as const) {
      await write('broken.csv', text);
      expectRefusal(await cli('train', 'p.attention.json', '--out', 'never', '--data', 'broken.csv', '--json'), words);
    }
  });

  it('a run that fails says so on both, and exits with 1', async () => {
    // 10³⁸ times 10³⁸ is more than a float holds.
    const far = { kind: 'Rescaling', title: null, params: { scale: 1e38 } };
    await write('wild.json', { ...project, graph: { ...project.graph, nodes: { ...project.graph.nodes, dense: far, dropout: far } } });
    const { status, lines, err } = await cli('train', 'wild.json', '--out', 'wild', '--json');
    expect(status).toBe(1);
    expect(lines.at(-1)).toMatchObject({ type: 'failed', reason: expect.stringContaining('not finite') });
    expect(err).toContain('not finite');
  });
});

describe('Ctrl-C', () => {
  it('writes a checkpoint, and resume goes on to the same end as without it', async () => {
    const args = ['--json', '--steps', '--epochs', '60'];
    const whole = await cli('train', 'p.attention.json', '--out', 'whole', ...args);
    const running = startCli(entry, ['train', 'p.attention.json', '--out', 'cut', ...args], { cwd: folder });
    await running.line((line) => line.includes('"step":40,'));
    running.kill('SIGINT');
    const cut = await running.ended;
    expect(cut.status).toBe(130);
    expect(cut.lines.at(-1)).toMatchObject({ type: 'paused' });
    const { status, lines } = await cli('resume', 'cut', '--json');
    expect(status).toBe(0);
    expect(lines.at(-1)?.metrics).toEqual(whole.lines.at(-1)?.metrics);
    const [a, b] = [
      await readMetrics(path.join(folder, 'whole', 'metrics.jsonl')),
      await readMetrics(path.join(folder, 'cut', 'metrics.jsonl')),
    ];
    expect(b.steps).toEqual(a.steps);
  });

  it('kill -9 leaves a run that resume finishes', async () => {
    const running = startCli(entry, ['train', 'p.attention.json', '--out', 'killed', '--json', '--steps', '--epochs', '60'], {
      cwd: folder,
    });
    await running.line((line) => line.includes('"step":30,'));
    running.kill('SIGKILL');
    await running.ended;
    const { status, lines } = await cli('resume', 'killed', '--json');
    expect(status).toBe(0);
    expect(lines.at(-1)).toMatchObject({ type: 'done' });
  });
});
