import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{shared,electron,renderer,scripts}/**/*.test.{ts,tsx,mjs}'],
    // Tests of the window ask for a DOM with `// @vitest-environment happy-dom`.
    environment: 'node',
    // TensorFlow's library holds state of the whole process: each test file gets a process of its own.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { TF_CPP_MIN_LOG_LEVEL: '2' },
  },
});
