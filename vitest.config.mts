import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take half a minute and more begin: at the end, one of them would keep a worker waiting. */
const LONG = ['conformance/traced.test.ts', 'worker/supervisor.test.ts', 'worker/captures.test.ts', 'conformance/saved-model.test.ts'];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((name) => moduleId.endsWith(name));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: ['{shared,electron,renderer,scripts}/**/*.test.{ts,tsx,mjs}'],
    // Tests of the window ask for a DOM with `// @vitest-environment happy-dom`.
    environment: 'node',
    // TensorFlow's library holds state of the whole process: each test file gets a process of its own.
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { TF_CPP_MIN_LOG_LEVEL: '2' },
  },
});
