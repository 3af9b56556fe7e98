import type { GrantTarget } from '@amplify-secrets/backend';
import type { SecretReference } from '@amplify-secrets/runtime';
import type { Stack } from 'aws-cdk-lib';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Kit } from './kit.js';
import type { DeclaredSecret, DeclaredSet, Place, Target } from './project.js';
import { withTokens } from './with-tokens.js';

/** A set as its author would declare it. */
export function declare(
  kit: Kit,
  { app, environments, secrets }: DeclaredSet,
): Readonly<Record<string, SecretReference>> {
  return kit.defineSecrets({
    app,
    environments: Object.fromEntries(
      environments.map(({ name, branches, appId, store }) => [
        name,
        {
          ...(name !== 'sandbox' && { branches }),
          ...(appId !== undefined && { appId }),
          ...(store !== undefined && { store }),
        },
      ]),
    ),
    secrets: Object.fromEntries(secrets.map((secret) => [secret.key, define(kit, secret)])),
  });
}

function define(kit: Kit, { kind, name, encryptionKey }: DeclaredSecret) {
  const options = { ...(name !== undefined && { name }), ...(encryptionKey !== undefined && { encryptionKey }) };
  switch (kind) {
    case 'json':
      return kit.jsonSecret(['field'], options);
    case 'text':
      return kit.textSecret(options);
    case 'binary':
      return kit.binarySecret(options);
  }
}

/** The key of a grant as its author would give it. */
export function keyIn(written: string, stack: Stack): string | IKey {
  return written.includes('<')
    ? Key.fromKeyArn(stack, `key-${stack.node.children.length}`, withTokens(written, stack))
    : written;
}

/** A target as its author would write it. */
export function targetIn(
  kit: Kit,
  sets: ReadonlyMap<string, Readonly<Record<string, SecretReference>>>,
  target: Target,
  { stack, place }: { readonly stack: Stack; readonly place: Place },
): GrantTarget {
  const id = `import-${stack.node.children.length}`;
  switch (target.kind) {
    case 'name': {
      const { name, imported } = target;
      if (imported === undefined) return name;
      if (imported === 'by name') return Secret.fromSecretNameV2(stack, id, name);
      if (imported === 'by partial ARN with tokens') {
        const arn = withTokens(`arn:<partition>:secretsmanager:<region>:<lazy ${place.account}>:secret:${name}`, stack);
        return Secret.fromSecretPartialArn(stack, id, arn);
      }
      const { partition, region, account } = place;
      const arn = `arn:${partition}:secretsmanager:${region}:${account}:secret:${name}`;
      return Secret.fromSecretPartialArn(stack, id, arn);
    }
    case 'raw pattern':
      return target.pattern;
    case 'partial ARN':
      return Secret.fromSecretPartialArn(stack, id, withTokens(target.arn, stack));
    case 'arn':
      return target.imported === undefined ? target.arn : Secret.fromSecretCompleteArn(stack, id, target.arn);
    default:
      break;
  }
  const secrets = sets.get(target.set);
  if (secrets === undefined) throw new Error(`no set of app ${target.set}`);
  switch (target.kind) {
    case 'all':
      return kit.allSecrets(secrets);
    case 'named':
      return kit.secretNamed(secrets, target.leaf);
    case 'pattern':
      return kit.secretsMatching(secrets, target.pattern);
    case 'secret': {
      const reference = secrets[target.key];
      if (reference === undefined) throw new Error(`no secret ${target.key}`);
      return reference;
    }
  }
}
