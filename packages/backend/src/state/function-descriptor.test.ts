import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
import { NestedStack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, Code, Function as LambdaFunction, Runtime, SingletonFunction } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, it } from 'vitest';
import { descriptorsIn, FEATURE, MAIN, makeBackend, makeFunction, SANDBOX, secrets } from '../backend.test.support.js';
import { grantSecretRead, grantSecretWrite } from '../grant.js';
import { allSecrets } from '../targets/secrets-matching.js';

const others = defineSecrets({
  app: 'shop',
  environments: { live: 'main', test: '*' },
  secrets: { maps: textSecret() },
});

describe('the descriptor of a granted function', () => {
  it('has the environment and the store, and no secret', () => {
    const backend = makeBackend(MAIN);
    grantSecretRead(backend.amplifyFunction('webhook'), secrets.stripe);
    expect(descriptorsIn(backend.stack)).toEqual({
      webhook: { v: 1, apps: { myapp: { environment: 'prod', store: 'secrets-manager', digest: expect.any(String) } } },
    });
  });

  it('has the folders of the deployment where the store is Amplify’s', () => {
    const backend = makeBackend(SANDBOX);
    grantSecretWrite(backend.amplifyFunction('writer'), secrets.stripe);
    expect(descriptorsIn(backend.stack)).toEqual({
      writer: {
        v: 1,
        apps: { myapp: { environment: 'sandbox', store: 'amplify', digest: expect.any(String) } },
        folders: [expect.stringMatching(/^\/amplify\/myapp\/jan-sandbox-[0-9a-f]{10}$/), '/amplify/shared/my-app'],
      },
    });
  });

  it('is set once by Amplify’s addEnvironment, for all sets together', () => {
    const backend = makeBackend(FEATURE);
    const router = backend.amplifyFunction('router');
    grantSecretRead(router, secrets.stripe);
    grantSecretRead(router, others.maps);
    grantSecretWrite(router, secrets.upworkTokens);
    expect(router.keys).toEqual(['AMPLIFY_SECRETS']);
    expect(descriptorsIn(backend.stack).router).toEqual({
      v: 1,
      apps: {
        myapp: { environment: 'dev', store: 'secrets-manager', digest: expect.any(String) },
        shop: { environment: 'test', store: 'secrets-manager', digest: expect.any(String) },
      },
    });
  });

  it('is one for a CDK function, its alias and Amplify’s wrapper of it', () => {
    const backend = makeBackend(MAIN);
    const router = backend.amplifyFunction('router');
    const { lambda } = router.resources;
    grantSecretRead(
      new Alias(backend.stack, 'live', { aliasName: 'live', version: lambda.latestVersion }),
      secrets.stripe,
    );
    grantSecretRead(lambda, others.maps);
    expect(router.keys).toEqual([]);
    grantSecretRead(router, secrets.slackSigningSecret);
    expect(router.keys).toEqual(['AMPLIFY_SECRETS']);
    expect(descriptorsIn(backend.stack).router).toMatchObject({ apps: { myapp: {}, shop: {} } });
  });

  it('has every grant, even if it is resolved before the last one', () => {
    const backend = makeBackend(MAIN);
    const lambda = makeFunction(backend.stack, 'early');
    grantSecretRead(lambda, secrets.stripe);
    backend.stack.resolve(lambda.node.defaultChild && Reflect.get(lambda.node.defaultChild, 'environment'));
    grantSecretRead(lambda, others.maps);
    expect(descriptorsIn(backend.stack).early).toMatchObject({ apps: { myapp: {}, shop: {} } });
  });

  it('is one however often a singleton function is created', () => {
    const backend = makeBackend(MAIN);
    const make = (id: string) =>
      new SingletonFunction(backend.stack, id, {
        uuid: 'f7d4f730-4ee1-11e8-9c2d-fa7ae01bbebc',
        runtime: Runtime.NODEJS_22_X,
        handler: 'index.handler',
        code: Code.fromInline('-'),
      });
    grantSecretRead(make('one'), secrets.stripe);
    grantSecretRead(make('two'), others.maps);
    expect(Object.values(descriptorsIn(backend.stack))).toMatchObject([{ apps: { myapp: {}, shop: {} } }]);
    expect(backend.grants()).toHaveLength(2);
  });

  it('has the function’s own grants, though two functions share a role', () => {
    const backend = makeBackend(MAIN);
    const role = new Role(backend.stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const make = (id: string) =>
      new LambdaFunction(backend.stack, id, {
        runtime: Runtime.NODEJS_22_X,
        handler: 'index.handler',
        code: Code.fromInline('-'),
        role,
      });
    grantSecretRead(make('one'), secrets.stripe);
    grantSecretRead(make('two'), others.maps);
    expect(descriptorsIn(backend.stack)).toEqual({
      one: { v: 1, apps: { myapp: { environment: 'prod', store: 'secrets-manager', digest: expect.any(String) } } },
      two: { v: 1, apps: { shop: { environment: 'live', store: 'secrets-manager', digest: expect.any(String) } } },
    });
    expect(backend.grants()).toHaveLength(2);
  });

  it('has no app where the grants hold only elsewhere', () => {
    const backend = makeBackend(FEATURE);
    grantSecretRead(backend.amplifyFunction('legacy'), 'legacy-token', { branches: 'main' });
    expect(descriptorsIn(backend.stack)).toEqual({ legacy: { v: 1, apps: {} } });
  });

  it('is refused when it becomes too large', () => {
    const backend = makeBackend(MAIN);
    const router = backend.amplifyFunction('router');
    const grantMany = () => {
      for (let index = 0; index < 20; index++) {
        const set = defineSecrets({
          app: `app-${index}`,
          environments: { prod: 'main' },
          secrets: { [`key${index}`]: textSecret() },
        });
        grantSecretRead(router, allSecrets(set));
      }
    };
    expect(grantMany).toThrow(expect.objectContaining({ name: 'DescriptorTooLargeError' }));
  });
});

describe('the template of a granted function', () => {
  it('makes it depend on its policy, with the feature flag for separate policies too', () => {
    for (const flag of [false, true]) {
      const context = { '@aws-cdk/aws-lambda:createNewPoliciesWithAddToRolePolicy': flag };
      const backend = makeBackend(MAIN, {}, context);
      grantSecretRead(backend.amplifyFunction('webhook'), secrets.stripe);
      const template = Template.fromStack(backend.stack);
      const policies = Object.keys(template.findResources('AWS::IAM::Policy'));
      const [lambda] = Object.values(template.findResources('AWS::Lambda::Function'));
      expect(policies).toHaveLength(1);
      expect(lambda?.DependsOn).toEqual(expect.arrayContaining(policies));
    }
  });

  it('adds no dependency between stacks', () => {
    const backend = makeBackend(MAIN);
    const other = new NestedStack(backend.root, 'other');
    const one = backend.amplifyFunction('one');
    const two = backend.amplifyFunction('two', other);
    // one → two already; a grant that tied two to one would close the circle.
    one.addEnvironment('OTHER', two.resources.lambda.functionArn);
    for (const grantee of [one, two]) grantSecretRead(grantee, [secrets.stripe, secrets.upworkTokens]);
    const template = Template.fromStack(backend.root);
    expect(Object.keys(template.findResources('AWS::CloudFormation::Stack'))).toHaveLength(2);
  });
});
