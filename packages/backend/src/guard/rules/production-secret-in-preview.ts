import {
  allEnvironments,
  describeDeployment,
  includesProduction,
  isPreview,
  kebabCase,
  propertyKey,
  referencesOf,
  secretNameIn,
  stringLiteral,
} from '@amplify-secrets/runtime/contract';
import { labelOf } from '../../targets/target.js';
import { areOfSeparateApps, isOfPreviews, patternsIn } from '../declarations/grant-reach.js';
import { otherEnvironments } from '../declarations/other-environments.js';
import type { GuardFinding } from '../finding.js';
import type { GuardView } from '../view.js';

const RULE = 'ProductionSecretInPreview';

/**
 * A pull-request preview runs code that nobody has reviewed yet, and answers at a public address. Found in every deployment: what a preview
 * would be given is known before there is one.
 */
export function productionSecretInPreview(view: GuardView): GuardFinding[] {
  const inGrants = inBranches(view);
  const here = inThisPreview(view).filter(
    ({ where, about }) => !inGrants.some((each) => each.where === where && each.about[0] === about[0]),
  );
  return [...inDeclarations(view), ...inGrants, ...here];
}

/** Environments of both previews and other branches, and names that an environment of previews shares with another. */
function inDeclarations(view: GuardView): GuardFinding[] {
  return view.sets.all().flatMap((set) => {
    const grant = view.grants.find(
      ({ target, branches }) => (branches === undefined || branches.some(isOfPreviews)) && target.set === set,
    );
    // What `amplifySecret` reads, it reads in every deployment.
    if (grant === undefined && !view.amplifySecretUses.some((reference) => reference.set === set)) return [];
    const where = grant?.grantee.construct.node.path ?? view.path;
    const environments = allEnvironments(set.environments)
      .filter(({ store, name }) => store === 'secrets-manager' && name !== 'sandbox')
      .map((environment) => ({ environment, patterns: patternsIn(set.environments, environment.name) }));
    const previewed = environments.filter(({ patterns }) => patterns.some(isOfPreviews));

    return previewed.flatMap(({ environment, patterns }): GuardFinding[] => {
      const others = patterns.filter((pattern) => !isOfPreviews(pattern));
      if (others.length > 0) {
        return [
          {
            name: RULE,
            severity: severityOf(others, environment.name),
            where,
            about: [set.app, environment.name],
            message: `The environment "${environment.name}" of app "${set.app}" includes ${others.join(', ')} and pull-request previews: code of a pull request can read its secrets.`,
            resolution: `Declare a separate environment for previews in defineSecrets: preview: { branches: 'pr-*', store: 'amplify' }.`,
          },
        ];
      }
      return referencesOf(set).flatMap((reference): GuardFinding[] => {
        const name = secretNameIn(environment, reference);
        const owner = environments.find(
          (other) =>
            other.patterns.some((pattern) => !isOfPreviews(pattern)) &&
            secretNameIn(other.environment, reference) === name,
        );
        if (owner === undefined) return [];
        return [
          {
            name: RULE,
            severity: areOfSeparateApps(set.environments, environment.name, owner.environment.name)
              ? 'warning'
              : severityOf(owner.patterns, owner.environment.name),
            where,
            about: [reference.key, name],
            message: `Secret ${labelOf(set, reference.key)} has the name "${name}" in ${owner.environment.name} and in ${environment.name}, the environment of pull-request previews: code of a pull request can read it.`,
            resolution: `Give it a separate name for previews: name: { ${propertyKey(environment.name)}: ${stringLiteral(`${set.app}/${environment.name}/${kebabCase(reference.key) || 'my-secret'}`)} }, or leave ${environment.name} out of name.`,
          },
        ];
      });
    });
  });
}

/** One name, ARN or pattern for previews and for others. */
function inBranches({ grants }: GuardView): GuardFinding[] {
  return grants.flatMap(({ call, grantee, target, branches = [] }): GuardFinding[] => {
    const others = branches.filter((branch) => !isOfPreviews(branch) && branch !== 'sandbox');
    if (target.name === undefined || others.length === 0 || others.length === branches.length) return [];
    if (!branches.some(isOfPreviews)) return [];
    return [
      {
        name: RULE,
        severity: severityOf(others, ''),
        where: grantee.construct.node.path,
        about: [target.name],
        message: `${call} of ${target.label} grants one secret to ${others.join(', ')} and to pull-request previews: code of a pull request can read it.`,
        resolution: `Leave previews out: { branches: [${others.map(stringLiteral).join(', ')}] }, and grant previews a separate secret.`,
      },
    ];
  });
}

/** What this preview can access of other environments. */
function inThisPreview(view: GuardView): GuardFinding[] {
  const { deployment } = view;
  if (deployment === undefined || !isPreview(deployment)) return [];
  return otherEnvironments(view).map(({ severity, where, about, access, environments, resolution }) => ({
    name: RULE,
    severity,
    where,
    about,
    message: `${access} secrets of ${environments.join(', ')}, and ${describeDeployment(deployment)} is a preview: code of a pull request can read them.`,
    resolution,
  }));
}

function severityOf(patterns: readonly string[], environment: string): GuardFinding['severity'] {
  return includesProduction(patterns) || includesProduction([environment]) ? 'error' : 'warning';
}
