import { randomBytes } from 'node:crypto';

/** What an authorization code stands for. */
export interface Login {
  readonly subject: string;
  readonly email: string;
  readonly redirectUri: string;
  readonly nonce: string | undefined;
  readonly challenge: string | undefined;
}

/** Authorization codes: each is good once. */
export class Codes {
  readonly #logins = new Map<string, Login>();

  issue(login: Login): string {
    const code = randomBytes(24).toString('base64url');
    this.#logins.set(code, login);
    return code;
  }

  redeem(code: string): Login | undefined {
    const login = this.#logins.get(code);
    this.#logins.delete(code);
    return login;
  }
}
