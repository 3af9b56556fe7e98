import type { Socket } from 'node:net';
import { BSON } from 'mongodb';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HELLO = {
  ok: 1,
  isWritablePrimary: true,
  ismaster: true,
  minWireVersion: 0,
  maxWireVersion: 21,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  saslSupportedMechs: ['SCRAM-SHA-256'],
};

/** MongoDB: greets whoever connects, and refuses every other command, so also saslStart. */
export function refuseInMongo(refusal: { readonly code: number; readonly codeName: string; readonly errmsg: string }) {
  return (socket: Socket) => {
    let pending = Buffer.alloc(0);
    socket.on('data', (data) => {
      pending = Buffer.concat([pending, data]);
      while (pending.length >= 16 && pending.length >= pending.readInt32LE(0)) {
        const message = pending.subarray(0, pending.readInt32LE(0));
        pending = pending.subarray(message.length);
        const isHello = /hello|ismaster/i.test(message.toString('latin1'));
        socket.write(answerTo(message, isHello ? HELLO : { ok: 0, ...refusal }));
      }
    });
  };
}

function answerTo(message: Buffer, document: object): Buffer {
  const isQuery = message.readInt32LE(12) === OP_QUERY;
  const body = Buffer.from(BSON.serialize(document));
  // A reply has flags, a cursor's id, where it starts and how many documents follow; a message has flags and the kind of its section.
  const before = Buffer.alloc(isQuery ? 20 : 5);
  if (isQuery) before.writeInt32LE(1, 16);
  const head = Buffer.alloc(16);
  head.writeInt32LE(head.length + before.length + body.length, 0);
  head.writeInt32LE(message.readInt32LE(4), 8);
  head.writeInt32LE(isQuery ? OP_REPLY : OP_MSG, 12);
  return Buffer.concat([head, before, body]);
}
