import { describe, expect, it } from 'vitest';
import type { StepPoint } from '../../shared/run';
import type { FromWorker, TrainReport } from './protocol';
import { ReportLine } from './report-line';

const point = (step: number): StepPoint => ({ step, loss: Math.sin(step), accuracy: Math.cos(step), learningRate: 0.001 });
const steps = (from: number, count: number): TrainReport => ({
  type: 'steps',
  samplesPerSecond: from,
  points: Array.from({ length: count }, (_, i) => point(from + i)),
});
const epoch = (at: number): TrainReport => ({
  type: 'epoch',
  point: { epoch: at, step: at, loss: 1, val_loss: null, metrics: { accuracy: 0.5 }, seconds: 1, samples_per_second: 1 },
});

function listen() {
  const sent: FromWorker[] = [];
  const line = new ReportLine((message) => sent.push(message));
  const reports = () => sent.flatMap((message) => (message.type === 'report' ? [message.report] : []));
  const points = () => reports().flatMap((report) => (report.type === 'steps' ? report.points.map((p) => p.step) : []));
  return { line, sent, reports, points };
}

describe('ReportLine', () => {
  it('sends at once while somebody listens, one by one', () => {
    const { line, reports } = listen();
    const told = [steps(1, 1), { type: 'log', line: 'x' } as const, epoch(1), steps(2, 1)];
    for (const report of told) {
      line.report(report);
      line.heard();
    }
    expect(reports()).toEqual(told);
    expect(line.pending).toBe(0);
  });

  it('waits while nobody does, tells steps as one report afterwards, and loses nothing', () => {
    const { line, reports, points } = listen();
    for (let i = 1; i <= 500; i++) line.report(steps(i, 1));
    expect(reports()).toHaveLength(20);
    line.heard();
    expect(reports()).toHaveLength(21);
    expect(points()).toEqual(Array.from({ length: 500 }, (_, i) => i + 1));
    expect(reports().at(-1)).toMatchObject({ samplesPerSecond: 500 });
    for (let i = 0; i < 21; i++) line.heard();
    expect(line.pending).toBe(0);
  });

  it('answers after everything that was told before', () => {
    const { line, sent, points } = listen();
    for (let i = 1; i <= 50; i++) line.report(steps(i, 1));
    line.send({ type: 'answer', id: 1, answer: null });
    expect(points()).toHaveLength(50);
    expect(sent.at(-1)).toEqual({ type: 'answer', id: 1, answer: null });
  });

  it('keeps less than a million characters however long nobody listens, and says what it left out', () => {
    const { line, reports, points } = listen();
    let most = 0;
    const capture = { type: 'capture', capture: 'c'.repeat(190_000) } as unknown as TrainReport;
    line.report({ type: 'log', line: 'first' });
    for (let i = 0; i < 20_000; i++) {
      line.report(steps(1 + 50 * i, 50));
      if (i % 2 === 0) line.report(epoch(1 + i / 2));
      if (i % 20 === 0) line.report({ type: 'log', line: `line ${i}` });
      if (i % 1000 === 0) line.report(capture);
      most = Math.max(most, line.pending);
    }
    expect(most).toBeLessThan(1_000_000);
    for (let i = 0; i < 10_000; i++) line.heard();
    expect(reports().filter((report) => report.type === 'thinned')).toHaveLength(1);
    // The newest are there, in order.
    expect(points().at(-1)).toBe(1_000_000);
    expect(points()).toEqual([...points()].sort((a, b) => a - b));
    const epochs = reports().flatMap((report) => (report.type === 'epoch' ? [report.point.epoch] : []));
    expect(epochs.at(-1)).toBe(10_000);
    expect(line.pending).toBe(0);
  });
});
