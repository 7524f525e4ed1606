import { expect, test } from 'vitest';
import { judgeEdits } from './edit.mjs';

test('an edit is judged by its inference, the window stands beside', () => {
  const figures = (inference_ms) => ({ inference_ms, best_ms: 1, worst_ms: 9, window_ms: 7 });
  const results = judgeEdits({
    full: { first_ms: 60, median_ms: 6 },
    edits: { 'a wire': figures(4.9), 'a node': figures(5) },
  });
  expect(results.map((r) => r.verdict)).toEqual(['PASS', 'PASS', 'MISS']);
  expect(results[0].text).toBe('6.0 ms (the first time 60.0 ms): PASS, below 50 ms');
  expect(results[2].text).toBe('5.00 ms (best 1.0, worst 9.0 ms): MISS, below 5 ms; the window 7.0 ms');
});
