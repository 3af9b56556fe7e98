// The consumer matrix: each value of each column is in a row. docs/supported-tools.md shows it.

export const TYPESCRIPT = { 5.9: '5.9.3', '6.0': '6.0.3', '7.0': '7.0.2' };
/** Major version → the version of the npm package `node`. */
export const NODE = { 20: '20.20.2', 22: '22.23.3', 24: '24.21.0' };
export const MANAGERS = { pnpm: '12.21.0', '@yarnpkg/cli-dist': '4.18.1' };

/** One project: who installs it, what checks it, what runs it, and what bundles or tests it. */
export const ROWS = [
  { name: 'npm-esbuild', manager: 'npm', typescript: '5.9', node: '20', tool: 'esbuild' },
  { name: 'pnpm-webpack', manager: 'pnpm', typescript: '6.0', node: '22', tool: 'webpack' },
  { name: 'yarn-vite', manager: 'yarn', typescript: '7.0', node: '24', tool: 'vite' },
  { name: 'npm-tsup', manager: 'npm', typescript: '6.0', node: '22', tool: 'tsup' },
  { name: 'pnp-esbuild', manager: 'yarn-pnp', typescript: '5.9', node: '24', tool: 'esbuild' },
  { name: 'pnpm-vitest', manager: 'pnpm', typescript: '7.0', node: '24', tool: 'vitest' },
  { name: 'npm-jest', manager: 'npm', typescript: '6.0', node: '20', tool: 'jest' },
  { name: 'yarn-jest-commonjs', manager: 'yarn', typescript: '5.9', node: '22', tool: 'jest-commonjs' },
];
