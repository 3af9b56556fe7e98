import { CfnParameter } from 'aws-cdk-lib';
import type { Fixture } from '../fixture.js';

// URLs without a password, and one whose password only the deployment knows.
export const lookAlike: Fixture = {
  write({ lambda, stack }) {
    const password = new CfnParameter(stack, 'Password', { noEcho: true }).valueAsString;
    lambda('worker', {
      DATABASE_URL: `postgres://app:${password}@db.internal:5432/app`,
      CALLBACK_URL: 'https://shop.example:8443/callback?token=none',
      OAUTH_TOKEN: 'https://login.example/oauth2/v2.0/token',
    });
  },
  finds: [],
};
