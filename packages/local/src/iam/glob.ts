/** A compiled pattern: code points, and the wildcards below, which are not code points. */
export type Glob = readonly number[];

/** `*`: any number of characters. */
export const ANY = -1;
/** `?`: one character. */
export const ONE = -2;
/** `*` and `?` that do not match a colon, which separates an ARN's segments. */
export const ANY_IN_SEGMENT = -3;
export const ONE_IN_SEGMENT = -4;

const COLON = 0x3a;

export function literal(text: string): number[] {
  const points: number[] = [];
  for (const character of text) points.push(character.codePointAt(0) ?? 0);
  return points;
}

/**
 * Whether the pattern matches the whole string. From the first wildcard on, all ways through the pattern are followed at once,
 * so the time is bounded by the product of the two lengths: a hostile pattern cannot make it backtrack.
 */
export function globMatches(glob: Glob, text: string): boolean {
  let position = 0;
  let offset = 0;
  for (let token = glob[0]; token !== undefined && token >= 0; token = glob[position]) {
    if (text.codePointAt(offset) !== token) return false;
    offset += token > 0xffff ? 2 : 1;
    position += 1;
  }
  return position === glob.length ? offset === text.length : wildMatches(glob, position, text.slice(offset));
}

function wildMatches(glob: Glob, start: number, text: string): boolean {
  let positions = skipStars(glob, [start]);
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const next: number[] = [];
    for (const position of positions) {
      const token = glob[position];
      if (token === undefined) continue;
      // A star at the very end matches whatever is left.
      if (token === ANY && position === glob.length - 1) return true;
      if (token === ANY || (token === ANY_IN_SEGMENT && point !== COLON)) next.push(position);
      else if (token === point || token === ONE || (token === ONE_IN_SEGMENT && point !== COLON))
        next.push(position + 1);
    }
    if (next.length === 0) return false;
    positions = skipStars(glob, next);
  }
  return positions.includes(glob.length);
}

/** A star may match nothing, so what follows it is reached with it. Positions are in ascending order, and stay so. */
function skipStars(glob: Glob, reached: readonly number[]): number[] {
  const positions: number[] = [];
  for (const start of reached) {
    let position = start;
    while (position > (positions.at(-1) ?? -1)) {
      positions.push(position);
      if (glob[position] === ANY || glob[position] === ANY_IN_SEGMENT) position += 1;
    }
  }
  return positions;
}
