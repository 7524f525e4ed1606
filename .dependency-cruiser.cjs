/** Which part may import which: see ARCHITECTURE.md. Checked by `npm run check`. */
const IN_TESTS = '\\.test(-data)?\\.tsx?$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-missing-files', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'shared-stands-alone',
      severity: 'error',
      comment: 'shared is plain TypeScript: no other runtime’s code, no Node, no packages but these.',
      from: { path: '^shared/', pathNot: IN_TESTS },
      to: { pathNot: ['^shared/', '(^|/)node_modules/(zod|immer)/'] },
    },
    {
      name: 'graph-knows-no-node-type',
      severity: 'error',
      comment: 'inside shared: graph ← layers, nodes ← codegen, project',
      from: { path: '^shared/(graph|layers)/', pathNot: IN_TESTS },
      to: { path: '^shared/(nodes|codegen|project)/' },
    },
    {
      name: 'nodes-know-no-format',
      severity: 'error',
      from: { path: '^shared/nodes/', pathNot: IN_TESTS },
      to: { path: '^shared/(codegen|project)/' },
    },
    {
      name: 'electron-sees-no-window',
      severity: 'error',
      from: { path: '^electron/' },
      to: { path: '^(renderer|e2e|scripts)/' },
    },
    {
      name: 'renderer-sees-no-core',
      severity: 'error',
      comment: 'the contract in shared/ is the only way between them',
      from: { path: '^renderer/', pathNot: IN_TESTS },
      to: { path: ['^(electron|e2e|scripts)/', '(^|/)node_modules/(@tensorflow|sharp|ws|electron)/'] },
    },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^renderer/', pathNot: IN_TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-the-engine-computes',
      severity: 'error',
      comment: 'tfjs is imported by the engine, and by the process that verifies an export with stock tfjs alone',
      from: { path: '^electron/', pathNot: ['^electron/(engine|exporters)/', IN_TESTS] },
      to: { path: '(^|/)node_modules/@tensorflow/' },
    },
    {
      name: 'core-knows-no-host',
      severity: 'error',
      from: { path: '^electron/(services|data|engine|worker|exporters|importers|runtime|files)/', pathNot: IN_TESTS },
      to: { path: ['^electron/hosts/', '^electron/(main|window|preload|cli)\\.ts$', '(^|/)node_modules/electron/'] },
    },
    {
      name: 'only-tests-import-tests',
      severity: 'error',
      from: { pathNot: ['^e2e/', IN_TESTS] },
      to: { path: ['^e2e/', IN_TESTS] },
    },
    {
      name: 'no-development-packages-at-run-time',
      severity: 'error',
      from: { path: '^(electron|shared)/', pathNot: IN_TESTS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: '(^|/)node_modules/(electron|@types)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|golden)/' },
    // TypeScript 7 has no parser to lend.
    parser: 'swc',
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'types', 'default'],
    },
  },
};
