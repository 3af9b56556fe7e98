import { type Deployment, expressionOf, kebabCase } from '@amplify-secrets/runtime/contract';
import { matchesSecret } from './declarations/declared-names.js';
import type { HandWritten } from './statements/hand-written.js';
import { type SecretResource, stemOf } from './statements/secret-resource.js';
import type { GuardView } from './view.js';

type NamedResource = Extract<SecretResource, { readonly kind: 'secret' }>;

/** What to write instead of a statement, or of some of its resources: the whole line. */
export function grantLine(
  backend: GuardView,
  statement: Pick<HandWritten, 'accesses' | 'grantees'>,
  resources: readonly SecretResource[],
): string {
  const call = callFor(statement);
  const grantee = `backend.${camelCase(statement.grantees[0]?.split('/').at(-1) ?? 'myFunction')}`;
  const named = resources.filter((resource) => resource.kind === 'secret');
  const targets = [...new Set(named.map((resource) => targetFor(backend, resource)))];
  const declared = targets.filter((target) => !target.startsWith("'"));
  const texts = targets.filter((target) => target.startsWith("'"));
  const branch = branchText(backend.deployment);
  const lines = [
    ...(declared.length > 0 ? [`${call}(${grantee}, ${listOf(declared)});`] : []),
    ...(texts.length > 0 ? [`${call}(${grantee}, ${listOf(texts)}, { branches: ['${branch}'] });`] : []),
  ];
  return lines.length > 0 ? lines.join(' ') : `${call}(${grantee}, ${exampleOf(backend)});`;
}

/** `stripe-webhook` and `stripeWebhook-lambda` are `backend.stripeWebhook`, as `defineBackend` mostly has it. */
export function camelCase(id: string): string {
  const words = kebabCase(id.replace(/-lambda$/, '')).split('-');
  const name = words.map((word, index) => (index === 0 ? word : `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`));
  return name.join('') || 'myFunction';
}

/** A deployment as a pattern of `branches`; an example, where no deployment is known. */
export function branchText(deployment: Deployment | undefined): string {
  if (deployment === undefined) return 'main';
  const { type, namespace, name } = deployment;
  if (type === 'sandbox') return 'sandbox';
  if (type === 'branch') return name;
  return namespace === 'pipeline' ? `stage:${name}` : `standalone:${namespace}`;
}

function callFor({ accesses }: Pick<HandWritten, 'accesses'>): string {
  if (!accesses.includes('write')) return 'grantSecretRead';
  return accesses.includes('read') ? 'grantSecretReadWrite' : 'grantSecretWrite';
}

function targetFor({ names }: GuardView, { name, end }: NamedResource): string {
  const stem = stemOf(name);
  const one = names.all.find((each) => each.name === stem || each.name === name);
  if (end !== 'family' && one !== undefined) return expressionOf({ key: one.key, undeclared: false });
  const taken = (end === 'family' ? names.all : []).filter((each) => matchesSecret(name, each.name));
  const [first] = taken;
  if (first === undefined) return textTarget(name, end, stem);
  const prefix = `${first.set.app}/${first.environment.name}/`;
  const leaf = name.startsWith(prefix) ? name.slice(prefix.length).replace(/-\?{6}$/, '') : '*';
  if (/[*]/.test(leaf.replace(/\*+$/, '')) || /[?$]/.test(leaf)) return 'allSecrets(secrets)';
  return /^\*+$/.test(leaf) ? 'allSecrets(secrets)' : `secretsMatching(secrets, '${leaf}')`;
}

function textTarget(name: string, end: NamedResource['end'], stem: string): string {
  const text = end === 'family' ? name.replace(/-\?{6}$/, '') : end === 'bare' ? name : stem;
  // A wildcard at the beginning, and what only the deployment knows, are no target of a grant.
  return /^[\w/+=.@-][\w/+=.@*-]*$/.test(text) ? `'${text}'` : 'secrets.mySecret';
}

function exampleOf({ names, sets }: GuardView): string {
  const [first] = [...names.current, ...names.all];
  const key = first?.key ?? Object.keys(sets.all()[0]?.definitions ?? {})[0] ?? 'mySecret';
  return expressionOf({ key, undeclared: false });
}

function listOf(targets: readonly string[]): string {
  return targets.length === 1 ? targets.join() : `[${targets.join(', ')}]`;
}
