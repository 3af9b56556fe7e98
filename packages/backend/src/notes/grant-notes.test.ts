import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { FEATURE, MAIN, makeBackend, SANDBOX, secrets } from '../backend.test.support.js';
import { grantSecretRead } from '../grant.js';
import type { GrantOptions } from '../grant-options.js';
import type { GrantTarget } from '../targets/grant-target.js';
import { secretsMatching } from '../targets/secrets-matching.js';

function annotations(target: GrantTarget, options: GrantOptions = {}, deployment = MAIN) {
  const { root, amplifyFunction } = makeBackend(deployment);
  grantSecretRead(amplifyFunction('webhook'), target, options);
  const found = Annotations.fromStack(root);
  const messages = (entries: { entry: { data?: unknown } }[]) => entries.map(({ entry }) => String(entry.data));
  return {
    infos: messages(found.findInfo('*', Match.anyValue())),
    // The guard warns of what these backends leave unread.
    warnings: messages(found.findWarning('*', Match.anyValue())).filter((each) => !each.startsWith('SecretUnread')),
  };
}

describe('the warning about a pattern', () => {
  it('shows what else a pattern matches that ends inside a word', () => {
    expect(annotations(secretsMatching(secrets, 'stripe*')).warnings).toEqual([
      expect.stringContaining('"stripe*" also matches "stripeother"'),
    ]);
    expect(annotations('shared/mail*', { branches: 'main' }).warnings).toEqual([
      expect.stringContaining('"shared/mail*" also matches'),
    ]);
  });

  it('is missing for a pattern that ends at a boundary', () => {
    expect(annotations(secretsMatching(secrets, 'stripe-*')).warnings).toEqual([]);
  });
});

describe('the note on branches', () => {
  it('says where else a grant holds that does not hold here', () => {
    expect(annotations('legacy-token', { branches: ['main', 'sandbox'] }, FEATURE).infos).toEqual([
      expect.stringContaining('"legacy-token": granted in main, sandbox only, so not in branch "feature/checkout".'),
    ]);
    expect(annotations('legacy-token', { branches: ['main', 'sandbox'] }, SANDBOX).infos).toEqual([]);
  });
});

describe('the warning about branches', () => {
  const warningsOf = (environments: Record<string, string>, branches: string) => {
    const set = defineSecrets({ app: 'shop', environments, secrets: { maps: textSecret() } });
    const { root, amplifyFunction } = makeBackend(FEATURE);
    grantSecretRead(amplifyFunction('maps'), set.maps);
    grantSecretRead(amplifyFunction('legacy'), 'legacy/mail', { branches });
    return Annotations.fromStack(root).findWarning(
      '*',
      Match.stringLikeRegexp('is the name of a declared environment'),
    );
  };

  it('names an environment among them, which means a branch there', () => {
    expect(warningsOf({ prod: 'main', dev: '*' }, 'prod')).toHaveLength(1);
  });

  it('is missing where a branch has the name of its environment', () => {
    expect(warningsOf({ main: 'main', dev: '*' }, 'main')).toEqual([]);
    expect(warningsOf({ prod: 'main', dev: '*' }, 'main')).toEqual([]);
  });
});

describe('the note on sharing', () => {
  const shared = defineSecrets({
    app: 'shop',
    environments: { prod: 'main', staging: 'staging', dev: '*' },
    secrets: { maps: textSecret({ name: { prod: 'maps-key', staging: 'maps-key' } }) },
  });

  it('names the environments in which a granted secret has one name', () => {
    expect(annotations(shared.maps).infos).toEqual([expect.stringContaining('is "maps-key" in prod, staging')]);
  });

  it('is missing in an environment with another name', () => {
    expect(annotations(shared.maps, {}, FEATURE).infos).toEqual([]);
  });

  it('is missing where the environments are in different stores', () => {
    const set = defineSecrets({
      app: 'shop',
      environments: { prod: 'main', preview: { branches: 'pr-*', store: 'amplify' } },
      secrets: { maps: textSecret({ name: { prod: 'maps-key', preview: 'maps-key' } }) },
    });
    expect(annotations(set.maps).infos).toEqual([]);
  });
});

describe('R02: the warning about a name that ends like an ARN', () => {
  const declared = (name: string) =>
    defineSecrets({ app: 'shop', environments: { prod: 'main' }, secrets: { a: textSecret({ name: { prod: name } }) } })
      .a;

  it.each(['prod/stripe-aB3dE9', 'prod/stripe-a3b9de', 'prod/stripe-A1B2C3'])('shows %s without the suffix', (name) => {
    for (const warnings of [annotations(declared(name)).warnings, annotations(name, { branches: 'main' }).warnings]) {
      expect(warnings).toEqual([
        expect.stringMatching(
          /which are not part of it\.\nIf they came from an ARN, .* without them: 'prod\/stripe'\./,
        ),
      ]);
    }
  });

  it.each(['prod/my-secret', 'oauth-tokens', 'report-202401', 'db-prod01', 'x-Secret', 'stripe', 'prod/aB3dE9'])(
    'is missing for %s',
    (name) => {
      expect(annotations(declared(name)).warnings).toEqual([]);
    },
  );

  it('is missing for a full ARN, whose suffix belongs to it, and for a pattern', () => {
    const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:prod/stripe-aB3dE9';
    expect(annotations(arn, { branches: 'main' }).warnings).toEqual([]);
    expect(annotations('prod/*-aB3dE9', { branches: 'main' }).warnings).toEqual([]);
  });
});
