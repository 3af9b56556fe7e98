import { spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadBackend } from '../backend/load-backend.js';
import type { Backend, Deployment } from '../backend/model.js';
import { readAssembly } from '../cloudformation/assembly.js';
import { LocalError } from '../local-error.js';
import { temporaryFolder } from '../temporary-folder.js';
import { mirrorProject } from './project-mirror.js';
import { linkProvidedPackages } from './provided-packages.js';
import { SYNTHESIS_RUNNER, type SynthesisFault } from './synthesis-runner.js';

export interface SynthesizeOptions {
  /** The file that defines the backend, relative to `cwd`. Default `amplify/backend.ts`. */
  readonly entry?: string;
  readonly deployment: Deployment;
  /** Default `us-east-1`. */
  readonly region?: string;
  /** 12 digits. Default `123456789012`. */
  readonly account?: string;
  /** The project's folder, where `ampx` would be called. Default: the working directory. */
  readonly cwd?: string;
  /** CDK context besides what `ampx` sets. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** Environment variables the entry reads, such as `AWS_BRANCH`; of the caller's own it sees only PATH, HOME and TMPDIR. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The synthesis ended with an error of its own: `cause` is that error, `output` all that it printed. */
export class SynthesisFailedError extends LocalError {
  override readonly cause: SynthesisFault;
  readonly output: string;

  constructor(what: string, cause: SynthesisFault, output: string) {
    // A bundler's own line is at the end of much else.
    const line = /✘ \[ERROR\] .+/.exec(output)?.[0];
    const resolution =
      cause.resolution ?? `Mend ${line ?? 'the error in `cause`'}; \`output\` holds everything the synthesis printed.`;
    super('SynthesisFailedError', `${what} failed: ${cause.name}: ${cause.message}`, resolution);
    this.cause = cause;
    this.output = output;
  }
}

/**
 * Synthesises a project's backend for one deployment, as `ampx` does, and loads it. It runs the project's own CDK in a child
 * process, in a working folder of its own, so that any number may run at once; no AWS account is asked. The assembly stays
 * until this process exits.
 *
 * Throws SynthesisFailedError when the backend's own code fails, TsxMissingError when the project has no tsx.
 */
export async function synthesize(options: SynthesizeOptions): Promise<Backend> {
  const { entry = 'amplify/backend.ts', deployment, region = 'us-east-1', account = '123456789012' } = options;
  const cwd = resolve(options.cwd ?? process.cwd());
  const tsx = findTsx(cwd);
  const folder = temporaryFolder();
  const cdkOut = join(folder, 'cdk.out');
  const mirror = join(folder, 'project');
  const runner = join(folder, 'synthesis.mjs');
  const what = `The synthesis of ${entry} as ${deployment.type} ${deployment.namespace}/${deployment.name}`;
  try {
    writeFileSync(runner, SYNTHESIS_RUNNER);
    linkProvidedPackages(cwd, folder);
    const working = mirrorProject(cwd, entry, mirror);
    const run = await runSynthesis({
      args: ['--import', tsx, runner, pathToFileURL(resolve(working, entry)).href],
      cwd: working,
      env: {
        ...callersEnvironment(),
        AWS_REGION: region,
        AWS_EC2_METADATA_DISABLED: 'true',
        AMPLIFY_DISABLE_TELEMETRY: '1',
        CI: '1',
        ...options.environment,
        CDK_OUTDIR: cdkOut,
        CDK_DEFAULT_ACCOUNT: account,
        CDK_DEFAULT_REGION: region,
        CDK_CONTEXT_JSON: JSON.stringify({ ...toolkitContext(deployment), ...options.context }),
      },
    });
    if (run.fault !== undefined)
      throw new SynthesisFailedError(what, withoutMirror(run.fault, working, cwd), run.output);
    const errors = readAssembly(cdkOut).flatMap((stack) => stack.errors);
    if (errors.length > 0) {
      throw new SynthesisFailedError(what, { name: 'AnnotationError', message: errors.join('\n') }, run.output);
    }
    return { ...loadBackend(cdkOut, { region, account }), deployment };
  } finally {
    rmSync(mirror, { recursive: true, force: true });
  }
}

/** What `ampx` and the CDK toolkit under it put into the context of an app. */
function toolkitContext({ namespace, name, type }: Deployment): Readonly<Record<string, unknown>> {
  return {
    'amplify-backend-namespace': namespace,
    'amplify-backend-name': name,
    'amplify-backend-type': type,
    'aws:cdk:enable-path-metadata': true,
    'aws:cdk:enable-asset-metadata': true,
    'aws:cdk:version-reporting': true,
    'aws:cdk:bundling-stacks': ['**'],
  };
}

function callersEnvironment(): Readonly<Record<string, string>> {
  const passed = ['PATH', 'HOME', 'TMPDIR', 'SystemRoot', 'USERPROFILE', 'TEMP'];
  return Object.fromEntries(
    passed.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

/** tsx as the project has it, or as its Amplify command line brings it. */
function findTsx(cwd: string): string {
  const trails = [['tsx'], ['@aws-amplify/backend-cli', '@aws-amplify/backend-deployer', 'tsx']];
  for (const trail of trails) {
    try {
      const found = trail.reduce((from, name) => createRequire(from).resolve(name), join(cwd, 'package.json'));
      return pathToFileURL(found).href;
    } catch {
      // Not along this trail.
    }
  }
  const isProject = existsSync(join(cwd, 'package.json'));
  throw new LocalError(
    'TsxMissingError',
    isProject ? `${cwd} has no tsx to run its backend with.` : `${cwd} is no project: it has no package.json.`,
    isProject ? 'npm install --save-dev tsx' : "Give the project's folder: synthesize({ cwd: '/path/to/project', … }).",
  );
}

interface SynthesisRun {
  readonly fault?: SynthesisFault;
  readonly output: string;
}

function runSynthesis({ args, cwd, env }: { args: readonly string[]; cwd: string; env: NodeJS.ProcessEnv }) {
  return new Promise<SynthesisRun>((settle, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    const output: string[] = [];
    let fault: SynthesisFault | undefined;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => output.push(text));
    }
    // The only sender is our own runner.
    child.on('message', (message: { fault: SynthesisFault }) => {
      fault = message.fault;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const text = output.join('');
      const ended =
        code === 0 ? undefined : { name: 'Error', message: `it ended with ${signal ?? `exit code ${code}`}` };
      const reason = fault ?? ended;
      settle({ output: text, ...(reason !== undefined && { fault: reason }) });
    });
  });
}

/** The user knows the project's paths, not those of its mirror. */
function withoutMirror(fault: SynthesisFault, mirror: string, project: string): SynthesisFault {
  return {
    ...fault,
    message: fault.message.replaceAll(mirror, project),
    ...(fault.cause && { cause: withoutMirror(fault.cause, mirror, project) }),
  };
}
