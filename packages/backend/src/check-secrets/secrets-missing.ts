import { userInfo } from 'node:os';
import { type Deployment, describeDeployment, isPreview, shellLine } from '@amplify-secrets/runtime/contract';
import { BackendError } from '../backend-error.js';
import type { CheckResult } from './check-result.js';
import { inRegion, setCommand, withProfile } from './command-lines.js';
import { type Owner, ownerOf } from './managed-secret.js';
import { fileNames, trimLine } from './value-files.js';

/** One line per missing secret in the message, and its command in the resolution. `missing` is not empty. */
export function secretsMissing(deployment: Deployment, missing: readonly CheckResult[]): BackendError {
  const [count, are] = missing.length === 1 ? ['1 secret', 'is'] : [`${missing.length} secrets`, 'are'];
  return new BackendError(
    'SecretsMissingError',
    `${count} of ${describeDeployment(deployment)} ${are} missing:\n${list(missing.map(line))}`,
    [...ownLines(deployment, missing), ...missing.flatMap(linesOfOthers)].join('\n'),
  );
}

function line(result: CheckResult): string {
  const { secret, found } = result;
  const { store, name, ids } = secret;
  const what = store === 'amplify' ? 'Amplify secret' : 'secret';
  if (found === 'deleted') return `${what} "${name}" is scheduled for deletion.`;
  const owner = ownerIn(result);
  const about = owner === undefined ? shapeOf(secret) : `It belongs to ${owner.name}.`;
  if (found === 'empty') return `${what} "${name}" has no value. ${about}`;
  if (ids[0]?.startsWith('arn:')) {
    return `${what} "${ids[0]}" does not exist. A new one has another ARN, which the grant must name.`;
  }
  return `${what} "${name}" ${store === 'amplify' ? 'is not set' : 'does not exist'}. ${about}`;
}

function shapeOf({ store, kind, fields }: CheckResult['secret']): string {
  if (fields !== undefined) {
    return `Its value: {${fields.map((field) => `${JSON.stringify(field)}:"…"`).join(',')}}`;
  }
  if (kind === 'json') return 'Its value is JSON.';
  return kind === 'binary'
    ? `Its value is binary${store === 'amplify' ? ', in base64' : ''}.`
    : 'Its value is a string.';
}

/** What gives secrets their values, or gets them back. Values come from a prompt or a file, and never from an argument. */
function ownLines(deployment: Deployment, missing: readonly CheckResult[]): string[] {
  const own = missing.filter((result) => result.found === 'deleted' || ownerIn(result) === undefined);
  const files = fileNames(own.filter((result) => isFromFile(deployment, result)).map(({ secret }) => secret));
  const saved = [...files.values()];
  const trimmed = [...files].flatMap(([{ kind }, file]) => (kind === 'binary' ? [] : [file]));
  const commands = [
    ...(trimmed.length === 0 ? [] : [trimLine(trimmed)]),
    ...own.flatMap((result) => commandsFor(deployment, result, files.get(result.secret) ?? '')),
  ];
  const short = own.flatMap((result) => setCommand(deployment, result, files.get(result.secret) ?? '') ?? []);
  const both = short.length > 0;
  if (commands.length === 0) return [];
  const said =
    saved.length === 0
      ? run(commands, both ? 'Or:' : 'Run:')
      : [
          `${both ? 'Or save' : 'Save'} ${saved.length === 1 ? `its value in ${saved.join()}` : 'each value in its file'}, and run:`,
          list(commands),
        ];
  return both ? [...run(short, 'Run:'), ...said] : said;
}

function run(commands: readonly string[], title: string): string[] {
  return commands.length === 1 ? [`${title} ${commands.join()}`] : [title, list(commands)];
}

function isFromFile(deployment: Deployment, { secret, found }: CheckResult): boolean {
  return found !== 'deleted' && !isPrompted(deployment, secret);
}

function isPrompted({ type }: Deployment, { store }: CheckResult['secret']): boolean {
  return store === 'amplify' && type === 'sandbox';
}

function commandsFor(deployment: Deployment, { secret, region, found }: CheckResult, file: string): string[] {
  const { store, name, ids, kind } = secret;
  const [own = '', shared] = ids;
  if (isPrompted(deployment, secret)) {
    // What `ampx sandbox` is called without an identifier.
    const isDefault = deployment.name === userInfo().username;
    const identifier = isDefault ? '' : shellLine` --identifier ${deployment.name}`;
    return [shellLine`npx ampx sandbox secret set ${name}` + identifier + withProfile()];
  }
  const where = inRegion(region);
  if (store === 'amplify') {
    // A preview lives as long as its pull request: what previews read is set once, for all of them.
    const parameter = isPreview(deployment) && shared !== undefined ? shared : own;
    const put = (value: string) =>
      shellLine`aws ssm put-parameter --type SecureString --name ${parameter} --value file://${value}` + where;
    // Amplify keeps strings only.
    return kind === 'binary'
      ? [`node -e "fs.writeFileSync('${file}.txt', fs.readFileSync('${file}', 'base64'))"`, put(`${file}.txt`)]
      : [put(file)];
  }
  if (found === 'deleted') return [shellLine`aws secretsmanager restore-secret --secret-id ${own}` + where];
  const secretId =
    found === 'empty'
      ? shellLine`aws secretsmanager put-secret-value --secret-id ${own}`
      : shellLine`aws secretsmanager create-secret --name ${name}`;
  const value =
    kind === 'binary' ? shellLine` --secret-binary fileb://${file}` : shellLine` --secret-string file://${file}`;
  return [secretId + value + where];
}

/** Of a secret that another service owns: which one to ask. */
function linesOfOthers(result: CheckResult): string[] {
  const owner = result.found === 'deleted' ? undefined : ownerIn(result);
  if (owner === undefined) return [];
  return [
    `Only ${owner.name} may create "${result.secret.name}" and set its value. To see the secrets that it has, run:`,
    list([owner.command + inRegion(result.region)]),
  ];
}

function ownerIn({ secret, owner }: CheckResult): Owner | undefined {
  return secret.store === 'amplify' ? undefined : ownerOf(secret.name, owner);
}

function list(lines: readonly string[]): string {
  return lines.map((each) => `  ${each}`).join('\n');
}
