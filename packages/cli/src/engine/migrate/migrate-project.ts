import { type Backend, SynthesisFailedError, type SynthesizeEachOptions } from '@amplify-secrets/local';
import { type Deployment, describeDeployment, referencesOf, type SecretSet } from '@amplify-secrets/runtime/contract';
import type { AmplifyProject } from '../../amplify-project/read-amplify-project.js';
import { CliError } from '../../errors/cli-error.js';
import type { SourceFile } from '../../source/source-file.js';
import { type AccessComparison, compareAccess } from './compare-access.js';
import { declaredSecrets } from './declared-secrets.js';
import { expectedAccess, locationsOf } from './expected-access.js';
import { type GuardWarning, guardWarnings, withGuard } from './guard-warnings.js';
import { type DeclarationFile, type MigrationPlan, planMigration, type WantedTerms } from './plan-migration.js';
import { refusedStatements } from './refused-statements.js';
import { sampleDeployments } from './sample-deployments.js';
import type { ArnPlace } from './secret-arn.js';
import { describeFailure, ENTRY, synthesizeAfter, synthesizeBefore } from './synthesize-backends.js';
import { widerStatements } from './wider-statements.js';

/** What is wanted of a project. */
export interface WantedMigration extends Omit<WantedTerms, 'own' | 'declared' | 'kept'> {
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
 * Plans the grants in place of hand-written statements, and compares what the templates allow before and after. A statement whose grant
 * would allow more, or is refused by the kit, stays. Writes nothing.
 *
 * @throws {BackendNotSynthesisedError} When the project's backend fails, as it is.
 * @throws {MigrationRefusedError} When it fails with the changes, or would allow more, and no single statement is the cause.
 */
export async function migrateProject(project: AmplifyProject, wish: WantedMigration): Promise<Migration> {
  // Handlers may be elsewhere, and give nobody access.
  const files = project.files.filter(({ path }) => path.startsWith('amplify/'));
  const { set } = wish.declared ?? {};
  const own = placeOf(files);
  const declared = set && declaredSecrets(set);
  const planWithout = (kept: ReadonlyMap<string, string>) =>
    planMigration(project.typescript, files, { ...wish, own, declared, kept }, wish.declared);
  const first = planWithout(new Map());
  if (first.replaced.length + first.left.length === 0) return { ...first, compared: [], warnings: [] };

  const all = sampleDeployments(wish.branches, set, project.packageName);
  const deployments = first.changes.length > 0 ? all : all.slice(0, 1);
  const options = { cwd: project.folder, deployments, ...own };
  const changed = async ({ changes }: MigrationPlan, ending: Pick<SynthesizeEachOptions, 'signal'> = {}) => {
    const files = Object.fromEntries(changes.map(({ path, after }) => [path, after]));
    return changes.length === 0 ? [] : synthesizeAfter({ ...options, ...ending, files });
  };
  // Where one of the two throws, the other need not go on.
  const ending = new AbortController();
  const [before, firstAfter] = await Promise.all([
    synthesizeBefore({ ...options, files: contentWithGuard(project), signal: ending.signal }),
    changed(first, { signal: ending.signal }),
  ]).finally(() => ending.abort());
  const warnings = before[0] === undefined ? [] : guardWarnings(before[0]);

  let [plan, after, kept] = [first, firstAfter, new Map<string, string>()];
  for (;;) {
    const compared = after instanceof SynthesisFailedError ? [] : comparedEach(before, after, plan, set);
    const stays =
      after instanceof SynthesisFailedError
        ? refusedStatements(plan.replaced, after)
        : widerStatements(
            plan.replaced,
            compared.flatMap((each) => each.wider),
          );
    if (stays.size === 0) {
      if (after instanceof SynthesisFailedError) throw notSynthesised(after);
      refuseWider(compared);
      return { ...plan, compared, warnings };
    }
    kept = new Map([...kept, ...stays]);
    plan = planWithout(kept);
    after = await changed(plan);
  }
}

function comparedEach(
  before: readonly Backend[],
  after: readonly Backend[],
  { references, repaired }: MigrationPlan,
  set: SecretSet | undefined,
): readonly ComparedDeployment[] {
  return after.flatMap((is, index) => {
    const { deployment } = is;
    const was = before[index];
    if (was === undefined || deployment === undefined) return [];
    const names = set === undefined ? [] : referencesOf(set).flatMap((reference) => locationsOf(reference, deployment));
    const isExpected = expectedAccess(is, deployment, references, repaired);
    return [{ deployment, ...compareAccess(was, is, names, isExpected) }];
  });
}

function notSynthesised(error: SynthesisFailedError): CliError {
  if (error.cause.name === 'GuardError') {
    return new CliError(
      'MigrationRefusedError',
      `The first grant switches the guard on, and it stops the synthesis as ${describeFailure(error)} Nothing was written.`,
      error.resolution,
    );
  }
  return new CliError(
    'MigrationRefusedError',
    `With the changes, ${ENTRY} does not synthesise as ${describeFailure(error)} Nothing was written.`,
    'Name the branches that may have the secrets, if they are not these: --branches <names>. Or replace the statement by hand: docs/migrating.md',
  );
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
