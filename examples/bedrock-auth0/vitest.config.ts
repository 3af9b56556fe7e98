import { defineConfig } from 'vitest/config';

// The app is built first, which takes half a minute, and much more on a busy machine.
export default defineConfig({ test: { testTimeout: 120_000, hookTimeout: 900_000, fileParallelism: false } });
