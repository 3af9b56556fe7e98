import {
  createSecretsClient,
  defineSecrets,
  type SecretReference,
  secretNamed,
  textSecret,
} from '@amplify-secrets/runtime';
import type { Policy, ReaderParts } from './policy.js';
import { simulatedTransport } from './simulated-transport.js';

const secrets = defineSecrets({ app: 'fleet', environments: { prod: 'main' }, secrets: { any: textSecret() } });
const references = new Map<string, SecretReference<string>>();

/** The real client, over a transport that speaks to the simulated store. */
const ours = (mayBatch: boolean) => (parts: ReaderParts) => {
  const client = createSecretsClient({
    descriptor: { apps: { fleet: { environment: 'prod', store: 'secrets-manager' } } },
    transport: simulatedTransport(parts, mayBatch),
    now: parts.clock.now,
    random: parts.random,
  });
  return { read: (names: readonly string[]) => client.getSecrets(names.map(referenceTo)) };
};

export const OUR_POLICIES: readonly Policy[] = [
  { id: 'ours', title: 'amplify-secrets', open: ours(true) },
  { id: 'ours-single', title: 'amplify-secrets, batch not granted', open: ours(false) },
];

/** `fleet/prod/s7` is the secret that the set calls `s7`. */
function referenceTo(name: string): SecretReference<string> {
  const known = references.get(name) ?? secretNamed(secrets, name.replace(/^.*\//, ''));
  references.set(name, known);
  return known;
}
