import { createServer } from 'node:http';
import { urlOf } from './url-of.js';

/** Where processes wait until all of them are there. */
export interface StartingLine {
  readonly url: string;
  /** Resolves with the ids of so many processes as soon as they wait here. */
  arrived(count: number): Promise<readonly number[]>;
  /** Lets all go that wait, and whoever comes later. */
  open(): void;
  /** Makes whoever comes from now on wait. */
  shut(): void;
  close(): void;
}

export async function startStartingLine(): Promise<StartingLine> {
  const waiting = new Map<number, () => void>();
  let isOpen = true;
  let notice = () => {};
  const server = createServer((request, response) => {
    // A container that was frozen would use a connection that has been closed meanwhile.
    const go = () => void response.writeHead(204, { connection: 'close' }).end();
    if (isOpen) return go();
    waiting.set(Number(request.url?.slice(1)), go);
    notice();
  });
  return {
    url: await urlOf(server),
    arrived: (count) =>
      new Promise((resolve) => {
        notice = () => {
          if (waiting.size >= count) resolve([...waiting.keys()]);
        };
        notice();
      }),
    open() {
      isOpen = true;
      for (const go of waiting.values()) go();
      waiting.clear();
    },
    shut() {
      isOpen = false;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
