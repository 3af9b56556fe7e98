import type { EnvironmentOptions } from '@amplify-secrets/runtime/contract';
import { environmentWord } from './environment-words.js';

const DEFAULT_BRANCHES = ['main', 'master'];

/** Environments as a declaration has them, in the order in which they match. */
export type ProposedEnvironments = Readonly<Record<string, string | readonly string[] | EnvironmentOptions>>;

/** The branches that could be production's: those that are named so, then the default ones. */
export function productionBranches(branches: readonly string[]): readonly string[] {
  return [
    ...branches.filter((branch) => environmentWord(branch) === 'prod'),
    ...DEFAULT_BRANCHES.filter((branch) => branches.includes(branch)),
  ];
}

/** Environments for the branches that a project has. Every branch but a pull-request preview has one. */
export function proposeEnvironments(branches: readonly string[], production: string): ProposedEnvironments {
  const staging = [
    ...branches.filter((branch) => branch !== production && environmentWord(branch) === 'staging'),
    ...(branches.some((branch) => branch.startsWith('release/')) && !production.startsWith('release/')
      ? ['release/*']
      : []),
  ];
  const [only, ...more] = staging;
  return {
    prod: production,
    ...(only !== undefined && { staging: more.length === 0 ? only : staging }),
    ...(branches.some((branch) => /^pr-(?:\d+|\*)$/.test(branch)) && {
      preview: { branches: 'pr-*', store: 'amplify' as const },
    }),
    dev: '*',
  };
}
