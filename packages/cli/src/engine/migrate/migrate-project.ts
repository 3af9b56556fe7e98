import { realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type Backend, SynthesisFailedError } from '@amplify-secrets/local';
import { type Deployment, referencesOf, type SecretSet } from '@amplify-secrets/runtime/contract';
import type { AmplifyProject } from '../../amplify-project/read-amplify-project.js';
import type { SourceFile } from '../../source/source-file.js';
import { isText } from '../../source/write-files.js';
import { branchNames } from './branch-names.js';
import { type AccessComparison, compareAccess } from './compare-access.js';
import { declaredSecrets } from './declared-secrets.js';
import { expectedAccess, locationsOf } from './expected-access.js';
import { type GuardWarning, guardWarnings, withGuard } from './guard-warnings.js';
import { mistypedStatements } from './mistyped-statements.js';
import { type DeclarationFile, type MigrationPlan, planMigration, type WantedTerms } from './plan-migration.js';
import { probeCalls } from './reached-calls.js';
import { notSynthesised, refuseChanged, refuseWider } from './refusals.js';
import { refusedStatements } from './refused-statements.js';
import { sampleDeployments, uncomparedBranches, unmatchedBranch } from './sample-deployments.js';
import type { ArnPlace } from './secret-arn.js';
import { synthesizeAfter, synthesizeBefore } from './synthesize-backends.js';
import { createTypeChecker } from './type-errors.js';
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
  /** Where it was compared. */
  readonly own: ArnPlace;
  /** Whether that is what the first ARN names, and not one for any account. */
  readonly isNamed: boolean;
  /** Branches of the code's own conditions that were too many. */
  readonly uncompared: readonly string[];
  /** A branch that deploys as it is, and with the grants does not, since no environment matches it. */
  readonly unmatched: string | undefined;
}

/** Statements that stay, by place, each with the reason. */
type Kept = ReadonlyMap<string, string>;

/**
 * Plans the grants in place of hand-written statements, and compares what the templates allow before and after. A statement stays whose grant
 * would allow more, would not compile, is refused by the kit, or runs in no deployment. Writes nothing.
 *
 * @throws {BackendNotSynthesisedError} When the project's backend fails, as it is.
 * @throws {MigrationRefusedError} When it fails with the changes, or would allow more or be otherwise changed, and no single statement is the
 * cause.
 */
export async function migrateProject(project: AmplifyProject, wish: WantedMigration): Promise<Migration> {
  // Handlers may be elsewhere, and give nobody access.
  const files = project.files.filter(({ path }) => path.startsWith('amplify/'));
  const { set } = wish.declared ?? {};
  const { isNamed, ...own } = placeOf(files);
  const declared = set && declaredSecrets(set, project.production);
  const planWithout = (kept: Kept) =>
    planMigration(project.typescript, files, { ...wish, own, declared, kept }, wish.declared);
  const first = planWithout(new Map());
  if (first.replaced.length + first.left.length === 0)
    return { ...first, compared: [], warnings: [], own, isNamed, uncompared: [], unmatched: undefined };

  const conditions = branchNames(project.typescript, files);
  const uncompared = uncomparedBranches({ compared: conditions, set });
  const all = sampleDeployments({
    branches: wish.branches,
    set,
    compared: conditions,
    packageName: project.packageName,
    needsEnvironment: set !== undefined && usesDeclaration(first, files),
    readsVariables: files.some(({ text }) => /\bAWS_(?:BRANCH|APP_ID)\b/.test(text)),
  });
  const samples = first.changes.length > 0 ? all : all.slice(0, 1);
  const deployments = samples.map(({ deployment }) => ({ ...deployment }));
  // By the object: a branch is deployed with the variables of Amplify Hosting, and without.
  const variables = new Map(deployments.map((deployment, index) => [deployment, samples[index]?.variables ?? {}]));
  const environment = (deployment: Deployment) => variables.get(deployment) ?? {};
  // Where one of the two throws, the other need not go on.
  const ending = new AbortController();
  const { signal } = ending;
  const options = { cwd: project.folder, deployments, environment, ...own, signal };
  const synthesized = async ({ changes }: MigrationPlan) => {
    const files = Object.fromEntries(changes.map(({ path, after }) => [path, after]));
    return changes.length === 0 ? [] : synthesizeAfter({ ...options, files });
  };
  const typeErrors = createTypeChecker(project.typescript, project.folder);
  const compiling = (kept: Kept): { readonly plan: MigrationPlan; readonly kept: Kept } => {
    const plan = planWithout(kept);
    const mistyped = mistypedStatements(plan, files, typeErrors(plan.changes));
    return mistyped.size === 0 ? { plan, kept } : compiling(new Map([...kept, ...mistyped]));
  };
  const probes = probeCalls(files, first.calls);
  const synthesizedAsItIs = async () => {
    const before = await synthesizeBefore({ ...options, files: probes.files }, guarded(project, probes.files));
    return { before, unreached: probes.unreached() };
  };
  const compiledAndSynthesized = async () => {
    const { plan, kept } = compiling(unreadable(project, first));
    return { plan, kept, after: await synthesized(plan) };
  };
  try {
    const [{ before, unreached }, start] = await Promise.all([synthesizedAsItIs(), compiledAndSynthesized()]);
    const warnings = before[0] === undefined ? [] : guardWarnings(before[0]);
    let { plan, kept, after } = start;
    for (;;) {
      const compared =
        after instanceof SynthesisFailedError ? [] : comparedEach(before, after, plan, { set, ...project });
      const notRun = plan.calls.flatMap(({ place }) => unreached.find((each) => each.place === place) ?? []);
      const stays = new Map([
        ...notRun.map(({ place, reason }) => [place, reason] as const),
        ...(after instanceof SynthesisFailedError
          ? refusedStatements(plan.replaced, after)
          : widerStatements(plan, compared)),
      ]);
      if (stays.size === 0) {
        if (after instanceof SynthesisFailedError) throw notSynthesised(after);
        refuseWider(compared);
        refuseChanged(before, after);
        const unmatched = set !== undefined && usesDeclaration(plan, []) ? unmatchedBranch(set) : undefined;
        return { ...plan, compared, warnings, own, isNamed, uncompared, unmatched };
      }
      ({ plan, kept } = compiling(new Map([...kept, ...stays])));
      after = await synthesized(plan);
    }
  } finally {
    ending.abort();
    probes.end();
  }
}

