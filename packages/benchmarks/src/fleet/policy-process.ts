import { POLICIES } from './run-policy.js';
import { FLEET } from './scenario.js';
import { simulate } from './simulate.js';

const policy = POLICIES.find(({ id }) => id === process.argv[2]);
if (policy === undefined) throw new Error(`There is no policy "${process.argv[2]}".`);
process.send?.(await simulate(policy, FLEET));
process.disconnect();
