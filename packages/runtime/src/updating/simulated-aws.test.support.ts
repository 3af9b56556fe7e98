import { makeClient } from '../client/client.js';
import { partsOf } from '../client/parts.js';
import type { Descriptor } from '../contract/descriptor.js';
import { faultOfWireError, TransportFault } from '../transport/fault.js';
import type { Operation, Operations, Transport } from '../transport/transport.js';

interface Version {
  readonly id: string;
  readonly text: string;
  readonly createdAt: number;
  readonly stages: Set<string>;
}

/** What happens to one call: `lost` is done without an answer; a container `dies` before or after what it called is done. */
export type Fate = 'done' | 'throttled' | 'failed' | 'lost' | 'diesBefore' | 'diesAfter';

/** From 0 to 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const descriptor: Descriptor = { apps: { myapp: { environment: 'prod', store: 'secrets-manager' } } };

const refused = (operation: Operation, code: string, message = '') =>
  faultOfWireError(operation, { type: code, message, statusCode: 400 });

/** One secret in memory, by AWS's rules of versions and stages. `history` has each value that became current. */
function simulatedSecret(first: string, now: () => number) {
  const versions = new Map<string, Version>();
  const history: string[] = [];
  const withStage = (stage: string) => [...versions.values()].find(({ stages }) => stages.has(stage));

  function move(stage: string, to: Version): void {
    const from = withStage(stage);
    if (from === to) return;
    from?.stages.delete(stage);
    to.stages.add(stage);
    if (stage !== 'AWSCURRENT') return;
    history.push(to.text);
    if (from) move('AWSPREVIOUS', from);
  }

  function put(id: string, text: string, stages: readonly string[]): void {
    const known = versions.get(id);
    if (known && known.text !== text) throw refused('PutSecretValue', 'ResourceExistsException');
    if (known) return;
    const version = { id, text, createdAt: now(), stages: new Set<string>() };
    versions.set(id, version);
    for (const stage of stages) move(stage, version);
  }

  put('version-1-of-the-simulated-secret', first, ['AWSCURRENT']);
  const operations = {
    GetSecretValue: ({ VersionId, VersionStage = 'AWSCURRENT' }: Operations['GetSecretValue']['input']) => {
      const found = VersionId === undefined ? withStage(VersionStage) : versions.get(VersionId);
      if (!found)
        throw refused('GetSecretValue', 'ResourceNotFoundException', "can't find the specified secret value for it");
      const { id, text, stages, createdAt } = found;
      return { VersionId: id, SecretString: text, VersionStages: [...stages], CreatedDate: createdAt / 1000 };
    },
    PutSecretValue: (input: Operations['PutSecretValue']['input']) => {
      const { ClientRequestToken, SecretString = '', VersionStages = ['AWSCURRENT'] } = input;
      put(ClientRequestToken, SecretString, VersionStages);
      return { VersionId: ClientRequestToken };
    },
    UpdateSecretVersionStage: (input: Operations['UpdateSecretVersionStage']['input']) => {
      const { VersionStage, RemoveFromVersionId, MoveToVersionId } = input;
      const from = withStage(VersionStage);
      if (from?.id !== RemoveFromVersionId) throw refused('UpdateSecretVersionStage', 'InvalidParameterException');
      const to = MoveToVersionId === undefined ? undefined : versions.get(MoveToVersionId);
      if (to) move(VersionStage, to);
      else from?.stages.delete(VersionStage);
      return {};
    },
  };
  return {
    history,
    put,
    current: () => withStage('AWSCURRENT')?.text ?? '',
    run: (operation: Operation, input: object): object => {
      const perform = new Map<string, (input: never) => object>(Object.entries(operations)).get(operation);
      if (!perform) throw refused(operation, 'UnknownOperationException');
      return perform(input as never);
    },
  };
}

/**
 * A simulated world: containers whose calls to one secret are done in an order that the random source chooses, each with a fate. Time
 * passes when nothing else can happen, so nobody waits in real time; with `haste`, from 0 to 1, also while calls are on their way.
 */
export function simulation(first: unknown, random: () => number, fateOf: () => Fate, haste = 0) {
  const clock = { now: Date.parse('2026-11-03T00:00:00Z') };
  const secret = simulatedSecret(JSON.stringify(first), () => clock.now);
  const steps: { readonly owner: object; readonly run: () => void }[] = [];
  const timers: { readonly owner: object; readonly at: number; readonly run: () => void }[] = [];
  const dead = new Set<object>();

  const step = (owner: object) => new Promise<void>((run) => steps.push({ owner, run }));

  function container() {
    const owner = {};
    const call = async (operation: Operation, input: object): Promise<object> => {
      await step(owner);
      const fate = fateOf();
      if (fate === 'throttled') throw refused(operation, 'ThrottlingException');
      if (fate === 'diesBefore') dead.add(owner);
      // A container that is dead takes no further step.
      if (fate === 'diesBefore') await new Promise(() => {});
      if (fate === 'failed') throw new TransportFault('unreachable', 'It failed.', { code: 'InternalServiceError' });
      const answer = secret.run(operation, input);
      if (fate === 'diesAfter') dead.add(owner);
      await step(owner);
      if (fate === 'lost') throw new TransportFault('unreachable', 'The answer was lost.', { code: 'ECONNRESET' });
      return answer;
    };
    // The answers are those of the operations.
    const transport: Transport = { region: () => 'eu-west-1', call: call as unknown as Transport['call'] };
    const parts = partsOf({ transport, now: () => clock.now, random, descriptor });
    const setTimer = (callback: () => void, milliseconds: number) => {
      const timer = { owner, at: clock.now + milliseconds, run: callback };
      timers.push(timer);
      return () => {
        const index = timers.indexOf(timer);
        if (index >= 0) timers.splice(index, 1);
      };
    };
    return { owner, client: makeClient({ ...parts, setTimer }) };
  }

  /** Lets everything happen, until nothing can any more. */
  async function run(): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      for (const list of [steps, timers]) {
        for (let index = list.length - 1; index >= 0; index--) {
          if (dead.has(list[index]?.owner ?? {})) list.splice(index, 1);
        }
      }
      timers.sort((one, other) => one.at - other.at);
      const isHasty = timers.length > 0 && random() < haste;
      const [chosen] = isHasty ? [] : steps.splice(Math.floor(random() * steps.length), 1);
      if (chosen) {
        chosen.run();
        continue;
      }
      const timer = timers.shift();
      if (!timer) return;
      clock.now = Math.max(clock.now, timer.at);
      timer.run();
    }
  }

  return { clock, secret, container, run, step, dead };
}
