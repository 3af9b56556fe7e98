import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { App, Aws, Fn, Stack, Stage } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import {
  contextOf,
  FEATURE,
  grantsIn,
  MAIN,
  makeBackend,
  makeFunction,
  STAGE,
  secrets,
} from '../backend.test.support.js';
import { grantSecretRead } from '../grant.js';
import type { GrantOptions } from '../grant-options.js';

const unknown = (resolution: string) =>
  expect.objectContaining({ name: 'DeploymentUnknownError', resolution: expect.stringContaining(resolution) });

describe('the deployment of a grant', () => {
  it('is the option in a stack without Amplify’s context', () => {
    const { stack, grants } = makeBackend();
    grantSecretRead(makeFunction(stack, 'plain'), secrets.stripe, { deployment: FEATURE });
    expect(grants()[0]?.resources).toEqual([expect.stringContaining(':secret:myapp/dev/stripe-??????')]);
  });

  it('is Amplify’s, which the option may repeat', () => {
    const { stack, grants } = makeBackend(MAIN);
    grantSecretRead(makeFunction(stack, 'plain'), secrets.stripe, { deployment: { ...MAIN } });
    expect(grants()).toHaveLength(1);
  });

  it('is refused when nothing names it', () => {
    const { stack } = makeBackend();
    const lambda = makeFunction(stack, 'plain');
    expect(() => grantSecretRead(lambda, secrets.stripe)).toThrow(unknown('{ deployment: { type:'));
    expect(() => grantSecretRead(lambda, secrets.stripe)).toThrow(unknown('amplify/backend.ts'));
  });

  it('is refused when the option differs from Amplify’s', () => {
    const { stack } = makeBackend(MAIN);
    const lambda = makeFunction(stack, 'plain');
    expect(() => grantSecretRead(lambda, secrets.stripe, { deployment: FEATURE })).toThrow(
      unknown('Delete the option'),
    );
  });

  it('is refused when two grants of a stack differ', () => {
    const { stack } = makeBackend();
    grantSecretRead(makeFunction(stack, 'one'), secrets.stripe, { deployment: MAIN });
    const two = makeFunction(stack, 'two');
    expect(() => grantSecretRead(two, secrets.stripe, { deployment: FEATURE })).toThrow(
      unknown('the same { deployment }'),
    );
  });

  it.each([
    { 'amplify-backend-type': 'branch', 'amplify-backend-name': 'main' },
    { 'amplify-backend-type': 'Branch', 'amplify-backend-namespace': 'd1', 'amplify-backend-name': 'main' },
    { 'amplify-backend-type': 'branch', 'amplify-backend-namespace': 'd1', 'amplify-backend-name': '' },
  ])('is refused when the context is %j', (context) => {
    const { stack } = makeBackend(undefined, {}, context);
    const lambda = makeFunction(stack, 'plain');
    expect(() => grantSecretRead(lambda, secrets.stripe, { deployment: MAIN })).toThrow(unknown('deployment'));
  });

  it.each([
    { ...MAIN, namespace: Fn.importValue('AmplifyAppId') },
    { ...MAIN, name: Fn.ref('Branch') },
    { ...MAIN, namespace: `d1${Aws.STACK_NAME}` },
  ])('is refused when it is known only at deployment: %o', (deployment) => {
    const { stack } = makeBackend();
    const lambda = makeFunction(stack, 'plain');
    expect(() => grantSecretRead(lambda, secrets.stripe, { deployment })).toThrow(unknown('plain strings'));
    const context = makeBackend(deployment);
    expect(() => grantSecretRead(makeFunction(context.stack, 'plain'), secrets.stripe)).toThrow(
      unknown('plain strings'),
    );
  });

  it('is refused when it is not a deployment', () => {
    const { stack } = makeBackend();
    // As a caller without types may write it.
    const options = { deployment: null } as unknown as GrantOptions;
    expect(() => grantSecretRead(makeFunction(stack, 'plain'), secrets.stripe, options)).toThrow(unknown('deployment'));
  });

  it('is that of each stage of a pipeline, though one process synthesises them all', () => {
    const app = new App();
    const stacks = (['beta', 'prod'] as const).map((name) => {
      const stage = new Stage(app, name);
      for (const [key, value] of Object.entries(contextOf({ ...STAGE, name }))) stage.node.setContext(key, value);
      const stack = new Stack(stage, 'backend');
      grantSecretRead(makeFunction(stack, 'plain'), pipelined.token);
      return stack;
    });
    app.synth();
    expect(stacks.map((stack) => grantsIn(stack)[0]?.resources)).toEqual([
      [expect.stringContaining(':secret:pipelined/test/token-??????')],
      [expect.stringContaining(':secret:pipelined/live/token-??????')],
    ]);
  });
});

const pipelined = defineSecrets({
  app: 'pipelined',
  environments: { test: 'stage:beta', live: 'stage:prod' },
  secrets: { token: textSecret() },
});
