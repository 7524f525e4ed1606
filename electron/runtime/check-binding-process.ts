/**
 * A process of its own that loads the binding named last on its command line and prints TensorFlow's version.
 * A library that does not fit may end a process uncatchably: this one is there to be lost.
 */
const loaded: { exports: { TF_Version?: string } } = { exports: {} };
try {
  process.dlopen(loaded, process.argv.at(-1) ?? '');
  // Electron's utility processes do not end by themselves.
  process.stdout.write(`tensorflow ${loaded.exports.TF_Version}\n`, () => process.exit(0));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`, () => process.exit(1));
}
