import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startServer } from './start-up.mjs';

const RUNS = 5;
const STEPS = 100_000;
const PER_EPOCH = 1000;

/** A point of a curve that falls as losses do, with noise, gaps in none; the same for the same run and step. */
function point(run, step) {
  const noise = Math.sin(step * 12.9898 + run * 4.1) * Math.cos(step * 78.233 + run);
  const loss = (2 + run * 0.2) * Math.exp(-step / (15_000 + run * 4000)) + 0.15 + 0.1 * noise;
  return { step, loss, accuracy: Math.min(1, Math.max(0, 1 - loss / 3 + 0.05 * noise)), learningRate: 0.001 };
}

/** `metrics.jsonl` as a training process writes it. */
function metrics(run) {
  const lines = [];
  for (let step = 1; step <= STEPS; step += 1) {
    lines.push(JSON.stringify({ step: point(run, step) }));
    if (step % PER_EPOCH !== 0) continue;
    const { loss, accuracy } = point(run, step);
    const epoch = { epoch: step / PER_EPOCH, step, loss, val_loss: loss * 1.1, metrics: { accuracy, val_accuracy: accuracy * 0.98 } };
    lines.push(JSON.stringify({ epoch: { ...epoch, seconds: 2, samples_per_second: 8000 } }));
  }
  return `${lines.join('\n')}\n`;
}

/** A project with five trained runs of a hundred thousand steps each: real run folders, of a real training, with longer metrics. */
function longRuns(root, scratch, userData) {
  const cli = path.join(root, 'dist/electron/cli.cjs');
  const file = path.join(scratch, 'long.attention.json');
  const trained = path.join(scratch, 'trained');
  const options = { env: { ...process.env, ATTENTION_STUDIO_USER_DATA: userData, TF_CPP_MIN_LOG_LEVEL: '3' }, stdio: 'ignore' };
  execFileSync(process.execPath, [cli, 'new', 'table', file], options);
  execFileSync(process.execPath, [cli, 'train', file, '--out', trained, '--epochs', '1'], options);
  const run = JSON.parse(readFileSync(path.join(trained, 'run.json'), 'utf8'));
  for (let i = 0; i < RUNS; i += 1) {
    const id = `2026-01-0${i + 1}-000000-000${i}`;
    const folder = path.join(scratch, 'long.runs', id);
    cpSync(trained, folder, { recursive: true });
    const created = `2026-01-0${i + 1}T00:00:00.000Z`;
    const training = { ...run.training, epochs: STEPS / PER_EPOCH };
    writeFileSync(path.join(folder, 'run.json'), JSON.stringify({ ...run, id, created, training }));
    writeFileSync(path.join(folder, 'name.json'), JSON.stringify({ name: `Long ${i + 1}` }));
    writeFileSync(path.join(folder, 'metrics.jsonl'), metrics(i));
  }
  rmSync(trained, { recursive: true });
  mkdirSync(userData, { recursive: true });
  writeFileSync(path.join(userData, 'recent.json'), JSON.stringify([{ file, name: 'Long', opened: new Date().toISOString() }]));
}

/** Every message of the core, and a way to put more before the window: updates of runs, as a training process would cause them. */
async function tapSocket(page) {
  const tap = { send: () => {}, infos: new Map(), bytes: 0 };
  await page.routeWebSocket(/\/socket/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      tap.bytes = Math.max(tap.bytes, message.length);
      const { output } = JSON.parse(message);
      if (output?.steps && output.info) tap.infos.set(output.info.id, output.info);
      socket.send(message);
    });
    tap.send = (data) => socket.send(JSON.stringify({ event: 'run.update', data }));
  });
  return tap;
}

/** Makes every tapped run learn: 20 steps in an update, at each call. */
function growing(tap) {
  let step = STEPS;
  let seq = 0;
  return () => {
    seq += 1;
    [...tap.infos].forEach(([runId, info], run) => {
      const steps = Array.from({ length: 20 }, (_, k) => point(run, step + k + 1));
      tap.send({ runId, seq, info: { ...info, state: 'running' }, steps, epochs: [], log: [] });
    });
    step += 20;
  };
}

