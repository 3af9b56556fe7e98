import type { Draw } from '../iam-oracle/draw.js';
import { namesOf } from './declared-access.js';
import { environmentsOf } from './declared-environment.js';
import { drawDeployment, drawEnvironments } from './draw-environments.js';
import { drawGrantees, drawGrants } from './draw-grants.js';
import { withKeys } from './draw-keys.js';
import { drawKey, drawRawName } from './draw-names.js';
import { drawRefused } from './draw-refused.js';
import type { DeclaredSecret, DeclaredSet, Place, Project } from './project.js';

const APPS = ['myapp', 'myapp2', 'my-app', 'myap', 'a', 'shop'];
const PLACES: readonly [Place, ...Place[]] = [
  { partition: 'aws', region: 'us-east-1', account: '123456789012' },
  { partition: 'aws', region: 'us-east-1', account: '123456789012' },
  { partition: 'aws', region: 'eu-central-1', account: '000000000001' },
  { partition: 'aws-us-gov', region: 'us-gov-west-1', account: '210987654321' },
  { partition: 'aws-cn', region: 'cn-north-1', account: '111122223333' },
];

/** A project with a valid declaration, and grants that are valid except those marked as a mistake. */
export function drawProject(draw: Draw): Project {
  const deployment = drawDeployment(draw);
  const size = draw.chance(0.7) ? 1 + draw.whole(8) : draw.chance(0.85) ? 9 + draw.whole(32) : 41 + draw.whole(160);
  const first = draw.whole(APPS.length);
  const apps = draw.times(1, 3, () => '').map((_, index) => APPS[(first + index) % APPS.length] ?? 'a');
  const owners = new Map<string, string>();
  const keys = new Set<string>();
  const sets = apps.map((app): DeclaredSet => {
    const environments = drawEnvironments(draw, deployment);
    const secrets: DeclaredSecret[] = [];
    for (let left = Math.ceil(size / apps.length); left > 0 || secrets.length === 0; left -= 1) {
      const secret = drawSecret(draw, { app, environments, secrets }, keys);
      if (claim(owners, { app, environments, secrets: [secret] })) secrets.push(secret);
    }
    return { app, environments, secrets };
  });
  const place = draw.pick(PLACES);
  const grantees = drawGrantees(draw);
  return withKeys(draw, {
    deployment,
    place,
    pinned: draw.chance(0.5),
    inContext: draw.chance(0.7),
    sets,
    grantees,
    grants: drawGrants(draw, { deployment, place, sets, grantees }),
    ...(draw.chance(0.5) && { refused: drawRefused(draw, grantees[0]?.id ?? '') }),
  });
}

function drawSecret(draw: Draw, set: DeclaredSet, keys: Set<string>): DeclaredSecret {
  let drawn = drawKey(draw);
  // Keys that differ only in case are kept: they are two secrets in Amplify's store.
  while (keys.has(drawn.key)) {
    const more = `${draw.whole(1000)}`;
    drawn = { key: `${drawn.key}${more}`, kebab: `${drawn.kebab}${more}` };
  }
  keys.add(drawn.key);
  const kind = draw.pick(['json', 'text', 'binary'] as const);
  if (draw.chance(0.1)) return { ...drawn, kind, name: `${drawRawName(draw)}/{environment}` };
  if (draw.chance(0.25)) {
    const shared = drawRawName(draw);
    const given = environmentsOf(set)
      .filter(() => draw.chance(0.5))
      .map(({ name, store }): [string, string] => {
        const text = draw.chance(0.4) ? shared : drawRawName(draw);
        return [name, store === 'amplify' ? amplifyName(text, name) : text];
      });
    return { ...drawn, kind, name: Object.fromEntries(given) };
  }
  return { ...drawn, kind };
}

/** A name that Amplify's store accepts. In a sandbox a leading hyphen would be an option of the command that sets the secret. */
function amplifyName(text: string, environment: string): string {
  const name = text.replace(/[^A-Za-z0-9_.-]/g, '-');
  return environment === 'sandbox' ? name.replace(/^-/, '_') : name;
}

/** Reserves a secret's names in every environment, unless another secret has one of them in the same store. */
function claim(owners: Map<string, string>, set: DeclaredSet): boolean {
  const [secret] = set.secrets;
  if (secret === undefined) return false;
  const owner = `${set.app} ${secret.key}`;
  const places = environmentsOf(set).flatMap((environment) =>
    namesOf(set, { kind: 'all', set: set.app }, environment).map((name) => `${environment.store} ${name}`),
  );
  if (places.some((place) => (owners.get(place) ?? owner) !== owner)) return false;
  for (const place of places) owners.set(place, owner);
  return true;
}
