// The demo's table of one deployment: who may do what.
import { svg } from './svg.mjs';

const NAME = 250;
const COLUMN = 118;
const ROW = 30;

/** `cells` are those of `npm run demo -- --json`. */
export function demoAccess(cells, deployment) {
  const own = cells.filter((cell) => cell.deployment === deployment);
  const accessOf = (secret, name) =>
    own.find((cell) => cell.secret === secret && cell.function === name)?.access ?? '–';
  const isReached = (cell) => cell.access !== '–';
  const functions = [...new Set(own.map((cell) => cell.function))].filter((name) =>
    own.some((cell) => cell.function === name && isReached(cell)),
  );
  const secrets = [...new Set(own.filter(isReached).map((cell) => cell.secret))].sort();
  const others = new Set(own.map((cell) => cell.secret)).size - secrets.length;
  const width = NAME + functions.length * COLUMN + 16;
  const picture = svg({
    width,
    height: 110 + secrets.length * ROW,
    title: `Who may do what on ${deployment}, as the demo evaluates it`,
  });
  functions.forEach((name, index) => {
    picture.text(NAME + index * COLUMN + COLUMN / 2, 36, name, 'small code strong middle');
  });
  picture.line(16, 50, width - 16, 50);
  secrets.forEach((secret, row) => {
    const y = 76 + row * ROW;
    picture.text(16, y, secret, 'code small');
    functions.forEach((name, index) => {
      const access = accessOf(secret, name);
      picture.text(
        NAME + index * COLUMN + COLUMN / 2,
        y,
        access,
        `small middle ${access === '–' ? 'quiet' : 'good strong'}`,
      );
    });
  });
  picture.text(
    16,
    86 + secrets.length * ROW,
    `${others} other secrets in the account: out of reach of every function`,
    'small quiet',
  );
  return picture.end();
}
