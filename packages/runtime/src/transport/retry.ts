import { isTransportFault, timeUp } from './fault.js';

const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 50;

/** Tries up to three times where a store was unreachable or throttled, with pauses of random length, at most 50 and 100 ms. */
export async function withRetries<T>(attempt: () => Promise<T>, random: () => number, signal: AbortSignal): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      const isPassing = isTransportFault(error) && (error.kind === 'unreachable' || error.kind === 'throttled');
      if (!isPassing || tried === ATTEMPTS) throw error;
      await pause(random() * FIRST_PAUSE_MS * 2 ** (tried - 1), signal);
    }
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(timeUp());
    const onAbort = () => {
      clearTimeout(timer);
      reject(timeUp());
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
