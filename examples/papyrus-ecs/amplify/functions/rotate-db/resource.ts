import { defineFunction } from '@aws-amplify/backend';

export const rotateDb = defineFunction({
  name: 'rotate-db',
  entry: './handler.ts',
  runtime: 22,
  timeoutSeconds: 60,
  environment: {
    // Lambda's own file has the authorities of Amazon RDS, and Node.js does not read it by itself.
    NODE_EXTRA_CA_CERTS: process.env.DB_AUTHORITY_FILE ?? '/var/runtime/ca-cert.pem',
    PGPORT: process.env.PGPORT ?? '5432',
  },
});
