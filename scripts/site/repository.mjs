// Where the repository is on the forge, as package.json says.
import { readFileSync } from 'node:fs';

export const REPOSITORY = JSON.parse(readFileSync('package.json', 'utf8')).homepage.replace(/#.*$/, '');

/** The address of a file or folder of the repository, for what is not a page of the site. */
export function onTheForge(path, isFolder) {
  return `${REPOSITORY}/${isFolder ? 'tree' : 'blob'}/main/${path}`;
}
