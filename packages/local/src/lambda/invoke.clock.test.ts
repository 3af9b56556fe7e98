import { describe, expect, it } from 'vitest';
import { invoke } from './invoke.js';
import { aws, backendOf } from './invoke.test.support.js';

const CODE = `
const { now } = Date;
const loadedAt = now();
export const handler = async (_event, context) => ({
  loadedAt,
  kept: now(),
  called: Date.now(),
  made: new Date().getTime(),
  given: new Date(2026, 0, 1, 2).toISOString() === new Date('2026-01-01T02:00:00').toISOString(),
  text: Date.parse(Date()),
  isDate: new Date() instanceof Date && new Date().constructor === Date,
  derived: new (class extends Date {})().getTime(),
  remaining: context.getRemainingTimeInMillis(),
});
`;

const HOUR = 3_600_000;
const isNear = (time: number, ahead: number) => Math.abs(time - Date.now() - ahead) < 60_000;

async function clockOf(backend: ReturnType<typeof backendOf>, ahead: number) {
  const { payload, cold } = await invoke(backend, 'webhook', {}, { aws: { ...aws, ahead } });
  return {
    cold,
    ...(payload as Record<'loadedAt' | 'kept' | 'called' | 'made' | 'text' | 'derived', number>),
    payload,
  };
}

describe('the clock of an invoked function', () => {
  it('is as far ahead as the local AWS, while its module is loaded, too', async () => {
    const { loadedAt, kept, called, made, text, derived, payload } = await clockOf(backendOf(CODE), 48 * HOUR);
    for (const time of [loadedAt, kept, called, made, text, derived]) expect(isNear(time, 48 * HOUR)).toBe(true);
    expect(payload).toMatchObject({ given: true, isDate: true });
  });

  it('jumps in a warm container', async () => {
    const backend = backendOf(CODE);
    const before = await clockOf(backend, 0);
    const after = await clockOf(backend, 5 * HOUR);
    expect({ cold: before.cold, warm: !after.cold }).toEqual({ cold: true, warm: true });
    for (const time of [before.kept, before.called, before.made]) expect(isNear(time, 0)).toBe(true);
    for (const time of [after.kept, after.called, after.made]) expect(isNear(time, 5 * HOUR)).toBe(true);
    expect(isNear(after.loadedAt, 0)).toBe(true);
  });

  it('does not change the time that remains', async () => {
    const { payload } = await clockOf(backendOf(CODE), 48 * HOUR);
    const { remaining } = payload as { readonly remaining: number };
    expect(remaining > 0 && remaining <= 20_000).toBe(true);
  });
});
