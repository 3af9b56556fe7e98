import { App, CfnParameter, NestedStack, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnSecret, CfnSecretTargetAttachment, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { describe, expect, it } from 'vitest';
import { MAIN, makeBackend, makeFunction, secrets } from '../backend.test.support.js';
import { grantSecretRead } from '../grant.js';
import { stageResources } from '../templates/stage-resources.js';
import { accessReport } from './access-report.js';
import { exactName, secretNames } from './secret-names.js';

const own = (name: string) => `arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:${name}`;

describe('secretNames', () => {
  it.each([
    [own('myapp/prod/stripe-??????'), 'myapp/prod/stripe'],
    [own('myapp/prod/stripe-a1B2c3'), 'myapp/prod/stripe'],
    ['arn:aws:ssm:us-east-1:123456789012:parameter/amplify/x', '/amplify/x'],
    [own('myapp/prod/*'), undefined],
    [own(`\${Prefix}/stripe-??????`), undefined],
    [`\${Parameter}`, undefined],
    ['*', undefined],
  ])('reads from %s the name %s', (resource, name) => {
    expect(exactName(resource)).toBe(name);
  });

  it('knows the name behind a reference to a secret of the app only', () => {
    const app = new App();
    const [one, other] = [new Stack(app, 'one'), new Stack(app, 'other')];
    new CfnSecret(one, 'Made');
    new CfnSecret(one, 'Named', { name: 'myapp/prod/stripe' });
    new CfnSecret(one, 'Computed', { name: new CfnParameter(one, 'Name').valueAsString });
    new CfnSecretTargetAttachment(one, 'Attached', { secretId: `\${Named}`, targetId: 'x', targetType: 'y' });
    new CfnParameter(other, 'Made');
    const nameIn = secretNames(stageResources(one));
    expect(nameIn(one, `\${Made}`)).toBe('made as one/Made');
    expect(nameIn(one, `\${Named}`)).toBe('myapp/prod/stripe');
    expect(nameIn(one, `\${Attached}`)).toBe('myapp/prod/stripe');
    expect(nameIn(other, `\${Named}`)).toBe('myapp/prod/stripe');
    for (const unknown of ['Computed', 'Name', 'Nobody']) expect(nameIn(one, `\${${unknown}}`)).toBeUndefined();
    // In that stack it is a parameter, which may be any ARN.
    expect(nameIn(other, `\${Made}`)).toBeUndefined();
  });
});

describe('accessReport, about a secret that the backend creates', () => {
  it.each(['before', 'after'])('tells it from all others, whatever stack reads it, %s the synthesis', (when) => {
    const { app, root, stack } = makeBackend(MAIN);
    const elsewhere = new NestedStack(root, 'secrets');
    const [one, two, named] = [
      new Secret(elsewhere, 'One'),
      new Secret(elsewhere, 'Two'),
      new Secret(elsewhere, 'Named', { secretName: 'myapp/prod/stripe' }),
    ];
    grantSecretRead(makeFunction(stack, 'ofOne'), one);
    grantSecretRead(makeFunction(stack, 'ofTwo'), two);
    grantSecretRead(makeFunction(stack, 'ofStripe'), secrets.stripe);
    makeFunction(stack, 'byHand').addToRolePolicy(
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [named.secretArn] }),
    );
    if (when === 'after') app.synth();
    const { secrets: rows } = accessReport(root);
    const readers = (id: string) =>
      rows
        .find((row) => row.id === id)
        ?.places.flatMap(({ access }) =>
          access.map(({ principal, allowed, possible }) =>
            [principal.split('/')[2], ...allowed, ...possible.map((each) => `${each}?`)].join(' '),
          ),
        );
    expect(readers('amplify/secrets/One')).toEqual(['ofOne read']);
    expect(readers('amplify/secrets/Two')).toEqual(['ofTwo read']);
    // One is granted by its name, one is read by reference: they may be the same secret.
    expect(readers('myapp:stripe')).toEqual(['byHand read?', 'ofStripe read']);
    expect(readers('myapp:slackSigningSecret')).toEqual([]);
  });
});
