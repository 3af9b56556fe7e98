import { pathsOf } from '../stores/parameter-store.js';
import { checkRaw, type Payload, type RawSecret } from '../stores/raw-secret.js';
import type { Access } from '../stores/store-errors.js';
import { TransportFault } from '../transport/fault.js';
import type { Transport } from '../transport/transport.js';
import type { Patch } from './patch.js';
import {
  changed,
  decodedValue,
  encoded,
  giveWay,
  keepWritten,
  lost,
  orSibling,
  rawOfPayload,
  settled,
  type Update,
} from './update.js';
import { overwroteError, UPDATE_ACCESS, updateError } from './update-errors.js';

interface Found {
  readonly raw: RawSecret;
  /** The version of the deployment's own parameter; 0 where there is only the shared one. */
  readonly version: number;
}

/**
 * An update in Amplify's store. Parameter Store has no compare-and-set: a writer in the moment between the last read and the write is
 * overwritten, which the number of the new version shows afterwards. There are no turns.
 */
export async function updateParameter(update: Update, transport: Transport): Promise<unknown> {
  const { location, request, task } = update;
  const [own = ''] = pathsOf(location);
  const isBinary = location.definition.kind === 'binary';

  const read = (send: Update['task']['call']) =>
    refusing(
      UPDATE_ACCESS.get,
      send((signal) => readParameter(signal)),
    );

  async function readParameter(signal: AbortSignal): Promise<Found> {
    const paths = pathsOf(location);
    const askedAt = task.now();
    const { Parameters = [] } = await transport.call(
      'GetParameters',
      { Names: paths, WithDecryption: true },
      { signal },
    );
    const [parameter] = paths.flatMap((path) => Parameters.filter(({ Name }) => Name === path));
    if (!parameter) throw new TransportFault('refused', 'No such parameter.', { code: 'ParameterNotFound' });
    const { Name, Version, Value } = parameter;
    const raw = checkRaw('GetParameters', { version: `${Version}`, text: Value, bytes: undefined, askedAt });
    if ('kind' in raw) throw raw;
    // The patch of a binary secret compares bytes.
    const bytes = isBinary && Value !== undefined ? new Uint8Array(Buffer.from(Value, 'base64')) : undefined;
    return { raw: { ...raw, bytes }, version: Name === own ? Number(Version) : 0 };
  }

  async function put(payload: Payload, before: Found): Promise<number> {
    const Value = 'text' in payload ? payload.text : Buffer.from(payload.bytes).toString('base64');
    for (;;) {
      try {
        const input = { Name: own, Value, Type: 'SecureString', Overwrite: true } as const;
        const { Version } = await task.call((signal) =>
          transport.call('PutParameter', input, { signal, retry: false }),
        );
        return Number(Version);
      } catch (error) {
        // A second write would look like another writer's, so first whether the answer alone was lost.
        const isPassing = !(error instanceof Error && 'kind' in error && error.kind === 'refused');
        if (!isPassing || task.now() >= task.until()) throw updateError(error, location, UPDATE_ACCESS.put);
        await task.sleep(200 * (0.5 + task.random() / 2));
        const now = await read(task.persist);
        if (now.version === before.version + 1 && now.raw.text === Value) return now.version;
      }
    }
  }

  async function write(patch: Patch, before: Found): Promise<unknown> {
    const now = await read(task.persist);
    const rebased = now.version === before.version && now.raw.text === before.raw.text ? patch : patch.rebase(now.raw);
    if (rebased === 'done') return settled(update, now.raw);
    if (rebased === 'conflict') return giveWay(update, patch.value, now.raw);
    const payload = await encoded(update, rebased.value);
    const version = await put(payload, now);
    const text = 'text' in payload ? payload.text : Buffer.from(payload.bytes).toString('base64');
    const raw = rawOfPayload({ text }, `${version}`, task.now());
    keepWritten(update, raw);
    if (version === now.version + 1 || Number.isNaN(version)) return decodedValue(update, raw);
    update.parts.emit?.({ type: 'conflict', name: location.id });
    throw overwroteError(location, rebased.value, version - 1);
  }

  const refusing = <T>(access: Access, work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw updateError(error, location, access);
    });

  const found = await read(task.call);
  const value = await decodedValue(update, found.raw);
  if (request.when && !(await request.when(value))) return settled(update, found.raw);
  let patch: Patch;
  try {
    patch = await changed(update, found.raw, value, task.until());
  } catch (error) {
    return orSibling(update, error, found.raw, async () => (await read(task.call)).raw);
  }
  if (patch.isEmpty) return settled(update, found.raw);
  try {
    return await write(patch, found);
  } catch (error) {
    const reason = updateError(error, location, UPDATE_ACCESS.put);
    throw reason.value ? reason : lost(update, patch.value, reason, false);
  }
}
