import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

type ProjectConfig = NonNullable<TestProjectInlineConfiguration['test']>;

// The packages' own sources stand for them (each package.json has this condition first), so no test waits for a build or sees a stale one.
const conditions = ['@amplify-secrets/source', 'node', 'development|production'];

// CDK and Amplify leave folders behind by the thousand, and a synthesis looks at all that is beside its project.
const temporary = mkdtempSync(join(tmpdir(), 'amplify-secrets-tests-'));
chmodSync(temporary, 0o755);
process.once('exit', () => rmSync(temporary, { recursive: true, force: true }));
const folderOf = (name: string) => {
  const folder = join(temporary, name);
  mkdirSync(folder);
  // As /tmp: databases run as a user of their own where the caller is root.
  chmodSync(folder, 0o1777);
  return folder;
};

const project = (
  name: string,
  options: Pick<
    ProjectConfig,
    'include' | 'testTimeout' | 'fileParallelism' | 'isolate' | 'setupFiles' | 'globalSetup'
  > = {},
) => ({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    name,
    root: `packages/${name}`,
    include: ['src/**/*.test.ts'],
    // What a test needs of AWS it says itself; the caller's own account must never be met.
    env: {
      TMPDIR: folderOf(name),
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PROFILE: '',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      // CDK's validation of templates takes seconds in each process, and is not what is tested.
      CDK_VALIDATION: 'false',
    },
    // A machine of CI may stall for seconds. The reporter names each test that passed at its second attempt.
    retry: process.env.CI === undefined ? 0 : 1,
    unstubEnvs: true,
    restoreMocks: true,
    // Many times what a test takes: a machine that is shared may be ten times as slow.
    testTimeout: 60_000,
    // A synthesis takes some seconds, and more where several run at once.
    hookTimeout: 120_000,
    ...options,
  },
});

export default defineConfig({
  test: {
    // Tests wait for processes that they start, for a fifth of the time: one worker more than there are processors.
    maxWorkers: availableParallelism() + 1,
    projects: [
      project('runtime', { isolate: false }),
      project('local', { include: ['src/**/*.test.ts', 'fidelity/**/*.test.ts'], isolate: false }),
      // Loading CDK anew for each file would take longer than the tests.
      project('backend', {
        isolate: false,
        setupFiles: ['src/silent-stderr.test.support.ts'],
      }),
      // Its end-to-end tests run the built command line.
      project('cli', { globalSetup: ['../../scripts/build-first.mjs'] }),
      // What is measured there, and what keeps deadlines, runs by itself.
      project('benchmarks', {
        testTimeout: 120_000,
        fileParallelism: false,
        globalSetup: ['../../scripts/build-first.mjs'],
      }),
      project('integration-tests', {
        testTimeout: 180_000,
        globalSetup: ['../../scripts/build-first.mjs'],
      }),
    ],
  },
});
