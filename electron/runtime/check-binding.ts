import path from 'node:path';
import { TENSORFLOW_VERSION } from './binding-path';
import { runTool, type ToolResult } from './run-tool';

/** Runs a script of ours in a process that may die of it: with Node, or with Electron's utility process. */
export type RunScript = (script: string, args: readonly string[], onLine: (line: string) => void) => Promise<ToolResult>;

/** For hosts that are Node itself. */
export const runScriptWithNode: RunScript = (script, args, onLine) => runTool(process.execPath, [script, ...args], onLine);

/** Why a binding does not load; null when it does and answers with the version that is expected. */
export async function whyItDoesNotLoad(app: string, binding: string, runScript: RunScript): Promise<string | null> {
  let version = 'none';
  const { status, problem } = await runScript(path.join(app, 'dist/electron/check-binding.cjs'), [binding], (line) => {
    if (line.startsWith('tensorflow ')) version = line.slice('tensorflow '.length);
  });
  if (status !== 0) return problem.split('\n').at(-1) || `its process ended with ${status ?? 'a signal'}`;
  return version === TENSORFLOW_VERSION ? null : `it answers with version ${version} instead of ${TENSORFLOW_VERSION}`;
}
