import type { Payload } from '../stores/raw-secret.js';
import type { Access } from '../stores/store-errors.js';
import { isTransportFault } from '../transport/fault.js';
import { UPDATE_STAGE } from './adopt-version.js';
import type { SecretVersion, SecretVersions } from './secret-versions.js';
import type { Update } from './update.js';
import { UPDATE_ACCESS, updateError } from './update-errors.js';
import { isMadeFrom } from './version-token.js';

/** How often a refusal is looked into while the version that the update was made from seems to be current: a read may be older. */
const LOOKS = 5;

/** One version on its way to become current. */
export interface VersionWrite {
  readonly id: string;
  readonly payload: Payload;
  readonly madeFrom: SecretVersion;
  /** Whether the store has it. */
  isPut: boolean;
}

/**
 * - `written`: it is current.
 * - `superseded`: it was, and another version was made from it since.
 * - `conflict`: another version became current in its place.
 */
export type Written =
  | { readonly outcome: 'written' }
  | { readonly outcome: 'superseded' | 'conflict'; readonly current: SecretVersion };

/** Puts a version beside the current one, then makes it current if that is still the one it was made from. Rejects with a SecretsError. */
export async function writeVersion(
  { location, task }: Update,
  versions: SecretVersions,
  write: VersionWrite,
): Promise<Written> {
  const { id, payload, madeFrom } = write;
  // The same id in each attempt is the same write: an answer that was lost does not matter.
  const persist = async <T>(access: Access, send: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    try {
      return await task.persist(send);
    } catch (error) {
      throw isTransportFault(error) && isComparison(error.code) && access === UPDATE_ACCESS.move
        ? error
        : updateError(error, location, access);
    }
  };

  await persist(UPDATE_ACCESS.put, (signal) => versions.put(id, payload, [UPDATE_STAGE], signal));
  write.isPut = true;
  for (let looks = 0; ; looks++) {
    try {
      await persist(UPDATE_ACCESS.move, (signal) => versions.move('AWSCURRENT', madeFrom.id, id, signal));
      return { outcome: 'written' };
    } catch (error) {
      if (!isTransportFault(error)) throw error;
      const current = await persist(UPDATE_ACCESS.get, (signal) => versions.read(signal));
      // The answer was lost, or whoever found the version made it current.
      if (current?.id === id) return { outcome: 'written' };
      if (current && current.id !== madeFrom.id) {
        return { outcome: (await wasCurrent(current)) ? 'superseded' : 'conflict', current };
      }
      if (looks >= LOOKS || task.now() > task.until()) throw updateError(error, location, UPDATE_ACCESS.move);
      await task.sleep(100 * 2 ** looks * (0.5 + task.random() / 2));
    }
  }

  async function wasCurrent(current: SecretVersion): Promise<boolean> {
    if (isMadeFrom(current.id, id)) return true;
    const own = await persist(UPDATE_ACCESS.get, (signal) => versions.read(signal, { version: id }));
    return !!own?.stages.includes('AWSPREVIOUS');
  }
}

/** Whether the refusal is about where the stage is; or about a version that the store does not show yet. */
function isComparison(code: string): boolean {
  return /^(InvalidParameter|InvalidRequest|ResourceNotFound)/.test(code);
}