/** A window that compares the five runs, how long they took to be there, and one movement of the pointer's wheel over a chart. */
async function compare(browser, address, prepare) {
  const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
  await prepare(page);
  await page.goto(address);
  await page.locator('.recent-row').first().click();
  await page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Runs', exact: true }).click();
  const panel = page.getByRole('region', { name: 'Runs', exact: true });
  for (let i = 1; i <= RUNS; i += 1) await panel.getByRole('checkbox', { name: `Compare Long ${i}` }).check();
  const began = performance.now();
  await panel.getByRole('button', { name: /^Compare 5/ }).click();
  const chart = page.locator('[data-metric=loss][data-part=training]');
  await page
    .locator('.run-legend li')
    .nth(RUNS - 1)
    .waitFor();
  const opened = performance.now() - began;
  const box = await chart.locator('.u-over').boundingBox();
  if (!box) throw new Error('there is no chart');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  // In, to and fro, and out again.
  const move = async (i) => {
    const turn = i % 120;
    if (turn < 30) await page.mouse.wheel(0, -60);
    else if (turn < 90) await page.mouse.wheel(turn < 60 ? 40 : -40, 0);
    else await page.mouse.wheel(0, 60);
  };
  for (let i = 0; i < 30; i += 1) await move(i);
  if ((await page.getByRole('button', { name: 'Show everything' }).count()) === 0)
    throw new Error('the chart did not zoom: no frames to speak of');
  for (let i = 30; i < 120; i += 1) await move(i);
  return { page, opened, move };
}

async function frames(page, seconds, act) {
  await page.evaluate(() => {
    window.frames_ = [];
    window.framing_ = true;
    let last = performance.now();
    const tick = (now) => {
      window.frames_.push(now - last);
      last = now;
      if (window.framing_) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  const until = Date.now() + seconds * 1000;
  for (let i = 0; Date.now() < until; i += 1) await act(i);
  return page.evaluate(() => {
    window.framing_ = false;
    return window.frames_.slice(1);
  });
}

const at = (values, part) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))];
function figures(times) {
  const [median, p95, worst] = [at(times, 0.5), at(times, 0.95), Math.max(...times)];
  const text = `median ${median.toFixed(1)} ms, 95 % below ${p95.toFixed(1)} ms, worst ${worst.toFixed(0)} ms`;
  return { median_ms: median, p95_ms: p95, worst_ms: worst, frames: times.length, text };
}

/**
 * Five runs of 100,000 steps, compared in the real window: how long they take to be there, and the times between frames
 * while the charts are zoomed and moved, and while all five grow.
 *
 * @returns lines for the table of results
 */
export async function chartFrames(root, scratch, browser, seconds) {
  const userData = path.join(scratch, 'long-user');
  longRuns(root, scratch, userData);
  const { address, child } = await startServer(root, userData);
  try {
    const first = await compare(browser, address, async () => {});
    const moving = await frames(first.page, seconds, first.move);
    await first.page.close();
    // The tap itself is slow with large messages: what it slows down was measured before.
    let tap;
    const second = await compare(browser, address, async (page) => {
      tap = await tapSocket(page);
    });
    const grow = growing(tap);
    const grown = await frames(second.page, seconds, async (i) => {
      await second.move(i);
      if (i % 3 === 0) grow();
    });
    const points = Number(await second.page.locator('[data-metric=loss][data-part=training]').getAttribute('data-points'));
    if (!(points > RUNS * STEPS)) throw new Error(`the charts did not grow: ${points} points`);
    await second.page.close();
    const mb = (tap.bytes / 1e6).toFixed(1);
    return [
      {
        what: 'opening 5 runs of 100,000 steps',
        ms: first.opened,
        bytes: tap.bytes,
        text: `${(first.opened / 1000).toFixed(2)} s (the largest message ${mb} MB)`,
      },
      { what: 'frames, 5 × 100,000 points moved, zoomed', ...figures(moving) },
      { what: 'frames, the same while they grow', points, ...figures(grown) },
    ];
  } finally {
    child.kill('SIGTERM');
  }
}
