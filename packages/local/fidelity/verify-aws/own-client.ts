import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import type { ClientSettings } from './client-settings.js';
import { type OwnPlace, toOwn, toWritten, writtenText } from './own-names.js';

/** The operations that name no secret. */
const NAMELESS: ReadonlySet<string> = new Set(['GetRandomPassword', 'ListSecrets', 'BatchGetSecretValue']);

/** A client whose every secret is under the prefix, whatever a case calls it. */
export function ownClient(config: ClientSettings, place: OwnPlace): SecretsManager {
  const secrets = new SecretsManager(config);
  secrets.middlewareStack.add(
    (next, context) => async (args) => {
      try {
        const input = toOwn(operationOf(context), args.input, place) as typeof args.input;
        const result = await next({ ...args, input });
        return { ...result, output: toWritten(result.output, place) };
      } catch (error) {
        if (error instanceof Error) error.message = writtenText(error.message, place);
        throw error;
      }
    },
    { step: 'initialize', priority: 'high', name: 'ownNames' },
  );
  guard(secrets, place.prefix);
  return secrets;
}

/** Sends nothing that names a secret outside of the prefix. */
export function guard(secrets: SecretsManager, prefix: string): void {
  secrets.middlewareStack.add(
    (next, context) => (args) => {
      checkNames(operationOf(context), bodyOf(args.request), prefix);
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'ownSecretsOnly' },
  );
}

/** Throws unless every secret that the request names, or may list, is under the prefix. */
export function checkNames(operation: string, body: Readonly<Record<string, unknown>>, prefix: string): void {
  const { Name, SecretId, SecretIdList, Filters } = body;
  const named = [Name, SecretId, SecretIdList].flat().filter((name) => typeof name === 'string' && name !== '');
  const outside = named.filter((name) => !nameIn(String(name)).startsWith(prefix));
  const isList = operation === 'ListSecrets' || Filters !== undefined;
  const filters: readonly unknown[] = Array.isArray(Filters) ? Filters : [];
  const isLimited = filters.some(
    (filter) => JSON.stringify(filter) === JSON.stringify({ Key: 'name', Values: [prefix] }),
  );
  const lacks = named.length === 0 && Name !== '' && SecretId !== '' && !NAMELESS.has(operation);
  if (outside.length === 0 && (!isList || isLimited) && !(lacks && 'SecretId' in body)) return;
  throw new Error(
    `${operation} must name only secrets under ${prefix}, and got ${outside.join(', ') || 'every secret'}.`,
  );
}

function nameIn(secretId: string): string {
  return secretId.replace(/^arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:/, '');
}

function operationOf(context: object): string {
  return String(Reflect.get(context, 'commandName')).replace(/Command$/, '');
}

function bodyOf(request: unknown): Readonly<Record<string, unknown>> {
  const { body } = Object(request) as { readonly body?: string | Uint8Array };
  return JSON.parse(typeof body === 'string' ? body : Buffer.from(body ?? '{}').toString()) as Record<string, unknown>;
}
