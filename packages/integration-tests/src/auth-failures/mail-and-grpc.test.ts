import { isAuthFailure } from '@amplify-secrets/runtime';
import { credentials, Metadata, makeGenericClientConstructor, Server, ServerCredentials, status } from '@grpc/grpc-js';
import nodemailer from 'nodemailer';
import { describe, expect, it } from 'vitest';
import { rejectionOf } from './http-server.test.support.js';
import { refuseInSmtp, startServer } from './packets.test.support.js';

describe('isAuthFailure, of SMTP', () => {
  const send = async (line: string) => {
    const server = await startServer(refuseInSmtp(line));
    try {
      const transport = nodemailer.createTransport({
        host: '127.0.0.1',
        port: server.port,
        secure: false,
        ignoreTLS: true,
        auth: { user: 'app', pass: 'wrong' },
      });
      return await rejectionOf(transport.sendMail({ from: 'a@mail.example', to: 'b@mail.example', text: 'hello' }));
    } finally {
      await server.close();
    }
  };

  it('recognises 535 of nodemailer', async () => {
    expect(isAuthFailure(await send('535 5.7.8 Authentication credentials invalid'))).toBe(true);
  });

  it.each(['454 4.7.0 Temporary authentication failure', '550 5.7.1 Relaying denied'])(
    'is false for another answer to nodemailer: %s',
    async (line) => {
      expect(isAuthFailure(await send(line))).toBe(false);
    },
  );
});

const bytes = (value: Buffer) => value;
const METHOD = {
  path: '/example.Greeter/Greet',
  requestStream: false,
  responseStream: false,
  requestSerialize: bytes,
  requestDeserialize: bytes,
  responseSerialize: bytes,
  responseDeserialize: bytes,
} as const;

describe('isAuthFailure, of gRPC', () => {
  const call = async (code: status, details: string) => {
    const server = new Server();
    server.addService(
      { Greet: METHOD },
      { Greet: (_: unknown, done: (error: object) => void) => done({ code, details, metadata: new Metadata() }) },
    );
    const port = await new Promise<number>((resolve, reject) =>
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    );
    const Greeter = makeGenericClientConstructor({ Greet: METHOD }, 'Greeter');
    const client = new Greeter(`127.0.0.1:${port}`, credentials.createInsecure());
    try {
      return await rejectionOf(
        new Promise((resolve, reject) =>
          client.Greet?.(Buffer.alloc(0), (error: unknown, answer: unknown) =>
            error ? reject(error) : resolve(answer),
          ),
        ),
      );
    } finally {
      client.close();
      server.forceShutdown();
    }
  };

  it('recognises UNAUTHENTICATED of @grpc/grpc-js', async () => {
    expect(isAuthFailure(await call(status.UNAUTHENTICATED, 'invalid token'))).toBe(true);
  });

  it.each([status.PERMISSION_DENIED, status.UNAVAILABLE, status.NOT_FOUND])(
    'is false for status %s of @grpc/grpc-js',
    async (code) => {
      expect(isAuthFailure(await call(code, 'no'))).toBe(false);
    },
  );
});
