/**
 * A process of its own that loads the binding named last on its command line and prints TensorFlow's version.
 * A library that does not fit may end a process uncatchably: this one is there to be lost.
 */
const loaded: { exports: { TF_Version?: string } } = { exports: {} };
process.dlopen(loaded, process.argv.at(-1) ?? '');
console.log(`tensorflow ${loaded.exports.TF_Version}`);
