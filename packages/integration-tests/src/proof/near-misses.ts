import type { Draw } from '../iam-oracle/draw.js';
import { drawLetters } from './draw-names.js';
import type { Place } from './project.js';

/** Names that a slightly too wide pattern or too loose comparison would confuse with `name`. None is `name` itself. */
export function nearNames(draw: Draw, name: string): string[] {
  const at = draw.whole(name.length);
  const [before, here, after] = [name.slice(0, at), name.charAt(at), name.slice(at + 1)];
  const letter = drawLetters(draw, 1);
  return [
    `${name}${letter}`,
    `${name}-`,
    `${name}s`,
    `${name}-${letter}`,
    `${name}-secret`,
    `${name}-tokens`,
    `${name}-${drawLetters(draw, 6)}`,
    `${name}-${drawLetters(draw, 6)}-more`,
    `${name}-${drawLetters(draw, 6)}/${letter}`,
    `${name}/${letter}`,
    `${name}/${name}`,
    `${letter}${name}`,
    `${letter}/${name}`,
    `/${name}`,
    name.slice(1),
    name.slice(0, -1),
    name.replace(/[-/][^-/]*$/, ''),
    name.replace(/^[^/]*\//, ''),
    before + after,
    before + letter + here + after,
    before + (letter === here ? '_' : letter) + after,
    before + swapCase(here) + after,
    swapCase(name),
    name.toUpperCase(),
    name.toLowerCase(),
    name.replaceAll('/', '-'),
    name.replaceAll('-', '/'),
    name.replace('-', '_'),
    name.replace('/', '//'),
  ].filter((near) => near !== '' && near !== name);
}

function swapCase(text: string): string {
  return [...text].map((each) => (each === each.toUpperCase() ? each.toLowerCase() : each.toUpperCase())).join('');
}

/** Other regions, accounts and partitions, one of them changed at a time. */
export function nearPlaces(draw: Draw, place: Place): Place[] {
  const { partition, region, account } = place;
  const at = draw.whole(account.length);
  const digit = String((Number(account.charAt(at)) + 1 + draw.whole(9)) % 10);
  return [
    { ...place, account: account.slice(0, at) + digit + account.slice(at + 1) },
    { ...place, account: [...account].reverse().join('') },
    { ...place, account: '' },
    { ...place, region: region.replace(/\d$/, (last) => String(Number(last) + 1)) },
    { ...place, region: `${region}1` },
    { ...place, region: region === 'eu-west-1' ? 'eu-west-3' : 'eu-west-1' },
    { ...place, region: '' },
    { ...place, partition: partition === 'aws' ? 'aws-cn' : 'aws' },
    { ...place, partition: `${partition}-iso` },
  ].filter((near) => JSON.stringify(near) !== JSON.stringify(place));
}
