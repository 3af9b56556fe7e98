import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AccessReport } from '@amplify-secrets/backend/report';
import { synthesize } from '@amplify-secrets/local';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../repository.js';

const AUTH = `
  import { defineAuth } from '@aws-amplify/backend';
  export const auth = defineAuth({ loginWith: { email: true }, groups: ['ADMINS'] });
`;
const BACKEND = `
  import { grantSecretRead } from '@amplify-secrets/backend';
  import { writeAccessReport } from '@amplify-secrets/backend/report';
  import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
  import { defineBackend } from '@aws-amplify/backend';
  import { auth } from './auth/resource.js';
  const secrets = defineSecrets({ app: 'shop', environments: { prod: 'main' }, secrets: { stripe: textSecret() } });
  const backend = defineBackend({ auth });
  const { unauthenticatedUserIamRole, authenticatedUserIamRole, groups } = backend.auth.resources;
  for (const role of [unauthenticatedUserIamRole, authenticatedUserIamRole, groups.ADMINS!.role]) {
    grantSecretRead(role, secrets.stripe);
  }
`;

describe('R08: a grant to a role of Amplify Auth', () => {
  it('is an error for visitors, and a warning for signed-in users and groups', async () => {
    const project = mkdtempSync(join(tmpdir(), 'app-user-roles-'));
    try {
      const files = {
        'package.json': '{ "name": "shop", "private": true, "type": "module" }',
        'package-lock.json': '{ "name": "shop", "lockfileVersion": 3, "packages": {} }',
        'amplify/auth/resource.ts': AUTH,
        'amplify/backend.ts': `${BACKEND}\nwriteAccessReport(backend, ${JSON.stringify(project)});`,
      };
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(project, path)), { recursive: true });
        writeFileSync(join(project, path), text);
      }
      symlinkSync(join(repositoryRoot, 'node_modules'), join(project, 'node_modules'));
      const deployment = { type: 'branch', namespace: 'd1a2b3', name: 'main' } as const;
      await expect(synthesize({ cwd: project, deployment })).rejects.toThrow('SecretOpenToUsers in amplify');
      const { findings }: AccessReport = JSON.parse(readFileSync(join(project, 'access-report.json'), 'utf8'));
      const found = findings.filter(({ name }) => name === 'SecretOpenToUsers');
      expect(found.map(({ severity, about }) => [severity, about[0]])).toEqual([
        ['error', 'stripe'],
        ['warning', 'stripe'],
        ['warning', 'stripe'],
      ]);
    } finally {
      rmSync(project, { recursive: true });
    }
  });
});
