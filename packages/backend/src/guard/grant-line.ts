import { expressionOf, kebabCase, patternOf, stringLiteral } from '@amplify-secrets/runtime/contract';
import { matchesSecret } from './declarations/declared-names.js';
import type { HandWritten } from './statements/hand-written.js';
import { type SecretResource, stemOf } from './statements/secret-resource.js';
import type { GuardView } from './view.js';

type NamedResource = Extract<SecretResource, { readonly kind: 'secret' }>;

/** What to write instead of a statement, or of some of its resources: the whole line. */
export function grantLine(
  view: GuardView,
  statement: Pick<HandWritten, 'accesses' | 'grantees'>,
  resources: readonly SecretResource[],
): string {
  const call = callFor(statement);
  const grantee = granteeExpression(statement.grantees[0]?.split('/').at(-1));
  const named = resources.filter((resource) => resource.kind === 'secret');
  const targets = [...new Set(named.map((resource) => targetFor(view, resource)))];
  const isName = (target: string) => /^['"]/.test(target);
  const declared = targets.filter((target) => !isName(target));
  const names = targets.filter(isName);
  // An example, where no deployment is known.
  const branch = view.deployment === undefined ? 'main' : patternOf(view.deployment);
  const lines = [
    ...(declared.length > 0 ? [`${call}(${grantee}, ${listOf(declared)});`] : []),
    ...(names.length > 0 ? [`${call}(${grantee}, ${listOf(names)}, { branches: [${stringLiteral(branch)}] });`] : []),
  ];
  return lines.length > 0 ? lines.join(' ') : `${call}(${grantee}, ${exampleOf(view)});`;
}

/** `stripe-webhook` and `stripeWebhook-lambda` are `backend.stripeWebhook`, as `defineBackend` usually names them. */
export function camelCase(id: string): string {
  const words = kebabCase(id.replace(/-lambda$/, '')).split('-');
  const name = words.map((word, index) => (index === 0 ? word : `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`));
  return name.join('') || 'myFunction';
}

/** What `defineBackend` probably returned for a function or another construct, by its id. */
export function granteeExpression(id: string | undefined): string {
  const name = camelCase(id ?? '');
  return /^\d/.test(name) ? `backend[${stringLiteral(name)}]` : `backend.${name}`;
}

function callFor({ accesses }: Pick<HandWritten, 'accesses'>): string {
  if (!accesses.includes('write')) return 'grantSecretRead';
  return accesses.includes('read') ? 'grantSecretReadWrite' : 'grantSecretWrite';
}

function targetFor({ names }: GuardView, { name, end }: NamedResource): string {
  const stem = stemOf(name);
  const one = names.all.find((each) => each.name === stem || each.name === name);
  if (end !== 'pattern' && one !== undefined) return expressionOf({ key: one.key, undeclared: false });
  const matched = (end === 'pattern' ? names.all : []).filter((each) => matchesSecret(name, each.name));
  const [first] = matched;
  if (first === undefined) return nameTarget(name, end, stem);
  const prefix = `${first.set.app}/${first.environment.name}/`;
  const leaf = name.startsWith(prefix) ? name.slice(prefix.length).replace(/-\?{6}$/, '') : '*';
  if (/[*]/.test(leaf.replace(/\*+$/, '')) || /[?$]/.test(leaf)) return 'allSecrets(secrets)';
  return /^\*+$/.test(leaf) ? 'allSecrets(secrets)' : `secretsMatching(secrets, ${stringLiteral(leaf)})`;
}

function nameTarget(name: string, end: NamedResource['end'], stem: string): string {
  const target = end === 'pattern' ? name.replace(/-\?{6}$/, '') : end === 'bare' ? name : stem;
  // A grant accepts no wildcard at the beginning, and nothing that only the deployment knows.
  const isAccepted = target.includes('*') ? /^[\w/+=.@-][\w/+=.@*-]*$/.test(target) : /^[\w/+=.@!-]+$/.test(target);
  return isAccepted ? stringLiteral(target) : 'secrets.mySecret';
}

function exampleOf({ names, sets }: GuardView): string {
  const [first] = [...names.current, ...names.all];
  const key = first?.key ?? Object.keys(sets.all()[0]?.definitions ?? {})[0] ?? 'mySecret';
  return expressionOf({ key, undeclared: false });
}

function listOf(targets: readonly string[]): string {
  return targets.length === 1 ? targets.join() : `[${targets.join(', ')}]`;
}
