import type { Fixture } from '../fixture.js';

// https://github.com/awslabs/aws-athena-query-federation/pull/3399: hard-coded JDBC in an environment variable.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker', {
      DATABASE_URL: 'postgres://app:7Hq2zLx9@db.internal:5432/app',
      DEFAULT: 'mysql://jdbc:mysql://db.internal:3306/app?user=app&password=7Hq2zLx9',
    });
  },
  finds: ['CredentialInEnvironment', 'CredentialInEnvironment'],
};
