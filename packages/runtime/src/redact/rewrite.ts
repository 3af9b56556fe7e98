import type { Place } from './word.js';

/** A text of which some parts were replaced, and how its places are found again in its source. */
export interface Rewritten {
  readonly text: string;
  /** The places of the source that places of the text came from: parts that were replaced as a whole. The places are in order, and do not overlap. */
  readonly toSource: (places: readonly Place[]) => Place[];
  /** Places of the source, with the whole of each replaced part that begins or ends with them. */
  readonly widen: (places: readonly Place[]) => Place[];
}

/** Replaces what a global pattern without groups matches. The parts of the source are looked at once, and the places of one call as well. */
export function rewrite(source: string, pattern: RegExp, replacement: (part: string) => string): Rewritten {
  // Of each replaced part: where it stood, and where its replacement stands.
  const from: number[] = [];
  const to: number[] = [];
  const at: number[] = [];
  const end: number[] = [];
  let longer = 0;
  const text = source.replace(pattern, (part: string, index: number) => {
    const replaced = replacement(part);
    from.push(index);
    to.push(index + part.length);
    at.push(index + longer);
    longer += replaced.length - part.length;
    end.push(index + part.length + longer);
    return replaced;
  });

  return {
    text,
    toSource: (places) => {
      const partBefore = lastOf(at);
      return places.map(([start, stop]) => {
        const first = partBefore(start);
        const begin = start < (end[first] ?? 0) ? (from[first] ?? 0) : start + (to[first] ?? 0) - (end[first] ?? 0);
        const last = partBefore(stop - 1);
        return [begin, stop <= (end[last] ?? 0) ? (to[last] ?? 0) : stop + (to[last] ?? 0) - (end[last] ?? 0)];
      });
    },
    widen: (places) => {
      const partBefore = lastOf(from);
      return places.map(([start, stop]) => {
        const first = partBefore(start);
        const begin = start < (to[first] ?? 0) ? (from[first] ?? 0) : start;
        return [begin, Math.max(stop, to[partBefore(stop - 1)] ?? 0)];
      });
    },
  };
}

/** Which of the ascending positions is the last one at or before another; asked for ascending ones. */
function lastOf(positions: readonly number[]): (position: number) => number {
  let index = -1;
  return (position) => {
    while ((positions[index + 1] ?? Number.POSITIVE_INFINITY) <= position) index++;
    return index;
  };
}
