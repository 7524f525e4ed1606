import { runTool } from './run-tool';

/** The first of these programs that answers; null when none does. */
async function firstThatRuns(names: readonly (string | undefined)[], args: readonly string[]): Promise<string | null> {
  for (const name of names) if (name && (await runTool(name, args)).status === 0) return name;
  return null;
}

/** A Python 3 with pip: the command that starts it. */
export function findPython(): Promise<string | null> {
  // pip's option -m of Python 2 would load the wrong wheel.
  const test = ['-c', 'import sys, pip; sys.exit(sys.version_info < (3, 7))'];
  return firstThatRuns([process.env.PYTHON, 'python3', 'python'], test);
}

/** A C++17 compiler: the command that starts it. */
export function findCompiler(): Promise<string | null> {
  return firstThatRuns([process.env.CXX, 'g++', 'c++', 'clang++'], ['--version']);
}

/** The command that brings what is missing. */
export function commandFor(missing: 'python' | 'compiler'): string {
  switch (process.platform) {
    case 'darwin':
      return 'xcode-select --install';
    case 'win32':
      return missing === 'python' ? 'winget install Python.Python.3.11' : 'winget install Microsoft.VisualStudio.2022.BuildTools';
    default:
      return missing === 'python'
        ? 'sudo apt install python3 python3-pip (or your system’s own command)'
        : 'sudo apt install g++ (or your system’s own command)';
  }
}
