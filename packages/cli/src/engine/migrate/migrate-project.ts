import { type Backend, SynthesisFailedError, type SynthesizeOptions, synthesize } from '@amplify-secrets/local';
import { type Deployment, describeDeployment, referencesOf, type SecretSet } from '@amplify-secrets/runtime/contract';
import type { AmplifyProject } from '../../amplify-project/read-amplify-project.js';
import { CliError } from '../../errors/cli-error.js';
import type { SourceFile } from '../../source/source-file.js';
import { type AccessComparison, compareAccess } from './compare-access.js';
import { declaredSecrets } from './declared-secrets.js';
import { expectedAccess, locationsOf } from './expected-access.js';
import { type GuardWarning, guardWarnings, withGuard } from './guard-warnings.js';
import type { MigrationTerms } from './plan-grants.js';
import { type DeclarationFile, type MigrationPlan, planMigration } from './plan-migration.js';
import { sampleDeployments } from './sample-deployments.js';
import type { ArnPlace } from './secret-arn.js';

const ENTRY = 'amplify/backend.ts';

/** What is wanted of a project. */
export interface WantedMigration extends Omit<MigrationTerms, 'own' | 'declared'> {
  /** The secrets that it declares, and where. */
  readonly declared: (DeclarationFile & { readonly set: SecretSet }) | undefined;
}

export interface ComparedDeployment extends AccessComparison {
  readonly deployment: Deployment;
}

export interface Migration extends MigrationPlan {
  /** By deployment; empty where nothing changes. */
  readonly compared: readonly ComparedDeployment[];
  /** What the guard says of the hand-written statements as they are now. */
  readonly warnings: readonly GuardWarning[];
}

/**
 * Plans the grants in place of hand-written statements, and compares what the templates allow before and after. Writes nothing.
 *
 * @throws {BackendNotSynthesisedError} When the project's backend fails, as it is.
 * @throws {MigrationRefusedError} When it fails with the changes, or would allow more.
 */
export async function migrateProject(project: AmplifyProject, wish: WantedMigration): Promise<Migration> {
  const { typescript } = project;
  // Handlers may be elsewhere, and give nobody access.
  const files = project.files.filter(({ path }) => path.startsWith('amplify/'));
  const { set } = wish.declared ?? {};
  const own = placeOf(files);
  const terms = { ...wish, own, declared: set && declaredSecrets(set) };
  const plan = planMigration(typescript, files, terms, wish.declared);
  if (plan.replaced.length + plan.left.length === 0) return { ...plan, compared: [], warnings: [] };
  const deployments = sampleDeployments(wish.branches, set, project.packageName);
  const before = contentWithGuard(project);
  const after = Object.fromEntries(plan.changes.map((change) => [change.path, change.after]));
  const wanted = (plan.changes.length > 0 ? deployments : deployments.slice(0, 1)).flatMap((deployment) => [
    { deployment, files: before },
    ...(plan.changes.length > 0 ? [{ deployment, files: after }] : []),
  ]);
  const backends = await synthesizeAll(
    wanted.map((each) => ({ cwd: project.folder, entry: ENTRY, ...own, ...each })),
    (options) => options.files !== before,
  );
  const found = deployments.map((deployment) => ({
    deployment,
    before: backends.find((_, index) => wanted[index]?.deployment === deployment && wanted[index]?.files === before),
    after: backends.find((_, index) => wanted[index]?.deployment === deployment && wanted[index]?.files === after),
  }));
  const compared = found.flatMap((each) => {
    if (each.before === undefined || each.after === undefined) return [];
    const { deployment } = each;
    const names = set === undefined ? [] : referencesOf(set).flatMap((reference) => locationsOf(reference, deployment));
    const isExpected = expectedAccess(each.after, deployment, plan.references, plan.repaired);
    return [{ deployment, ...compareAccess(each.before, each.after, names, isExpected) }];
  });
  refuseWider(compared);
  const [first] = found;
  return { ...plan, compared, warnings: first?.before === undefined ? [] : guardWarnings(first.before) };
}

/** The first region and account that a statement names are those of the project. */
function placeOf(files: readonly SourceFile[]): ArnPlace {
  const texts = files.map(({ text }) => text).join('\n');
  const [, region = 'us-east-1'] = /:secretsmanager:([a-z]{2}(?:-[a-z]+)+-\d):/.exec(texts) ?? [];
  const [, account = '123456789012'] = /:secretsmanager:[^:\s]*:(\d{12}):/.exec(texts) ?? [];
  return { region, account };
}

function contentWithGuard({ backend, defined }: AmplifyProject): Readonly<Record<string, string>> {
  const guarded = withGuard(backend.text, defined?.variable);
  return guarded === undefined ? {} : { [backend.path]: guarded };
}

/** Two at a time: more would only slow each other down. */
async function synthesizeAll(
  wanted: readonly SynthesizeOptions[],
  isChanged: (options: SynthesizeOptions) => boolean,
): Promise<readonly Backend[]> {
  const done: Backend[] = [];
  let next = 0;
  async function work(): Promise<void> {
    for (let index = next++; index < wanted.length; index = next++) {
      const options = wanted[index];
      if (options === undefined) return;
      try {
        done[index] = await synthesize(options);
      } catch (error) {
        next = wanted.length;
        throw explained(error, options.deployment, isChanged(options));
      }
    }
  }
  await Promise.all([work(), work()]);
  return done;
}

function explained(error: unknown, deployment: Deployment, isChanged: boolean): unknown {
  if (!(error instanceof SynthesisFailedError)) return error;
  const { name, message } = error.cause;
  const what = `${describeDeployment(deployment)}: ${name}: ${message}`;
  return isChanged
    ? new CliError(
        'MigrationRefusedError',
        `With the changes, ${ENTRY} does not synthesise as ${what} Nothing was written.`,
        error.resolution,
      )
    : new CliError('BackendNotSynthesisedError', `${ENTRY} does not synthesise as ${what}`, error.resolution);
}

function refuseWider(compared: readonly ComparedDeployment[]): void {
  for (const { deployment, wider } of compared) {
    const [first] = wider;
    if (first === undefined) continue;
    throw new CliError(
      'MigrationRefusedError',
      `The changes must not allow more than before, and would allow ${wider.length} new requests in ${describeDeployment(deployment)}, such as ${first.principal}: ${first.action} on ${first.resource}. Nothing was written.`,
      'Migrate by hand, as docs/migrating.md shows, or report it with the statement.',
    );
  }
}
