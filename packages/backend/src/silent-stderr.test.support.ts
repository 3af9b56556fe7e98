import { beforeEach, vi } from 'vitest';

// A synthesis prints its notes to standard error. Vitest restores the original after each test.
beforeEach(() => void vi.spyOn(process.stderr, 'write').mockReturnValue(true));
