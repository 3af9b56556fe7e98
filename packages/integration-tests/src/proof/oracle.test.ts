import type { Role } from '@amplify-secrets/local';
import { describe, expect, it } from 'vitest';
import { drawFrom } from '../iam-oracle/draw.js';
import { askOracle } from '../iam-oracle/oracle.js';
import { mayDo, promisedTo } from './declared-access.js';
import { drawProject } from './draw-project.js';
import { drawRequests } from './draw-requests.js';
import { doorOf, roleOf } from './evaluate-project.js';
import { KIT } from './kit.js';
import type { Request } from './request.js';
import { synthesizeProject } from './synthesize-project.js';

const PAIRS = 20_000;
const SEED = 500_000;

describe('the synthesised policies', () => {
  it(`mean to @cloud-copilot/iam-simulate what was declared, in ${PAIRS} pairs`, async () => {
    const counts = { allow: 0, deny: 0 };
    for (let seed = SEED; counts.allow + counts.deny < PAIRS; seed += 1) {
      const draw = drawFrom(seed);
      const project = drawProject(draw);
      const backend = synthesizeProject(KIT, project);
      for (const grantee of project.grantees) {
        const promise = promisedTo(project, grantee);
        const role = roleOf(backend, grantee);
        for (const request of drawRequests(draw, project, promise, 60)) {
          if (!isTakenByOracle(request, role)) continue;
          const resourcePolicy = doorOf(role, request.resource);
          const verdict = await askOracle({ ...request, role, ...(resourcePolicy && { resourcePolicy }) });
          const promised = mayDo(promise, project, request) ? 'allow' : 'deny';
          const seen = verdict === 'allow' ? 'allow' : 'deny';
          if (seen !== promised)
            expect.fail(`seed ${seed}: ${seen}, not ${promised}: ${JSON.stringify({ request, role }, null, 1)}`);
          counts[seen] += 1;
        }
      }
    }
    console.log(`grants oracle: ${JSON.stringify(counts)}`);
    expect(counts.allow).toBeGreaterThan(PAIRS / 10);
    expect(counts.deny).toBeGreaterThan(PAIRS / 10);
  });
});

/** With a resource policy the oracle also validates the request, and refuses one whose resource the action does not have. */
function isTakenByOracle({ action, resource, through }: Request, role: Role): boolean {
  // It ignores the encryption context.
  if (through !== undefined) return false;
  if (doorOf(role, resource) === undefined) return true;
  const [, , service, region] = resource.split(':');
  const type = action.startsWith('ssm:') ? ':parameter/' : ':secret:';
  return service === action.split(':')[0] && region !== '' && resource.includes(type);
}
