import { realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadBackend } from '../backend/load-backend.js';
import type { Backend, Deployment } from '../backend/model.js';
import { checkDeployment, checkOptions } from '../check-options.js';
import { readAssembly } from '../cloudformation/assembly.js';
import { temporaryFolder } from '../temporary-folder.js';
import { withDirectNpx } from './direct-npx.js';
import { findTsx } from './find-tsx.js';
import { mirrorProject } from './project-mirror.js';
import { linkProvidedPackages } from './provided-packages.js';
import { replaceFiles } from './replace-files.js';
import { runSynthesis } from './run-synthesis.js';
import { SynthesisFailedError } from './synthesis-failed-error.js';
import { SYNTHESIS_RUNNER, type SynthesisFault, type SynthesisJob } from './synthesis-runner.js';

const OPTIONS = ['entry', 'region', 'account', 'cwd', 'context', 'environment', 'signal', 'files'];
const LINE = "synthesize({ deployment: { type: 'branch', namespace: 'd1a2b3c4', name: 'main' } })";
const LINES = "synthesizeEach({ deployments: [{ type: 'branch', namespace: 'd1a2b3c4', name: 'main' }] })";

export interface SynthesizeOptions {
  /**
   * The file that defines the backend, relative to `cwd`.
   *
   * @default 'amplify/backend.ts'
   */
  readonly entry?: string;
  readonly deployment: Deployment;
  /** @default 'us-east-1' */
  readonly region?: string;
  /**
   * 12 digits.
   *
   * @default '123456789012'
   */
  readonly account?: string;
  /**
   * The project's folder, where `ampx` would be called.
   *
   * @default the working directory
   */
  readonly cwd?: string;
  /**
   * CDK context besides what `ampx` sets. With the feature flag `@aws-cdk/core:validateAgainstDefaultRules`, CDK validates the templates, which
   * is left out otherwise.
   *
   * @default none
   */
  readonly context?: Readonly<Record<string, unknown>>;
  /**
   * Environment variables that the entry reads, such as `AWS_BRANCH`. Of the caller's own it sees only PATH, HOME and TMPDIR.
   *
   * @default none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Ends the synthesis, which then fails.
   *
   * @default it runs to its end
   */
  readonly signal?: AbortSignal;
  /**
   * What to synthesise in place of the project's own files, which stay as they are: content by path, relative to `cwd`. Each must be in the
   * folder of the entry, and may be new.
   *
   * @default none
   */
  readonly files?: Readonly<Record<string, string>>;
}

export interface SynthesizeEachOptions<Deployments extends readonly Deployment[] = readonly Deployment[]>
  extends Omit<SynthesizeOptions, 'deployment' | 'environment'> {
  readonly deployments: Deployments;
  /**
   * Environment variables that the entry reads, the same for all deployments or by deployment, such as `AWS_BRANCH`. Of the caller's own it
   * sees only PATH, HOME and TMPDIR.
   *
   * @default none
   */
  readonly environment?: Variables | ((deployment: Deployment) => Variables);
}

type Variables = Readonly<Record<string, string>>;

const VALIDATE = '@aws-cdk/core:validateAgainstDefaultRules';

/**
 * Synthesises a project's backend for one deployment, as `ampx` does, and loads it. The project's own CDK runs in a child
 * process with its own working folder, so any number may run at once; no AWS account is needed. The assembly stays
 * until this process exits.
 *
 * @throws {LocalOptionInvalidError} When there is no such option, or no such deployment, or a file is outside of the entry's folder.
 * @throws {SynthesisFailedError} When the backend's own code fails.
 * @throws {TsxMissingError} When the project has no tsx.
 * @throws {NodeModulesMissingError} When the project uses Yarn Plug'n'Play.
 * @example
 * ```ts
 * const backend = await synthesize({ deployment: { type: 'branch', namespace: 'd1a2b3c4', name: 'main' } });
 * ```
 */
export async function synthesize(options: SynthesizeOptions): Promise<Backend> {
  checkOptions('synthesize', options, [...OPTIONS, 'deployment'], LINE);
  checkDeployment('synthesize', options.deployment, LINE);
  const { deployment, ...rest } = options;
  const [backend] = await synthesizeInTurn(rest, [deployment]);
  // There is one for each deployment.
  if (backend === undefined) throw new TypeError('The synthesis gave no backend.');
  return backend;
}

/**
 * Synthesises a project's backend for several deployments, one after the other in one child process, which loads CDK once: after the
 * first, each takes a fraction of the time. The modules of the project are loaded anew for each, and so are those of packages that are ES
 * modules. In the order of the deployments.
 *
 * @throws {LocalOptionInvalidError} When there is no such option, or no such deployment, or a file is outside of the entry's folder.
 * @throws {SynthesisFailedError} When the backend's own code fails, of the first deployment for which it does.
 * @throws {TsxMissingError} When the project has no tsx.
 * @throws {NodeModulesMissingError} When the project uses Yarn Plug'n'Play.
 * @example
 * ```ts
 * const [main, jan] = await synthesizeEach({
 *   deployments: [
 *     { type: 'branch', namespace: 'd1a2b3c4', name: 'main' },
 *     { type: 'sandbox', namespace: 'my-app', name: 'jan' },
 *   ],
 * });
 * ```
 */
