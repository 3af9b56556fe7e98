import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, it } from 'vitest';
import { contextOf, grantsIn, MAIN, makeBackend, secrets } from '../backend.test.support.js';
import { grantSecretRead } from '../grant.js';

describe('verifyFunctions', () => {
  const replaced = expect.objectContaining({
    name: 'GrantLostError',
    message: expect.stringMatching(/role of the function "amplify\/function\/webhook".*replaced/),
  });
  const replacements: Record<string, (lambda: CfnFunction, stack: Stack) => void> = {
    'whose role is replaced': (lambda, stack) => {
      lambda.role = new Role(stack, 'Own', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') }).roleArn;
    },
    'whose role is overridden': (lambda) => lambda.addPropertyOverride('Role', 'arn:aws:iam::123456789012:role/other'),
    'whose role is deleted': (lambda) => lambda.addPropertyDeletionOverride('Role'),
  };
  it.each(Object.entries(replacements))('refuses a function %s', (_what, replace) => {
    const { app, stack, amplifyFunction } = makeBackend(MAIN);
    const webhook = amplifyFunction('webhook');
    grantSecretRead(webhook, secrets.stripe);
    const lambda = webhook.resources.lambda.node.defaultChild;
    if (!(lambda instanceof CfnFunction)) throw new Error('no function');
    replace(lambda, stack);
    expect(() => app.synth()).toThrow(replaced);
  });

  it('refuses a descriptor that was overwritten after the grant', () => {
    const { app, amplifyFunction } = makeBackend(MAIN);
    const webhook = amplifyFunction('webhook');
    grantSecretRead(webhook, secrets.stripe);
    webhook.addEnvironment(
      'AMPLIFY_SECRETS',
      '{"v":1,"apps":{"myapp":{"environment":"dev","store":"secrets-manager"}}}',
    );
    expect(() => app.synth()).toThrow(
      expect.objectContaining({ name: 'GrantLostError', message: expect.stringContaining('AMPLIFY_SECRETS') }),
    );
  });

  it('shows the descriptor of an imported function, to be set where it is defined', () => {
    const app = new App({ context: contextOf(MAIN) });
    const stack = new Stack(app, 'plain');
    const role = Role.fromRoleName(stack, 'Role', 'app');
    const functionArn = 'arn:aws:lambda:us-east-1:123456789012:function:app';
    grantSecretRead(LambdaFunction.fromFunctionAttributes(stack, 'Imported', { functionArn, role }), secrets.stripe);
    expect(grantsIn(stack)).toHaveLength(1);
    Annotations.fromStack(stack).hasWarning(
      '/plain/Imported',
      Match.stringLikeRegexp(
        `AMPLIFY_SECRETS='{"v":1,"apps":{"myapp":{"environment":"prod","store":"secrets-manager","digest":"[^"]+"}}}'`,
      ),
    );
  });
});
