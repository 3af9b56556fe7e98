import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Distribution, experimental, LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { Code, type IVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import { describe, expect, it } from 'vitest';
import { contextOf, MAIN, makeFunction, secrets } from '../backend.test.support.js';
import { grantSecretRead } from '../grant.js';

const account = '123456789012';

function makeStack(region: string) {
  const app = new App({ context: contextOf(MAIN) });
  return { app, stack: new Stack(app, 'site', { env: { account, region } }) };
}

function makeEdgeFunction(stack: Stack): experimental.EdgeFunction {
  return new experimental.EdgeFunction(stack, 'Edge', {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {}'),
  });
}

function distribute(stack: Stack, functionVersion: IVersion): void {
  const origin = new HttpOrigin('example.com');
  const edgeLambdas = [{ functionVersion, eventType: LambdaEdgeEventType.VIEWER_REQUEST }];
  new Distribution(stack, 'Site', { defaultBehavior: { origin, edgeLambdas } });
}

function statementsIn(stack: Stack): unknown {
  const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
  return policies.flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
}

function variablesIn(stack: Stack): readonly unknown[] {
  const functions = Template.fromStack(stack).findResources('AWS::Lambda::Function');
  return Object.values(functions).map(({ Properties }) => Properties.Environment?.Variables);
}

const READS = {
  Action: 'secretsmanager:GetSecretValue',
  Effect: 'Allow',
  Resource: {
    'Fn::Join': [
      '',
      ['arn:', { Ref: 'AWS::Partition' }, `:secretsmanager:us-east-1:${account}:secret:myapp/prod/stripe-??????`],
    ],
  },
};

describe('R04: a grant to a function at Lambda@Edge', () => {
  it.each(['us-east-1', 'eu-west-1'])('gives its role the secret of us-east-1, from a stack in %s', (region) => {
    const { stack } = makeStack(region);
    const edge = makeEdgeFunction(stack);
    grantSecretRead(edge, secrets.stripe);
    distribute(stack, edge.currentVersion);
    const home = Stack.of(edge.lambda);
    expect(statementsIn(home)).toEqual([READS]);
    expect(variablesIn(home)).toEqual([undefined]);
  });

  it('shows the client that reads there', () => {
    const { app, stack } = makeStack('us-east-1');
    const edge = makeEdgeFunction(stack);
    grantSecretRead(edge, secrets.stripe);
    distribute(stack, edge.currentVersion);
    app.synth();
    Annotations.fromStack(stack).hasWarning(
      '/site/Edge/Fn',
      Match.stringLikeRegexp(
        String.raw`runs at Lambda@Edge, which has no environment variables[^]*createSecretsClient\(\{ region: 'us-east-1', descriptor: \{"apps":\{"myapp":\{"environment":"prod","store":"secrets-manager"`,
      ),
    );
  });

  it('holds for a plain function that is used there', () => {
    const { stack } = makeStack('us-east-1');
    const lambda = makeFunction(stack, 'Plain');
    grantSecretRead(lambda, secrets.stripe);
    distribute(stack, lambda.currentVersion as IVersion);
    expect(statementsIn(stack)).toEqual([READS]);
    expect(variablesIn(stack)).toEqual([undefined]);
  });

  it('holds for the role alone, without a warning', () => {
    const { app, stack } = makeStack('us-east-1');
    const edge = makeEdgeFunction(stack);
    if (edge.lambda.role === undefined) throw new Error('The function has no role.');
    grantSecretRead(edge.lambda.role, secrets.stripe);
    distribute(stack, edge.currentVersion);
    app.synth();
    expect(statementsIn(stack)).toEqual([READS]);
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('Lambda@Edge'));
  });

  it('leaves the variable to a function that is not used there', () => {
    const { stack } = makeStack('us-east-1');
    grantSecretRead(makeEdgeFunction(stack), secrets.stripe);
    expect(variablesIn(stack)).toEqual([{ AMPLIFY_SECRETS: expect.stringContaining('"environment":"prod"') }]);
  });
});
