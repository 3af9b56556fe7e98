import { finish } from '../programs/run-program.js';
import { POLICIES } from './policies.js';
import { FLEET } from './scenario.js';
import { simulate } from './simulate.js';

/** The simulation takes the timers of its process. Argument: the policy. */
const policy = POLICIES.find(({ id }) => id === process.argv[2]);
if (policy === undefined) throw new Error(`The policy must be one of ${POLICIES.map(({ id }) => id).join(', ')}.`);
finish(await simulate(policy, FLEET));
