import { compareWithOwn } from '../declarations/ownership.js';
import type { GuardView } from '../view.js';
import type { HandWritten } from './hand-written.js';
import type { SecretResource } from './secret-resource.js';

export type NamedResource = Extract<SecretResource, { readonly kind: 'secret' }>;

/** The resources of a statement that name one secret or a pattern. */
export function namedResources({ resources }: Pick<HandWritten, 'resources'>): NamedResource[] {
  return resources.filter((resource) => resource.kind === 'secret');
}

/** Those that may be in this account: in another, the name is another secret's. */
export function ownResources(
  statement: Pick<HandWritten, 'resources'>,
  { account: own }: Pick<GuardView, 'account'>,
): NamedResource[] {
  return namedResources(statement).filter(
    ({ account }) => !/^\d{12}$/.test(account) || compareWithOwn(account, own) !== 'other',
  );
}

export function quotedAll(resources: readonly Pick<SecretResource, 'entry'>[]): string {
  return resources.map(({ entry }) => `"${entry}"`).join(', ');
}
