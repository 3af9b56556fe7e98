import { defineConfig } from 'vitest/config';

// A synthesis takes some seconds, and more on a busy machine.
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 400_000, fileParallelism: false } });
