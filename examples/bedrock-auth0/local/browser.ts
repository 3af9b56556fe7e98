import { once } from 'node:events';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { text } from 'node:stream/consumers';

export interface Page {
  readonly status: number;
  /** Where it redirects to. */
  readonly location: URL | undefined;
  readonly text: string;
}

interface Body {
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly token?: string;
}

/** A person's browser, which trusts one authority: cookies for each host, and redirects one at a time. */
export class Browser {
  readonly #authority: string;
  readonly #cookies = new Map<string, Map<string, string>>();

  constructor(authority: string) {
    this.#authority = authority;
  }

  /** With a body it posts. */
  async go(address: string | URL, { json, form, token }: Body = {}): Promise<Page> {
    const url = new URL(address);
    const cookies = this.#cookies.get(url.host) ?? new Map<string, string>();
    this.#cookies.set(url.host, cookies);
    const body = form ? new URLSearchParams(form).toString() : json && JSON.stringify(json);
    const headers = {
      cookie: [...cookies].map((pair) => pair.join('=')).join('; '),
      'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    };
    const options = { method: body ? 'POST' : 'GET', headers };
    const sent =
      url.protocol === 'https:' ? requestHttps(url, { ...options, ca: this.#authority }) : requestHttp(url, options);
    sent.end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    for (const line of response.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const { location } = response.headers;
    return {
      status: response.statusCode ?? 0,
      location: location === undefined ? undefined : new URL(location, url),
      text: await text(response),
    };
  }
}
