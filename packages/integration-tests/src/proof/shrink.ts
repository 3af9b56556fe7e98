import { evaluateRequests } from './evaluate-project.js';
import type { Kit } from './kit.js';
import type { DeclaredSet, Grant, Project } from './project.js';
import { type Broken, reasonOf } from './prove.js';
import { synthesizeProject } from './synthesize-project.js';

/** Removes from a project what its broken promise does not need. At most 600 syntheses. */
export function shrink(kit: Kit, broken: Broken): Broken {
  let tries = 600;
  let smallest = broken;
  for (let found = true; found; ) {
    found = false;
    for (const project of smallerThan(smallest.project)) {
      if (tries === 0) return smallest;
      tries -= 1;
      const still = breakAgain(kit, broken, project);
      if (still === undefined) continue;
      smallest = still;
      found = true;
      break;
    }
  }
  return smallest;
}

/** The same promise, broken by another project; undefined if that project keeps it. */
function breakAgain(kit: Kit, { seed, pair, error }: Broken, project: Project): Broken | undefined {
  const grantee = project.grantees.find(({ id }) => id === pair?.grantee.id);
  try {
    const backend = synthesizeProject(kit, project);
    if (pair === undefined || grantee === undefined) return undefined;
    const [again] = evaluateRequests(backend, project, grantee, [pair.request]);
    const same = again?.promised === pair.promised && again.decision.effect === pair.decision.effect;
    return same ? { seed, project, pair: again } : undefined;
  } catch (thrown) {
    return pair === undefined && reasonOf(thrown) === reasonOf(error) ? { seed, project, error: thrown } : undefined;
  }
}

/** Projects with one part less, the largest parts first. */
function* smallerThan(project: Project): Generator<Project> {
  const { grants, grantees, sets } = project;
  for (const half of halvesOf(grants)) yield { ...project, grants: half };
  for (const { id } of grantees) {
    yield {
      ...project,
      grantees: grantees.filter((each) => each.id !== id && each.roleOf !== id),
      grants: grants.filter(({ grantee }) =>
        grantees.some((each) => each.id === grantee && each.id !== id && each.roleOf !== id),
      ),
    };
  }
  for (const [index, grant] of grants.entries()) {
    for (const less of lessOfGrant(grant)) yield { ...project, grants: grants.with(index, less) };
  }
  for (const [index, set] of sets.entries()) {
    if (!grants.some(({ targets }) => targets.some((target) => 'set' in target && target.set === set.app))) {
      yield { ...project, sets: sets.toSpliced(index, 1) };
    }
    for (const less of lessOfSet(set, grants)) yield { ...project, sets: sets.with(index, less) };
  }
  for (const [index, grantee] of grantees.entries()) {
    if (grantee.stack !== 'root') yield { ...project, grantees: grantees.with(index, { ...grantee, stack: 'root' }) };
    if (grantee.kind !== 'function' && grantee.kind !== 'sibling') {
      yield { ...project, grantees: grantees.with(index, { ...grantee, kind: 'function' }) };
    }
  }
  if (project.pinned) yield { ...project, pinned: false };
  if (!project.inContext) yield { ...project, inContext: true };
}

function* lessOfGrant(grant: Grant): Generator<Grant> {
  const { targets, branches, batch, ...rest } = grant;
  const options = { ...(branches !== undefined && { branches }), ...(batch !== undefined && { batch }) };
  if (targets.length > 1) for (const less of withoutEach(targets)) yield { ...rest, targets: less, ...options };
  if (branches !== undefined && branches.length > 1) {
    for (const less of withoutEach(branches)) yield { ...grant, branches: less };
  }
  if (batch !== undefined) yield { ...rest, targets, ...(branches !== undefined && { branches }) };
}

function* lessOfSet(set: DeclaredSet, grants: readonly Grant[]): Generator<DeclaredSet> {
  const granted = grants.flatMap(({ targets }) =>
    targets.flatMap((target) => (target.kind === 'secret' && target.set === set.app ? [target.key] : [])),
  );
  for (const secrets of halvesOf(set.secrets)) {
    if (granted.every((key) => secrets.some((secret) => secret.key === key))) yield { ...set, secrets };
  }
  for (const [index, environment] of set.environments.entries()) {
    yield { ...set, environments: set.environments.toSpliced(index, 1) };
    if (environment.branches.length < 2) continue;
    for (const branches of withoutEach(environment.branches)) {
      yield { ...set, environments: set.environments.with(index, { ...environment, branches }) };
    }
  }
}

function* halvesOf<T>(list: readonly T[]): Generator<readonly T[]> {
  const middle = Math.floor(list.length / 2);
  if (middle > 1) yield* [list.slice(0, middle), list.slice(middle)];
  yield* withoutEach(list);
}

function* withoutEach<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let index = 0; index < list.length; index += 1) yield list.toSpliced(index, 1);
}
