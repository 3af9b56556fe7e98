/** A range of a text, and what to write in its place. With `start === end` it only inserts. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** All that is outside of the ranges stays as it is, byte by byte. Ranges must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((one, other) => one.start - other.start || one.end - other.end);
  let position = 0;
  const parts = sorted.flatMap((edit) => {
    if (edit.start < position) throw new RangeError(`Two edits overlap at ${edit.start}.`);
    const before = text.slice(position, edit.start);
    position = edit.end;
    return [before, edit.text];
  });
  return [...parts, text.slice(position)].join('');
}
