// What does not work, in the words in which it is refused. docs/supported-tools.md shows it; the projects of these rows try it.

export const REFUSED = [
  {
    row: 'npm-esbuild',
    what: 'a bundle for browsers or for the Edge runtime',
    command: ['esbuild', 'main.ts', '--bundle', '--platform=browser', '--outfile=refused.js'],
    words: './this-is-for-server-code-on-the-nodejs-runtime.js',
    instead: 'Read secrets in server code on Node.js.',
  },
  {
    row: 'npm-jest',
    what: '`require` in Node.js before 20.19, and in 22 before 22.12',
    // Newer versions do the same with this option.
    command: ['node', '--no-experimental-require-module', '-e', "require('@amplify-secrets/runtime')"],
    words: 'require() of ES Module',
    instead: 'Use a newer Node.js, or `await import(…)`.',
  },
  {
    row: 'yarn-jest-commonjs',
    what: 'Jest with CommonJS and its defaults',
    command: ['jest', '--config', '{"preset":"ts-jest","moduleNameMapper":{"^(\\\\.{1,2}/.*)\\\\.js$":"$1"}}'],
    words: 'Must use import to load ES Module',
    instead: 'Set [`transformIgnorePatterns`](testing.md#jest-with-commonjs).',
  },
  {
    row: 'yarn-jest-commonjs',
    what: '`"module": "Node16"` in a CommonJS package',
    command: [
      'tsc',
      '--noEmit',
      '--emitDeclarationOnly',
      'false',
      '--declaration',
      'false',
      '--module',
      'Node16',
      '--moduleResolution',
      'Node16',
      // The declarations of CDK were checked by the row itself.
      '--skipLibCheck',
    ],
    words: 'TS1479',
    instead: 'Set `"module": "NodeNext"`, or see [the other ways](testing.md#commonjs-in-your-own-code).',
  },
  {
    row: 'pnpm-vitest',
    what: '`"moduleResolution": "Node10"` in TypeScript 7',
    command: ['tsc', '--noEmit', '--module', 'CommonJS', '--moduleResolution', 'Node10'],
    words: 'TS5108',
    instead: 'Set `"module": "NodeNext"`, or `"moduleResolution": "Bundler"`.',
  },
];
