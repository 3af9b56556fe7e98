import { configureGuard, grantSecretRead, grantSecretReadWrite, secretsMatching } from '@amplify-secrets/backend';
import { type AccessReport, accessReport } from '@amplify-secrets/backend/report';
import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
import { App, Stack } from 'aws-cdk-lib';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';

/** What a page must show as text. */
export const HOSTILE =
  '<img src="https://example.invalid/x" onerror="document.title=1"><script>document.title=2</script>';

const secrets = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', staging: 'staging', preview: { branches: 'pr-*', store: 'amplify' }, dev: '*' },
  secrets: {
    stripe: jsonSecret(['apiKey', 'webhookSecret']),
    slackSigningSecret: textSecret(),
    mapsKey: textSecret({ name: { prod: 'shared/maps-key', staging: 'shared/maps-key' } }),
    'a-very-long-key-that-somebody-chose-for-a-secret-of-a-partner-whose-name-is-long': textSecret(),
  },
});

/** A backend in which no section of the report is empty. */
export function fullReport(): AccessReport {
  const { root, fn } = makeBackend('branch', 'd1a2b3', 'main');
  const webhook = fn('stripe-webhook');
  grantSecretRead(webhook, [secrets.stripe, secretsMatching(secrets, 'git*')]);
  grantSecretReadWrite(fn('maps-refresh'), secrets.mapsKey);
  grantSecretRead(fn('health'), secretsMatching(secrets, '*'));
  grantSecretRead(fn('legacy'), 'old/token', { branches: ['staging'] });
  fn('by-hand').addToRolePolicy(
    new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'],
      resources: ['arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/prod/*'],
      conditions: { StringEquals: { 'aws:PrincipalTag/team': HOSTILE } },
    }),
  );
  fn('wide').addToRolePolicy(new PolicyStatement({ actions: ['secretsmanager:*'], resources: ['*'] }));
  new Role(root, 'Admin', {
    assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('SecretsManagerReadWrite')],
  });
  configureGuard(root, {
    guard: 'error',
    accept: [{ finding: 'SecretAccessWildcard', at: 'wide', reason: HOSTILE }],
  });
  return accessReport(root);
}

/** A backend without findings. */
export function cleanReport(): AccessReport {
  const { root, fn } = makeBackend('sandbox', 'shop', 'jan');
  grantSecretRead(fn('health'), secretsMatching(secrets, '*'));
  grantSecretRead(fn('maps'), secrets.mapsKey);
  return accessReport(root);
}

function makeBackend(type: string, namespace: string, name: string) {
  const app = new App({
    context: { 'amplify-backend-type': type, 'amplify-backend-namespace': namespace, 'amplify-backend-name': name },
  });
  const root = new Stack(app, 'amplify');
  const fn = (id: string) =>
    new LambdaFunction(root, id, {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromInline('exports.handler = async () => {}'),
    });
  return { root, fn };
}
