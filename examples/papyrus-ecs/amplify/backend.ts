import { defineSecretRotation } from '@amplify-secrets/backend';
import { defineBackend } from '@aws-amplify/backend';
import { definePapyrus } from './ecs/define-papyrus.js';
import { rotateDb } from './functions/rotate-db/resource.js';
import { secrets } from './secrets/resource.js';

const backend = defineBackend({ rotateDb });

definePapyrus(backend.createStack('papyrus'));

defineSecretRotation(backend, secrets.db, {
  function: backend.rotateDb,
  schedule: 'cron(0 3 1 * ? *)',
  branches: 'main',
});
