import { App, Stack, Stage } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { CfnPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { MAIN } from '../backend.test.support.js';
import { configureGuard } from '../configure-guard.js';
import { grantSecretRead } from '../grant.js';
import { allSecrets } from '../targets/secrets-matching.js';
import { secrets } from './guard.test.support.js';

const EVERYTHING = { actions: ['secretsmanager:*'], resources: ['*'] };

function roleIn(stack: Stack, id = 'Role'): Role {
  return new Role(stack, id, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
}

function grantedRole(stack: Stack): Role {
  const role = roleIn(stack);
  grantSecretRead(role, allSecrets(secrets), { deployment: MAIN });
  return role;
}

function attach(stack: Stack, { roleName }: Role): CfnPolicy {
  const policyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: EVERYTHING.actions, Resource: EVERYTHING.resources }],
  };
  return new CfnPolicy(stack, 'Hand', { policyName: 'hand', roles: [roleName], policyDocument });
}

/** The error that stops the synthesis. */
function refusal(app: App): string {
  try {
    app.synth();
    return '';
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : '';
  }
}

function warningsIn(app: App): string[] {
  app.synth();
  return app.node
    .findAll()
    .filter(Stack.isStack)
    .flatMap((stack) => Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('SecretAccessWildcard')))
    .map(({ id }) => id);
}

describe('the guard of a plain CDK app without grants', () => {
  it('runs after configureGuard, although no deployment is known', () => {
    const app = new App();
    const stack = new Stack(app, 'Site');
    configureGuard(stack, { guard: 'error' });
    roleIn(stack).addToPolicy(new PolicyStatement(EVERYTHING));
    expect(refusal(app)).toMatch(/^GuardError: SecretAccessWildcard in Site\/Role\/DefaultPolicy/);
  });

  it('runs once after several calls of configureGuard and a grant', () => {
    const app = new App();
    const stack = new Stack(app, 'Site');
    configureGuard(stack, {});
    configureGuard(stack, {});
    grantedRole(stack);
    roleIn(stack, 'Other').addToPolicy(new PolicyStatement(EVERYTHING));
    expect(warningsIn(app)).toEqual(['/Site/Other/DefaultPolicy']);
  });

  it('accepts findings', () => {
    const app = new App();
    const stack = new Stack(app, 'Site');
    configureGuard(stack, {
      guard: 'error',
      accept: [{ finding: 'SecretAccessWildcard', at: 'Role', reason: 'Audits all secrets.' }],
    });
    roleIn(stack).addToPolicy(new PolicyStatement(EVERYTHING));
    expect(refusal(app)).toBe('');
  });
});

describe('the guard of an app with several stacks', () => {
  it('finds a policy in another stack than its role', () => {
    const app = new App();
    const [site, policies] = [new Stack(app, 'Site'), new Stack(app, 'Policies')];
    configureGuard(site, { guard: 'error' });
    attach(policies, grantedRole(site));
    expect(refusal(app)).toMatch(/^GuardError: SecretAccessWildcard in Policies\/Hand/);
  });

  it('reports a policy in the backend of its role, wherever the policy is', () => {
    const app = new App();
    const [one, two] = [new Stack(app, 'One'), new Stack(app, 'Two')];
    configureGuard(one, { guard: 'error' });
    grantedRole(one);
    attach(one, grantedRole(two));
    expect(warningsIn(app)).toEqual(['/One/Hand']);
  });

  it('reports a stack without a guard once, in the first backend that has one', () => {
    const app = new App();
    const [bare, one, two] = [new Stack(app, 'Bare'), new Stack(app, 'One'), new Stack(app, 'Two')];
    roleIn(bare).addToPolicy(new PolicyStatement(EVERYTHING));
    grantedRole(one);
    grantedRole(two);
    configureGuard(two, { guard: 'error' });
    expect(warningsIn(app)).toEqual(['/Bare/Role/DefaultPolicy']);
  });

  it('leaves out the stacks of a stage within the stage', () => {
    const app = new App();
    const site = new Stack(app, 'Site');
    configureGuard(site, { guard: 'error' });
    grantedRole(site);
    const stage = new Stage(app, 'Beta');
    roleIn(new Stack(stage, 'Site')).addToPolicy(new PolicyStatement(EVERYTHING));
    expect(refusal(app)).toBe('');
  });
});
