import type { HandWritten } from './hand-written.js';
import type { SecretResource } from './secret-resource.js';

export type NamedResource = Extract<SecretResource, { readonly kind: 'secret' }>;

/** The resources of a statement that name one secret or a family of them. */
export function namedResources({ resources }: Pick<HandWritten, 'resources'>): NamedResource[] {
  return resources.filter((resource) => resource.kind === 'secret');
}

/** Those whose name is known before the deployment. */
export function knownResources(statement: Pick<HandWritten, 'resources'>): NamedResource[] {
  return namedResources(statement).filter(({ name }) => !name.includes('${'));
}

export function quotedAll(resources: readonly Pick<SecretResource, 'text'>[]): string {
  return resources.map(({ text }) => `"${text}"`).join(', ');
}
