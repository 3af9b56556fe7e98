import { defineConfig } from 'vitest/config';

const project = (name: string, options: { testTimeout?: number; fileParallelism?: boolean } = {}) => ({
  test: {
    name,
    root: `packages/${name}`,
    include: ['src/**/*.test.ts'],
    // What a test needs of AWS it says itself; the caller's own account must never be met.
    env: {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PROFILE: '',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    },
    testTimeout: 20_000,
    // A synthesis takes some seconds, and more where several run at once.
    hookTimeout: 120_000,
    ...options,
  },
});

export default defineConfig({
  test: {
    projects: [
      project('runtime'),
      project('local', { testTimeout: 60_000 }),
      project('backend', { testTimeout: 60_000 }),
      project('benchmarks', { testTimeout: 120_000 }),
      project('integration-tests', { testTimeout: 180_000, fileParallelism: false }),
    ],
  },
});
