/**
 * The part of a container's program that keeps the function's clock with the local AWS's, which `advance` moves. `Date.now` is replaced before
 * the handler's module is loaded, which may keep a reference to it; `Date` only once the clock has moved.
 */
export const CLOCK_PROGRAM = `
const realNow = Date.now;
let ahead = 0;
Date.now = function now() {
  return realNow() + ahead;
};

function setAhead(milliseconds) {
  if (ahead === 0 && milliseconds > 0) followClock();
  ahead = milliseconds;
}

function followClock() {
  const RealDate = Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, parts, of) => Reflect.construct(target, parts.length === 0 ? [RealDate.now()] : parts, of),
    apply: () => new RealDate(RealDate.now()).toString(),
  });
  RealDate.prototype.constructor = globalThis.Date;
}
`;