/** Whether the backend fails where no environment matches: as it is, or with grants by reference. */
function usesDeclaration({ replaced }: MigrationPlan, files: readonly SourceFile[]): boolean {
  return (
    replaced.some(({ lines }) => lines.some((line) => /\bsecrets\b/.test(line))) ||
    files.some(({ text }) => text.includes('@amplify-secrets/backend'))
  );
}

/** What is in files that are not UTF-8, whose other characters would be lost, and in links to files of other projects. */
function unreadable({ folder }: AmplifyProject, { calls }: MigrationPlan): Kept {
  return new Map(
    calls.flatMap(({ path, place }): [string, string][] => {
      const file = join(folder, path);
      if (!isText(file)) return [[place, `${path} must be UTF-8, and is not: save it as UTF-8 first`]];
      const isInside = realpathSync(file).startsWith(`${realpathSync(folder)}${sep}`);
      return isInside ? [] : [[place, `${path} is a link to a file outside of the project, which others may use`]];
    }),
  );
}

function comparedEach(
  before: readonly Backend[],
  after: readonly Backend[],
  { references, repaired }: MigrationPlan,
  { set, production }: Pick<AmplifyProject, 'production'> & { readonly set: SecretSet | undefined },
): readonly ComparedDeployment[] {
  return after.flatMap((is, index) => {
    const { deployment } = is;
    const was = before[index];
    if (was === undefined || deployment === undefined) return [];
    const names = set === undefined ? [] : referencesOf(set).flatMap((reference) => locationsOf(reference, deployment));
    const isExpected = expectedAccess({ before: was, deployment, references, repaired, production });
    return [{ deployment, ...compareAccess(was, is, names, isExpected) }];
  });
}

/** The first region and account that a statement names are those of the project. */
function placeOf(files: readonly SourceFile[]): ArnPlace & { readonly isNamed: boolean } {
  const texts = files.map(({ text }) => text).join('\n');
  const [, region] = /:secretsmanager:([a-z]{2}(?:-[a-z]+)+-\d):/.exec(texts) ?? [];
  const [, account] = /:secretsmanager:[^:\s]*:(\d{12}):/.exec(texts) ?? [];
  const isNamed = region !== undefined || account !== undefined;
  return { region: region ?? 'us-east-1', account: account ?? '123456789012', isNamed };
}

/** The entry with the guard switched on, where it is not. */
function guarded({ backend, defined }: AmplifyProject, files: Readonly<Record<string, string>>) {
  const text = withGuard(files[backend.path] ?? backend.text, defined?.variable);
  return text === undefined ? {} : { [backend.path]: text };
}
