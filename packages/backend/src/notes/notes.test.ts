import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { MAIN, makeBackend, makeFunction, printed } from '../backend.test.support.js';
import { configureGuard } from '../configure-guard.js';
import { grantSecretRead } from '../grant.js';
import { secretsMatching } from '../targets/secrets-matching.js';

const HOSTILE = /(?!\n)\p{C}/u;
const ESCAPE = '\u001b[31mRED\u0007';

/** All that a synthesis says, printed, noted and thrown. */
function said(write: (project: ReturnType<typeof makeBackend>) => void): string {
  const project = makeBackend(MAIN);
  let thrown = '';
  try {
    write(project);
    project.app.synth();
  } catch (error) {
    thrown = error instanceof Error ? `${error.message} ${String(Reflect.get(error, 'resolution'))}` : String(error);
  }
  const noted = project.app.node.findAll().flatMap(({ node }) => node.metadata.map(({ data }) => String(data)));
  return [...printed(), ...noted, thrown].join('\n');
}

describe('P1: what a synthesis prints', () => {
  it.each<[string, (project: ReturnType<typeof makeBackend>) => void]>([
    [
      'the key of a secret that nobody reads',
      ({ stack }) => {
        const hostile = {
          app: 'odd',
          environments: { prod: 'main' },
          secrets: { ok: textSecret(), [ESCAPE]: textSecret() },
        };
        grantSecretRead(makeFunction(stack, 'fn'), defineSecrets(hostile).ok);
      },
    ],
    [
      'the id of a construct, in a note and in a finding',
      ({ root, stack }) => {
        configureGuard(root, {});
        const odd = defineSecrets({ app: 'odd', environments: { prod: 'main' }, secrets: { stripe: textSecret() } });
        const fn = makeFunction(stack, `fn${ESCAPE}`);
        grantSecretRead(fn, secretsMatching(odd, 'stripe*'));
        fn.addToRolePolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: ['*'] }));
      },
    ],
    [
      'a resource that somebody wrote, with a mark that turns the direction of writing',
      ({ root, stack }) => {
        configureGuard(root, { guard: 'error' });
        makeFunction(stack, 'fn').addToRolePolicy(
          new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: ['\u202e\u001b[2Jetorw'] }),
        );
      },
    ],
    [
      'a name that a grant refuses',
      ({ stack }) => grantSecretRead(makeFunction(stack, 'fn'), `a${ESCAPE}`, { branches: 'main' }),
    ],
    [
      'the path of a stack without a deployment',
      ({ app }) => {
        const odd = new Stack(app, 'Odd', { stackName: 'odd' });
        grantSecretRead(makeFunction(odd, `fn${ESCAPE}`), `b${ESCAPE}`, { branches: 'main' });
      },
    ],
  ])('has no character that a terminal obeys: %s', (_what, write) => {
    const text = said(write);
    expect(text).toMatch(/RED|etorw/);
    expect(HOSTILE.exec(text)?.[0]).toBeUndefined();
  });
});
