import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where a call stops: before AWS has it, or with half of the answer on its way. */
export type Half = 'request' | 'answer';

export interface HoldingFront {
  readonly url: string;
  /** Operations, in the order in which they came. */
  readonly calls: readonly string[];
  /** Stops the call of this number, the first being 1, for good. Resolves when it has come that far. */
  readonly hold: (call: number, half: Half) => Promise<void>;
  /** Counts from 1 again. */
  readonly forget: () => void;
  readonly close: () => void;
}

/** A server in front of the local AWS that passes every call on, `delayMs` after it came, but for one that it holds. */
export async function openHoldingFront(url: string, delayMs = 0): Promise<HoldingFront> {
  const calls: string[] = [];
  let held: { readonly call: number; readonly half: Half; readonly reached: () => void } | undefined;
  const server = createServer((incoming, outgoing) => {
    calls.push(String(incoming.headers['x-amz-target']).replace(/^.*\./, ''));
    const isHeld = calls.length === held?.call;
    if (isHeld && held?.half === 'request') return void held.reached();
    const { method, headers, url: path = '/' } = incoming;
    // The signature is of the Host that the client has sent.
    const passed = request(new URL(path, url), { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const body = Buffer.concat(chunks);
        outgoing.writeHead(answer.statusCode ?? 500, { ...answer.headers, 'content-length': body.length });
        if (isHeld) outgoing.write(body.subarray(0, body.length >> 1), () => held?.reached());
        else outgoing.end(body);
      });
    });
    passed.on('error', () => outgoing.destroy());
    setTimeout(() => incoming.pipe(passed), delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    // A server that listens on TCP has an AddressInfo.
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    hold: (call, half) =>
      new Promise((reached) => {
        held = { call, half, reached };
      }),
    forget: () => {
      calls.length = 0;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
