import { createServer, type Socket } from 'node:net';

/** A server on loopback that speaks a protocol of its own. `serve` gets each connection. */
export async function startServer(serve: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    // Clients break connections off when they are refused.
    socket.on('error', () => {});
    serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** PostgreSQL: refuses whoever connects, with an ErrorResponse of this SQLSTATE. */
export function refuseInPostgres(sqlState: string, message: string) {
  return (socket: Socket) =>
    void socket.once('data', () => {
      const fields = Buffer.from(['SFATAL', 'VFATAL', `C${sqlState}`, `M${message}`, '', ''].join('\0'));
      const head = Buffer.alloc(5);
      head.write('E');
      head.writeInt32BE(fields.length + 4, 1);
      socket.end(Buffer.concat([head, fields]));
    });
}

const CLIENT_PROTOCOL_41 = 0x0200;
const CLIENT_SECURE_CONNECTION = 0x8000;
const CLIENT_PLUGIN_AUTH = 0x0008;

/** MySQL: greets whoever connects, and answers the login with an ERR packet of this code. */
export function refuseInMysql(code: number, message: string) {
  return (socket: Socket) => {
    const greeting = Buffer.alloc(32);
    greeting.writeUInt16LE(CLIENT_PROTOCOL_41 | CLIENT_SECURE_CONNECTION, 13);
    greeting.writeUInt16LE(CLIENT_PLUGIN_AUTH, 18);
    // How many bytes of scramble the two parts have.
    greeting.writeUInt8(21, 20);
    const version = Buffer.from('\x0a8.0.36\0');
    const plugin = Buffer.from(`${'b'.repeat(12)}\0mysql_native_password\0`);
    socket.write(mysqlPacket(0, Buffer.concat([version, greeting.subarray(0, 31), plugin])));
    socket.once('data', () => {
      const head = Buffer.from([0xff, code & 0xff, code >> 8]);
      socket.end(mysqlPacket(2, Buffer.concat([head, Buffer.from(`#28000${message}`)])));
    });
  };
}

function mysqlPacket(sequence: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUIntLE(payload.length, 0, 3);
  head.writeUInt8(sequence, 3);
  return Buffer.concat([head, payload]);
}

/** Redis: answers every command with this error. */
export function refuseInRedis(error: string) {
  return (socket: Socket) =>
    void socket.on('data', (data) => {
      const commands = data.toString().match(/^\*\d+\r\n/gm)?.length ?? 1;
      socket.write(`-${error}\r\n`.repeat(commands));
    });
}

/** SMTP: answers AUTH with this line. */
export function refuseInSmtp(line: string) {
  return (socket: Socket) => {
    socket.write('220 mail.example ESMTP\r\n');
    socket.on('data', (data) => {
      const command = data.toString().slice(0, 4).toUpperCase();
      socket.write(
        command === 'EHLO'
          ? '250-mail.example\r\n250 AUTH PLAIN\r\n'
          : command === 'AUTH'
            ? `${line}\r\n`
            : '250 OK\r\n',
      );
    });
  };
}
