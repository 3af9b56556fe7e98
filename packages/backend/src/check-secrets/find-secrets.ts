import { setMaxListeners } from 'node:events';
import type { Finding } from './finding.js';
import { lookUpParameters } from './look-up-parameters.js';
import { lookUpSecrets } from './look-up-secrets.js';
import type { RequiredSecret } from './required-secrets.js';

const LOOK_UP = { 'secrets-manager': lookUpSecrets, amplify: lookUpParameters };

/** Looks each up where it should be: store by store and region by region, all at once. In the order given. */
export async function findSecrets(
  required: readonly RequiredSecret[],
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  // One for each call under way; Node.js would warn of a leak.
  setMaxListeners(0, signal);
  const places = new Map<string, RequiredSecret[]>();
  for (const secret of required) {
    const place = `${secret.store} ${secret.region}`;
    places.set(place, [...(places.get(place) ?? []), secret]);
  }
  const findings = await Promise.all(
    [...places.values()].map(([first, ...others]) =>
      first === undefined ? [] : LOOK_UP[first.store]([first, ...others], first.region, signal),
    ),
  );
  const found = new Map(findings.flat().map((finding) => [finding.secret, finding]));
  return required.flatMap((secret) => found.get(secret) ?? []);
}
