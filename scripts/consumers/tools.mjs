// What a row's tool adds to its project: packages, files, and the scripts `build` and `start`, or `test`.

const NODE_NEXT = { module: 'NodeNext' };
const BUNDLER = { module: 'ESNext', moduleResolution: 'Bundler' };

export const TOOLS = {
  esbuild: {
    packages: { esbuild: '0.28.2' },
    compilerOptions: NODE_NEXT,
    type: 'module',
    build: 'esbuild main.ts --bundle --platform=node --format=esm --target=node20 --minify --outfile=dist/main.js',
    start: ['dist/main.js'],
  },
  webpack: {
    packages: { webpack: '5.113.0', 'webpack-cli': '7.3.1', 'ts-loader': '9.6.2' },
    compilerOptions: BUNDLER,
    files: {
      'webpack.config.cjs': `module.exports = {
  mode: 'production',
  target: 'node20',
  entry: './main.ts',
  output: { filename: 'main.cjs' },
  resolve: { extensions: ['.ts', '.js'], extensionAlias: { '.js': ['.ts', '.js'] } },
  module: { rules: [{ test: /\\.ts$/, loader: 'ts-loader', options: { transpileOnly: true } }] },
};
`,
    },
    build: 'webpack --config webpack.config.cjs',
    start: ['dist/main.cjs'],
  },
  vite: {
    packages: { vite: '8.3.8' },
    compilerOptions: BUNDLER,
    type: 'module',
    build: 'vite build --ssr main.ts --outDir dist',
    start: ['dist/main.js'],
  },
  tsup: {
    packages: { tsup: '9.0.0' },
    compilerOptions: NODE_NEXT,
    type: 'module',
    files: {
      // With the kit in the bundle, as in a function.
      'tsup.config.js': `export default {
  entry: ['main.ts', 'secrets.ts'],
  format: ['esm', 'cjs'],
  platform: 'node',
  dts: true,
  noExternal: ['@amplify-secrets/runtime'],
};
`,
    },
    build: 'tsup',
    start: ['dist/main.js', 'dist/main.cjs'],
  },
  vitest: {
    packages: { vitest: '5.1.2' },
    compilerOptions: NODE_NEXT,
    type: 'module',
    runner: 'vitest',
    test: 'vitest run',
  },
  // docs/testing.md, "Jest with ES modules".
  jest: {
    packages: { jest: '30.5.2', 'ts-jest': '29.4.15', '@jest/globals': '30.5.2' },
    compilerOptions: { ...NODE_NEXT, isolatedModules: true },
    type: 'module',
    runner: '@jest/globals',
    files: {
      'jest.config.js': `export default {
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\\\.{1,2}/.*)\\\\.js$': '$1' },
  transform: { '^.+\\\\.ts$': ['ts-jest', { useESM: true }] },
};
`,
    },
    test: 'node --experimental-vm-modules node_modules/jest/bin/jest.js',
  },
  // docs/testing.md, "Jest with CommonJS".
  'jest-commonjs': {
    packages: { jest: '30.5.2', 'ts-jest': '29.4.15', '@jest/globals': '30.5.2' },
    compilerOptions: { ...NODE_NEXT, allowJs: true, isolatedModules: true, rootDir: '.' },
    runner: '@jest/globals',
    files: {
      'jest.config.js': `module.exports = {
  preset: 'ts-jest/presets/js-with-ts',
  moduleNameMapper: { '^(\\\\.{1,2}/.*)\\\\.js$': '$1' },
  transformIgnorePatterns: ['/node_modules/(?!(\\\\.pnpm/)?@amplify-secrets[/+])'],
};
`,
    },
    test: 'jest',
  },
};
