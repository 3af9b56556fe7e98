// `npm run measure`: the table of README.md.
import { measure } from './measure.js';
import { table } from './table.js';

console.log(table(await measure()));