export async function synthesizeEach<const Deployments extends readonly Deployment[]>(
  options: SynthesizeEachOptions<Deployments>,
): Promise<BackendsOf<Deployments>> {
  checkOptions('synthesizeEach', options, [...OPTIONS, 'deployments'], LINES);
  const { deployments, ...rest } = options;
  for (const deployment of deployments) checkDeployment('synthesizeEach', deployment, LINES);
  const [first, ...others] = deployments;
  const backends = first === undefined ? [] : await synthesizeInTurn(rest, [first, ...others]);
  // There is one for each deployment, in their order, which the type of an array does not say.
  return backends as unknown as BackendsOf<Deployments>;
}

/** A backend for each deployment, in their order. */
export type BackendsOf<Deployments extends readonly Deployment[]> = {
  readonly [Index in keyof Deployments]: Backend;
};

async function synthesizeInTurn(
  options: Omit<SynthesizeEachOptions, 'deployments'>,
  deployments: readonly [Deployment, ...Deployment[]],
): Promise<readonly Backend[]> {
  const [first] = deployments;
  const { entry = 'amplify/backend.ts', region = 'us-east-1', account = '123456789012' } = options;
  const cwd = resolve(options.cwd ?? process.cwd());
  const { environment = {} } = options;
  const variablesOf = typeof environment === 'function' ? environment : () => environment;
  const tsx = findTsx(cwd);
  const folder = temporaryFolder();
  const runner = join(folder, 'synthesis.mjs');
  const mirrors = deployments.map((_, index) => join(folder, index === 0 ? 'project' : `project-${index}`));
  const outputs = deployments.map((_, index) => join(folder, index === 0 ? 'cdk.out' : `cdk-${index}.out`));
  try {
    writeFileSync(runner, SYNTHESIS_RUNNER);
    linkProvidedPackages(cwd, folder);
    const jobs = deployments.map((deployment, index): SynthesisJob => {
      const working = mirrorProject(cwd, entry, mirrors[index] ?? '');
      replaceFiles(working, entry, options.files ?? {});
      return {
        mirror: realpathSync(mirrors[index] ?? ''),
        working,
        entry: pathToFileURL(resolve(working, entry)).href,
        env: {
          ...variablesOf(deployment),
          CDK_DEFAULT_ACCOUNT: account,
          CDK_DEFAULT_REGION: region,
          CDK_OUTDIR: outputs[index] ?? '',
          CDK_CONTEXT_JSON: JSON.stringify({ ...toolkitContext(deployment), ...options.context }),
        },
      };
    });
    const { failure, output } = await runSynthesis({
      args: ['--import', tsx, runner, JSON.stringify(jobs)],
      cwd: jobs[0]?.working ?? cwd,
      signal: options.signal,
      env: {
        ...callersEnvironment(),
        ...(process.env.PATH !== undefined && { PATH: withDirectNpx(process.env.PATH, folder) }),
        AWS_REGION: region,
        AWS_EC2_METADATA_DISABLED: 'true',
        AMPLIFY_DISABLE_TELEMETRY: '1',
        CI: '1',
        // CDK's validation of templates takes two seconds for each, and only prints warnings, unless its feature flag is set. As CDK reads it:
        ...(['undefined', 'false'].includes(String(options.context?.[VALIDATE])) && { CDK_VALIDATION: 'false' }),
        ...jobs[0]?.env,
      },
    });
    if (failure !== undefined) {
      const { working = cwd, mirror = '' } = jobs[failure.job] ?? {};
      const fault = withoutMirror(failure.fault, { [working]: cwd, [mirror]: '' });
      throw new SynthesisFailedError(entry, deployments[failure.job] ?? first, fault, output);
    }
    return deployments.map((deployment, index) => {
      const cdkOut = outputs[index] ?? '';
      const errors = readAssembly(cdkOut).flatMap((stack) => stack.errors);
      if (errors.length > 0) {
        throw new SynthesisFailedError(
          entry,
          deployment,
          { name: 'AnnotationError', message: errors.join('\n') },
          output,
        );
      }
      return { ...loadBackend(cdkOut, { region, account }), deployment };
    });
  } finally {
    for (const mirror of mirrors) rmSync(mirror, { recursive: true, force: true });
  }
}

/** The context that `ampx`, and the CDK toolkit under it, give to an app. */
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

/** With the project's paths, which the user knows, in place of the mirror's. */
function withoutMirror(fault: SynthesisFault, paths: Readonly<Record<string, string>>): SynthesisFault {
  const message = Object.entries(paths).reduce((text, [from, to]) => text.replaceAll(from, to), fault.message);
  return { ...fault, message, ...(fault.cause && { cause: withoutMirror(fault.cause, paths) }) };
}
