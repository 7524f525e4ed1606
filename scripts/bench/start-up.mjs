import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Starts the browser host; resolves with its address. */
export function startServer(root, userData) {
  const child = spawn(process.execPath, [path.join(root, 'dist/electron/cli.cjs'), 'serve', '--no-open'], {
    env: { ...process.env, ATTENTION_STUDIO_USER_DATA: userData },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const address = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(text)?.[0];
      if (address) resolve({ address, child });
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${text}`)));
  });
}

/** Milliseconds from the start of the server to a start screen that can be clicked. */
export async function startToWindow(root, userData, browser) {
  const began = performance.now();
  const { address, child } = await startServer(root, userData);
  try {
    const page = await browser.newPage();
    await page.goto(address);
    await page.getByRole('button').first().waitFor();
    const took = performance.now() - began;
    await page.close();
    return took;
  } finally {
    child.kill('SIGTERM');
  }
}

/** Milliseconds from `train` in a new process to the first step's loss. */
export function startToFirstLoss(root, project, out) {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [path.join(root, 'dist/electron/cli.cjs'), 'train', project, '--out', out, '--epochs', '1', '--steps', '--json'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  return new Promise((resolve, reject) => {
    let text = '';
    let took = null;
    child.stdout.on('data', (chunk) => {
      text += chunk;
      if (took === null && text.includes('"type":"step"')) {
        took = performance.now() - began;
        child.kill('SIGTERM');
      }
    });
    child.once('exit', () => (took === null ? reject(new Error(`no step was told: ${text.slice(-500)}`)) : resolve(took)));
  });
}

/** A project of `count` nodes in rows, in the list of recent ones. */
export function largeProject(folder, userData, count) {
  const nodes = { table: { kind: 'TableInput', title: null, params: {} } };
  const layout = { table: { x: 0, y: 0 } };
  const wires = [];
  let from = { node: 'table', port: 'columns' };
  for (let i = 1; i < count; i += 1) {
    const id = `dense_${i}`;
    nodes[id] = { kind: 'Dense', title: null, params: { units: 16 } };
    layout[id] = { x: (i % 25) * 260, y: Math.floor(i / 25) * 160 };
    wires.push({ from, to: { node: id, port: 'input' } });
    from = { node: id, port: 'output' };
  }
  const optimizer = { name: 'adam', beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 };
  const training = {
    epochs: 1,
    batch_size: 32,
    learning_rate: 0.001,
    optimizer,
    schedule: { name: 'constant' },
    clip_norm: null,
    early_stopping: null,
    class_weight: 'none',
    loss_weights: {},
    gradient_accumulation_steps: 1,
    use_ema: false,
    ema_momentum: 0.99,
    ema_overwrite_frequency: null,
    seed: 1,
    engine: 'auto',
    step: 'auto',
    xla: 'auto',
    precision: 'float32',
    threads: null,
  };
  const file = path.join(folder, 'large.attention.json');
  const project = {
    format: 'attention-studio',
    version: 3,
    name: 'Large',
    notes: '',
    graph: { nodes, wires },
    training,
    data: null,
    layout,
  };
  writeFileSync(file, JSON.stringify(project));
  mkdirSync(userData, { recursive: true });
  writeFileSync(path.join(userData, 'recent.json'), JSON.stringify([{ file, name: 'Large', opened: new Date().toISOString() }]));
}

/** Times between frames, in milliseconds, while the canvas is panned for `seconds`. */
export async function frameTimes(root, userData, browser, seconds) {
  const { address, child } = await startServer(root, userData);
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(address);
    await page.locator('.recent-row').first().click();
    await page.locator('.react-flow__node').first().waitFor();
    const pane = await page.locator('.react-flow__pane').boundingBox();
    if (!pane) throw new Error('there is no canvas');
    await page.evaluate(() => {
      window.frames_ = [];
      let last = performance.now();
      const tick = (now) => {
        window.frames_.push(now - last);
        last = now;
        requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
    });
    const [x, y] = [pane.x + pane.width / 2, pane.y + pane.height / 2];
    await page.mouse.move(x, y);
    const transform = () => page.locator('.react-flow__viewport').evaluate((element) => element.style.transform);
    const before = await transform();
    const until = Date.now() + seconds * 1000;
    // The wheel pans or zooms as the person set it; the middle button always pans.
    await page.mouse.down({ button: 'middle' });
    for (let i = 0; Date.now() < until; i += 1) await page.mouse.move(x + 200 * Math.sin(i / 12), y + 120 * Math.cos(i / 9));
    const panned = await transform();
    await page.mouse.up({ button: 'middle' });
    if (panned === before) throw new Error('the canvas did not move: no frames to speak of');
    const frames = await page.evaluate(() => window.frames_.slice(1));
    const shown = await page.locator('.react-flow__node').count();
    await page.close();
    return { frames, shown };
  } finally {
    child.kill('SIGTERM');
  }
}
