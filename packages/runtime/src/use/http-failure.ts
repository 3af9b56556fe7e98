import { type Members, membersOf } from './walk-error.js';

/** Codes of AWS for a credential that it does not know, cannot verify, or that has expired: with status 400, 401 or 403. */
const AWS_CODE =
  /^(UnrecognizedClient|InvalidClientTokenId|InvalidAccessKeyId|InvalidSignature|SignatureDoesNotMatch|ExpiredToken|TokenRefreshRequired|InvalidToken|AuthFailure)(Exception)?$/;
/** AWS reports a wrong clock with the code of a wrong signature. */
const WRONG_CLOCK = /signature (has )?expired|signature not yet current/i;
/** Codes of others which use status 403 for a credential that is wrong, rather than for one that may not do something. */
const OTHER_CODE =
  /^((invalid|expired|revoked)_(api_?key|access_token|token)|(api_?key|token)_(invalid|expired|revoked)|authentication_(error|failed)|AuthenticationFailed|InvalidAuthenticationToken)$/i;

/** Whether an HTTP client's error, or a response, says that the credential was refused: with 401, or with 403 and a code that says so. */
export function isHttpFailure(error: unknown): boolean {
  const member = membersOf(error);
  const response = membersOf(member('response'));
  const aws = membersOf(member('$metadata'))('httpStatusCode');
  const statuses = [member('status'), member('statusCode'), response('status'), response('statusCode'), aws];
  if (statuses.includes(401)) return true;
  if (aws !== undefined) return codesIn(member).some((code) => AWS_CODE.test(code)) && !isAboutClock(member('message'));
  if (!statuses.includes(403)) return false;
  const bodies = [member('error'), member('data'), member('body'), response('data'), response('body')].map(membersOf);
  const codes = [member, ...bodies, ...bodies.map((body) => membersOf(body('error')))].flatMap(codesIn);
  const headers = [member('headers'), response('headers')].flatMap(codesInHeaders);
  return [...codes, ...headers].some((code) => AWS_CODE.test(code) || OTHER_CODE.test(code));
}

function isAboutClock(message: unknown): boolean {
  return typeof message === 'string' && WRONG_CLOCK.test(message);
}

function codesIn(member: Members): readonly string[] {
  return ['name', 'code', 'Code', 'type', '__type', 'error'].map(member).flatMap(shortCode);
}

/** `com.amazon.coral.service#ExpiredTokenException:http://…` is `ExpiredTokenException`. */
function shortCode(value: unknown): readonly string[] {
  const code = typeof value === 'string' ? /^(?:[^#\s]{0,200}#)?([\w.]{1,100})(?:$|:)/.exec(value)?.[1] : undefined;
  return code === undefined ? [] : [code];
}

/** Headers say what a body would: a body can be read only once, and it is for whoever asked. */
function codesInHeaders(headers: unknown): readonly string[] {
  const codes = ['x-amzn-errortype', 'x-ms-error-code'].flatMap((name) => shortCode(headerOf(headers, name)));
  const challenge = headerOf(headers, 'www-authenticate');
  // RFC 6750: error="invalid_token" is about the token, error="insufficient_scope" about what it may do.
  const error = typeof challenge === 'string' ? /\berror="?([\w.]{1,100})/.exec(challenge)?.[1] : undefined;
  return error === undefined ? codes : [...codes, error];
}

function headerOf(headers: unknown, name: string): unknown {
  const member = membersOf(headers);
  if (typeof member('get') !== 'function') return member(name);
  try {
    return Object(headers).get(name);
  } catch {
    return undefined;
  }
}
